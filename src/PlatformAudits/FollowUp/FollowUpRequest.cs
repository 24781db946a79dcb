using PlatformAudits.Checking;

namespace PlatformAudits.FollowUp;

/// <summary>What a follow-up is asked to do, and where.</summary>
public sealed record FollowUpRequest
{
    /// <summary>The settings file.</summary>
    public required string SettingsPath { get; init; }

    /// <summary>The waivers file; it need not exist.</summary>
    public required string WaiversPath { get; init; }

    /// <summary>The folder of the issue templates.</summary>
    public required string TemplatesFolder { get; init; }

    /// <summary>
    /// A project's own templates: each file stands for the one of the same name in <see cref="TemplatesFolder"/>; null for none.
    /// </summary>
    public string? OwnTemplatesFolder { get; init; }

    /// <summary>The folders of templates, the one that counts most first.</summary>
    internal IReadOnlyList<string> TemplateFolders => OwnTemplatesFolder is { } own ? [own, TemplatesFolder] : [TemplatesFolder];

    /// <summary>
    /// The folder that audits write to: a report in it that could not be evaluated keeps its audit from being followed up.
    /// </summary>
    public required string OutputFolder { get; init; }

    /// <summary>A local team file or folder instead of the one in the settings.</summary>
    public string? TeamPath { get; init; }

    /// <summary>The period; null means every period that has an issue.</summary>
    public FiscalPeriod? Period { get; init; }

    /// <summary>Whether to write nothing and say what would be written.</summary>
    public bool Preview { get; init; }

    /// <summary>Whether to begin on old issues as well.</summary>
    public bool Start { get; init; }
}
