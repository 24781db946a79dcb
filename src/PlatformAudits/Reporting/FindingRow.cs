using PlatformAudits.Checking;
using PlatformAudits.Evaluation;

namespace PlatformAudits.Reporting;

/// <summary>A finding as data.</summary>
/// <param name="Id">The id by which the issue shows it.</param>
/// <param name="Waiver">Who answers for it; null where it is open.</param>
/// <param name="Since">See <see cref="FirstSeen"/>.</param>
/// <param name="Decision">What people had decided of it; null where nobody knows.</param>
internal sealed record FindingRow(Finding Finding, string Id, Waiver? Waiver, string Since, IssueDecision? Decision)
{
    /// <summary>Whether it is open or waived, in a word.</summary>
    public string State => Waiver is null ? "open" : "waived";
}
