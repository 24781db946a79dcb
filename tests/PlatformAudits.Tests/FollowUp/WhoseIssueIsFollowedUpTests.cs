using NUnit.Framework;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox.GitLab;

namespace PlatformAudits.Tests.FollowUp;

/// <summary>Whose issues are followed up, and whose notes count there.</summary>
public sealed class WhoseIssueIsFollowedUpTests
{
    private const string Forged = "<!-- platform-audits:issue 1 pagerduty FY27-Q1 0123456789abcdef -->";

    [Test]
    public async Task A_strangers_issue_sends_nobody_anything([Values] bool hasTemplate, [Values] bool isDoubled)
    {
        using var fixture = new FollowUpFixture(points: [(4, "Point 0 is wrong.")]);
        var mark = isDoubled ? Forged.Replace("pagerduty", "calendly", StringComparison.Ordinal) : Forged;
        var forged = fixture.Project.Open(
            fixture.Sandbox.GitLab.UserOf(6),
            "Question",
            issue =>
                issue with
                {
                    Description =
                        $"{(hasTemplate ? IssueMarks.Template(isDoubled ? "calendly" : "pagerduty") : "")}{mark}\n- [ ] `F01234567` Your "
                        + "session was revoked. Sign in at https://login.evil.example/",
                }
        );
        var before = fixture.Project.Find(forged.Iid);
        fixture.Go("2026-02-02T08:15:00Z");
        var outcomes = await fixture.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcomes.Select(outcome => outcome.Audit.Iid), Is.EqualTo(new[] { (int)fixture.Iid }));
            Assert.That(fixture.Project.Find(forged.Iid), Is.EqualTo(before));
            Assert.That(fixture.Project.Notifications.Select(sent => sent.Username), Has.None.EqualTo(fixture.UsernameOf(5)));
            Assert.That(fixture.Notes, Is.Not.Empty, "else the test proves nothing");
        });
    }

    [Test]
    public async Task Of_accounts_that_the_settings_name_issues_and_notes_count_like_our_own([Values] bool isNamed)
    {
        using var fixture = new FollowUpFixture(points: [(4, "Point 0 is wrong.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        Hand(fixture, fixture.Iid, fixture.Sandbox.GitLab.SecondBot);
        Name(fixture, isNamed ? fixture.Sandbox.GitLab.SecondBot.Id : 77);
        fixture.Go("2026-02-03T08:15:00Z");
        var outcomes = await fixture.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcomes, Has.Count.EqualTo(isNamed ? 1 : 0));
            Assert.That(fixture.Notes, Is.Empty, "what the last account has asked is not asked again");
        });
    }

    [Test]
    public async Task What_an_earlier_token_has_begun_goes_on_in_notes_of_our_own()
    {
        using var fixture = new FollowUpFixture(points: [(4, "Point 0 is wrong.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        Hand(fixture, fixture.Iid, fixture.Sandbox.GitLab.SecondBot);
        Name(fixture, fixture.Sandbox.GitLab.SecondBot.Id);
        fixture.Go("2026-02-06T08:15:00Z");
        var outcome = (await fixture.RunAsync()).Single();
        fixture.Go("2026-02-06T09:15:00Z");
        var again = (await fixture.RunAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That((outcome.Warning, outcome.Failure), Is.EqualTo(((string?)null, (string?)null)));
            Assert.That(fixture.Notes, Has.Count.EqualTo(2), "the next step: one note for the manager, one for who is told of it");
            Assert.That(again.Notes, Is.Empty, "and once");
        });
    }

    [Test]
    public async Task Notes_of_a_deleted_account_keep_the_follow_up_from_beginning_anew([Values] bool isNamed)
    {
        using var fixture = new FollowUpFixture(points: [(4, "Point 0 is wrong.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        Hand(fixture, fixture.Iid, fixture.Sandbox.GitLab.Ghost, notesOnly: true);
        fixture.Read();
        if (isNamed)
        {
            Name(fixture, fixture.Sandbox.GitLab.Ghost.Id);
        }

        fixture.Go("2026-02-03T08:15:00Z");
        var outcome = (await fixture.RunAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That(
                outcome.Warning,
                isNamed
                    ? Is.Null
                    : Is.EqualTo(
                        "Another account, or one that was deleted, has followed this issue up. If it was that of an earlier token, write "
                            + "its number (the Ghost User's for one that was deleted) into tracker.accounts in the settings; to begin "
                            + "anew, add --start."
                    )
            );
            Assert.That(fixture.Notes, Is.Empty);
        });
    }

    [Test]
    public async Task Whatever_is_written_into_the_marks_of_an_issue_it_is_followed_up(
        [Values("calendly FY27-Q2", "pagerduty FY27-Q1", "")] string instead
    )
    {
        using var fixture = new FollowUpFixture(points: [(4, "Point 0 is wrong.")]);
        fixture.Project.Edit(
            fixture.Sandbox.GitLab.UserOf(6),
            fixture.Iid,
            issue =>
                issue with
                {
                    Description = issue.Description!.Replace(
                        instead.Length == 0 ? "platform-audits:issue 1 " : "calendly FY27-Q1",
                        instead,
                        StringComparison.Ordinal
                    ),
                }
        );
        fixture.Go("2026-02-02T08:15:00Z");
        var outcome = (await fixture.RunAsync()).Single();
        Assert.Multiple(() =>
        {
            Assert.That((outcome.Audit.Platform, outcome.Audit.Period.ToString()), Is.EqualTo(("calendly", "FY27-Q1")));
            Assert.That(fixture.Project.Notifications.Select(sent => sent.Username), Is.EqualTo(new[] { fixture.UsernameOf(4) }));
        });
    }

    [Test]
    public async Task A_public_issue_is_made_confidential_before_a_note_is_written_and_by_a_preview_not_at_all()
    {
        using var fixture = new FollowUpFixture(points: [(4, "Point 0 is wrong.")]);
        fixture.Project.Edit(fixture.Sandbox.GitLab.UserOf(6), fixture.Iid, issue => issue with { Confidential = false });
        fixture.Go("2026-02-02T08:15:00Z");
        fixture.Request = fixture.Request with { Preview = true };
        await fixture.RunAsync();
        await fixture.ForecastAsync();
        var previewed = fixture.Issue.Confidential;
        fixture.Request = fixture.Request with { Preview = false };
        await fixture.RunAsync();
        var notes = fixture.Issue.Notes.Where(note => note.Author == fixture.Bot).SkipWhile(note => !note.System).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(previewed, Is.False);
            Assert.That(fixture.Issue.Confidential, Is.True);
            Assert.That(notes[0].Body, Is.EqualTo("made the issue confidential"));
            Assert.That(notes.Skip(1), Is.Not.Empty.And.All.Property("System").False);
        });
    }

    [Test]
    public async Task Where_GitLab_leaves_an_issue_public_nothing_is_written()
    {
        using var fixture = new FollowUpFixture(points: [(4, "Point 0 is wrong.")]);
        fixture.Project.Edit(fixture.Sandbox.GitLab.UserOf(6), fixture.Iid, issue => issue with { Confidential = false });
        fixture.Go("2026-02-02T08:15:00Z");
        using var handler = new LeavesPublic(fixture.Sandbox.NewHandler());
        var failure = (await Assert.ThrowsAsync<AuditException>(() => fixture.RunAsync(handler)))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Does.Contain("and left http").And.Contain("public, so nothing more was written there."));
            Assert.That(fixture.Notes, Is.Empty);
        });
    }

    private static void Name(FollowUpFixture fixture, long account) =>
        fixture.Request = fixture.Request with
        {
            SettingsPath = fixture.Write(
                "named.yaml",
                File.ReadAllText(fixture.Request.SettingsPath)
                    .Replace("tracker:\n", $"tracker:\n  accounts: [{account}]\n", StringComparison.Ordinal)
            ),
        };

    /// <summary>Gives an issue and the notes of ours on it another author, as a change of tokens or a deleted account does.</summary>
    private static void Hand(FollowUpFixture fixture, long iid, GitLabUser author, bool notesOnly = false) =>
        fixture.Project.Edit(
            fixture.Sandbox.GitLab.UserOf(6),
            iid,
            issue =>
                issue with
                {
                    Author = notesOnly ? issue.Author : author,
                    Notes = [.. issue.Notes.Select(note => note.Author == fixture.Bot ? note with { Author = author } : note)],
                }
        );
}
