using PlatformAudits.Checking;

namespace PlatformAudits.Tracking;

/// <summary>What GitLab's own attributes of an issue are to be.</summary>
/// <param name="Due">By which day its findings are to be decided; null for none.</param>
/// <param name="Assignees">The GitLab user names of those who carry the audit out.</param>
/// <param name="Verdict">The verdict; null where the issue is no audit's, and has no label of ours.</param>
/// <param name="Gravest">The severity of the gravest open finding; null for none.</param>
internal sealed record WantedAttributes(DateOnly? Due, IReadOnlyList<string> Assignees, Verdict? Verdict, Severity? Gravest)
{
    /// <summary>Nothing is asked for.</summary>
    public static WantedAttributes None { get; } = new(null, [], null, null);

    /// <summary>What those of a report's issue are to be.</summary>
    public static WantedAttributes Of(AuditReport report, DateOnly? due, IReadOnlyList<string> assignees) =>
        new(due, assignees, report.Verdict, report.Findings is [var gravest, ..] ? report.SeverityOf(gravest) : null);
}
