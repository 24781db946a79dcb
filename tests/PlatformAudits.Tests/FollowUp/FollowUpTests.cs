using NUnit.Framework;
using PlatformAudits.FollowUp;
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
        using var bench = new FollowUpFixture(points: Points);
        bench.Go("2026-02-02T08:15:00Z");
        await bench.RunAsync();
        var thread = bench.Notes.Where(note => NoteMark.In(note.Body)!.Thread == FollowUpFixture.ThreadOf(4)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(thread, Has.Count.EqualTo(1));
            Assert.That(
                thread[0].Body,
                Does.Contain("Point 0 is wrong. Mend it.")
                    .And.Contain("Point 1 is wrong")
                    .And.Contain($"@{bench.UsernameOf(4)}")
                    .And.Not.Contain("Point 2")
            );
            Assert.That(thread[0].IsInThread, Is.True);
            Assert.That(
                Mentioned(bench),
                Is.EquivalentTo(new[] { 4, 5, FollowUpFixture.Lead, FollowUpFixture.Operator }.Select(bench.UsernameOf))
            );
        });
        bench.Go("2026-02-05T08:15:10Z");
        await bench.RunAsync();
        thread = [.. bench.Notes.Where(note => NoteMark.In(note.Body)!.Thread == FollowUpFixture.ThreadOf(4))];
        Assert.That(
            thread.Select(note => note.Discussion).Distinct().Count(),
            Is.EqualTo(1),
            "the second step is an answer in the same thread"
        );
        Assert.That(
            thread[1].Body,
            Does.Contain(EncodedName(bench, FollowUpFixture.Lead)).Or.Contain("@" + bench.UsernameOf(FollowUpFixture.Lead))
        );
    }

    [Test]
    public async Task Who_has_no_account_has_left_or_is_absent_is_handed_to_the_manager_at_once_and_it_says_so()
    {
        using var bench = new FollowUpFixture(
            $"  absences: [{{who: {FollowUpFixture.Address(4)}, from: 2026-02-01, until: 2026-02-20}}]",
            points: Points
        );
        bench.Go("2026-02-02T08:15:00Z");
        await bench.RunAsync();
        string Of(int person) => bench.Notes.Single(note => NoteMark.In(note.Body)!.Thread == FollowUpFixture.ThreadOf(person)).Body;
        Assert.Multiple(() =>
        {
            Assert.That(Of(4), Does.Contain("is absent until 2026-02-20. So this goes to you: "));
            Assert.That(Of(FollowUpFixture.Silent), Does.Contain("has no GitLab user name in the team file. So this goes to you: "));
            Assert.That(Of(FollowUpFixture.Gone), Does.Contain("The person is no longer in the team file. So this goes to you: "));
            Assert.That(
                Mentioned(bench).Count(name => name == bench.UsernameOf(FollowUpFixture.Lead)),
                Is.EqualTo(1),
                "the manager of three is mentioned once, and the other threads are named there"
            );
            Assert.That(Of(4), Does.Contain("the same goes, in threads of their own, for"));
        });
    }

    [Test]
    public async Task A_reply_pauses_the_clock_until_somebody_is_asked_to_decide_and_one_without_a_reason_does_not([Values] bool hasReason)
    {
        using var bench = new FollowUpFixture(points: [(4, "Point 0 is wrong.")]);
        bench.Go("2026-02-02T08:15:00Z");
        await bench.RunAsync();
        bench.Go("2026-02-04T10:00:00Z");
        bench.Answer(
            4,
            FollowUpFixture.ThreadOf(4),
            hasReason ? "This is intentional, because the calendar serves the whole region." : "This is intentional."
        );
        bench.Go("2026-02-05T08:15:10Z");
        await bench.RunAsync();
        Assert.That(Mentioned(bench).Contains(bench.UsernameOf(FollowUpFixture.Lead)), Is.EqualTo(!hasReason));
        if (!hasReason)
        {
            Assert.That(bench.Notes[^1].Body, Does.Contain("without a reason"));
            return;
        }

        bench.Go("2026-02-09T08:15:10Z");
        await bench.RunAsync();
        Assert.That(
            bench.Notes[^1].Body,
            Does.Contain("it needs your decision").And.Contain("@" + bench.UsernameOf(FollowUpFixture.Manager))
        );
    }

    [Test]
    public async Task A_tick_a_filled_cell_a_waiver_and_a_later_reading_end_a_point()
    {
        using var bench = new FollowUpFixture(points: [(4, "A."), (4, "B."), (4, "C."), (4, "D."), (5, "E.")]);
        bench.Go("2026-02-02T08:15:00Z");
        await bench.RunAsync();
        bench.Tick(4, 0);
        bench.Fill(4, 1, "needed for the migration");
        bench.Read(mended: 2);
        bench.Write(
            "waivers.yaml",
            "waivers: [{platform: calendly, check: account-has-teammate, account: u3, owner: Somebody, reason: Because, link: "
                + "'https://x.example/1', expires: 2026-03-01}]"
        );
        bench.Go("2026-02-05T08:15:10Z");
        await bench.RunAsync();
        Assert.That(
            bench.Notes.Count(note => NoteMark.In(note.Body)!.Thread == FollowUpFixture.ThreadOf(4)),
            Is.EqualTo(1),
            "nothing is left to be asked"
        );
        bench.Go("2026-02-06T08:15:00Z");
        bench.Read(mended: 4);
        await bench.RunAsync();
        Assert.That(
            bench.Notes[^1].Body,
            Does.Contain("### Review")
                .And.Contain("done, as ticked")
                .And.Contain("justified: needed for the migration")
                .And.Contain("fixed: the next reading no longer finds it")
                .And.Contain("waived")
        );
        Assert.That(
            bench.Notes[^1].Body,
            Does.Contain($"| {MarkdownEncoder.Encode(bench.NameOf(4))} | 2026-02-02"),
            "who ticked, and when, stands in GitLab's own notes"
        );
    }

    [Test]
    public async Task While_the_audit_can_not_be_evaluated_nobody_is_mentioned()
    {
        using var bench = new FollowUpFixture(points: Points);
        bench.FailToRead();
        bench.Go("2026-02-02T08:15:00Z");
        var outcome = (await bench.RunAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Warning, Is.EqualTo("The last run could not evaluate Calendly, so nobody is asked for anything."));
            Assert.That(bench.Notes, Is.Empty);
            Assert.That(Mentioned(bench), Is.Empty);
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
        """{"schema": 1, "platform": "calendly", "verdict": "findings", "period": "FY27-Q1", "asOf": "2026-02-02T08:16:00Z"}""",
        null
    )]
    public async Task A_report_at_hand_keeps_people_from_being_asked_unless_it_is_good_or_old(string report, string? remark)
    {
        using var bench = new FollowUpFixture(points: Points);
        bench.Write("artifacts/calendly/report.json", report);
        bench.Go("2026-02-02T08:15:00Z");
        Assert.That((await bench.RunAsync()).Single().Warning, remark is null ? Is.Null : Does.EndWith(remark));
        Assert.That(Mentioned(bench), remark is null ? Is.Not.Empty : Is.Empty);
    }

    [Test]
    public async Task A_team_file_that_lacks_most_of_the_team_is_believed_neither_from_the_disk()
    {
        using var bench = new FollowUpFixture(points: Points);
        var settings = await File.ReadAllTextAsync(bench.Request.SettingsPath);
        await File.WriteAllTextAsync(
            bench.Request.SettingsPath,
            settings.Replace("team:\n", "team:\n  minimum: 30\n", StringComparison.Ordinal)
        );
        bench.Go("2026-02-02T08:15:00Z");
        await Assert.ThatAsync(
            () => bench.RunAsync(),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo(
                    "Following up: the team file holds 8 people, and 30 are expected at the least (team.minimum), so whoever is "
                        + "missing would seem to have left; nobody was asked."
                )
        );
        Assert.That(bench.Notes, Is.Empty);
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
        using var bench = new FollowUpFixture(points: Points);
        var path = bench.Request.SettingsPath;
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace(written, wrong, StringComparison.Ordinal));
        await Assert.ThatAsync(
            () => bench.RunAsync(),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo($"Preparing the follow-up: {problem.Replace("SETTINGS", path, StringComparison.Ordinal)}")
        );
    }

    [Test]
    public async Task A_note_that_was_begun_by_a_run_that_died_is_taken_back_when_it_is_no_longer_due()
    {
        using var bench = new FollowUpFixture(points: [(4, "A.")]);
        bench.Go("2026-02-02T08:15:00Z");
        await using (
            var held = await HeldRun.BeginAsync(
                bench,
                _ => bench.Notes.Any(note => NoteMark.In(note.Body) is { Kind: NoteKind.Step, Stage: NoteStage.Reserved })
            )
        )
        {
            await held.KillAsync(Fault.KilledBefore);
        }

        bench.Tick(4, 0);
        bench.Go("2026-02-03T08:15:00Z");
        await bench.RunAsync();
        Assert.That(
            bench.Notes.Select(note => NoteMark.In(note.Body)!),
            Has.None.Property("Stage").EqualTo(NoteStage.Reserved).And.None.Property("Kind").EqualTo(NoteKind.Step)
        );
        Assert.That(Mentioned(bench), Does.Not.Contain(bench.UsernameOf(4)));
    }

    [Test]
    public async Task A_step_that_one_run_takes_back_while_another_puts_it_into_its_lists_is_done_when_it_is_due_again(
        [Values] bool isAllOfTheThread
    )
    {
        using var bench = new FollowUpFixture(points: [(4, "A."), (isAllOfTheThread ? 5 : 4, "B.")]);
        bench.Go("2026-02-02T08:15:00Z");
        await bench.RunAsync();
        bench.Go("2026-02-05T08:16:00Z");
        var last = bench.Notes[^1].Id;
        await using (var held = await HeldRun.BeginAsync(bench, next => IsChange(next, last)))
        {
            bench.Tick(4, 0);
            await bench.RunAsync();
            await held.KillAsync(Fault.KilledAfter);
        }

        Assert.That(
            Covered(),
            Does.Contain($"{FollowUpFixture.KeyOf(1).Digits}:2").And.Not.Contain($"{FollowUpFixture.KeyOf(0).Digits}:2"),
            "the ticked point is nobody's any more"
        );

        bench.Tick(4, 0, isTicked: false);
        bench.Go("2026-02-06T08:30:00Z");
        await bench.RunAsync();
        Assert.That(Covered(), Does.Contain($"{FollowUpFixture.KeyOf(0).Digits}:2"), "it is open again");

        IEnumerable<string> Covered() =>
            bench
                .Notes.Select(note => NoteMark.In(note.Body)!)
                .Where(mark => mark.Stage == NoteStage.Sent)
                .SelectMany(mark => mark.Covers);
    }

    [Test]
    public async Task What_a_dead_run_has_begun_of_an_earlier_step_is_not_taken_for_the_next()
    {
        using var bench = new FollowUpFixture(points: [(4, "A.")]);
        bench.Go("2026-02-02T08:15:00Z");
        await using (var held = await HeldRun.BeginAsync(bench, next => next.StartsWith("POST", StringComparison.Ordinal)))
        {
            await bench.RunAsync();
            await held.GoOnAsync(next => !next.StartsWith("POST", StringComparison.Ordinal));
            await held.KillAsync(Fault.KilledBefore);
        }

        bench.Go("2026-02-05T08:16:00Z");
        bool IsFinishing(string next) =>
            bench.Notes.Any(note =>
                NoteMark.In(note.Body) is { Kind: NoteKind.Step, Stage: NoteStage.Reserved } && IsChange(next, note.Id)
            );
        await using (var held = await HeldRun.BeginAsync(bench, IsFinishing))
        {
            await held.KillAsync(Fault.KilledBefore);
        }

        bench.Go("2026-02-06T08:30:00Z");
        await bench.RunAsync();
        Assert.That(
            bench
                .Notes.Select(note => NoteMark.In(note.Body)!)
                .Where(mark => mark.Kind == NoteKind.Step)
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
        using var bench = new FollowUpFixture(
            "  policy: daily\n  policies: [{name: daily, steps: [{to: [person], after: 0}, {to: [person], after: 24}]}]",
            points: [(4, "A.")]
        );
        bench.Go("2026-02-02T08:15:00Z");
        long Note() => bench.Notes.Single(note => NoteMark.In(note.Body) is { Kind: NoteKind.Step }).Id;
        await using (var held = await HeldRun.BeginAsync(bench, next => bench.Notes.Count > 1 && IsChange(next, Note())))
        {
            // The run is slow, not GitLab's answer: no limit runs out.
            bench.Clock.AdjustTime(bench.Clock.GetUtcNow().AddMinutes(2));
            await held.KillAsync(Fault.KilledAfter);
        }

        Assert.That(Mentioned(bench), Is.EqualTo(new[] { bench.UsernameOf(4) }));
        if (isNoteDeleted)
        {
            bench.Project.DeleteNote(bench.Iid, Note());
        }

        var taken = bench.Project.Notifications[0].At;
        bench.Clock.SetUtcNow(taken.AddDays(1).AddSeconds(-1));
        await bench.RunAsync();
        Assert.That(Mentioned(bench), Has.Count.EqualTo(1), "a second before");
        bench.Clock.SetUtcNow(taken.AddDays(1).AddMinutes(16));
        await bench.RunAsync();
        Assert.That(Mentioned(bench), Has.Count.EqualTo(2), "a day after");
    }

    [Test]
    public async Task A_review_by_subject_or_performer_does_not_count_and_the_note_says_why_once()
    {
        using var bench = new FollowUpFixture("  review_words: [reviewed]", points: [(FollowUpFixture.Reviewer, "A."), (4, "B.")]);
        bench.Go("2026-02-02T08:15:00Z");
        await bench.RunAsync();
        bench.Read(0, 1);
        bench.Go("2026-02-03T08:16:00Z");
        await bench.RunAsync();
        Assert.That(
            bench.Notes[^1].Body,
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
        using var bench = new FollowUpFixture(points: [(4, "A.")]);
        bench.Go("2026-02-02T08:15:00Z");
        await bench.RunAsync();
        bench.Project.Edit(bench.Sandbox.GitLab.UserOf(4), bench.Iid, issue => issue with { Closed = true });
        foreach (var day in new[] { "2026-02-03T08:15:00Z", "2026-02-04T08:15:00Z", "2026-02-05T08:15:00Z" })
        {
            bench.Go(day);
            await bench.RunAsync();
        }

        Assert.That(bench.Notes.Count(note => note.Body.Contains("closed without a review", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(Mentioned(bench), Has.Count.EqualTo(1), "nobody is asked on a closed issue");
    }

    [Test]
    public async Task When_more_notes_are_due_than_a_run_may_write_none_is_written()
    {
        using var bench = new FollowUpFixture("  most_notes: 4", points: Points);
        bench.Go("2026-02-02T08:15:00Z");
        await Assert.ThatAsync(
            () => bench.RunAsync(),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo(
                    "Following up: 6 notes are due, and a run writes 4 at the most, so nothing was sent. Look at them with --preview; "
                        + $"if they are right, raise follow_up.most_notes in {bench.Request.SettingsPath}."
                )
                .And.Property("Kind")
                .EqualTo(FailureKind.ConfigurationOrInfrastructure)
        );
        Assert.That(bench.Notes, Is.Empty);
    }

    [Test]
    public async Task An_old_issue_is_not_begun_with_before_somebody_asks_for_it()
    {
        using var bench = new FollowUpFixture(points: Points);
        bench.Go("2026-02-16T08:15:00Z");
        Assert.That(
            (await bench.RunAsync()).Single().Warning,
            Is.EqualTo("The issue is more than 7 days old and was never followed up. To begin now, add --start.")
        );
        Assert.That(bench.Notes, Is.Empty);
        bench.Request = bench.Request with { Start = true };
        await bench.RunAsync();
        Assert.That(Mentioned(bench), Is.Not.Empty);
    }

    [Test]
    public async Task A_preview_writes_nothing_and_shows_the_notes()
    {
        using var bench = new FollowUpFixture(points: Points);
        bench.Go("2026-02-02T08:15:00Z");
        bench.Request = bench.Request with { Preview = true };
        var outcome = (await bench.RunAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(bench.Sandbox.Requests.Writes, Is.Empty);
            Assert.That(outcome.Notes, Has.Count.EqualTo(6));
            Assert.That(outcome.Texts[1], Does.Contain("@" + bench.UsernameOf(4)));
        });
    }

    [Test]
    public async Task Nobody_can_forge_a_mark_or_have_the_program_mention_or_do_something()
    {
        const string Hostile = "@all /close <!-- platform-audits:follow-up 1 --> **x** | `y` \u202e";
        using var bench = new FollowUpFixture(points: [(4, MarkdownEncoder.Encode(Hostile)), (5, "B.")]);
        var forged = new NoteMark(
            NoteKind.Step,
            FollowUpFixture.ThreadOf(5),
            NoteStage.Sent,
            bench.Clock.GetUtcNow(),
            null,
            [$"{FollowUpFixture.KeyOf(1).Digits}:1"],
            [],
            "0123456789abcdef"
        ).Line;
        bench.Project.Comment(bench.Sandbox.GitLab.UserOf(6), bench.Iid, forged);
        bench.Project.Edit(
            bench.Sandbox.GitLab.UserOf(6),
            bench.Iid,
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
        bench.Go("2026-02-02T08:15:00Z");
        await bench.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Mentioned(bench), Is.EquivalentTo(new[] { 4, 5 }.Select(bench.UsernameOf)));
            Assert.That(bench.Sandbox.Requests.Writes.SelectMany(request => request.QuickActions), Is.Empty);
            Assert.That(bench.Sandbox.Requests.Writes.SelectMany(request => request.References), Is.Empty);
            Assert.That(
                bench
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
        using var bench = new FollowUpFixture(points: Points);
        bench.Go("2026-02-02T08:15:00Z");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => bench.RunAsync())));
        await bench.RunAsync();
        Assert.That(Settled(bench), Is.EqualTo(Settled(alone)));
        Assert.That(Mentioned(bench).Order(), Is.EqualTo(Mentioned(alone).Order()));
    }

    private static async Task<(IReadOnlyList<string> Notes, IReadOnlyList<string> Mentions, int Requests)> NotesAfterAsync(
        string killed,
        int killedAt,
        bool arrives
    )
    {
        using var bench = new FollowUpFixture(points: Points);
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
            bench.Go(day);
            await bench.RunAsync();
        }

        bench.Go(killed);
        using var wire = new SimulatedTransport(bench.Sandbox.NewHandler(), bench.Clock, (_, _, _) => { }, isGated: false)
        {
            KilledAt = killedAt,
            KilledRequestArrives = arrives,
        };
        try
        {
            await bench.RunAsync(wire);
            Assert.That(killedAt, Is.Zero.Or.GreaterThan(wire.Requests));
        }
        catch (KilledException)
        {
            await bench.RunAsync();
        }

        return ([.. bench.Notes.Select(note => FollowUpFixture.Shown(note.Body))], [.. Mentioned(bench)], wire.Requests);
    }

    private static List<string> Settled(FollowUpFixture bench) =>
        [
            .. bench
                .Notes.Select(note => NoteMark.In(note.Body)!)
                .Select(mark => $"{mark.Kind} {mark.Stage} {mark.Thread} {string.Join('.', mark.Covers)}")
                .Order(StringComparer.Ordinal),
        ];

    private static bool IsChange(string request, long note) =>
        request.StartsWith("PUT", StringComparison.Ordinal) && request.EndsWith($"/notes/{note}", StringComparison.Ordinal);

    private static List<string> Mentioned(FollowUpFixture bench) =>
        [.. bench.Project.Notifications.Select(notification => notification.Username)];

    private static string Encoded(FollowUpFixture bench, int person) => MarkdownEncoder.Encode(bench.NameOf(person));

    private static string EncodedName(FollowUpFixture bench, int person) => $"**{Encoded(bench, person)}**";
}
