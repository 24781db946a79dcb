using System.Globalization;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.PagerDuty;

namespace PlatformAudits.Tests.Platforms.PagerDuty;

/// <summary>The whole audit against the sandbox.</summary>
public sealed class PagerDutyAuditTests
{
    private const string Platform = "pagerduty";

    [Test]
    public async Task A_replay_gives_the_same_report_and_issue_to_the_byte_without_a_network()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 450 }, Platform);
        await audit.RunAsync();
        var recorded = audit.Output("snapshot");
        string[] files = ["report.json", "issue.md", "junit.xml"];
        var before = files.Select(file => File.ReadAllText(audit.Output(file))).ToList();
        var asked = audit.Sandbox.Requests.Received;
        audit.Variables.Clear();
        audit.Request = audit.Request with
        {
            ReplayFolder = recorded,
            OutputFolder = audit.Output("replayed"),
            SettingsPath = "/nowhere",
            WaiversPath = "/nowhere",
        };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(files.Select(file => File.ReadAllText(audit.Output(file))), Is.EqualTo(before));
            Assert.That(audit.Sandbox.Requests.Received, Is.EqualTo(asked));
        });
    }

    [Test]
    public async Task PagerDuty_is_only_ever_asked_with_GET_and_nothing_private_is_written()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, Platform);
        await audit.RunAsync();
        var written = Directory
            .EnumerateFiles(audit.Request.OutputFolder, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Concat(audit.Log.Sentences)
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(
                audit.Sandbox.Requests.All.Where(r => r.Target.StartsWith("/pagerduty", StringComparison.Ordinal)).Select(r => r.Method),
                Is.All.EqualTo("GET").And.Not.Empty
            );
            Assert.That(
                written,
                Has.None.Contains(PagerDutyVendor.OwnerKey)
                    .And.None.Contains("/private/")
                    .And.None.Contains("+1 555")
                    .And.None.Contains("pictures.example")
            );
        });
    }

    [Test]
    public async Task The_key_of_the_account_itself_is_enough()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, Platform);
        audit.Variables["PD_TOKEN"] = PagerDutyVendor.AccountKey;
        await audit.RunAsync();
        var manifest = JObject.Parse(await File.ReadAllTextAsync(Path.Combine(audit.Output("snapshot"), "manifest.json")));
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That((string?)manifest["systems"]![1]!["credentialIdentity"], Is.EqualTo("account key"));
            Assert.That(
                manifest["systems"]!.Select(s => (string?)s["name"]),
                Is.EqualTo(new[] { "GitLab", "PagerDuty" }),
                "GitLab is read twice and is one system"
            );
        });
    }

    [Test]
    public async Task The_personal_key_of_somebody_who_does_not_see_everything_is_no_all_clear()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, Platform);
        audit.Variables["PD_TOKEN"] = PagerDutyVendor.UserKey;
        var outcome = await audit.RunAsync();
        Assert.That(
            (outcome.Report.Verdict, outcome.Report.Reasons.Single()),
            Is.EqualTo(
                (
                    Verdict.NotEvaluated,
                    "The key sees the whole account: this does not hold (the personal key of somebody whose role is limited_user). Put "
                        + "a general access key into PD_TOKEN, or the personal key of an admin or the account owner: others don't see "
                        + "private teams and their schedules."
                )
            )
        );
    }

    [Test]
    [NonParallelizable]
    public async Task A_rate_limit_makes_the_audit_slow_and_not_wrong()
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions
            {
                Size = 150,
                RequestsPerMinute = 3,
                Clock = new SteeredClock(),
            },
            Platform
        );
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(
                audit.Log.Sentences,
                Has.Some.Match("PagerDuty: .*; the next request goes out in [0-9.]+ s\\."),
                "else the test proves nothing"
            );
        });
    }

    [Test]
    public async Task Hostile_display_names_change_no_finding_and_activate_nothing()
    {
        string[] names =
        [
            "@all",
            "/close",
            "a | b",
            "--> x",
            "<!-- platform-audits:end -->",
            "![x](https://evil.example)",
            "{{ 1/0 }}",
            "\u202eevil",
            "`",
            "- [x] done",
            "#1 !2 ~l",
            "A\nB",
        ];
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150, DisplayNames = names }, Platform);
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(audit.Sandbox.Requests.Writes.SelectMany(w => w.Mentions.Concat(w.QuickActions)), Is.Empty);
        });
    }

    [Test]
    public async Task A_schedule_finding_is_waived_by_the_ids_of_schedule_and_person()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, Platform);
        var planted = audit.Planted.First(p => p.Check == "schedule-member-is-on-the-team");
        var expires = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(30).ToString("O", CultureInfo.InvariantCulture);
        audit.Write(
            "waivers.yaml",
            $"waivers:\n  - {{platform: pagerduty, check: {planted.Check}, account: '{planted.Account}', owner: me, reason: partner, "
                + $"link: 'https://gitlab.com/access/-/issues/1', expires: {expires}}}\n"
        );
        await audit.RunAsync();
        var place = planted.Account.Split('/')[0];
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted.Except([planted])));
            Assert.That(planted.Account, Does.Match("^P[0-9A-V]{7}/P[0-9A-V]{7}$"));
            Assert.That(
                audit.Report()["waived"]!.Select(w => (string?)w["account"]),
                Is.EqualTo(new[] { $"{place}/{planted.Account.Split('/')[1]}" })
            );
        });
    }

    [Test]
    public async Task The_findings_follow_every_change()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, Platform);
        var directory = audit.Sandbox.Vendor<PagerDutyVendor>().Directory;
        var before = audit.Planted;
        directory.Remove(directory.Accounts.ElementAt(20));
        directory.Change(directory.Accounts.ElementAt(30), account => account with { Role = "observer" });
        directory.Add("New Person", "new.person@elsewhere.example");
        directory.Add("Some Colleague", "colleague@elsewhere.example", inTheTeam: false);
        audit.Sandbox.World.Remove(43);
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(audit.Planted.Except(before).Count(), Is.GreaterThanOrEqualTo(4));
        });
    }

    [Test]
    public async Task Nobody_is_looked_up_one_at_a_time()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 1000 }, Platform);
        await audit.RunAsync();
        var asked = audit
            .Sandbox.Requests.All.Where(r => r.Target.StartsWith("/pagerduty", StringComparison.Ordinal))
            .Select(r => r.Target.Split('?')[0])
            .CountBy(t => t)
            .ToDictionary();
        Assert.Multiple(() =>
        {
            Assert.That(asked["/pagerduty/users"], Is.EqualTo(11), "1,000 teammates and some strangers");
            Assert.That(
                asked.Keys.Where(t => t.StartsWith("/pagerduty/users/", StringComparison.Ordinal)),
                Is.EqualTo(new[] { "/pagerduty/users/me" })
            );
            Assert.That(
                asked.Keys.Count(t => t.StartsWith("/pagerduty/v3/schedules/", StringComparison.Ordinal)),
                Is.EqualTo(5),
                "one for each that is looked at"
            );
        });
    }
}
