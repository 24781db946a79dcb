using PlatformAudits.Checking;

namespace PlatformAudits.Reporting;

/// <summary>The open findings of one account or teammate: one decision for who reviews. The gravest comes first.</summary>
/// <param name="Who">The account or teammate as people speak of them.</param>
internal sealed record FindingGroup(string Who, IReadOnlyList<Finding> Findings)
{
    /// <summary>The groups of a report, in the order of their gravest findings.</summary>
    public static IReadOnlyList<FindingGroup> Of(AuditReport report) =>
        [
            .. report
                .Findings.GroupBy(SubjectOf, StringComparer.Ordinal)
                .Select(group => new FindingGroup(WhoOf(group.First()), [.. group])),
        ];

    /// <summary>A teammate's findings are one group, whichever of their accounts each is about.</summary>
    private static string SubjectOf(Finding finding) =>
        finding.Teammate is { } teammate ? $"teammate {Comparison.SubjectOf(teammate)}"
        : finding.Account is { } account ? $"account {account.Id}"
        : $"subject {finding.Key.Subject}";

    private static string WhoOf(Finding finding) =>
        finding.Teammate is { } teammate ? $"{teammate.Name} ({teammate.Email})" : finding.Account?.Label ?? finding.Key.Subject;
}
