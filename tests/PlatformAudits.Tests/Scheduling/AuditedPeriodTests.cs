using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Scheduling;

/// <summary>What a run does on a day within, after and between the audited quarters.</summary>
public sealed class AuditedPeriodTests
{
    private FakeTimeProvider _clock = null!;
    private SandboxedAudit _audit = null!;

    [SetUp]
    public async Task SetUp()
    {
        _clock = new FakeTimeProvider(new DateTimeOffset(2025, 2, 1, 0, 0, 0, TimeSpan.Zero));
        _clock.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Pacific/Kiritimati"));
        _audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10, Clock = _clock });
        _audit.Request = _audit.Request with
        {
            SettingsPath = _audit.Write(
                "cadence.yaml",
                "cadence: {quarters: [1, 3], overdue_label: Audit-Overdue}\n" + _audit.Sandbox.SettingsYaml
            ),
        };
    }

    [TearDown]
    public async Task TearDown() => await _audit.DisposeAsync();

    [Test]
    public async Task On_its_first_day_an_audit_is_opened_in_time()
    {
        var outcome = await OnAsync("2026-02-01T00:00:00Z");
        Assert.Multiple(() =>
        {
            Assert.That((outcome.Issue!.Change, outcome.Warning), Is.EqualTo((IssueChange.Opened, (string?)null)));
            Assert.That(_audit.Issues.Single().Title, Is.EqualTo("Calendly audit FY27 Q1"));
            Assert.That(_audit.Issues.Single().Description, Does.Not.Contain("Overdue"));
            Assert.That(_audit.Issues.Single().Labels, Is.Empty);
        });
    }

    [Test]
    public async Task A_missed_first_day_is_made_up_for_and_marked_overdue()
    {
        await AuditBeforeAsync();
        var outcome = await OnAsync("2026-03-10T05:00:00Z");
        var issue = _audit.Issues[^1];
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Warning, Is.EqualTo("The audit of FY27 Q1 was due on 2026-02-01 and is opened 37 days late."));
            Assert.That(issue.Title, Is.EqualTo("Calendly audit FY27 Q1"));
            Assert.That(
                issue.Description,
                Does.Contain("\n> **Overdue:** this audit was due on 2026-02-01 and was opened on 2026-03-10, 37 days late.\n")
            );
            Assert.That(issue.Labels, Is.EqualTo(new[] { "Audit-Overdue" }));
        });
    }

    [Test]
    public async Task The_mark_of_a_late_audit_stays_and_the_next_run_writes_nothing()
    {
        await AuditBeforeAsync();
        await OnAsync("2026-03-10T05:00:00Z");
        var outcome = await OnAsync("2026-03-11T05:00:00Z");
        Assert.Multiple(() =>
        {
            Assert.That((outcome.Issue!.Change, outcome.Warning), Is.EqualTo((IssueChange.None, (string?)null)));
            Assert.That(_audit.Issues[^1].Description, Does.Contain("was opened on 2026-03-10, 37 days late."));
        });
    }

    [Test]
    public async Task Between_the_audited_quarters_the_open_issue_is_kept_current_and_none_is_opened()
    {
        await OnAsync("2026-02-01T06:00:00Z");
        _audit.Sandbox.Vendor<Sandbox.Calendly.CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        var outcome = await OnAsync("2026-05-01T00:00:00Z");
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Updated));
            Assert.That(
                outcome.Warning,
                Is.EqualTo(
                    "FY27 Q2 is no audited quarter: the open issue of FY27 Q1 is kept current, and "
                        + "none is opened. The next one opens on 2026-08-01."
                )
            );
            Assert.That(_audit.Issues.Single().Title, Is.EqualTo("Calendly audit FY27 Q1"));
            Assert.That(_audit.Issues.Single().Description, Does.Contain("Eve").And.Not.Contain("Overdue"));
        });
    }

    [Test]
    public async Task Between_the_audited_quarters_a_closed_issue_is_left_as_it_is()
    {
        await OnAsync("2026-02-01T06:00:00Z");
        Close();
        _audit.Sandbox.Vendor<Sandbox.Calendly.CalendlyVendor>().Organization.Add("Eve", "eve@evil.example");
        var writes = _audit.Sandbox.Requests.Writes.Count;
        var outcome = await OnAsync("2026-07-31T23:59:59Z");
        Assert.Multiple(() =>
        {
            Assert.That((outcome.Issue!.Change, outcome.Issue.IsClosed), Is.EqualTo((IssueChange.NotDue, true)));
            Assert.That(
                outcome.Warning,
                Is.EqualTo(
                    "FY27 Q2 is no audited quarter, and the issue of FY27 Q1 is closed: no issue is opened or changed. The next one "
                        + "opens on 2026-08-01; to audit now, add --period=FY27-Q2."
                )
            );
            Assert.That(_audit.Sandbox.Requests.Writes, Has.Count.EqualTo(writes));
        });
    }

    [Test]
    public async Task What_was_never_audited_has_missed_nothing()
    {
        var outcome = await OnAsync("2026-05-20T06:00:00Z");
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.NotDue));
            Assert.That(
                outcome.Warning,
                Is.EqualTo(
                    "FY27 Q2 is no audited quarter, and there is no earlier audit to catch up with: no issue is opened. The first one "
                        + "opens on 2026-08-01; to audit now, add --period=FY27-Q2."
                )
            );
            Assert.That(_audit.Issues, Is.Empty);
            Assert.That((string?)_audit.Report()["verdict"], Is.EqualTo("findings"), "the report is written all the same");
        });
    }

    [TestCase(false, IssueChange.Opened)]
    [TestCase(true, IssueChange.WouldOpen)]
    public async Task What_was_never_audited_is_not_overdue_in_the_middle_of_its_first_quarter(bool isPreview, IssueChange change)
    {
        // Another platform's earlier issue is none of this one, nor is a stranger's.
        _audit.Request = _audit.Request with
        {
            Platform = "pagerduty",
        };
        await AuditBeforeAsync();
        Go("2026-03-09T05:00:00Z");
        OpenByHand(5, "<!-- platform-audits:issue 1 calendly FY26-Q3 -->");
        _audit.Request = _audit.Request with { Platform = "calendly", Preview = isPreview };
        var outcome = await OnAsync("2026-03-10T05:00:00Z");
        Assert.Multiple(() =>
        {
            Assert.That((outcome.Issue!.Change, outcome.Warning), Is.EqualTo((change, (string?)null)));
            Assert.That(outcome.Issue!.Difference, Has.None.Contains("Overdue"));
            Assert.That(_audit.Issues, Has.Count.EqualTo(isPreview ? 2 : 3));
            Assert.That(_audit.Issues[^1].Description, Does.Not.Contain("Overdue"));
            Assert.That(_audit.Issues[^1].Labels, Is.Empty);
        });
    }

    [TestCase(
        "FY26-Q4",
        "2026-03-01T06:00:00Z",
        "Read 29 days after the period's end (2026-01-31): it shows how things stood on 2026-03-01."
    )]
    [TestCase(
        "FY26-Q4",
        "2026-02-01T06:00:00Z",
        "Read 1 day after the period's end (2026-01-31): it shows how things stood on 2026-02-01."
    )]
    [TestCase(
        "FY27-Q2",
        "2026-04-30T06:00:00Z",
        "Read 1 day before the period begins (2026-05-01): it shows how things stood on 2026-04-30."
    )]
    [TestCase("FY27-Q1", "2026-04-30T23:59:59Z", null)]
    public async Task A_reading_outside_its_period_says_so_wherever_it_is_read(string period, string moment, string? notice)
    {
        _audit.Request = _audit.Request with { Period = FiscalPeriod.Parse(period) };
        var outcome = await OnAsync(moment);
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Notices, Is.EqualTo(notice is null ? Array.Empty<string>() : [notice]));
            Assert.That(_audit.Report()["notices"]!.Select(said => (string?)said), Is.EqualTo(outcome.Report.Notices));
            Assert.That(Regex.Count(_audit.Issues.Single().Description!, "(?m)^> Read [0-9]+ days? "), Is.EqualTo(notice is null ? 0 : 1));
            Assert.That(File.ReadAllText(_audit.Output("report.html")).Contains("<li>Read "), Is.EqualTo(notice is not null));
        });
    }

    [Test]
    public async Task That_the_end_of_a_period_is_a_day_farther_off_is_no_reason_to_write()
    {
        _audit.Request = _audit.Request with { Period = FiscalPeriod.Parse("FY26-Q4") };
        await OnAsync("2026-03-01T06:00:00Z");
        var next = await OnAsync("2026-03-02T06:00:00Z");
        Assert.Multiple(() =>
        {
            Assert.That(next.Issue!.Change, Is.EqualTo(IssueChange.None));
            Assert.That(next.Report.Notices.Single(), Does.StartWith("Read 30 days after"));
            Assert.That(_audit.Issues.Single().Description, Does.Contain("\n> Read 29 days after the period's end"));
        });
    }

    [Test]
    public async Task A_missed_quarter_is_opened_late_even_after_it()
    {
        await AuditBeforeAsync();
        var outcome = await OnAsync("2026-05-20T06:00:00Z");
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Opened));
            Assert.That(
                outcome.Warning,
                Is.EqualTo("FY27 Q2 is no audited quarter, but the audit of FY27 Q1 was missed: it is opened now, 108 days late.")
            );
            Assert.That(_audit.Issues.Select(i => i.Title), Is.EqualTo(new[] { "Calendly audit FY26 Q3", "Calendly audit FY27 Q1" }));
            Assert.That(
                _audit.Issues[1].Description,
                Does.Contain("> **Overdue:** this audit was due on 2026-02-01 and was opened on 2026-05-20, 108 days late.")
            );
        });
    }

    [TestCase(
        "[1, 3]",
        "2027-02-01T06:00:00Z",
        "FY27-Q1 and FY27-Q3 were not audited: the last audit before this one is that of FY26-Q3."
    )]
    [TestCase("[1, 2, 3, 4]", "2026-02-01T06:00:00Z", "FY26-Q4 was not audited: the last audit before this one is that of FY26-Q3.")]
    [TestCase(
        "[1, 2, 3, 4]",
        "2027-11-03T06:00:00Z",
        "The 8 audited quarters from FY26-Q4 to FY28-Q3 were not audited: the last audit before this one is that of FY26-Q3."
    )]
    public async Task An_audit_that_was_left_out_is_told_with_the_next_one_whatever_the_cadence(
        string quarters,
        string moment,
        string sentence
    )
    {
        await AuditBeforeAsync();
        Audited(quarters);
        var outcome = await OnAsync(moment);
        var next = await OnAsync(moment.Replace("T06", "T08", StringComparison.Ordinal));
        var before = await File.ReadAllBytesAsync(_audit.Output("report.json"));
        Assert.Multiple(() =>
        {
            Assert.That(outcome.LeftOut, Is.EqualTo(sentence));
            Assert.That(outcome.Report.Notices, Is.EqualTo(new[] { sentence }));
            Assert.That(_audit.Issues[^1].Description, Does.Contain($"\n> {sentence}\n"));
            Assert.That(_audit.Issues[^1].Labels, Is.EqualTo(new[] { "Audit-Overdue" }));
            Assert.That(File.ReadAllText(_audit.Output("report.html")), Does.Contain($"<li>{sentence}"));
            Assert.That((next.LeftOut, next.Issue!.Change), Is.EqualTo((sentence, IssueChange.None)));
        });
        _audit.Request = _audit.Request with { ReplayFolder = _audit.Output("snapshot"), OutputFolder = _audit.Output("replayed") };
        await _audit.RunAsync();
        Assert.That(await File.ReadAllBytesAsync(_audit.Output("report.json")), Is.EqualTo(before));
    }

    [Test]
    public async Task Nothing_is_left_out_by_audits_in_a_row_or_by_the_first_one_or_before_an_issue_that_was_given_other_words()
    {
        var first = await OnAsync("2025-08-03T06:00:00Z");
        var second = await OnAsync("2026-02-01T06:00:00Z");
        Audited("[1, 2, 3, 4]");
        await OnAsync("2026-05-01T06:00:00Z");
        _audit.Sandbox.GitLab.Tracker.Edit(
            _audit.Sandbox.GitLab.UserOf(0),
            _audit.Issues[^1].Iid,
            issue =>
                issue with
                {
                    Title = "Bookings",
                    Description = issue.Description!.Replace("audit", "review", StringComparison.Ordinal),
                }
        );
        var third = await OnAsync("2026-08-01T06:00:00Z");
        Assert.Multiple(() =>
        {
            Assert.That(new[] { first.LeftOut, second.LeftOut, third.LeftOut }, Is.All.Null);
            Assert.That(_audit.Issues.SelectMany(issue => issue.Labels), Is.Empty);
        });
    }

    [TestCase(2, false)]
    [TestCase(-40, false)]
    [TestCase(62, true)]
    [TestCase(-1500, true)]
    public async Task An_audit_by_a_clock_more_than_an_hour_from_gitlabs_asks_no_vendor_and_writes_nothing(int minutes, bool isRefused)
    {
        Go("2026-02-01T06:00:00Z");
        var clock = new OffsetClock(_clock, TimeSpan.FromMinutes(minutes));
        var asked = _audit.Sandbox.Requests.Received;
        if (isRefused)
        {
            var failure = await Assert.ThrowsAsync<AuditException>(() => _audit.RunAsync(clock));
            Assert.That(failure!.Message, Does.StartWith("Comparing the clocks: this machine's clock is"));
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
            Assert.That((_audit.Issues.Count, _audit.Sandbox.Requests.Received - asked), Is.EqualTo((0, 1)));
        }
        else
        {
            await _audit.RunAsync(clock);
            var warnings = _audit.Log.Sentences.Count(said => said.StartsWith("This machine's clock", StringComparison.Ordinal));
            Assert.That(warnings, Is.EqualTo(minutes < -5 ? 1 : 0));
        }
    }

    [Test]
    public async Task A_replay_asks_no_clock_but_the_recorded_one()
    {
        await OnAsync("2026-02-01T06:00:00Z");
        var requests = _audit.Sandbox.Requests.Received;
        _audit.Request = _audit.Request with { ReplayFolder = _audit.Output("snapshot"), OutputFolder = _audit.Output("replayed") };
        await _audit.RunAsync(new OffsetClock(_clock, TimeSpan.FromDays(900)));
        Assert.That(_audit.Sandbox.Requests.Received, Is.EqualTo(requests));
    }

    [Test]
    public async Task An_audit_that_somebody_asked_for_outside_the_cadence_makes_no_quarter_a_missed_one()
    {
        _audit.Request = _audit.Request with { Period = FiscalPeriod.Parse("FY27-Q2") };
        await OnAsync("2026-05-20T06:00:00Z");
        _audit.Request = _audit.Request with { Period = null };
        var outcome = await OnAsync("2026-05-21T06:00:00Z");
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.NotDue));
            Assert.That(_audit.Issues.Single().Title, Is.EqualTo("Calendly audit FY27 Q2"));
        });
    }

    [TestCase("2026-01-31T23:59:59Z", "FY26 Q4")]
    [TestCase("2026-02-01T00:00:00Z", "FY27 Q1")]
    public async Task The_runners_time_zone_does_not_matter(string moment, string period)
    {
        // The clock's local time is 14 hours ahead: there it is February on both days.
        _audit.Request = _audit.Request with
        {
            SettingsPath = _audit.Write("no-cadence.yaml", _audit.Sandbox.SettingsYaml),
        };
        var outcome = await OnAsync(moment);
        Assert.That(outcome.Report.Period.Title, Is.EqualTo(period));
    }

    [TestCase("2026-02-01T06:00:00Z", null, TestName = "A re-check of an open audit has work to do")]
    [TestCase("2026-02-20T06:00:00Z", null, TestName = "A re-check opens what was missed")]
    [TestCase(
        "2026-05-20T06:00:00Z",
        "Calendly: there is no open issue, and none is due before 2026-08-01; nothing to look at again.",
        TestName = "A re-check outside the audited quarters has none"
    )]
    public async Task A_recheck_asks_the_vendor_only_where_an_audit_is_open_due_or_missed(string moment, string? reason)
    {
        Go(moment);
        Assert.That(await _audit.NothingToRecheckAsync(), Is.EqualTo(reason));
        Assert.That(_audit.Sandbox.Requests.All.Where(r => r.Target.StartsWith("/calendly", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_recheck_leaves_a_closed_audit_alone()
    {
        await OnAsync("2026-02-01T06:00:00Z");
        Assert.That(await _audit.NothingToRecheckAsync(), Is.Null);
        Close();
        Assert.That(
            await _audit.NothingToRecheckAsync(),
            Does.StartWith("Calendly: the issue of FY27 Q1 is closed (http").And.EndsWith("/issues/1); nothing to look at again.")
        );
    }

    [Test]
    public async Task A_recheck_of_an_issue_that_was_moved_away_says_so()
    {
        await OnAsync("2026-02-01T06:00:00Z");
        _audit.Sandbox.GitLab.Tracker.Edit(_audit.Sandbox.GitLab.UserOf(0), 1, issue => issue with { Closed = true, MovedToId = 4711 });
        Assert.That(
            _audit.NothingToRecheckAsync,
            Throws.TypeOf<AuditException>().With.Message.Contains("/issues/1 was moved to another project.")
        );
    }

    [Test]
    public async Task A_preview_of_a_late_audit_shows_its_mark_and_writes_nothing()
    {
        await AuditBeforeAsync();
        _audit.Request = _audit.Request with { Preview = true };
        var outcome = await OnAsync("2026-03-10T05:00:00Z");
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Issue!.Difference, Has.Some.StartsWith("+ > **Overdue:**"));
            Assert.That(outcome.Warning, Does.EndWith("is opened 37 days late."));
            Assert.That(_audit.Issues, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task After_an_audited_quarter_a_hand_opened_issue_is_looked_at_and_only_one_of_somebody_who_may_is_taken_over(
        [Values] bool isOperators,
        [Values] bool isMissed
    )
    {
        if (isMissed)
        {
            await AuditBeforeAsync();
        }

        Go("2026-04-28T06:00:00Z");
        var before = OpenByHand(isOperators ? 1 : 5);
        Go("2026-05-20T06:00:00Z");
        var reason = await _audit.NothingToRecheckAsync();
        var outcome = await _audit.RunAsync();
        var after = _audit.Sandbox.GitLab.Tracker.Find(before.Iid)!;
        Assert.Multiple(() =>
        {
            Assert.That(reason, Is.Null, "nobody knows yet");
            Assert.That(outcome.Report.Period.Title, Is.EqualTo("FY27 Q1"));
            Assert.That(
                outcome.Issue!.Change,
                Is.EqualTo(
                    isOperators ? IssueChange.Updated
                    : isMissed ? IssueChange.Opened
                    : IssueChange.NotDue
                )
            );
            Assert.That(
                after.Description,
                isOperators ? Does.Contain("platform-audits:issue 1 calendly") : Is.EqualTo(before.Description)
            );
            Assert.That(
                _audit.Issues,
                Has.Count.EqualTo(
                    isMissed && !isOperators ? 3
                    : isMissed ? 2
                    : 1
                )
            );
        });
    }

    [Test]
    public async Task A_strangers_mark_neither_keeps_an_audit_from_being_opened_late_nor_makes_one_a_missed_one([Values] bool isMissed)
    {
        if (isMissed)
        {
            await AuditBeforeAsync();
        }

        Go("2026-05-20T06:00:00Z");
        OpenByHand(5, $"<!-- platform-audits:issue 1 calendly {(isMissed ? "FY27-Q1" : "FY26-Q1")} -->");
        var reason = await _audit.NothingToRecheckAsync();
        var outcome = await _audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                reason,
                isMissed
                    ? Is.Null
                    : Is.EqualTo("Calendly: there is no open issue, and none is due before 2026-08-01; nothing to look at again.")
            );
            Assert.That(outcome.Issue!.Change, Is.EqualTo(isMissed ? IssueChange.Opened : IssueChange.NotDue));
            Assert.That(_audit.Log.Sentences, Has.Some.Contains("is not ours"));
        });
    }

    private Sandbox.GitLab.Issue OpenByHand(int person, string description = "<!--platform-audits:template 1 calendly-->") =>
        _audit.Sandbox.GitLab.Tracker.Open(
            _audit.Sandbox.GitLab.UserOf(person),
            "The audit",
            issue => issue with { Description = description, Confidential = true }
        );

    private void Audited(string quarters) =>
        _audit.Request = _audit.Request with
        {
            SettingsPath = _audit.Write(
                "other.yaml",
                $"cadence: {{quarters: {quarters}, overdue_label: Audit-Overdue}}\n" + _audit.Sandbox.SettingsYaml
            ),
        };

    /// <summary>An audit that was opened in time, two quarters before the first one of 2026, and closed.</summary>
    private async Task AuditBeforeAsync()
    {
        await OnAsync("2025-08-01T06:00:00Z");
        Close();
    }

    private Task<AuditOutcome> OnAsync(string moment)
    {
        Go(moment);
        return _audit.RunAsync();
    }

    private void Go(string moment) =>
        _clock.SetUtcNow(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    private void Close()
    {
        foreach (var issue in _audit.Issues)
        {
            _audit.Sandbox.GitLab.Tracker.Edit(_audit.Sandbox.GitLab.UserOf(0), issue.Iid, i => i with { Closed = true });
        }
    }
}
