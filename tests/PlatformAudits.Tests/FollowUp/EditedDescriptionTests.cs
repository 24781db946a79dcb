using NUnit.Framework;
using PlatformAudits.Sandbox.GitLab.RichText;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.FollowUp;

/// <summary>
/// What somebody who may edit the description can't do with it: the follow-up takes its findings from the program's own note.
/// </summary>
public sealed class EditedDescriptionTests
{
    private const string Lure = "Sign in at https://login.evil.example/ within the hour.";

    [Test]
    public async Task A_subject_stays_one_whatever_becomes_of_the_description()
    {
        using var fixture = new FollowUpFixture(points: [(FollowUpFixture.Reviewer, "Point 0."), (4, "Point 1.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        Edit(fixture, FollowUpFixture.Reviewer, text => text.Replace("<!--platform-audits:rows", "<!--x", StringComparison.Ordinal));
        fixture.Read(0, 1);
        fixture.Go("2026-02-03T08:16:00Z");
        await fixture.RunAsync();
        Assert.That(fixture.Notes[^1].Body, Does.Contain("Nobody in follow_up.reviewers may review it"));
    }

    [Test]
    public async Task Who_deletes_the_row_of_a_finding_or_ends_it_by_hand_is_asked_all_the_same([Values] bool isDeleted)
    {
        using var fixture = new FollowUpFixture(points: [(4, "Point 0."), (5, "Point 1.")]);
        var id = FollowUpFixture.IdOf(0);
        Edit(
            fixture,
            4,
            text =>
                isDeleted
                    ? string.Join('\n', text.Split('\n').Where(line => !line.Contains(id, StringComparison.Ordinal)))
                    : text.Replace($"- [ ] `{id}` ", $"- [ ] `{id}` Fixed: no longer found on Monday. ", StringComparison.Ordinal)
        );
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        Assert.That(
            fixture.Project.Notifications.Select(sent => sent.Username),
            Is.EquivalentTo(new[] { fixture.UsernameOf(4), fixture.UsernameOf(5) })
        );
    }

    [Test]
    public async Task A_text_that_somebody_writes_into_the_description_is_sent_to_nobody(
        [Values("left", "deleted", "doubled", "recomputed")] string mark
    )
    {
        using var fixture = new FollowUpFixture(points: [(4, "Point 0.")]);
        Edit(fixture, 5, text => Marked(text.Replace("Point 0.", Lure, StringComparison.Ordinal), mark));
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(fixture.Notes.Select(note => note.Body), Has.None.Contains("evil"));
            Assert.That(
                fixture.Notes[^1].Body,
                Does.Contain("@" + fixture.UsernameOf(4)).And.Contain($"{FollowUpFixture.IdOf(0)}, a finding of the check")
            );
        });
    }

    [Test]
    public async Task A_line_that_somebody_marks_as_a_notice_silences_nobody()
    {
        using var fixture = new FollowUpFixture(points: [(4, "Point 0.")]);
        Edit(
            fixture,
            5,
            text =>
                text.Replace(
                    ".-->",
                    $".{IssueBody.Parse(text).Region.Rows.First(row => row.Meaning == "1 findings").Fingerprint}-->",
                    StringComparison.Ordinal
                )
        );
        var isNoticed = IssueBody.Parse(fixture.Issue.Description!).Region.HasNotice;
        fixture.Go("2026-02-02T08:15:00Z");
        var outcome = (await fixture.RunAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(isNoticed, Is.True, "else the test proves nothing");
            Assert.That(outcome.Warning, Is.Null);
            Assert.That(fixture.Project.Notifications.Select(sent => sent.Username), Is.EqualTo(new[] { fixture.UsernameOf(4) }));
        });
    }

    /// <summary>A description with one more line of a stranger's, and what they make of the mark that tells the program's lines.</summary>
    private static string Marked(string text, string mark)
    {
        const string Rows = "<!--platform-audits:rows 1 ";
        text = text.Replace("**1 findings**", $"- [ ] `F01234567` {Lure}", StringComparison.Ordinal);
        var fingerprints = IssueBody.Parse(text).Region.Rows.Where(row => row.Meaning.Length > 0).Select(row => row.Fingerprint);
        return text.Replace(
            Rows,
            mark switch
            {
                "deleted" => "<!-- ",
                "doubled" => $"{Rows}..-->\n\n{Rows}",
                "recomputed" => Rows + string.Concat(fingerprints),
                _ => Rows,
            },
            StringComparison.Ordinal
        );
    }

    [Test]
    public async Task Without_the_note_of_what_was_found_nobody_is_asked_and_the_run_says_so()
    {
        using var fixture = new FollowUpFixture(points: [(4, "Point 0.")]);
        foreach (var note in fixture.Issue.Notes.Where(note => note.Body.Contains("platform-audits:memory", StringComparison.Ordinal)))
        {
            fixture.Project.DeleteNote(fixture.Iid, note.Id);
        }

        fixture.Go("2026-02-02T08:15:00Z");
        var outcome = (await fixture.RunAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(fixture.Notes, Is.Empty);
            Assert.That(
                outcome.Warning,
                Is.EqualTo(
                    $"No note of a run on {outcome.Audit.WebUrl} says what was found, so nobody is asked. The next audit of Calendly "
                        + "writes one."
                )
            );
            Assert.That(
                outcome.Summary(isPreview: false),
                Is.EqualTo($"{outcome.Audit.Name}: how many findings are open is not known, nothing was written; the reason stands above.")
            );
        });
    }

    [Test]
    public async Task A_save_in_the_rich_text_editor_changes_nothing_for_the_follow_up([Range(0, 7)] int variant)
    {
        using var fixture = new FollowUpFixture(points: [(4, "Ada (`a@b.example`) has an account. Remove it."), (5, "B."), (6, "C.")]);
        fixture.Tick(5, 1);
        fixture.Fill(6, 2, "needed for the migration");
        fixture.Project.SaveInRichTextEditor(fixture.Sandbox.GitLab.UserOf(6), fixture.Iid, (RichTextVariant)variant);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        foreach (var note in fixture.Issue.Notes.Where(note => !note.System).ToList())
        {
            fixture.Project.SaveNoteInRichTextEditor(fixture.Iid, note.Id, (RichTextVariant)variant);
        }

        var notes = fixture.Notes.Count;
        fixture.Go("2026-02-02T09:15:00Z");
        var again = (await fixture.RunAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(fixture.Project.Notifications.Select(sent => sent.Username), Is.EqualTo(new[] { fixture.UsernameOf(4) }));
            Assert.That(fixture.Notes[1].Body, Does.Contain("a@b.example"));
            Assert.That(again.Warning, Is.Null);
            Assert.That(fixture.Notes, Has.Count.EqualTo(notes), "nobody is asked twice");
        });
    }

    private static void Edit(FollowUpFixture fixture, int person, Func<string, string> change) =>
        fixture.Project.Edit(
            fixture.Sandbox.GitLab.UserOf(person),
            fixture.Iid,
            issue => issue with { Description = change(issue.Description!) }
        );
}
