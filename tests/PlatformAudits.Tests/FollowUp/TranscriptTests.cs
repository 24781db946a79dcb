using System.Globalization;
using System.Text;
using NUnit.Framework;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.FollowUp;

public sealed class TranscriptTests
{
    [Test]
    public async Task One_audit_from_opening_to_close_reads_as_reviewed()
    {
        using var fixture = new FollowUpFixture(
            hasSlack: true,
            points:
            [
                (
                    4,
                    "The team file gives an event link, and the main page of the account is another. Put the main page into the team file."
                ),
                (4, "Is admin of the organization, and is not among the expected ones. Take the role away in Calendly."),
                (5, "Has no calendly link in the team file. Put the address of the person's main Calendly page into the team file."),
                (
                    FollowUpFixture.Silent,
                    "Is in the team file and has no account. Invite the person to Calendly, or "
                        + "take them out of the team file if they have left."
                ),
                (
                    null,
                    "An account of a contractor is there, and nobody in the team file matches it. Write down "
                        + "why it is needed, or remove it from Calendly."
                ),
            ]
        );
        var transcript = new StringBuilder();
        var seen = new Dictionary<long, string>();
        var heard = 0;
        var messages = 0;
        transcript.Append(
            "# One audit, from opening to close\n\nThe follow-up runs every day at 08:15 UTC, by the policy `handbook-2022`. Days on "
                + "which nothing happens are left out.\n"
        );
        for (var day = new DateOnly(2026, 2, 2); day < new DateOnly(2026, 3, 1); day = day.AddDays(1))
        {
            var events = new List<string>();
            fixture.Go($"{day:yyyy-MM-dd}T07:15:00Z");
            events.AddRange(Morning(fixture, day));
            fixture.Go($"{day:yyyy-MM-dd}T08:15:00Z");
            await fixture.RunAsync();
            foreach (
                var note in fixture.Notes.Where(note =>
                    !seen.TryGetValue(note.Id, out var known) || known != FollowUpFixture.Shown(note.Body)
                )
            )
            {
                var thread = NoteMark.In(note.Body)!.Thread;
                var isAnswer = fixture.Notes.Any(other => other.Id < note.Id && other.Discussion == note.Discussion);
                events.Add(
                    $"**The program** writes{(isAnswer ? $", in the thread {Named(fixture, thread)}" : ", in a thread of its own")}:\n\n"
                        + $"{Quoted(FollowUpFixture.Shown(note.Body))}"
                );
                seen[note.Id] = FollowUpFixture.Shown(note.Body);
            }

            if (fixture.Project.Notifications.Count > heard)
            {
                events.Add($"GitLab notifies {Sentence.List([.. fixture.Project.Notifications.Skip(heard).Select(n => n.Username)])}.");
                heard = fixture.Project.Notifications.Count;
            }

            for (; messages < fixture.Sandbox.Slack.Messages.Count; messages++)
            {
                events.Add(
                    $"In Slack, {fixture.NameOf(FollowUpFixture.Manager)} reads:\n\n"
                        + Quoted(fixture.Sandbox.Slack.Messages[messages].Text)
                );
            }

            fixture.Go($"{day:yyyy-MM-dd}T14:00:00Z");
            events.AddRange(Afternoon(fixture, day));
            if (events.Count > 0)
            {
                transcript.Append(
                    CultureInfo.InvariantCulture,
                    $"\n## {day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture)}\n\n{string.Join("\n\n", events)}\n"
                );
            }
        }

        Assert.That(fixture.Issue.Closed, Is.True);
        Golden.AssertEqual("follow-up-transcript.md", transcript.ToString());
    }

    private static IEnumerable<string> Morning(FollowUpFixture fixture, DateOnly day)
    {
        if (day == new DateOnly(2026, 2, 2))
        {
            yield return "The audit runs, and opens the issue with five findings.";
        }
        else if (day == new DateOnly(2026, 2, 5))
        {
            fixture.Read(mended: 4);
            yield return "The audit runs again: the contractor's account is gone.";
        }
        else if (day == new DateOnly(2026, 2, 6))
        {
            fixture.Read(mended: 3);
            yield return $"The audit runs again: {fixture.NameOf(FollowUpFixture.Silent)} has an account now.";
        }
    }

    private static IEnumerable<string> Afternoon(FollowUpFixture fixture, DateOnly day)
    {
        switch (day.Month, day.Day)
        {
            case (2, 3):
                fixture.Answer(4, FollowUpFixture.ThreadOf(4), "The first one is done. The second one is intentional.");
                yield return $"{fixture.NameOf(4)} replies in their thread:\n\n> The first one is done. The second one is intentional.";
                break;
            case (2, 4):
                fixture.Answer(
                    4,
                    FollowUpFixture.ThreadOf(4),
                    "The admin role is intentional, because I run the booking pages of the whole region until April."
                );
                fixture.Tick(4, 0);
                yield return $"{fixture.NameOf(4)} ticks the first finding, and replies in their thread:\n\n"
                    + "> The admin role is intentional, because I run the booking pages of the whole region until April.";
                break;
            case (2, 10):
                fixture.Tick(FollowUpFixture.Manager, 1);
                yield return $"{fixture.NameOf(FollowUpFixture.Manager)} ticks the second "
                    + $"finding of {fixture.NameOf(4)}: the reply is accepted.";
                break;
            case (2, 13):
                fixture.Answer(FollowUpFixture.Operator, "review", "Reviewed, looks good.");
                yield return $"{fixture.NameOf(FollowUpFixture.Operator)}, who carried the audit out, replies in "
                    + "the review's thread:\n\n> Reviewed, looks good.";
                break;
            case (2, 16):
                fixture.Answer(FollowUpFixture.Reviewer, "review", "Reviewed. The open finding is known to the manager.");
                yield return $"{fixture.NameOf(FollowUpFixture.Reviewer)} replies in the review's thread:\n\n"
                    + "> Reviewed. The open finding is known to the manager.";
                break;
            case (2, 17):
                fixture.Project.Edit(
                    fixture.Sandbox.GitLab.UserOf(FollowUpFixture.Manager),
                    fixture.Iid,
                    issue => issue with { Closed = true }
                );
                yield return $"{fixture.NameOf(FollowUpFixture.Manager)} closes the issue.";
                break;
            default:
                break;
        }
    }

    private static string Named(FollowUpFixture fixture, string thread) =>
        thread switch
        {
            CaseState.ReviewThread => "of the review",
            People.OperatorThread => "of those who carry the audits out",
            People.ManagerThread => "of the Support Operations Manager",
            _ => "of " + fixture.NameOf(Enumerable.Range(0, 9).Single(person => FollowUpFixture.ThreadOf(person) == thread)),
        };

    private static string Quoted(string text) => string.Join('\n', text.Split('\n').Select(line => $"> {line}".TrimEnd()));
}
