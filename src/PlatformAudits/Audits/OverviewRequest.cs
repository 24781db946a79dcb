using PlatformAudits.Checking;

namespace PlatformAudits.Audits;

/// <summary>What an overview is made of, and where it goes.</summary>
public sealed record OverviewRequest
{
    /// <summary>The settings file.</summary>
    public required string SettingsPath { get; init; }

    /// <summary>The folder of the issue templates.</summary>
    public required string TemplatesFolder { get; init; }

    /// <summary>
    /// A project's own templates: each file stands for the one of the same name in <see cref="TemplatesFolder"/>; null for none.
    /// </summary>
    public string? OwnTemplatesFolder { get; init; }

    /// <summary>The folders of templates, the one that counts most first.</summary>
    internal IReadOnlyList<string> TemplateFolders => OwnTemplatesFolder is { } own ? [own, TemplatesFolder] : [TemplatesFolder];

    /// <summary>The folder that audits write to, with one folder a platform below it; the page goes there.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>The period; null means the latest one that a file at hand is of, or else today's.</summary>
    public FiscalPeriod? Period { get; init; }

    /// <summary>Whether the issues are asked, and the overview issue is kept; else there is a page alone, made from the files.</summary>
    public bool HasIssues { get; init; }

    /// <summary>Whether to write nothing to GitLab and say what would change.</summary>
    public bool Preview { get; init; }

    /// <summary>
    /// Whether the issues can be opened when the run has ended. Those of a run's own sandbox can't, so the page links none.
    /// </summary>
    public bool IssuesLast { get; init; } = true;
}
