using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.GitLab.RichText;
using PlatformAudits.Tracking;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tests;

/// <summary>What waivers change in an audit.</summary>
public sealed partial class WaivedAuditTests
{
    private const string Check = "account-has-teammate";
    private const string Typed = "known to Ada";

    private static IEnumerable<string> Platforms => SandboxedAudit.Platforms;

    [Test]
    public async Task A_waived_finding_stands_apart_and_does_not_count()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        var planted = audit.Planted.First(p => p.Check == Check);
        Waive(audit, planted.Account, days: 60);
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted.Except([planted])));
            Assert.That(audit.Report()["waived"]!.Select(w => (string?)w["account"]), Is.EqualTo(new[] { planted.Account }));
            Assert.That(audit.Report()["waiverRemarks"], Is.Empty);
            Assert.That(audit.Issues.Single().Description, Does.Contain("| partner | me | [request](https://requests.example/1) |"));
        });
    }

    [TestCaseSource(nameof(Platforms))]
    public async Task Whoever_is_not_in_the_team_stays_listed_when_waived_with_their_cells_and_counts_as_nobodys_open_finding(
        string platform
    )
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 }, platform);
        await audit.RunAsync();
        var before = RegionOf(audit);
        var open = before.OpenIds;
        var strangers = before.Rows.Where(row => row.Kind == RowKind.Cells && open.Contains(row.Id ?? "")).ToList();
        var (tracker, person) = (audit.Sandbox.GitLab.Tracker, audit.Sandbox.GitLab.UserOf(0));
        tracker.Edit(person, 1, issue => issue with { Description = EmptyCell().Replace(issue.Description!, $"$1 {Typed} |") });
        var cells = Regex.Count(audit.Issues.Single().Description!, Typed);
        audit.WaiveAll();
        await audit.RunAsync();
        tracker.SaveInRichTextEditor(person, 1, RichTextVariant.None);
        var outcome = await audit.RunAsync();
        var description = audit.Issues.Single().Description!;
        var after = RegionOf(audit);
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.Clear));
            Assert.That(after.OpenIds, Is.Empty);
            Assert.That(
                after.Rows.Where(row => row.Kind == RowKind.Cells && row.Typed.Contains(Typed)).Select(row => (row.Id, IsWaived(row))),
                Is.SupersetOf(strangers.Select(row => (row.Id, true)))
            );
            Assert.That(Regex.Count(description, Typed), Is.EqualTo(cells), "what people typed stands once");
            Assert.That(after.Rows.Where(row => row.IsGone).Select(row => row.Id), Is.EquivalentTo(open));
            Assert.That(after.Rows.Where(row => row.IsGone), Has.All.Matches<RegionRow>(row => row!.EndedWaived && IsWaived(row)));
            Assert.That(description, Does.Not.Contain("o longer found").And.Not.Contain("Fixed"));
            Assert.That(
                strangers.Count > 0 || RowMeaning.Of(description).Contains($"{Check} (waived until ", StringComparison.Ordinal),
                "a list of all accounts says beside them that they are waived"
            );
            Assert.That(
                File.ReadAllText(audit.Output("report.html")),
                Does.Match("(?s)<h2>(Admins|.*ot in team)</h2>.*by J. R. Lee"),
                "and the page as well"
            );
        });

        static bool IsWaived(RegionRow row) =>
            row.Meaning.Contains($"until {DateTime.UtcNow.AddDays(60):yyyy-MM-dd} by J. R. Lee", StringComparison.Ordinal);
    }

    [Test]
    public async Task A_waiver_that_has_ended_brings_its_finding_back_in_the_same_run_and_is_told()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var account = audit.Planted.First(p => p.Check == Check).Account;
        Waive(audit, account, days: -1);
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(
                audit.Report()["waiverRemarks"]!.Select(w => $"{w["state"]} {w["account"]} {w["line"]}"),
                Is.EqualTo(new[] { $"expired {account} 2" })
            );
            Assert.That(audit.Issues.Single().Description, Does.Contain("Waivers to look at").And.Contain("and counts no more |"));
        });
    }

    [Test]
    public async Task Waivers_that_fit_nothing_or_end_soon_are_told_in_the_report_and_in_the_issue()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        var account = audit.Planted.First(p => p.Check == Check).Account;
        var sound = audit
            .Sandbox.Vendor<CalendlyVendor>()
            .Organization.Accounts.Select(a => a.UserUri)
            .Except(audit.Planted.Select(p => p.Account))
            .First();
        audit.Write("waivers.yaml", $"waivers:\n{Entry(account, 10)}{Entry(sound, 60)}{Entry("https://api.calendly.com/users/*", 60)}");
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                audit.Report()["waiverRemarks"]!.Select(w => ((string?)w["state"], (string?)w["account"])),
                Is.EquivalentTo(
                    new[] { ("ends-soon", account), ("unused", sound), ("no-such-account", "https://api.calendly.com/users/*") }
                )
            );
            Assert.That(
                (int?)audit.Report()["waiverRemarks"]!.Single(w => (string?)w["state"] == "ends-soon")["withinDays"],
                Is.EqualTo(14)
            );
            Assert.That(
                audit.Issues.Single().Description,
                Does.Contain(", within 14 days |")
                    .And.Contain("the account is as it should be; remove the waiver |")
                    .And.Contain("the check looks at no such account; take the account")
            );
        });
    }

    [Test]
    public async Task An_unknown_check_stops_the_audit_before_anything_is_asked()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Write("waivers.yaml", $"waivers:\n{Entry("a", 10).Replace(Check, "account-has-teamate", StringComparison.Ordinal)}");
        Assert.Multiple(() =>
        {
            Assert.That(
                audit.RunAsync,
                Throws
                    .TypeOf<AuditException>()
                    .With.Message.EndsWith(
                        "waivers.yaml:2:33: waivers[1].check is account-has-teamate, and calendly has no "
                            + "such check; did you mean account-has-teammate?"
                    )
            );
            Assert.That(audit.Sandbox.Requests.Received, Is.Zero);
        });
    }

    [Test]
    public async Task A_replay_in_another_year_measures_waivers_by_the_day_of_the_recorded_run()
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions { Size = 10, Clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(-400)) }
        );
        var account = audit.Planted.First(p => p.Check == Check).Account;
        audit.Write("waivers.yaml", $"waivers:\n{Entry(account, 5, from: -400)}");
        await audit.RunAsync();
        var before = await File.ReadAllBytesAsync(audit.Output("report.json"));
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), OutputFolder = audit.Output("replayed") };
        await audit.RunAsync(TimeProvider.System);
        Assert.Multiple(() =>
        {
            Assert.That(audit.Report()["waived"]!.Count(), Is.EqualTo(1));
            Assert.That((int?)audit.Report()["waiverRemarks"]![0]!["withinDays"], Is.EqualTo(7));
            Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(before));
        });
    }

    [TestCase("Pacific/Auckland", "2026-11-30T20:15:00Z", true, "2027-03-01")]
    [TestCase("Pacific/Honolulu", "2026-12-01T20:15:00Z", true, "2026-12-01")]
    [TestCase("Pacific/Honolulu", "2026-12-02T10:15:00Z", false, "2026-12-01")]
    [TestCase("Pacific/Honolulu", "2026-12-02T09:15:00Z", true, "2026-12-01")]
    [TestCase("UTC", "2026-12-02T00:15:00Z", false, "2026-12-01")]
    public async Task A_waiver_counts_by_the_days_of_the_cadences_time_zone_also_in_a_replay(
        string zone,
        string moment,
        bool counts,
        string until
    )
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions { Size = 10, Clock = new FakeTimeProvider(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)) }
        );
        var settings = audit.Write("zone.yaml", $"cadence: {{time_zone: {zone}}}\n" + audit.Sandbox.SettingsYaml);
        var account = audit.Planted.First(p => p.Check == Check).Account;
        audit.Request = audit.Request with { SettingsPath = settings };
        audit.Write(
            "waivers.yaml",
            $"waivers:\n  - {{platform: calendly, check: {Check}, account: '{account}', owner: me, reason: partner, link: "
                + $"'https://requests.example/1', expires: {until}}}\n"
        );
        await audit.RunAsync();
        Assert.That(audit.Report()["waived"]!.Count(), Is.EqualTo(counts ? 1 : 0));
        var before = await File.ReadAllBytesAsync(audit.Output("report.json"));

        // Other settings are tried on what was recorded; its day is part of that.
        audit.Request = audit.Request with
        {
            SettingsPath = audit.Write("other-zone.yaml", "cadence: {time_zone: Pacific/Kiritimati}\n" + audit.Sandbox.SettingsYaml),
            SettingsWereNamed = true,
            ReplayFolder = audit.Output("snapshot"),
            OutputFolder = audit.Output("replayed"),
        };
        await audit.RunAsync(TimeProvider.System);
        Assert.That(await File.ReadAllBytesAsync(audit.Output("report.json")), Is.EqualTo(before));
    }

    private static IssueRegion RegionOf(SandboxedAudit audit) => IssueBody.Parse(audit.Issues.Single().Description!).Region;

    private static void Waive(SandboxedAudit audit, string account, int days) =>
        audit.Write("waivers.yaml", $"waivers:\n{Entry(account, days)}");

    private static string Entry(string account, int days, int from = 0) =>
        $"  - {{platform: calendly, check: {Check}, account: '{account}', owner: me, reason: partner, link: "
        + $"'https://requests.example/1', expires: {DateTime.UtcNow.AddDays(from + days):yyyy-MM-dd}}}\n";

    [GeneratedRegex("(?m)^(\\| `F[0-9a-f]{8}` \\|.*\\|)  \\|$")]
    private static partial Regex EmptyCell();
}
