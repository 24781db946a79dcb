using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;

namespace PlatformAudits.Tests.Reporting;

/// <summary>The population as data: every account and finding is there, and nothing is said that nobody knows.</summary>
public sealed class PopulationDataTests
{
    private static readonly string[] Files = ["accounts.csv", "accounts.json", "findings.csv", "changes.csv"];

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task Every_account_and_every_finding_of_the_report_is_a_row(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 }, platform);
        await audit.RunAsync();
        var (data, report) = (new WrittenData(audit), audit.Report());
        var issue = await File.ReadAllTextAsync(audit.Output("issue.md"));
        Assert.Multiple(() =>
        {
            Assert.That(data.Accounts, Has.Count.EqualTo((int)report["accounts"]!));
            Assert.That(data.Accounts.Select(row => row["id"]), Is.Unique.And.All.Not.Empty);
            Assert.That(
                data.Findings.Select(row => (row["check"], row["subject"], row["teammate"], row["text"], row["remedy"])),
                Is.EqualTo(
                    report["findings"]!.Select(f =>
                        (
                            (string?)f["check"],
                            (string?)f["account"],
                            (string?)f["teammate"] ?? "",
                            (string?)f["text"],
                            (string?)f["remedy"]
                        )
                    )
                )
            );
            Assert.That(data.Findings.Where(row => !issue.Contains($"`{row["id"]}`", StringComparison.Ordinal)), Is.Empty);
            Assert.That(data.Accounts.Select(row => row["privileged"]), Is.All.AnyOf("true", "false", null));
            Assert.That(data.Accounts.Select(row => row["decision"]), Is.All.Empty, "there was no issue yet");
            Assert.That(data.Findings.Select(row => row["since"]), Is.All.EqualTo(report["period"]!.ToString()), "nobody knows the day");
            Assert.That(
                data.Accounts.Sum(row => row["findings"]!.Split("; ", StringSplitOptions.RemoveEmptyEntries).Length),
                Is.EqualTo(data.Json.Sum(account => account["findings"]!.Count())).And.GreaterThan(0)
            );
        });
    }

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task The_table_and_the_json_say_the_same(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 }, platform);
        await audit.RunAsync();
        var data = new WrittenData(audit);
        Assert.That(data.Accounts.Select(LineOf), Is.EqualTo(data.Json.Select(LineOf)));

        static string LineOf(object account) =>
            account is JObject json
                ? Line([
                    .. new[] { "key", "id", "name", "address", "role", "privileged", "state", "created", "lastUsed" }.Select(name =>
                        json[name]!.Type == JTokenType.Boolean ? ((bool)json[name]! ? "true" : "false") : (string?)json[name]
                    ),
                    (string?)json["match"]!["by"],
                    (string?)json["match"]!["teammate"]?["address"] ?? "",
                    string.Join("; ", json["findings"]!.Select(finding => finding["check"])),
                ])
                : Line([
                    .. new[]
                    {
                        "key",
                        "id",
                        "name",
                        "address",
                        "role",
                        "privileged",
                        "state",
                        "created",
                        "last_used",
                        "matched_by",
                        "teammate",
                        "checks",
                    }.Select(name => ((Dictionary<string, string?>)account)[name]),
                ]);

        static string Line(string?[] values) => string.Join(" / ", values.Select(value => value ?? "?"));
    }

    [TestCase("calendly", "role privileged created", "state last_used")]
    [TestCase("gitlab-com", "role privileged state created", "last_used")]
    [TestCase("1password", "role state", "created last_used")]
    [TestCase("pagerduty", "role privileged state", "created last_used")]
    [TestCase("zendesk-global", "role privileged state created last_used", "")]
    [TestCase("zendesk-us-federal", "role privileged state created last_used", "")]
    public async Task What_a_vendor_does_not_tell_is_unknown(string platform, string told, string untold)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 }, platform);
        await audit.RunAsync();
        var rows = new WrittenData(audit).Accounts;
        Assert.Multiple(() =>
        {
            foreach (var column in told.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.That(rows.Select(row => row[column]), Has.Some.Not.Null, column);
                Assert.That(rows.Select(row => row[column]), Has.None.Empty, column);
            }

            foreach (var column in untold.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.That(rows.Select(row => row[column]), Is.All.Null, column);
            }
        });
    }

    [Test]
    public async Task A_finding_has_the_day_of_the_run_that_first_saw_it_and_keeps_it_in_the_next_period()
    {
        var clock = new FakeTimeProvider(Day("2026-09-01"));
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10, Clock = clock });
        var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        await RunInAsync(audit, "FY27-Q3");
        organization.Add("Eve", "eve@evil.example");
        clock.SetUtcNow(Day("2026-09-08"));
        await RunInAsync(audit, "FY27-Q3");
        var seen = new WrittenData(audit).AccountOf("eve@evil.example")["since"];
        organization.Add("Mallory", "mallory@evil.example");
        clock.SetUtcNow(Day("2026-11-20"));
        await RunInAsync(audit, "FY27-Q4");
        var data = new WrittenData(audit);
        organization.Remove(organization.Find("eve@evil.example")!);
        await RunInAsync(audit, "FY27-Q4");
        organization.Add("Eve", "eve@evil.example");
        await RunInAsync(audit, "FY27-Q4");
        Assert.Multiple(() =>
        {
            Assert.That(seen, Is.EqualTo("2026-09-08"));
            Assert.That(data.AccountOf("eve@evil.example")["since"], Is.EqualTo("2026-09-08"));
            Assert.That(data.AccountOf("mallory@evil.example")["since"], Is.EqualTo("2026-11-20"));
            Assert.That(
                data.Findings.Select(row => row["since"]).Distinct(),
                Is.EquivalentTo(new[] { "FY27-Q3", "2026-09-08", "2026-11-20" })
            );
        });
    }

    [Test]
    public async Task What_is_new_gone_or_changed_since_the_last_period_is_a_row_and_what_nobody_knows_is_unknown()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        var leaving = organization.Add("Eve", "eve@evil.example");
        var promoted = organization.Accounts.First(account => account.Role == "user" && account.Email != leaving.Email);
        await RunInAsync(audit, "FY27-Q3");
        var (before, key) = (new WrittenData(audit), new WrittenData(audit).AccountOf("eve@evil.example"));
        organization.Remove(leaving);
        organization.Change(promoted, account => account with { Role = "admin" });
        var added = organization.Add("Mallory", "mallory@evil.example");
        await RunInAsync(audit, "FY27-Q4");
        var data = new WrittenData(audit);
        var (addedId, promotedId) = (data.AccountOf(added.Email)["id"], data.AccountOf(promoted.Email)["id"]);
        await RunInAsync(audit, "FY28-Q1");
        Assert.Multiple(() =>
        {
            Assert.That(before.ChangeLines, Is.EqualTo(new[] { "? account", "? finding" }), "there is no period before");
            Assert.That(
                data.ChangeLines,
                Is.EquivalentTo(
                    new[]
                    {
                        $"NEW account {addedId}",
                        $"CHANGED account {promotedId} role ? admin",
                        $"CHANGED account {promotedId} privileged ? true",
                        "GONE account ?",
                        $"NEW finding {addedId}   open",
                        $"NEW finding {promotedId}   open",
                        "GONE finding ?  open",
                    }
                )
            );
            Assert.That(data.Changes.Select(row => row["since"]), Is.All.EqualTo("FY27-Q3"));
            Assert.That(
                data.Changes.Single(row => (row["change"], row["what"]) == ("GONE", "account"))["id"],
                Is.EqualTo(key["key"]),
                "the file of that period knows it"
            );
            Assert.That(new WrittenData(audit).Changes, Is.Empty);
        });
    }

    [Test]
    public async Task A_finding_that_is_waived_since_then_is_changed_and_one_whose_account_is_put_right_is_gone_by_name()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await RunInAsync(audit, "FY27-Q3");
        var stranger = audit.Planted.First(planted => planted.Check == "account-has-teammate").Account;
        var admin = audit.Planted.First(planted => planted.Check == "admin-is-expected").Account;
        var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        var address = new WrittenData(audit).Accounts.Single(row => row["id"] == admin)["address"]!;
        organization.Change(organization.Find(address)!, account => account with { Role = "user" });
        var expires = DateTime.UtcNow.AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        audit.Write(
            "waivers.yaml",
            $"waivers:\n  - {{platform: calendly, check: account-has-teammate, account: '{stranger}', owner: Ada, reason: '=agreed', "
                + $"link: 'https://requests.example/1', expires: {expires}}}\n"
        );
        await RunInAsync(audit, "FY27-Q4");
        var data = new WrittenData(audit);
        var waived = data.Findings.Single(row => row["state"] == "waived");
        Assert.Multiple(() =>
        {
            Assert.That(data.ChangeLines, Has.Some.EqualTo($"CHANGED finding {stranger} state open waived"));
            Assert.That(
                data.Changes.Where(row => row["change"] == "GONE").Select(row => (row["what"], row["before"])),
                Has.Some.EqualTo(((string?)"finding", (string?)"open"))
            );
            Assert.That(
                (waived["subject"], waived["waived_until"], waived["waived_by"], waived["waived_why"], waived["waived_link"]),
                Is.EqualTo((stranger, expires, "Ada", "=agreed", "https://requests.example/1"))
            );
            Assert.That(
                data.Accounts.Single(row => row["id"] == stranger)["waiver"],
                Is.EqualTo($"{waived["id"]} until {expires} by Ada: =agreed (https://requests.example/1)")
            );
        });
    }

    [Test]
    public async Task What_people_have_ticked_and_written_stands_beside_the_account_and_replays()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var typed = audit.Issues.Single().Description!;
        var box = typed.IndexOf("- [ ] `F", StringComparison.Ordinal);
        var ticked = typed.Substring(box + 7, 9);
        typed = typed[..box] + "- [x] " + typed[(box + 6)..];
        var cell = typed.IndexOf("|  |\n", typed.IndexOf("| Justification |", StringComparison.Ordinal), StringComparison.Ordinal) + 2;
        typed = typed[..cell] + "=needed for partners" + typed[cell..];
        audit.Sandbox.GitLab.Tracker.Edit(audit.Sandbox.GitLab.UserOf(0), 1, issue => issue with { Description = typed });
        await audit.RunAsync();
        var data = new WrittenData(audit);
        var before = Files.Select(name => File.ReadAllBytes(audit.Output(name))).ToList();
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), OutputFolder = audit.Output("replayed") };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(data.Findings.Single(row => row["id"] == ticked)["decision"], Does.StartWith("ticked"));
            Assert.That(data.Findings.Select(row => row["decision"]), Has.One.Contains("=needed for partners"));
            Assert.That(data.Accounts.Select(row => row["decision"]), Has.One.Contains("=needed for partners"));
            Assert.That(
                data.Json.SelectMany(account => account["findings"]!).SelectMany(finding => finding["decision"]!["written"]!),
                Is.EqualTo(new[] { "=needed for partners" }).Using<JToken, string>((token, text) => (string?)token == text)
            );
            Assert.That(Files.Select(name => File.ReadAllBytes(audit.Output(name))), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task Where_the_platform_was_not_evaluated_there_is_no_data_and_none_of_an_earlier_run()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        Assert.That(Files.Select(audit.Output), Is.All.Exist);
        audit.Variables["CALENDLY_TOKEN"] = "wrong";
        Assert.That((await audit.RunAsync()).Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
        Assert.That(Files.Select(audit.Output), Has.None.Exist);
        using var kept = new KeptEvidence(audit.Request.OutputFolder);
        Assert.That((await kept.VerifyAsync()).Single().Line, Does.Contain("as it was written; "));
        await File.WriteAllTextAsync(kept.File("accounts.csv"), "platform\r\n");
        Assert.That((await kept.VerifyAsync()).Single().Line, Does.Contain("accounts.csv is not what the evidence gives"));
    }

    private static DateTimeOffset Day(string day) => DateTimeOffset.Parse($"{day}T12:00:00Z", CultureInfo.InvariantCulture);

    private static async Task RunInAsync(SandboxedAudit audit, string period)
    {
        audit.Request = audit.Request with { Period = FiscalPeriod.Parse(period) };
        var outcome = await audit.RunAsync();
        Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.Findings));
    }
}
