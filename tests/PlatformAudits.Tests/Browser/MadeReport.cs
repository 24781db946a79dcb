using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Platforms.Calendly;
using PlatformAudits.Reporting;
using PlatformAudits.Team;
using PlatformAudits.Tests.Reporting;

namespace PlatformAudits.Tests.Browser;

/// <summary>A page with any number of findings, and hostile and very long names among those of the accounts.</summary>
internal static class MadeReport
{
    private static readonly (string Check, Severity Severity)[] Checks =
    [
        ("account-has-teammate", Severity.High),
        ("admin-is-expected", Severity.Medium),
        ("email-matches", Severity.Low),
    ];

    private static readonly string[] Names =
    [
        .. HostileNames.Pieces,
        new string('W', 300),
        string.Concat(Enumerable.Repeat("שלום", 80)),
        string.Concat(Enumerable.Repeat("很长", 150)),
    ];

    /// <summary>Writes the page.</summary>
    public static void Write(int findings, string path)
    {
        var accounts = Enumerable.Range(0, Math.Max(findings, 10)).Select(AccountOf).ToList();
        var population = new CalendlyPopulation(
            accounts[0].Id,
            accounts,
            [],
            [],
            new CalendlyGroupParts.Builder().Build([.. accounts.Select(a => a.Id)])
        );
        var found = Enumerable.Range(0, findings).Select(index => FindingOf(index, accounts[index])).ToList();
        HtmlReport.Write(
            new AuditReport
            {
                Platform = "calendly",
                Title = "Calendly",
                Period = FiscalPeriod.Parse("FY27-Q1"),
                AsOf = DateTimeOffset.UnixEpoch,
                Verdict = findings == 0 ? Verdict.Clear : Verdict.Findings,
                Population = [new PopulationCount("accounts", accounts.Count)],
                Completeness = [new CompletenessAssertion("Every page was read", true, "memberships", "1 of 1")],
                Checks =
                [
                    .. Checks.Select(check => new CheckSummary(
                        check.Check,
                        new CheckText(check.Check, check.Check, "Put it right.", new Dictionary<string, string>()),
                        check.Severity,
                        accounts.Count,
                        found.Count(f => f.Key.Check == check.Check),
                        0,
                        null
                    )),
                ],
                Findings = found,
                Manifest = new Manifest
                {
                    Tool = "test",
                    Platform = "calendly",
                    Period = "FY27-Q1",
                    Started = DateTimeOffset.UnixEpoch,
                    Ended = DateTimeOffset.UnixEpoch,
                    Seal = new string('0', 64),
                    Systems = [],
                    Inputs = [],
                    Exchanges = [],
                    Totals = new SnapshotTotals(0, 0, 0),
                },
            },
            ConformanceTests.Platforms.Single(platform => platform.Id == "calendly"),
            new Comparison(new Roster([TeammateOf(0)]), population, CalendlyMatching.Of(population)),
            review: null,
            path
        );
    }

    private static CalendlyAccount AccountOf(int index) =>
        new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"https://api.calendly.com/users/{index:X16}"),
            Name = Names[index % Names.Length],
            Email = string.Create(CultureInfo.InvariantCulture, $"{index}-{new string('a', index % 60)}@team.example"),
            Role = index % 5 == 0 ? "admin" : "user",
        };

    private static Finding FindingOf(int index, CalendlyAccount account) =>
        new()
        {
            Key = new FindingKey(Checks[index % Checks.Length].Check, account.Id),
            Account = account,
            Teammate = index % Checks.Length == 0 ? null : TeammateOf(index),
            Text = $"{account.Name} ({account.Email}) has an account.",
        };

    private static Teammate TeammateOf(int index) =>
        new()
        {
            Name = "Ada",
            Email = "ada@team.example",
            GitLabUsername = string.Create(CultureInfo.InvariantCulture, $"ada{index}"),
        };
}
