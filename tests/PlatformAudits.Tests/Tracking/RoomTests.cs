using GitLabApiClient;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Settings;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Tracking;

/// <summary>How much room an issue has for what the program says in it.</summary>
public sealed class RoomTests
{
    private const int LongestDescription = 1_048_576;

    private static readonly Uri Address = new("https://sandbox.invalid/gitlab");
    private static readonly FiscalPeriod Period = FiscalPeriod.Parse("FY27-Q1");

    [Test]
    public async Task A_text_that_has_the_length_of_the_room_fits([Values(0, 200_000, 600_000)] int typed)
    {
        var sandbox = NewSandbox();
        using var tracker = NewTracker(sandbox);
        await OpenAsync(tracker);
        Type(sandbox, typed);
        var slot = await FindAsync(tracker);
        var kept = await tracker.KeepAsync(slot, TextOf(slot.Room), OpeningDecision.Allowed, WantedAttributes.None);
        Assert.Multiple(() =>
        {
            Assert.That(kept.Issue?.Change, Is.EqualTo(IssueChange.Updated));
            Assert.That(Description(sandbox), Has.Length.InRange(900_000, LongestDescription));
        });
    }

    [Test]
    public async Task When_people_write_while_the_text_is_made_nothing_is_written_and_a_shorter_one_fits()
    {
        var sandbox = NewSandbox();
        using var tracker = NewTracker(sandbox);
        await OpenAsync(tracker);
        var slot = await FindAsync(tracker);
        Type(sandbox, 300_000);
        var before = Description(sandbox);
        var fresh = await FindAsync(tracker);
        var failure = (
            await Assert.ThrowsAsync<AuditException>(() =>
                tracker.KeepAsync(fresh, TextOf(slot.Room), OpeningDecision.Allowed, WantedAttributes.None)
            )
        )!;
        var first = await tracker.KeepAsync(slot, TextOf(slot.Room), OpeningDecision.Allowed, WantedAttributes.None);
        var untouched = Description(sandbox);
        var second = await tracker.KeepAsync(first.Slot, TextOf(first.Slot.Room), OpeningDecision.Allowed, WantedAttributes.None);
        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Does.Contain("leaves no room for the findings"), "the room was said, and the text is longer");
            Assert.That(first.Issue, Is.Null);
            Assert.That(untouched, Is.EqualTo(before));
            Assert.That(first.Slot.Room, Is.LessThan(slot.Room - 200_000));
            Assert.That(second.Issue?.Change, Is.EqualTo(IssueChange.Updated));
            Assert.That(Description(sandbox), Has.Length.InRange(900_000, LongestDescription).And.EndsWith(new string('p', 300_000)));
        });
    }

    private static SandboxServer NewSandbox() =>
        SandboxServer.Unplugged(
            new SandboxOptions { Size = 1, Clock = new FakeTimeProvider(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero)) }
        );

    private static IssueTracker NewTracker(SandboxServer sandbox)
    {
        var handler = new WholeListHandler(
            new CredentialHandler(Address, Credential.PrivateToken("GL_TOKEN", GitLabVendor.BotToken), sandbox.NewHandler())
        );
        return new IssueTracker(
            new GitLabClient(Address.AbsoluteUri, "", handler, Timeout.InfiniteTimeSpan),
            new TrackerClient(Address, handler, Timeout.InfiniteTimeSpan),
            GitLabVendor.TrackerPath,
            new TrackerSettings(GitLabVendor.TrackerPath, [], Confidential: true),
            preview: false,
            RunLog.Silent
        );
    }

    private static Task<AuditIssueSlot> FindAsync(IssueTracker tracker) => tracker.FindAsync("calendly", Period, TextOf(0).Title);

    private static async Task OpenAsync(IssueTracker tracker) =>
        await tracker.KeepAsync(await FindAsync(tracker), TextOf(100), OpeningDecision.Allowed, WantedAttributes.None);

    private static void Type(SandboxServer sandbox, int characters) =>
        sandbox.GitLab.Tracker.Edit(
            sandbox.GitLab.UserOf(0),
            1,
            issue => issue with { Description = issue.Description + new string('p', characters) }
        );

    private static string Description(SandboxServer sandbox) => sandbox.GitLab.Tracker.Issues.Single().Description!;

    private static IssueText TextOf(int characters) =>
        new("Calendly audit FY27 Q1", string.Join('\n', Enumerable.Repeat(new string('x', 99), characters / 100)), "## Notes", null);
}
