using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Team;

namespace PlatformAudits.Reporting;

/// <summary>An account as data.</summary>
/// <param name="Teammate">Whose it is, also where it is not their own; null for nobody's.</param>
/// <param name="MatchedBy">What told that, in one word; <c>nobody</c> where nothing did.</param>
/// <param name="Doubt">Why it is not taken for a teammate's although it looks like theirs, as a clause, or null.</param>
/// <param name="Findings">Its findings, open or waived.</param>
internal sealed record AccountRow(
    Account Account,
    AccountDetails Details,
    Teammate? Teammate,
    string MatchedBy,
    string? Doubt,
    IReadOnlyList<FindingRow> Findings
)
{
    /// <summary>The key by which files of another period, and files that name nobody, know the account again.</summary>
    public string Key => KeyOf(AccountDigests.DigitsOf(Account));

    /// <inheritdoc cref="Key"/>
    /// <param name="digits">The account's digits; see <see cref="AccountDigests.DigitsOf"/>.</param>
    public static string KeyOf(string digits) => $"A{digits}";
}
