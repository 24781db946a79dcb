using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Settings;
using PlatformAudits.Tracking;
using Issue = GitLabApiClient.Models.Issues.Responses.Issue;

namespace PlatformAudits.Tests.Tracking;

/// <summary>Who can see an audit issue, and why somebody can't, by what GitLab tells of its project and the members.</summary>
public sealed class IssueAudienceTests
{
    private static readonly DateOnly Today = new(2026, 2, 2);

    [TestCase(50, null)]
    [TestCase(20, null)]
    [TestCase(15, null)]
    [TestCase(10, "is Guest in the project of the issues, and a confidential issue is seen from Planner on")]
    [TestCase(5, "has no more than Minimal Access in the project of the issues")]
    [TestCase(0, "is no member of the project of the issues")]
    public async Task A_confidential_issue_is_seen_from_planner_on(int level, string? why)
    {
        await using var tracker = Start();
        tracker.Members.Set(tracker.User(4), new ProjectMember(level) { Role = level == 10 ? "Reader of secrets" : null });
        Assert.That((await tracker.AudienceAsync()).WhyNot(tracker.Name(4), tracker.Issue, isConfidential: true), Is.EqualTo(why));
    }

    [Test]
    public async Task A_user_name_in_any_letter_case_is_the_same()
    {
        await using var tracker = Start();
        Assert.That(
            (await tracker.AudienceAsync()).WhyNot(tracker.Name(4).ToUpperInvariant(), tracker.Issue, isConfidential: true),
            Is.Null
        );
    }

    [Test]
    public async Task Who_is_no_member_has_left_awaits_approval_or_is_blocked_sees_none()
    {
        await using var tracker = Start();
        tracker.Members.Remove(tracker.User(1));
        tracker.Members.Set(tracker.User(2), new ProjectMember(30) { Ends = Today });
        tracker.Members.Set(tracker.User(3), new ProjectMember(30) { IsAwaiting = true });
        tracker.GitLab.Change(tracker.User(4), user => user with { State = "blocked" });
        tracker.GitLab.Change(tracker.User(5), user => user with { State = "deactivated" });
        tracker.Members.Set(tracker.User(6), new ProjectMember(30) { Ends = Today.AddDays(1) });
        var audience = await tracker.AudienceAsync();
        Assert.That(
            new[] { 1, 2, 3, 4, 5, 6 }.Select(person => audience.WhyNot(tracker.Name(person), tracker.Issue, isConfidential: true)),
            Is.EqualTo(
                new[]
                {
                    "is no member of the project of the issues",
                    "was a member of the project of the issues until 2026-02-02",
                    "still awaits the approval as a member of the project of the issues",
                    "has a blocked account",
                    "has an account that is not active",
                    null,
                }
            )
        );
    }

    [Test]
    public async Task The_author_and_the_assignees_see_a_confidential_issue_as_guests_and_not_without_the_project()
    {
        await using var tracker = Start();
        foreach (var person in new[] { 1, 2 })
        {
            tracker.Members.Set(tracker.User(person), new ProjectMember(10));
        }

        tracker.Members.Remove(tracker.User(3));
        tracker.Issue.Author = new() { Username = tracker.Name(1) };
        tracker.Issue.Assignees.AddRange([new() { Username = tracker.Name(2).ToUpperInvariant() }, new() { Username = tracker.Name(3) }]);
        var audience = await tracker.AudienceAsync();
        Assert.That(
            new[] { 1, 2, 3 }.Select(person => audience.WhyNot(tracker.Name(person), tracker.Issue, isConfidential: true) is null),
            Is.EqualTo(new[] { true, true, false })
        );
    }

