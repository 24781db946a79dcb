using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.Faults;
using PlatformAudits.Sandbox.OnePassword;

namespace PlatformAudits.Tests;

/// <summary>
/// What stands between a reading and a verdict: the figures of the lists, the shrinkage guard, the confirmation read, the credential.
/// </summary>
[NonParallelizable]
public sealed class GateTests
{
    [Test]
    public async Task The_report_and_the_issue_hold_the_figures_of_every_list_and_whose_the_credentials_are()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        await audit.RunAsync();
        var report = audit.Report();
        var members = report["lists"]!.Single(l => (string?)l["list"] == "memberships");
        var accounts = audit.Sandbox.Vendor<CalendlyVendor>().Organization.Accounts.Count();
        Assert.Multiple(() =>
        {
            Assert.That(
                report["lists"]!.Select(l => (string?)l["list"]),
                Is.EqualTo(new[] { "group-relationships", "groups", "invitations", "memberships" })
            );
            Assert.That(
                ((int?)members["pages"], (bool?)members["closed"], (int?)members["rows"], (int?)members["ids"], (int?)members["total"]),
                Is.EqualTo(((int?)2, (bool?)true, (int?)accounts, (int?)accounts, (int?)null))
            );
            Assert.That((int?)report["accounts"], Is.EqualTo(accounts));
            Assert.That(report["credentials"]!.Select(c => (string?)c["variable"]), Is.EqualTo(new[] { "GL_TOKEN", "CALENDLY_TOKEN" }));
            Assert.That(
                audit.Issues.Single().Description,
                Does.Contain($"| organization memberships | 2 | yes | {accounts} | {accounts} | – |")
                    .And.Contain("| Calendly | `CALENDLY_TOKEN` | ")
            );
        });
    }

    [TestCase("pagerduty", "users", 0)]
    [TestCase("gitlab-com", "members-01", 0)]
    [TestCase("zendesk-global", "users", 5)]
    public async Task A_vendors_own_count_stands_beside_the_rows_with_what_it_may_be_behind(string platform, string list, int drift)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        await audit.RunAsync();
        var figures = audit.Report()["lists"]!.First(l => (string?)l["list"] == list);
        Assert.Multiple(() =>
        {
            Assert.That((int?)figures["total"], Is.InRange((int)figures["rows"]! - drift, (int)figures["rows"]! + drift));
            Assert.That((int?)figures["drift"], drift == 0 ? Is.Zero : Is.GreaterThan(0));
        });
    }

    [Test]
    public async Task A_drop_beyond_the_shrinkage_guard_is_a_suspected_bad_read_until_somebody_accepts_it_for_one_run()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        var before = audit.Issues.Single().Description!;
        RemoveAccounts(audit, percent: 40);
        var guarded = await audit.RunAsync();
        var during = audit.Issues.Single().Description!;
        var page = await File.ReadAllTextAsync(audit.Output("report.html"));
        audit.Request = audit.Request with { AcceptsDrop = true };
        var accepted = await audit.RunAsync();
        audit.Request = audit.Request with { AcceptsDrop = false };
        var next = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(guarded.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(
                guarded.Report.Reasons[0],
                Does.Match(
                    @"^Nothing has shrunk by more than 30 % since the last report: this does not hold \(\d+ "
                        + @"accounts after \d+ .*\)\. Look whether team file, token and lists are whole; if that "
                        + @"many have really gone, run once with --accept-drop\.$"
                )
            );
            Assert.That(Marks(during), Is.EqualTo(Marks(before)), "the rows stay");
            Assert.That(during, Does.Not.Contain("Fixed: no longer found"));
            Assert.That(page, Does.Contain("nobody knows what is missing.").And.Not.Contain("Nobody."), "a list of an unbelieved reading");
            Assert.That(accepted.Report.Verdict, Is.EqualTo(Verdict.Findings));
            Assert.That(
                accepted.Report.Notices.Single(),
                Does.StartWith(
                    "More has gone since the last report than is believed without a person's "
                        + "word, and --accept-drop gave it for this run: "
                )
            );
            Assert.That(next.Report.Verdict, Is.EqualTo(Verdict.Findings), "the smaller report is the last one now");
            Assert.That(next.Report.Notices, Is.Empty);
        });
    }

    [Test]
    public async Task A_replay_of_an_accepted_drop_gives_the_same_bytes()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        RemoveAccounts(audit, percent: 40);
        audit.Request = audit.Request with { AcceptsDrop = true };
        await audit.RunAsync();
        var report = await File.ReadAllBytesAsync(audit.Output("report.json"));
        audit.Request = audit.Request with
        {
            ReplayFolder = audit.Output("snapshot"),
            OutputFolder = audit.Output("replayed"),
            AcceptsDrop = false,
        };
        await audit.RunAsync();
        Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(report));
    }

    [TestCase(25, null, true)]
    [TestCase(40, "50", true)]
    [TestCase(25, "20", false)]
    public async Task How_much_may_go_is_configured(int percent, string? largestDrop, bool isBelieved)
    {
        await using var audit = await StartAsync();
        if (largestDrop is not null)
        {
            audit.Request = audit.Request with
            {
                SettingsPath = audit.Write("guard.yaml", audit.Sandbox.SettingsYaml + $"completeness:\n  largest_drop: {largestDrop}\n"),
            };
        }

        await audit.RunAsync();
        RemoveAccounts(audit, percent);
        var outcome = await audit.RunAsync();
        Assert.That(outcome.Report.Verdict, Is.EqualTo(isBelieved ? Verdict.Findings : Verdict.NotEvaluated));
    }

    [Test]
    public async Task A_team_file_of_half_its_size_is_a_suspected_bad_read()
    {
        await using var audit = await StartAsync("gitlab /api/v4/projects/sandbox%2Fsupport-team/repository/files#2 half-the-lines");
        await audit.RunAsync();
        var outcome = await audit.RunAsync();
        Assert.That(outcome.Report.Reasons[0], Does.Contain(" people in the team file after 30 on ").Or.Contain("Reading the team file"));
    }

    [Test]
    public async Task A_row_that_one_page_left_out_is_missed_by_the_confirmation_read_and_nothing_is_reported_as_gone()
    {
        await using var audit = await StartAsync("calendly /organization_memberships#2 skipped-rows");
        await audit.RunAsync();
        var before = audit.Issues.Single().Description!;
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(
                outcome.Report.Reasons.Single(),
                Does.Match(
                    @"^What has changed since the last report, and that nothing is open, was read twice with the same result: this does "
                        + @"not hold \(organization memberships: \d+, then \d+; .*\)\. Run again when nobody is joining or leaving"
                )
            );
            Assert.That(Marks(audit.Issues.Single().Description!), Is.EqualTo(Marks(before)));
            Assert.That(audit.Log.Sentences, Has.Some.EndsWith(", so the platform is read once more before that is believed."));
        });
    }

    [Test]
    public async Task What_has_not_changed_is_read_once_and_what_has_is_read_twice_and_replayed_so()
    {
        await using var audit = await StartAsync();
        await audit.RunAsync();
        var first = Memberships(audit);
        await audit.RunAsync();
        var second = Memberships(audit);
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        await audit.RunAsync();
        var third = Memberships(audit);
        var report = await File.ReadAllBytesAsync(audit.Output("report.json"));
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), OutputFolder = audit.Output("replayed") };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That((first, second - first, third - second), Is.EqualTo((1, 1, 2)));
            Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(report));
        });
    }

    [Test]
    public async Task A_confirmation_read_that_fails_is_no_answer_and_neither_is_its_replay()
    {
        await using var audit = await StartAsync("calendly /users/me#3- 401");
        await audit.RunAsync();
        audit.Sandbox.Vendor<CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        var outcome = await audit.RunAsync();
        var report = await File.ReadAllBytesAsync(audit.Output("report.json"));
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), OutputFolder = audit.Output("replayed") };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(report));
        });
    }

    [Test]
    public async Task A_platform_whose_vendor_counts_every_list_is_read_once()
    {
        await using var audit = await StartAsync(platform: "pagerduty");
        await audit.RunAsync();
        audit.Request = audit.Request with { HistoryFolder = audit.Output("elsewhere") };
        await audit.RunAsync();
        Assert.That(audit.Report()["lists"]!.Select(l => (int?)l["reading"]), Has.All.EqualTo(1));
    }

    [Test]
    public async Task The_rows_of_the_last_good_run_are_marked_with_its_date([Values] bool hasHistory)
    {
        await using var audit = await StartAsync();
        if (!hasHistory)
        {
            audit.Request = audit.Request with { HistoryFolder = null };
        }

        var good = await audit.RunAsync();
        audit.Variables["CALENDLY_TOKEN"] = CalendlyVendor.UserToken;
        await audit.RunAsync();
        var writes = audit.Sandbox.Requests.Writes.Count;
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                audit.Issues.Single().Description,
                Does.Contain(
                    $"those of the last evaluated run, of {good.Report.AsOf.UtcDateTime:yyyy-MM-dd HH:mm} "
                        + "UTC: ticks, times and closings stay as they are."
                )
            );
            Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(writes), "the same notice is not written again");
        });
    }

    [TestCase("owner of https://api.calendly.com/organizations/", true)]
    [TestCase("organizations/somebody-elses", false)]
    public async Task A_credential_that_is_not_the_one_that_is_meant_is_no_answer(string expected, bool isMeant)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Change("  calendly:\n", $"  calendly:\n    credential: {expected}\n");
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(isMeant ? Verdict.Findings : Verdict.NotEvaluated));
            Assert.That(
                outcome.Report.Reasons,
                isMeant
                    ? Is.Empty
                    : Has.One.Items.And.One.EndsWith(
                        "Put the right credential into CALENDLY_TOKEN, or correct platforms.calendly.credential in audits.yaml."
                    )
            );
        });
    }

    [Test]
    public async Task A_key_that_PagerDuty_refuses_once_with_400_is_not_taken_for_the_accounts_own()
    {
        await using var audit = await StartAsync("pagerduty /users/me#1 400", "pagerduty");
        audit.Variables["PD_TOKEN"] = Sandbox.PagerDuty.PagerDutyVendor.UserKey;
        var outcome = await audit.RunAsync();
        Assert.That(
            outcome.Report.Reasons,
            Has.Some.StartsWith("The key sees the whole account: this does not hold (the personal key of somebody")
        );
    }

    [TestCase("op-exit-1", "op ended with exit code 1 (")]
    [TestCase("op-exit-1-late", "op ended with exit code 1 (unexpected end of the list)")]
    [TestCase("op-error-and-exit-0", "op ended with exit code 0 (not everything could be listed)")]
    [TestCase("op-panic", "op ended with exit code 2 (")]
    [TestCase("op-twice", "does not hold (")]
    public async Task An_op_that_fails_panics_or_prints_its_list_twice_is_no_answer(string kind, string reason)
    {
        await using var audit = await StartAsync($"1password /op/user/list {kind}", OnePasswordVendor.Name, new SteeredClock());
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(outcome.Report.Reasons[0], Does.Contain(reason));
        });
    }

    [Test]
    [Platform(Include = "Linux", Reason = "It looks into /proc.")]
    public async Task An_op_that_hangs_is_ended_at_its_time_limit_with_its_children()
    {
        var clock = new FakeTimeProvider();
        await using var audit = await StartAsync("1password /op/user/list#1 op-hang", OnePasswordVendor.Name, clock);
        var mark = $"/nowhere/{Guid.NewGuid():N}";
        audit.Variables["XDG_CONFIG_HOME"] = mark;
        var running = audit.RunAsync();
        Assert.That(() => running.IsCompleted || SleepersWith(mark).Count > 0, Is.True.After(300_000, 100));
        clock.Advance(TimeSpan.FromSeconds(120));
        var outcome = await running;
        Assert.Multiple(() =>
        {
            Assert.That(
                outcome.Report.Reasons.Single(),
                Does.Contain("op did not end within 120 s and was stopped. Run the same command by hand to see what it waits for.")
            );
            Assert.That(() => SleepersWith(mark), Is.Empty.After(300_000, 100));
        });
    }

    private static List<string> SleepersWith(string variable) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
                .Where(folder =>
                    TextOf(folder, "cmdline").StartsWith("/bin/sleep", StringComparison.Ordinal)
                    && TextOf(folder, "environ").Contains(variable, StringComparison.Ordinal)
                ),
        ];

    private static string TextOf(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static async Task<SandboxedAudit> StartAsync(string? fault = null, string platform = "calendly", TimeProvider? clock = null)
    {
        var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions
            {
                Size = 30,
                Clock = clock,
                Faults = fault is null ? [] : Fault.Parse([fault]),
            },
            platform
        );
        audit.Request = audit.Request with { HistoryFolder = Path.Combine(Path.GetDirectoryName(audit.Request.OutputFolder)!, "history") };
        return audit;
    }

    private static int Memberships(SandboxedAudit audit) =>
        audit.Sandbox.Requests.All.Count(r => r.Target.StartsWith("/calendly/organization_memberships", StringComparison.Ordinal));

    private static void RemoveAccounts(SandboxedAudit audit, int percent)
    {
        var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        var all = organization.Accounts.ToList();
        foreach (var account in all.Where(a => a.Role == "user").TakeLast(all.Count * percent / 100))
        {
            organization.Remove(account);
        }
    }

    private static List<string> Marks(string description) =>
        [.. System.Text.RegularExpressions.Regex.Matches(description, "<!-- f:[0-9a-f]{16}").Select(m => m.Value)];
}
