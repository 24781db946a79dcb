using System.Text.RegularExpressions;
using NUnit.Framework;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Tests.FollowUp.Simulation;
using PlatformAudits.Tests.Tracking.Schedules;

namespace PlatformAudits.Tests.FollowUp;

public sealed class FollowUpTests
{
    private static readonly (int?, string)[] Points =
    [
        (4, "Point 0 is wrong. Mend it."),
        (4, "Point 1 is wrong. Mend it."),
        (5, "Point 2 is wrong. Mend it."),
        (FollowUpFixture.Silent, "Point 3 is wrong. Mend it."),
        (FollowUpFixture.Gone, "Point 4 is wrong. Mend it."),
        (null, "Point 5 is wrong. Mend it."),
    ];

    [Test]
    public async Task Everybody_gets_one_thread_with_all_that_is_theirs()
    {
        using var fixture = new FollowUpFixture(points: Points);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        var thread = fixture.Notes.Where(note => NoteMark.In(note.Body)!.Thread == FollowUpFixture.ThreadOf(4)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(thread, Has.Count.EqualTo(1));
            Assert.That(
                thread[0].Body,
                Does.Contain("Point 0 is wrong. Mend it.")
                    .And.Contain("Point 1 is wrong")
                    .And.Contain($"@{fixture.UsernameOf(4)}")
                    .And.Not.Contain("Point 2")
            );
            Assert.That(thread[0].IsInThread, Is.True);
            Assert.That(
                Mentioned(fixture),
                Is.EquivalentTo(new[] { 4, 5, FollowUpFixture.Lead, FollowUpFixture.Operator }.Select(fixture.UsernameOf))
            );
        });
        fixture.Go("2026-02-05T08:15:10Z");
        await fixture.RunAsync();
        var managers = fixture
            .Notes.Where(note => NoteMark.In(note.Body)!.Thread == FollowUpFixture.ThreadOf(FollowUpFixture.Lead))
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(managers, Has.Count.EqualTo(2), "a manager hears once of all whom they manage");
            Assert.That(managers.Select(note => note.Discussion).Distinct().Count(), Is.EqualTo(1), "in one thread");
            Assert.That(
                managers[1].Body,
                Does.Contain("@" + fixture.UsernameOf(FollowUpFixture.Lead))
                    .And.Contain($"{EncodedName(fixture, 4)} was asked on Monday, 2 February 2026")
                    .And.Contain($"{EncodedName(fixture, 5)} was asked on Monday, 2 February 2026")
            );
        });
    }

    [Test]
    public async Task Who_has_no_account_has_left_or_is_absent_is_handed_to_the_manager_at_once_and_it_says_so()
    {
        using var fixture = new FollowUpFixture(
            $"  absences: [{{who: {FollowUpFixture.Address(4)}, from: 2026-02-01, until: 2026-02-20}}]",
            points: Points
        );
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        var note = fixture.Notes.Single(note => NoteMark.In(note.Body)!.Thread == FollowUpFixture.ThreadOf(FollowUpFixture.Lead)).Body;
        Assert.Multiple(() =>
        {
            Assert.That(note, Does.Contain("is absent until 2026-02-20. So this goes to you."));
            Assert.That(note, Does.Contain("has no GitLab user name in the team file. So this goes to you."));
            Assert.That(note, Does.Contain("The person is no longer in the team file. So this goes to you."));
            Assert.That(
                Mentioned(fixture).Count(name => name == fixture.UsernameOf(FollowUpFixture.Lead)),
                Is.EqualTo(1),
                "the manager of three is mentioned once"
            );
        });
    }

    [Test]
    public async Task A_reply_pauses_the_clock_until_somebody_is_asked_to_decide_and_one_without_a_reason_does_not([Values] bool hasReason)
    {
        using var fixture = new FollowUpFixture(points: [(4, "Point 0 is wrong.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        fixture.Go("2026-02-04T10:00:00Z");
        fixture.Answer(
            4,
            FollowUpFixture.ThreadOf(4),
            hasReason ? "This is intentional, because the calendar serves the whole region." : "This is intentional."
        );
        fixture.Go("2026-02-05T08:15:10Z");
        await fixture.RunAsync();
        Assert.That(Mentioned(fixture).Contains(fixture.UsernameOf(FollowUpFixture.Lead)), Is.EqualTo(!hasReason));
        if (!hasReason)
        {
            Assert.That(fixture.Notes.Select(note => note.Body), Has.One.Contains("without a reason"));
            return;
        }

        fixture.Go("2026-02-09T08:15:10Z");
        await fixture.RunAsync();
        Assert.That(
            fixture.Notes[^1].Body,
            Does.Contain("it needs your decision").And.Contain("@" + fixture.UsernameOf(FollowUpFixture.Manager))
        );
    }

    [Test]
    public async Task Nothing_but_a_reading_that_no_longer_finds_it_makes_a_ticked_finding_done()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A."), (4, "B.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        fixture.Go("2026-02-03T08:15:00Z");
        fixture.Tick(4, 0);
        fixture.Tick(4, 1);
        fixture.Go("2026-02-04T08:15:10Z");
        await fixture.RunAsync();
        Assert.That(
            fixture.Notes[^1].Body,
            Does.Contain("### Review")
                .And.Contain("| ticked as done, and no reading has shown so |")
                .And.Contain("**2 findings are ticked as done, and no reading has shown so.**")
                .And.Contain("for the review they count as open")
                .And.Not.Contain("every finding")
                .And.Not.Contain("still finds it")
        );
    }

    [Test]
    public async Task A_tick_a_filled_cell_a_waiver_and_a_later_reading_end_a_point()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A."), (4, "B."), (4, "C."), (4, "D."), (5, "E.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        fixture.Tick(4, 0);
        fixture.Fill(4, 1, "needed for the migration");
        fixture.Read(mended: 2);
        fixture.Write(
            "waivers.yaml",
            "waivers: [{platform: calendly, check: account-has-teammate, account: u3, owner: Somebody, reason: Because, link: "
                + "'https://x.example/1', expires: 2026-03-01}]"
        );
        fixture.Go("2026-02-05T08:15:10Z");
        await fixture.RunAsync();
        Assert.That(
            fixture.Notes.Count(note => NoteMark.In(note.Body)!.Thread == FollowUpFixture.ThreadOf(4)),
            Is.EqualTo(1),
            "nothing is left to be asked"
        );
        fixture.Go("2026-02-06T08:15:00Z");
        fixture.Read(mended: 4);
        await fixture.RunAsync();
        Assert.That(
            fixture.Notes[^1].Body,
            Does.Contain("### Review")
                .And.Contain("ticked as done, but the reading of 2026-02-06 08:15 UTC still finds it")
                .And.Contain("**One finding is ticked as done, and no reading has shown so.**")
                .And.Not.Contain("every finding")
                .And.Contain("justified: needed for the migration")
                .And.Contain("fixed: the next reading no longer finds it")
                .And.Contain("| waived | Somebody, until 2026-03-01: Because ([request](https://x.example/1)) |")
        );
        Assert.That(
            fixture.Notes[^1].Body,
            Does.Contain($"| {MarkdownEncoder.Encode(fixture.NameOf(4))} | 2026-02-02"),
            "who ticked, and when, stands in GitLab's own notes"
        );
    }

    [Test]
    public async Task A_finding_whose_check_was_switched_off_is_called_neither_fixed_nor_removed()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A."), (null, "B.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        fixture.AskedChecks = ["email-matches"];
        fixture.Go("2026-02-03T07:15:00Z");
        fixture.Read(mended: [0, 1]);
        await fixture.RunAsync();
        fixture.Answer(FollowUpFixture.Reviewer, "review", "Reviewed.");
        fixture.Go("2026-02-04T08:15:00Z");
        await fixture.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Regex.Count(fixture.Notes[^1].Body, "not looked for any more: its check is switched off"), Is.EqualTo(2));
            Assert.That(fixture.Notes[^1].Body, Does.Contain("### Evidence").And.Not.Contain("emoved,").And.Not.Contain("fixed:"));
        });
    }

    [Test]
    public async Task One_reading_is_not_shown_as_the_beginning_and_the_end([Values] bool isReadAgain)
    {
        using var fixture = new FollowUpFixture();
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        fixture.Go("2026-02-03T07:15:00Z");
        if (isReadAgain)
        {
            fixture.Read();
        }

        fixture.Answer(FollowUpFixture.Reviewer, "review", "Reviewed.");
        fixture.Go("2026-02-04T08:15:00Z");
        await fixture.RunAsync();
        var evidence = fixture.Notes[^1].Body;
        Assert.Multiple(() =>
        {
            Assert.That(evidence, Does.Contain("### Evidence"));
            Assert.That(evidence.Contains("there was one reading only", StringComparison.Ordinal), Is.EqualTo(!isReadAgain));
            Assert.That(evidence.Contains("At the beginning", StringComparison.Ordinal), Is.EqualTo(isReadAgain));
            Assert.That(Regex.Count(evidence, "2026-02-0[0-9] [0-9:]{5} UTC"), Is.EqualTo(isReadAgain ? 2 : 1));
            Assert.That(Regex.Count(evidence, "`[a-z]{64}`"), Is.EqualTo(isReadAgain ? 2 : 1), "one seal a reading");
        });
    }

    [Test]
    public async Task While_the_audit_can_not_be_evaluated_nobody_is_mentioned()
    {
        using var fixture = new FollowUpFixture(points: Points);
        fixture.FailToRead();
        fixture.Go("2026-02-02T08:15:00Z");
        var outcome = (await fixture.RunAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Warning, Is.EqualTo("The last run could not evaluate Calendly, so nobody is asked for anything."));
            Assert.That(fixture.Notes, Is.Empty);
            Assert.That(Mentioned(fixture), Is.Empty);
        });
    }

    [TestCase(
        """{"schema": 1, "platform": "calendly", "verdict": "not-evaluated", "period": "FY27-Q1", "asOf": "2026-02-02T08:16:00Z"}""",
        "The last run could not evaluate Calendly, so nobody is asked for anything."
    )]
    [TestCase(
        """{"schema": 1, "platform": "calendly", "verdict": "not-evaluated", "period": "FY27-Q1"}""",
        "The last run could not evaluate Calendly, so nobody is asked for anything."
    )]
    [TestCase(
        """{"schema": 1, "platform": "calendly", "verdict": "not-eval""",
        "Nobody knows what the last run of Calendly came to, so nobody is asked for anything."
    )]
    [TestCase("{}", "Nobody knows what the last run of Calendly came to, so nobody is asked for anything.")]
    [TestCase(
        """{"schema": 1, "platform": "calendly", "verdict": "not-evaluated", "period": "FY27-Q1", "asOf": "2026-02-02T05:00:00Z"}""",
        null
    )]
    [TestCase(
        """
            {"schema": 1, "platform": "calendly", "verdict": "findings", "period": "FY27-Q1", "asOf": "2026-02-02T08:16:00Z",
            "population": {"teammates": 10, "accounts": 10}}
            """,
        null
    )]
    public async Task A_report_at_hand_keeps_people_from_being_asked_unless_it_is_good_or_old(string report, string? remark)
    {
        using var fixture = new FollowUpFixture(points: Points);
        fixture.Write("artifacts/calendly/report.json", report);
        fixture.Go("2026-02-02T08:15:00Z");
        Assert.That((await fixture.RunAsync()).Single().Warning, remark is null ? Is.Null : Does.EndWith(remark));
        Assert.That(Mentioned(fixture), remark is null ? Is.Not.Empty : Is.Empty);
    }

    [Test]
    public async Task A_team_file_that_lacks_most_of_the_team_is_believed_neither_from_the_disk()
    {
        using var fixture = new FollowUpFixture(points: Points);
        var settings = await File.ReadAllTextAsync(fixture.Request.SettingsPath);
        await File.WriteAllTextAsync(
            fixture.Request.SettingsPath,
            settings.Replace("team:\n", "team:\n  minimum: 30\n", StringComparison.Ordinal)
        );
        fixture.Go("2026-02-02T08:15:00Z");
        await Assert.ThatAsync(
            () => fixture.RunAsync(),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo(
                    "Following up: the team file holds 8 people, and 30 are expected at the least (team.minimum), so whoever is "
                        + "missing would seem to have left; nobody was asked."
                )
        );
        Assert.That(fixture.Notes, Is.Empty);
    }

    [TestCase(
        "operators: [person2@team.example]",
        "operators: [person2@team.example, gone@team.example]",
        "nobody in the team file has the address of entry 2 of follow_up.operators in SETTINGS; name somebody who is there."
    )]
    [TestCase(
        "support_ops_managers: [person0@team.example]",
        "support_ops_managers: [person7@team.example]",
        "the team file has no GitLab user name for entry 1 of follow_up.support_ops_managers in "
            + "SETTINGS; write it there, or name somebody else."
    )]
    public async Task Who_can_not_be_asked_is_told_by_their_place_in_the_settings_and_not_by_name(
        string written,
        string wrong,
        string problem
    )
    {
        using var fixture = new FollowUpFixture(points: Points);
        var path = fixture.Request.SettingsPath;
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace(written, wrong, StringComparison.Ordinal));
        await Assert.ThatAsync(
            () => fixture.RunAsync(),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo($"Preparing the follow-up: {problem.Replace("SETTINGS", path, StringComparison.Ordinal)}")
        );
    }

    [Test]
    public async Task A_note_that_was_begun_by_a_run_that_died_is_taken_back_when_it_is_no_longer_due()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await using (
            var held = await HeldRun.BeginAsync(
                fixture,
                _ => fixture.Notes.Any(note => NoteMark.In(note.Body) is { Kind: NoteKind.Step, Stage: NoteStage.Reserved })
            )
        )
        {
            await held.KillAsync(Fault.KilledBefore);
        }

        fixture.Tick(4, 0);
        fixture.Go("2026-02-03T08:15:00Z");
        await fixture.RunAsync();
        Assert.That(
            fixture.Notes.Select(note => NoteMark.In(note.Body)!),
            Has.None.Property("Stage").EqualTo(NoteStage.Reserved).And.None.Property("Kind").EqualTo(NoteKind.Step)
        );
        Assert.That(Mentioned(fixture), Does.Not.Contain(fixture.UsernameOf(4)));
    }

    [Test]
    public async Task A_step_that_one_run_takes_back_while_another_puts_it_into_its_lists_is_done_when_it_is_due_again(
        [Values] bool isAllOfTheThread
    )
    {
        using var fixture = new FollowUpFixture(points: [(4, "A."), (isAllOfTheThread ? FollowUpFixture.Lead : 4, "B.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        fixture.Go("2026-02-05T08:16:00Z");
        var keeper = fixture.Notes[1].Id;
        await using (var held = await HeldRun.BeginAsync(fixture, next => IsChange(next, keeper)))
        {
            fixture.Tick(4, 0);
            await fixture.RunAsync();
            await held.KillAsync(Fault.KilledAfter);
        }

        Assert.That(
            Covered(),
            Does.Contain($"{FollowUpFixture.KeyOf(1).Digits}:2").And.Not.Contain($"{FollowUpFixture.KeyOf(0).Digits}:2"),
            "the ticked point is nobody's any more"
        );

        fixture.Tick(4, 0, isTicked: false);
        fixture.Go("2026-02-06T08:30:00Z");
        await fixture.RunAsync();
        Assert.That(Covered(), Does.Contain($"{FollowUpFixture.KeyOf(0).Digits}:2"), "it is open again");

        IEnumerable<string> Covered() =>
            fixture
                .Notes.Select(note => NoteMark.In(note.Body)!)
                .Where(mark => mark.Stage == NoteStage.Sent)
                .SelectMany(mark => mark.Covers);
    }

    [Test]
    public async Task What_a_dead_run_has_begun_of_an_earlier_step_is_not_taken_for_the_next()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await using (var held = await HeldRun.BeginAsync(fixture, next => next.StartsWith("POST", StringComparison.Ordinal)))
        {
            await fixture.RunAsync();
            await held.GoOnAsync(next => !next.StartsWith("POST", StringComparison.Ordinal));
            await held.KillAsync(Fault.KilledBefore);
        }

        fixture.Go("2026-02-05T08:16:00Z");
        bool IsFinishing(string next) =>
            fixture.Notes.Any(note =>
                NoteMark.In(note.Body) is { Kind: NoteKind.Step, Stage: NoteStage.Reserved } && IsChange(next, note.Id)
            );
        await using (var held = await HeldRun.BeginAsync(fixture, IsFinishing))
        {
            await held.KillAsync(Fault.KilledBefore);
        }

        fixture.Go("2026-02-06T08:30:00Z");
        await fixture.RunAsync();
        Assert.That(
            fixture
                .Notes.Select(note => NoteMark.In(note.Body)!)
                .Where(mark => mark.Kind == NoteKind.Step && mark.Thread != People.ManagerThread)
                .Select(mark => (mark.Stage, mark.Covers.Single())),
            Is.EqualTo(
                new[]
                {
                    (NoteStage.Sent, $"{FollowUpFixture.KeyOf(0).Digits}:1"),
                    (NoteStage.Sent, $"{FollowUpFixture.KeyOf(0).Digits}:2"),
                }
            )
        );
    }

    [Test]
    public async Task After_a_run_that_died_a_day_begins_when_GitLab_took_the_note_and_not_when_it_was_sent([Values] bool isNoteDeleted)
    {
        using var fixture = new FollowUpFixture(
            "  policy: daily\n  policies: [{name: daily, steps: [{to: [person], after: 0}, {to: [person], after: 24}]}]",
            points: [(4, "A.")]
        );
        fixture.Go("2026-02-02T08:15:00Z");
        long Note() => fixture.Notes.Single(note => NoteMark.In(note.Body) is { Kind: NoteKind.Step }).Id;
        await using (var held = await HeldRun.BeginAsync(fixture, next => fixture.Notes.Count > 1 && IsChange(next, Note())))
        {
            // The run is slow, not GitLab's answer: no limit runs out.
            fixture.Clock.AdjustTime(fixture.Clock.GetUtcNow().AddMinutes(2));
            await held.KillAsync(Fault.KilledAfter);
        }

        Assert.That(Mentioned(fixture), Is.EqualTo(new[] { fixture.UsernameOf(4) }));
        if (isNoteDeleted)
        {
            fixture.Project.DeleteNote(fixture.Iid, Note());
        }

        var taken = fixture.Project.Notifications[0].At;
        fixture.Clock.SetUtcNow(taken.AddDays(1).AddSeconds(-1));
        await fixture.RunAsync();
        Assert.That(Mentioned(fixture), Has.Count.EqualTo(1), "a second before");
        fixture.Clock.SetUtcNow(taken.AddDays(1).AddMinutes(16));
        await fixture.RunAsync();
        Assert.That(Mentioned(fixture), Has.Count.EqualTo(2), "a day after");
    }

    [Test]
    public async Task A_review_by_subject_or_performer_does_not_count_and_the_note_says_why_once()
    {
        using var fixture = new FollowUpFixture("  review_words: [reviewed]", points: [(FollowUpFixture.Reviewer, "A."), (4, "B.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        fixture.Read(0, 1);
        fixture.Go("2026-02-03T08:16:00Z");
        await fixture.RunAsync();
        Assert.That(
            fixture.Notes[^1].Body,
            Does.Contain("### No review").And.Contain("Nobody in follow_up.reviewers may review it"),
            "one is subject, the other performer"
        );

        using var second = new FollowUpFixture(points: [(4, "B.")]);
        second.Go("2026-02-02T08:15:00Z");
        await second.RunAsync();
        second.Read(0);
        second.Go("2026-02-03T08:16:00Z");
        await second.RunAsync();
        second.Answer(FollowUpFixture.Operator, "review", "Reviewed.");
        second.Answer(4, "review", "Approved!");
        second.Go("2026-02-04T08:17:00Z");
        await second.RunAsync();
        await second.RunAsync();
        Assert.That(
            second.Notes.Where(note => NoteMark.In(note.Body)!.Kind == NoteKind.Refused).Select(note => FollowUpFixture.Shown(note.Body)),
            Is.EqualTo(
                new[]
                {
                    $"This review does not count: {Encoded(second, FollowUpFixture.Operator)} carried this audit out, and nobody "
                        + $"reviews their own work. It can be reviewed by {EncodedName(second, FollowUpFixture.Reviewer)}.",
                    $"This review does not count: {Encoded(second, 4)} is not among the reviewers of this audit. It can be reviewed by "
                        + $"{EncodedName(second, FollowUpFixture.Reviewer)}.",
                }
            )
        );
        second.Answer(FollowUpFixture.Reviewer, "review", "**Reviewed**: fine.");
        second.Go("2026-02-05T08:17:00Z");
        await second.RunAsync();
        Assert.That(
            second.Notes[^1].Body,
            Does.Contain("### Evidence")
                .And.Contain(new string('a', 64))
                .And.Contain(new string('b', 64))
                .And.Contain("Closing it is yours")
        );
    }

    [Test]
    public async Task An_issue_closed_without_a_review_is_told_so_once()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        fixture.Project.Edit(fixture.Sandbox.GitLab.UserOf(4), fixture.Iid, issue => issue with { Closed = true });
        foreach (var day in new[] { "2026-02-03T08:15:00Z", "2026-02-04T08:15:00Z", "2026-02-05T08:15:00Z" })
        {
            fixture.Go(day);
            await fixture.RunAsync();
        }

        Assert.That(fixture.Notes.Count(note => note.Body.Contains("closed without a review", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(Mentioned(fixture), Has.Count.EqualTo(1), "nobody is asked on a closed issue");
    }

    [Test]
    public async Task When_more_is_due_than_a_run_may_write_the_rest_comes_with_the_next_run_and_a_preview_shows_all(
        [Values] bool isPreview
    )
    {
        using var fixture = new FollowUpFixture("  most_notes: 3", points: Points);
        fixture.Go("2026-02-02T08:15:00Z");
        fixture.Request = fixture.Request with { Preview = isPreview };
        var first = (await fixture.RunAsync()).Single();
        fixture.Go("2026-02-02T10:15:00Z");
        var second = (await fixture.RunAsync()).Single();
        const string Limit = "a run goes on with so many threads at the most (follow_up.most_notes), the gravest first.";
        Assert.Multiple(() =>
        {
            Assert.That(
                first.Summary(isPreview),
                Is.EqualTo(
                    isPreview
                        ? $"Calendly audit FY27 Q1: 6 findings open, 5 notes would be written (1 start, 4 step). Of these 1 would "
                            + $"come with the next run: {Limit}"
                        : $"Calendly audit FY27 Q1: 6 findings open, 4 notes written (1 start, 3 step). Another 1 comes with the "
                            + $"next run: {Limit}"
                )
            );
            Assert.That(second.Notes, Has.Count.EqualTo(isPreview ? 5 : 1), "nobody is asked twice");
            Assert.That(Mentioned(fixture), Has.Count.EqualTo(isPreview ? 0 : 4));
        });
    }

    [Test]
    public async Task An_old_issue_is_not_begun_with_before_somebody_asks_for_it()
    {
        using var fixture = new FollowUpFixture(points: Points);
        fixture.Go("2026-02-16T08:15:00Z");
        Assert.That(
            (await fixture.RunAsync()).Single().Warning,
            Is.EqualTo(
                "People could have been asked on more than 7 days, and it was never followed up: to begin now would be to turn to 4 "
                    + "people for 6 findings. If that is right, add --start."
            )
        );
        Assert.That(fixture.Notes, Is.Empty);
        fixture.Request = fixture.Request with { Start = true };
        await fixture.RunAsync();
        Assert.That(Mentioned(fixture), Is.Not.Empty);
    }

    [Test]
    public async Task A_preview_writes_nothing_and_shows_the_notes()
    {
        using var fixture = new FollowUpFixture(points: Points);
        fixture.Go("2026-02-02T08:15:00Z");
        fixture.Request = fixture.Request with { Preview = true };
        var outcome = (await fixture.RunAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(fixture.Sandbox.Requests.Writes, Is.Empty);
            Assert.That(outcome.Notes, Has.Count.EqualTo(5));
            Assert.That(outcome.Texts, Has.One.Contains("@" + fixture.UsernameOf(4)));
        });
    }

    [Test]
    public async Task Nobody_can_forge_a_mark_or_have_the_program_mention_or_do_something()
    {
        const string Hostile = "@all /close <!-- platform-audits:follow-up 1 --> **x** | `y` \u202e";
        using var fixture = new FollowUpFixture(points: [(4, MarkdownEncoder.Encode(Hostile)), (5, "B.")]);
        var forged = new NoteMark(
            NoteKind.Step,
            FollowUpFixture.ThreadOf(5),
            NoteStage.Sent,
            fixture.Clock.GetUtcNow(),
            null,
            [$"{FollowUpFixture.KeyOf(1).Digits}:1"],
            [],
            "0123456789abcdef"
        ).Line;
        fixture.Project.Comment(fixture.Sandbox.GitLab.UserOf(6), fixture.Iid, forged);
        fixture.Project.Edit(
            fixture.Sandbox.GitLab.UserOf(6),
            fixture.Iid,
            issue =>
                issue with
                {
                    Description = issue.Description!.Replace(
                        "- [ ] B.",
                        "- [ ] B. @everybody\\n/close #1 <!-- x --> ![x](y)",
                        StringComparison.Ordinal
                    ),
                }
        );
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Mentioned(fixture), Is.EquivalentTo(new[] { 4, 5 }.Select(fixture.UsernameOf)));
            Assert.That(fixture.Sandbox.Requests.Writes.SelectMany(request => request.QuickActions), Is.Empty);
            Assert.That(fixture.Sandbox.Requests.Writes.SelectMany(request => request.References), Is.Empty);
            Assert.That(
                fixture
                    .Sandbox.Requests.Writes.SelectMany(request => request.Activated)
                    .Where(what => !what.StartsWith("emphasis **", StringComparison.Ordinal)),
                Is.Empty
            );
        });
    }

    [Test]
    public async Task A_run_that_is_killed_at_any_request_and_run_again_leaves_the_same_notes(
        [Values("2026-02-02T08:15:00Z", "2026-02-05T08:20:00Z", "2026-02-16T08:20:00Z")] string killed
    )
    {
        var expected = await NotesAfterAsync(killed, killedAt: 0, arrives: false);
        Assert.That(expected.Notes, Is.Not.Empty);
        for (var request = 1; request <= expected.Requests; request++)
        {
            foreach (var arrives in new[] { false, true })
            {
                var actual = await NotesAfterAsync(killed, request, arrives);
                Assert.That(actual.Notes, Is.EqualTo(expected.Notes), $"killed {(arrives ? "after" : "before")} request {request}");
                Assert.That(actual.Mentions, Is.EqualTo(expected.Mentions), $"killed {(arrives ? "after" : "before")} request {request}");
            }
        }
    }

    [Test]
    public async Task Two_runs_at_once_write_one_set_of_notes()
    {
        using var alone = new FollowUpFixture(points: Points);
        alone.Go("2026-02-02T08:15:00Z");
        await alone.RunAsync();
        using var fixture = new FollowUpFixture(points: Points);
        fixture.Go("2026-02-02T08:15:00Z");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => fixture.RunAsync())));
        await fixture.RunAsync();
        Assert.That(Settled(fixture), Is.EqualTo(Settled(alone)));
        Assert.That(Mentioned(fixture).Order(), Is.EqualTo(Mentioned(alone).Order()));
    }

    private static async Task<(IReadOnlyList<string> Notes, IReadOnlyList<string> Mentions, int Requests)> NotesAfterAsync(
        string killed,
        int killedAt,
        bool arrives
    )
    {
        using var fixture = new FollowUpFixture(points: Points);
        foreach (
            var day in new[]
            {
                "2026-02-02T08:15:00Z",
                "2026-02-05T08:20:00Z",
                "2026-02-09T08:20:00Z",
                "2026-02-12T08:20:00Z",
                "2026-02-16T08:20:00Z",
            }.Where(day => string.CompareOrdinal(day, killed) < 0)
        )
        {
            fixture.Go(day);
            await fixture.RunAsync();
        }

        fixture.Go(killed);
        using var wire = new SimulatedTransport(fixture.Sandbox.NewHandler(), fixture.Clock, (_, _, _) => { }, isGated: false)
        {
            KilledAt = killedAt,
            KilledRequestArrives = arrives,
        };
        try
        {
            await fixture.RunAsync(wire);
            Assert.That(killedAt, Is.Zero.Or.GreaterThan(wire.Requests));
        }
        catch (KilledException)
        {
            await fixture.RunAsync();
        }

        return ([.. fixture.Notes.Select(note => FollowUpFixture.Shown(note.Body))], [.. Mentioned(fixture)], wire.Requests);
    }

    private static List<string> Settled(FollowUpFixture fixture) =>
        [
            .. fixture
                .Notes.Select(note => NoteMark.In(note.Body)!)
                .Select(mark => $"{mark.Kind} {mark.Stage} {mark.Thread} {string.Join('.', mark.Covers)}")
                .Order(StringComparer.Ordinal),
        ];

    private static bool IsChange(string request, long note) =>
        request.StartsWith("PUT", StringComparison.Ordinal) && request.EndsWith($"/notes/{note}", StringComparison.Ordinal);

    private static List<string> Mentioned(FollowUpFixture fixture) =>
        [.. fixture.Project.Notifications.Select(notification => notification.Username)];

    private static string Encoded(FollowUpFixture fixture, int person) => MarkdownEncoder.Encode(fixture.NameOf(person));

    private static string EncodedName(FollowUpFixture fixture, int person) => $"**{Encoded(fixture, person)}**";
}