    [TestCase("private", "enabled", 10, true)]
    [TestCase("private", "enabled", null, false)]
    [TestCase("internal", "enabled", null, true)]
    [TestCase("public", "enabled", null, true)]
    [TestCase("public", "private", null, false)]
    [TestCase("public", "private", 10, true)]
    public async Task An_issue_that_is_not_confidential_is_seen_by_whoever_sees_the_issues_of_the_project(
        string visibility,
        string issues,
        int? level,
        bool sees
    )
    {
        await using var tracker = Start();
        (tracker.GitLab.Tracker.Visibility, tracker.GitLab.Tracker.IssuesAccess) = (visibility, issues);
        tracker.Members.Remove(tracker.User(4));
        if (level is { } has)
        {
            tracker.Members.Set(tracker.User(4), new ProjectMember(has));
        }

        var audience = await tracker.AudienceAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audience.WhyNot(tracker.Name(4), tracker.Issue, isConfidential: false) is null, Is.EqualTo(sees));
            Assert.That(audience.WhyNot(tracker.Name(4), tracker.Issue, isConfidential: true), Is.Not.Null);
        });
    }

    [Test]
    public async Task All_pages_are_read_with_as_few_requests_as_there_are()
    {
        await using var tracker = Start(size: 250);
        var audience = await tracker.AudienceAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audience.WhyNot(tracker.Name(249), tracker.Issue, isConfidential: true), Is.Null);
            Assert.That(tracker.Sandbox.Requests.All, Has.Count.EqualTo(4));
        });
    }

    [Test]
    public async Task What_it_sees_is_whom_GitLab_tells_of_a_note()
    {
        await using var tracker = Start();
        var roles = new ProjectMember?[]
        {
            new(0),
            new(5),
            new(10),
            new(15),
            new(20),
            null,
            new(20) { IsAwaiting = true },
            new(25),
        };
        foreach (var (person, role) in roles.Index())
        {
            if (role is null)
            {
                tracker.Members.Remove(tracker.User(person));
            }
            else
            {
                tracker.Members.Set(tracker.User(person), role);
            }
        }

        var names = Enumerable.Range(0, 9).Select(tracker.Name).ToList();
        foreach (var visibility in new[] { "private", "internal", "public" })
        {
            tracker.GitLab.Tracker.Visibility = visibility;
            foreach (var isConfidential in new[] { true, false })
            {
                var iid = tracker.GitLab.Tracker.Open(tracker.GitLab.Bot, "An audit", i => i with { Confidential = isConfidential }).Iid;
                using var connection = tracker.Connect().Client;
                await connection.AddNoteAsync(GitLabVendor.TrackerPath, (int)iid, "For @" + string.Join(" @", names));
                var told = tracker.GitLab.Tracker.Deliveries.Where(d => d.Issue == iid && d.Kind == DeliveryKind.ToDo);
                var audience = await tracker.AudienceAsync();
                Assert.That(
                    names.Where(name => audience.WhyNot(name, tracker.Issue, isConfidential) is null),
                    Is.EqualTo(told.Select(d => d.Username)),
                    $"{visibility}, confidential: {isConfidential}"
                );
            }
        }
    }

    [Test]
    public async Task A_list_that_GitLab_refuses_is_one_sentence_that_says_what_the_token_needs()
    {
        await using var tracker = Start();
        tracker.GitLab.Refusals.Add(RefusalKind.HiddenMembers);
        Assert.That(
            (await Assert.ThrowsAsync<AuditException>(tracker.AudienceAsync))!.Message,
            Is.EqualTo(
                "Asking who can see the audit issues in sandbox/audits: GitLab answered 403 (403 Forbidden) for the list of the project's "
                    + "members, so nobody can tell who would be reached, and nobody was asked. GL_TOKEN needs the scope api, or as a "
                    + "fine-grained token the permission to read members, and its account the role Reporter there."
            )
        );
    }

    [Test]
    public async Task A_project_that_GitLab_does_not_show_is_told_as_everywhere()
    {
        await using var tracker = Start();
        tracker.GitLab.Refusals.Add(RefusalKind.NoMember);
        Assert.That(
            (await Assert.ThrowsAsync<AuditException>(tracker.AudienceAsync))!.Message,
            Does.Contain("GitLab shows no such project to the account of GL_TOKEN")
        );
    }

    [TestCase("18.11.0-ee", true)]
    [TestCase("18.10.4-ee", false)]
    [TestCase("18.11.0-pre", true)]
    [TestCase("19.0.0", true)]
    [TestCase("17.11.6-ce.0", false)]
    [TestCase("unknown", false)]
    public async Task The_version_tells_whether_an_edit_mails_those_whom_it_mentions(string version, bool mails)
    {
        await using var tracker = Start();
        tracker.GitLab.Version = version;
        var connection = tracker.Connect();
        using var client = connection.Client;
        var read = await GitLabVersion.ReadAsync(client, new TrackerCalls(connection.Project));
        Assert.That(read is { MailsAddedMentions: true }, Is.EqualTo(mails));
    }

    private static Tracker Start(int size = 9) => new(size);

    private sealed class Tracker(int size) : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly FakeTimeProvider _clock = new(new DateTimeOffset(Today, new TimeOnly(8, 0), TimeSpan.Zero));
        private SandboxServer? _sandbox;

        public SandboxServer Sandbox => _sandbox ??= SandboxServer.Unplugged(new SandboxOptions { Size = size, Clock = _clock });

        public GitLabVendor GitLab => Sandbox.GitLab;

        public ProjectMembers Members => GitLab.Tracker.Members;

        public Issue Issue { get; } = new();

        public GitLabUser User(int person) => GitLab.UserOf(person);

        public string Name(int person) => User(person).Username;

        public TrackerConnection Connect() =>
            new RunServices(name => Sandbox.Environment.GetValueOrDefault(name), Sandbox.NewHandler(), _clock, RunLog.Silent).Connect(
                AuditSettings.Read(_folder.Write("audits.yaml", Sandbox.SettingsYaml)),
                CancellationToken.None
            );

        public async Task<IssueAudience> AudienceAsync()
        {
            var connection = Connect();
            using var client = connection.Client;
            return await IssueAudience.ReadAsync(client, new TrackerCalls(connection.Project, client), connection.Project, Today);
        }

        public async ValueTask DisposeAsync()
        {
            _folder.Dispose();
            await Sandbox.DisposeAsync();
        }
    }
}
