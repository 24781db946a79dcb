using NUnit.Framework;
using PlatformAudits.FollowUp;
using PlatformAudits.Tests.Tracking.Schedules;

namespace PlatformAudits.Tests.FollowUp;

/// <summary>What earlier runs have left behind must not keep the next one from its work.</summary>
public sealed class StaleReservationTests
{
    [Test]
    public async Task What_a_killed_run_has_begun_is_taken_back_where_it_is_put_right_and_the_rest_is_asked([Values] bool hasSlack)
    {
        using var fixture = new FollowUpFixture(hasSlack: hasSlack, points: [(4, "A."), (5, "B.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await KillWhenBegunAsync(fixture, notes: 3);
        fixture.Read(mended: 0);
        fixture.Go("2026-02-03T08:15:00Z");
        var outcome = (await fixture.RunAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Failure, Is.Null);
            Assert.That(outcome.Notes, Has.Count.EqualTo(2));
            Assert.That(Marks(fixture), Has.All.Property("Stage").EqualTo(NoteStage.Sent));
            Assert.That(Mentioned(fixture), Is.EqualTo(new[] { fixture.UsernameOf(5) }));
        });
        fixture.Go("2026-02-04T08:15:00Z");
        Assert.That(
            (await fixture.RunAsync()).Single().Summary(isPreview: false),
            Is.EqualTo(
                "Calendly audit FY27 Q1: 1 finding open, nothing is due: every wait still runs; on Friday 2026-02-06 08:15 (UTC): asked "
                    + "for 1 finding (step 2 of 3, handbook-2022)."
            )
        );
        Assert.That(Mentioned(fixture), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_direct_message_that_a_killed_run_has_begun_is_sent_once_by_the_next()
    {
        using var fixture = new FollowUpFixture(hasSlack: true, points: [(4, "A."), (5, "B.")]);
        foreach (var day in new[] { "2026-02-02T08:15:00Z", "2026-02-05T08:20:00Z" })
        {
            fixture.Go(day);
            await fixture.RunAsync();
        }

        fixture.Go("2026-02-09T08:20:00Z");
        await KillWhenBegunAsync(fixture, notes: 1);
        fixture.Go("2026-02-10T08:20:00Z");
        Assert.That((await fixture.RunAsync()).Single().Failure, Is.Null);
        Assert.That(fixture.Sandbox.Slack.Messages, Has.Count.EqualTo(1));
        Assert.That(Marks(fixture), Has.All.Property("Stage").EqualTo(NoteStage.Sent));
    }

    [Test]
    public async Task Of_two_notes_that_begin_the_follow_up_the_younger_one_goes_with_the_next_run()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A."), (5, "B.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        var first = fixture.Notes[0];
        var log = NoteHead.Of(first.Body);
        fixture.Project.Discuss(fixture.Bot, fixture.Iid, first.Body);
        fixture.Go("2026-02-05T08:20:00Z");
        var outcome = (await fixture.RunAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Failure, Is.Null);
            Assert.That(outcome.Notes, Has.Count.EqualTo(2), "the second step for both");
            Assert.That(
                fixture.Notes.Where(note => NoteMark.In(note.Body)!.Kind == NoteKind.Start),
                Is.EqualTo(new[] { fixture.Notes[0] })
            );
            Assert.That(fixture.Notes[0].Id, Is.EqualTo(first.Id));
            Assert.That(log.Comments, Has.Count.EqualTo(2), "the note keeps the log");
        });
    }

