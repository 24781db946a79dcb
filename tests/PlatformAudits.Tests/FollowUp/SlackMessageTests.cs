using NUnit.Framework;
using PlatformAudits.FollowUp;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox.Slack;
using PlatformAudits.Tests.FollowUp.Simulation;
using PlatformAudits.Tests.Tracking.Schedules;

namespace PlatformAudits.Tests.FollowUp;

public sealed class SlackMessageTests
{
    private static readonly string[] Days = ["2026-02-02T08:15:00Z", "2026-02-05T08:20:00Z", "2026-02-09T08:20:00Z"];

    [Test]
    public async Task The_last_step_is_a_direct_message_for_all_threads_and_their_notes_say_so()
    {
        using var fixture = NewBench(hasSlack: true);
        await GoAsync(fixture);
        Assert.Multiple(() =>
        {
            Assert.That(fixture.Sandbox.Slack.Messages.Select(message => message.Channel), Is.EqualTo(new[] { "U00000" }));
            Assert.That(
                fixture.Sandbox.Slack.Messages[0].Text,
                Does.StartWith("Calendly audit FY27 Q1: one finding of ").And.Contain("/-/issues/1")
            );
            Assert.That(
                fixture.Notes[^1].Body,
                Does.Contain(
                    "A direct message about this was sent to "
                        + $"**{MarkdownEncoder.Encode(fixture.NameOf(FollowUpFixture.Manager))}** in Slack."
                )
            );
        });
    }

    [Test]
    public async Task A_webhook_takes_the_message_with_the_persons_id()
    {
        using var fixture = NewBench(hasSlack: false);
        fixture.Set("SLACK_WEBHOOK_URL", $"https://sandbox.invalid/slack/{SlackVendor.WebhookPath}");
        await GoAsync(fixture);
        Assert.That(fixture.Sandbox.Slack.Messages.Single().Text, Does.StartWith("<@U00000> Calendly audit"));
    }

    [Test]
    public async Task Without_Slack_a_note_takes_its_place()
    {
        using var fixture = NewBench(hasSlack: false);
        await GoAsync(fixture);
        Assert.That(
            fixture.Notes.Select(note => note.Body).Single(body => body.Contains("there is no Slack", StringComparison.Ordinal)),
            Does.Contain("@" + fixture.UsernameOf(FollowUpFixture.Manager))
        );
    }

    [TestCase("account_inactive")]
    [TestCase("channel_not_found")]
    public async Task What_Slack_refuses_is_said_and_a_mention_takes_its_place(string error)
    {
        using var fixture = NewBench(hasSlack: true);
        fixture.Sandbox.Slack.Error = error;
        await GoAsync(fixture);
        Assert.That(
            fixture
                .Notes.Select(note => note.Body)
                .Single(body => body.Contains($"Slack refused it ({error}), so this note takes its place.", StringComparison.Ordinal)),
            Does.Contain("@" + fixture.UsernameOf(FollowUpFixture.Manager)).And.Not.Contain(SlackVendor.BotToken)
        );
    }

    [Test]
    public async Task However_a_run_is_killed_a_message_is_sent_at_most_once()
    {
        for (var request = 1; request < 40; request++)
        {
            foreach (var arrives in new[] { false, true })
            {
                using var fixture = NewBench(hasSlack: true);
                foreach (var day in Days[..2])
                {
                    fixture.Go(day);
                    await fixture.RunAsync();
                }

                fixture.Go(Days[2]);
                using var wire = new SimulatedTransport(fixture.Sandbox.NewHandler(), fixture.Clock, (_, _, _) => { }, isGated: false)
                {
                    KilledAt = request,
                    KilledRequestArrives = arrives,
                };
                try
                {
                    await fixture.RunAsync(wire);
                    return;
                }
                catch (KilledException)
                {
                    await fixture.RunAsync();
                    await fixture.RunAsync();
                }

                Assert.That(
                    fixture.Sandbox.Slack.Messages,
                    Has.Count.LessThanOrEqualTo(1),
                    $"killed {(arrives ? "after" : "before")} request {request}"
                );
                var last = fixture
                    .Notes.Where(note => NoteMark.In(note.Body)!.Covers.Any(covered => covered.EndsWith(":3", StringComparison.Ordinal)))
                    .ToList();
                Assert.That(last, Has.Count.EqualTo(1), $"killed {(arrives ? "after" : "before")} request {request}");
                Assert.That(
                    last.Select(note => note.Body),
                    Has.All.Contains("was sent to")
                        .Or.All.Contains("it is not known whether it arrived")
                        .Or.Some.Contains("it is not known whether it arrived")
                );
            }
        }

        Assert.Fail("A run with a message makes more requests than were tried.");
    }

    [Test]
    public async Task However_a_run_overlaps_with_another_a_message_is_sent_once()
    {
        for (var pausedAt = 0; ; pausedAt++)
        {
            using var fixture = NewBench(hasSlack: true);
            foreach (var day in Days[..2])
            {
                fixture.Go(day);
                await fixture.RunAsync();
            }

            fixture.Go(Days[2]);
            using var wire = new SimulatedTransport(fixture.Sandbox.NewHandler(), fixture.Clock, (_, _, _) => { }, isGated: true);
            var paused = Task.Run(() => fixture.RunAsync(wire));
            if (!await wire.PassAsync(paused, pausedAt))
            {
                Assert.That(pausedAt, Is.GreaterThan(15), "so many requests does such a run make at the least");
                return;
            }

            var next = wire.Next;
            await fixture.RunAsync();
            await wire.PassAsync(paused, int.MaxValue);
            await paused;
            await fixture.RunAsync();
            Assert.That(fixture.Sandbox.Slack.Messages, Has.Count.EqualTo(1), $"paused before request {pausedAt + 1}, {next}");
            Assert.That(
                fixture.Notes.Select(note => NoteMark.In(note.Body)!.Stage),
                Has.All.EqualTo(NoteStage.Sent),
                $"paused before request {pausedAt + 1}, {next}"
            );
        }
    }

    private static FollowUpFixture NewBench(bool hasSlack) => new(hasSlack: hasSlack, points: [(4, "A."), (5, "B.")]);

    private static async Task GoAsync(FollowUpFixture fixture)
    {
        foreach (var day in Days)
        {
            fixture.Go(day);
            await fixture.RunAsync();
        }
    }
}
