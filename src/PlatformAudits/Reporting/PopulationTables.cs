using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>The columns of <c>accounts.csv</c> and <c>findings.csv</c>, which docs/data.md explains. A new one goes to the end.</summary>
internal static class PopulationTables
{
    private const string Between = "; ";

    /// <summary>Writes <c>accounts.csv</c>.</summary>
    public static void WriteAccounts(PopulationData data, string path) =>
        new CsvTable<AccountRow>(
            ("platform", _ => data.Report.Platform),
            ("id", row => row.Account.Id),
            ("name", row => row.Account.Name),
            ("address", row => row.Account.Email),
            ("role", row => row.Details.Role),
            ("privileged", row => TextOf(row.Details.IsPrivileged)),
            ("state", row => row.Details.State),
            ("created", row => Day(row.Details.Created)),
            ("last_used", row => row.Details.LastUse.IsNever ? "never" : Day(row.Details.LastUse.Day)),
            ("teammate", row => row.Teammate?.Email ?? ""),
            ("teammate_name", row => row.Teammate?.Name ?? ""),
            ("matched_by", row => row.MatchedBy),
            ("findings", row => Joined(row, finding => finding.Id)),
            ("checks", row => Joined(row, finding => finding.Finding.Key.Check)),
            ("waiver", row => Joined(row, finding => finding.Waiver is { } waiver ? $"{finding.Id} {WaiverText(waiver)}" : "")),
            ("decision", DecisionOf),
            ("since", row => row.Findings.Select(finding => finding.Since).MinBy(StartOf, StringComparer.Ordinal) ?? ""),
            ("key", row => row.Key)
        ).Write(data.Accounts, path);

    /// <summary>Writes <c>findings.csv</c>.</summary>
    public static void WriteFindings(PopulationData data, string path)
    {
        var titles = data.Report.Checks.ToDictionary(check => check.Id, check => check.Text.Title, StringComparer.Ordinal);
        new CsvTable<FindingRow>(
            ("platform", _ => data.Report.Platform),
            ("id", row => row.Id),
            ("check", row => row.Finding.Key.Check),
            ("severity", row => KebabCase.Of(data.Report.SeverityOf(row.Finding).ToString())),
            ("title", row => titles.GetValueOrDefault(row.Finding.Key.Check)),
            ("subject", row => row.Finding.Key.Subject),
            ("account", row => row.Finding.Account?.Id ?? ""),
            ("teammate", row => row.Finding.Teammate?.Email ?? ""),
            ("state", row => row.State),
            ("text", row => row.Finding.Text),
            ("remedy", row => data.Report.RemedyOf(row.Finding)),
            ("waived_until", row => row.Waiver is { } waiver ? Day(waiver.Expires) : ""),
            ("waived_by", row => row.Waiver?.Owner ?? ""),
            ("waived_why", row => row.Waiver?.Reason ?? ""),
            ("waived_link", row => row.Waiver?.Link ?? ""),
            ("decision", row => row.Decision is { } decision ? TextOf(decision) : null),
            ("since", row => row.Since)
        ).Write(data.Findings, path);
    }

    /// <summary>A day as data writes it, or null.</summary>
    internal static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Yes or no as data writes it; null where nobody knows.</summary>
    internal static string? TextOf(bool? answer) =>
        answer switch
        {
            true => "true",
            false => "false",
            null => null,
        };

    private static string WaiverText(Waiver waiver) => $"until {Day(waiver.Expires)} by {waiver.Owner}: {waiver.Reason} ({waiver.Link})";

    private static string Joined(AccountRow row, Func<FindingRow, string> textOf) =>
        string.Join(Between, row.Findings.Select(textOf).Where(text => text.Length > 0));

    /// <summary>What was decided of all findings of an account; null where nobody knows.</summary>
    private static string? DecisionOf(AccountRow row) =>
        row.Findings.Any(finding => finding.Decision is null)
            ? null
            : Joined(row, finding => TextOf(finding.Decision!) is { Length: > 0 } text ? $"{finding.Id} {text}" : "");

    private static string TextOf(IssueDecision decision)
    {
        string[] parts = [decision.Box == IssueDecision.None.Box ? "" : decision.Box, string.Join(Between, decision.Written)];
        return string.Join(": ", parts.Where(part => part.Length > 0));
    }

    /// <summary>Where a period begins, or the day itself: what is earlier is less.</summary>
    internal static string StartOf(string since) =>
        FiscalPeriod.TryParse(since, out var period) ? period.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : since;
}