    [Test]
    public async Task A_note_that_GitLab_will_not_delete_holds_up_nothing_else_and_the_run_says_so_and_fails([Values] bool hasSlack)
    {
        using var fixture = new FollowUpFixture(hasSlack: hasSlack, points: [(4, "A."), (5, "B.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await KillWhenBegunAsync(fixture, notes: 3);
        fixture.Read(mended: 0);
        fixture.Go("2026-02-03T08:15:00Z");
        using (var stubborn = Stubborn(fixture))
        {
            var outcome = (await fixture.RunAsync(stubborn)).Single();
            Assert.That(
                outcome.Summary(isPreview: false),
                Is.EqualTo(
                    "Calendly audit FY27 Q1: 1 finding open, 2 notes written (1 start, 1 step), and then no more; the reason stands "
                        + "above."
                )
            );
            Assert.That(
                outcome.Failure,
                Is.EqualTo(
                    "Following up the Calendly audit FY27 Q1: GitLab would not delete 1 note that an earlier run has begun (412: changed "
                        + $"since it was read); look at it in {outcome.Audit.WebUrl}. Run again: what was begun is finished, and nobody "
                        + "is asked twice."
                )
            );
        }

        Assert.That(Mentioned(fixture), Is.EqualTo(new[] { fixture.UsernameOf(5) }));
        fixture.Go("2026-02-04T08:15:00Z");
        Assert.That((await fixture.RunAsync()).Single().Failure, Is.Null);
        Assert.That(Marks(fixture), Has.All.Property("Stage").EqualTo(NoteStage.Sent), "it is gone with the next run");
        Assert.That(Mentioned(fixture), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_message_whose_begun_note_can_not_be_taken_back_keeps_nobody_else_from_being_asked()
    {
        using var fixture = new FollowUpFixture(
            "  policy: direct\n  policies: [{name: direct, steps: [{to: [person], after: 0}, {to: [person], after: 72, by: message}]}]",
            hasSlack: true,
            points: [(4, "A."), (5, "B.")]
        );
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        fixture.Go("2026-02-05T08:20:00Z");
        await KillWhenBegunAsync(fixture, notes: 1);
        fixture.Go("2026-02-06T08:20:00Z");
        using (var stubborn = Stubborn(fixture))
        {
            var outcome = (await fixture.RunAsync(stubborn)).Single();
            Assert.That(outcome.Failure, Does.Contain("would not delete 1 note"));
            Assert.That(outcome.Notes, Has.Count.EqualTo(1), "the other message is sent");
        }

        Assert.That((await fixture.RunAsync()).Single().Failure, Is.Null);
        Assert.That(Marks(fixture), Has.All.Property("Stage").EqualTo(NoteStage.Sent));
        Assert.That(fixture.Sandbox.Slack.Messages, Has.Count.EqualTo(2), "one for each of the two runs");
    }

    [Test]
    public async Task A_run_that_uses_up_its_steps_says_what_was_in_the_way_and_fails()
    {
        using var fixture = new FollowUpFixture(points: [(4, "A.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        using var lossy = new AlteringHandler(
            fixture.Sandbox.NewHandler(),
            request => request.Method == HttpMethod.Post ? throw new HttpRequestException("the connection was reset") : null
        );
        var outcome = (await fixture.RunAsync(lossy)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(
                outcome.Summary(isPreview: false),
                Is.EqualTo("Calendly audit FY27 Q1: 1 finding open, nothing was written; the reason stands above.")
            );
            Assert.That(
                outcome.Failure,
                Is.EqualTo(
                    "Following up the Calendly audit FY27 Q1: after 8 steps not all is written that is due. Writing a note on the audit "
                        + "issue in sandbox/audits: the connection failed (the connection was reset). Run again: what was written after "
                        + "all is found by its mark."
                )
            );
        });
    }

    private static AlteringHandler Stubborn(FollowUpFixture fixture) =>
        new(
            fixture.Sandbox.NewHandler(),
            request => request.Method == HttpMethod.Delete ? (412, """{"message":"412 Precondition Failed"}""") : null
        );

    private static async Task KillWhenBegunAsync(FollowUpFixture fixture, int notes)
    {
        await using var held = await HeldRun.BeginAsync(
            fixture,
            _ => fixture.Notes.Count(note => NoteMark.In(note.Body)!.Stage == NoteStage.Reserved) == notes
        );
        await held.KillAsync(Fault.KilledBefore);
    }

    private static List<NoteMark> Marks(FollowUpFixture fixture) => [.. fixture.Notes.Select(note => NoteMark.In(note.Body)!)];

    private static List<string> Mentioned(FollowUpFixture fixture) =>
        [.. fixture.Project.Notifications.Select(notification => notification.Username)];
}
