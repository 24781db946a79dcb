using PlatformAudits.Checking;

namespace PlatformAudits.Audits;

/// <summary>What an audit is asked to do, and where.</summary>
public sealed record AuditRequest
{
    /// <summary>The platform's id.</summary>
    public required string Platform { get; init; }

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
    /// The folder to write to: <c>report.json</c>, <c>report.html</c>, <c>review.json</c>, <c>issue.md</c>, <c>junit.xml</c>,
    /// <c>snapshot/</c>, and the population as data.
    /// </summary>
    public required string OutputFolder { get; init; }

    /// <summary>The period; null means the one of today, or of the recorded run.</summary>
    public FiscalPeriod? Period { get; init; }

    /// <summary>A local team file or folder instead of the one in the settings.</summary>
    public string? TeamPath { get; init; }

    /// <summary>The snapshot to run from instead of the network.</summary>
    public string? ReplayFolder { get; init; }

    /// <summary>
    /// An earlier period's report to compare with, or a folder that holds some; null means <see cref="HistoryFolder"/>, or in a replay
    /// what the recorded run was compared with.
    /// </summary>
    public string? PreviousPath { get; init; }

    /// <summary>
    /// Where the reports of earlier periods are and this one is kept (<c>ReportHistory</c>); null means that none are. A replay and a
    /// preview keep nothing.
    /// </summary>
    public string? HistoryFolder { get; init; }

    /// <summary>Whether the settings file was named on purpose, so that it counts in a replay as well.</summary>
    public bool SettingsWereNamed { get; init; }

    /// <summary>Whether to believe a drop beyond the <c>ShrinkageGuard</c> in this run.</summary>
    public bool AcceptsDrop { get; init; }

    /// <summary>Whether to write nothing to GitLab and say what would change.</summary>
    public bool Preview { get; init; }

    /// <summary>Whether this is a job of GitLab, whose page is to link the issue.</summary>
    public bool IsGitLabJob { get; init; }
}
