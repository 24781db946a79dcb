using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tracking;

/// <summary>What GitLab's own attributes of an issue are to be.</summary>
/// <param name="Due">By which day its findings are to be decided; null for none.</param>
/// <param name="Assignees">The GitLab user names of those who carry the audit out.</param>
/// <param name="Verdict">The verdict in kebab case.</param>
/// <param name="Severity">The severity of the gravest open finding in kebab case; null for none.</param>
/// <param name="IsSeverityKnown">Whether the audit was evaluated.</param>
internal sealed record WantedAttributes(
    DateOnly? Due,
    IReadOnlyList<string> Assignees,
    string Verdict,
    string? Severity,
    bool IsSeverityKnown
)
{
    /// <summary>Nothing is asked for.</summary>
    public static WantedAttributes None { get; } = new(null, [], "", null, IsSeverityKnown: false);

    /// <summary>What those of a report's issue are to be.</summary>
    public static WantedAttributes Of(AuditReport report, DateOnly? due, IReadOnlyList<string> assignees) =>
        new(
            due,
            assignees,
            KebabCase.Of(report.Verdict.ToString()),
            report.Findings is [var gravest, ..] ? KebabCase.Of(report.SeverityOf(gravest).ToString()) : null,
            report.Verdict != Checking.Verdict.NotEvaluated
        );
}
