using GitLabApiClient;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Settings;
using PlatformAudits.Tests.Tracking.Schedules;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Tracking;

/// <summary>The notes that a tracker writes on issues, beside those of others, and what it takes for its own.</summary>
public sealed class OwnNotesTests
{
    private const string Evidence = "<!--platform-audits:evidence 1 calendly-FY27-Q1-->";

    private static readonly Uri Address = new("https://sandbox.invalid/gitlab");
    private static readonly FiscalPeriod Period = FiscalPeriod.Parse("FY27-Q1");
    private SandboxServer _sandbox = null!;

    private Project Project => _sandbox.GitLab.Tracker;

    private IEnumerable<Note> NotesOf(long iid) => Project.Find(iid)!.Notes.Where(note => !note.System);

    [SetUp]
    public void SetUp() =>
        _sandbox = SandboxServer.Unplugged(
            new SandboxOptions { Size = 3, Clock = new FakeTimeProvider(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero)) }
        );

    [Test]
    public async Task Somebody_elses_evidence_is_neither_changed_nor_takes_the_place_of_ours([Values] bool isOfEarlierToken)
    {
        var author = isOfEarlierToken ? _sandbox.GitLab.SecondBot : _sandbox.GitLab.UserOf(1);
        await KeepAsync("");
        Project.Comment(author, 1, $"{Evidence}\n\nOld evidence.");
        await KeepAsync("Read on Monday.", appendix: "New evidence.", accounts: isOfEarlierToken ? [_sandbox.GitLab.SecondBot.Id] : []);
        await KeepAsync("Read on Tuesday.", appendix: "Newer evidence.", accounts: isOfEarlierToken ? [_sandbox.GitLab.SecondBot.Id] : []);
        Assert.That(
            NotesOf(1).Select(note => (note.Author, note.Body)),
            Is.EqualTo(new[] { (author, $"{Evidence}\n\nOld evidence."), (_sandbox.GitLab.Bot, $"{Evidence}\n\nNewer evidence.") })
        );
    }

    [Test]
    public async Task The_same_evidence_of_an_earlier_token_is_not_written_again()
    {
        await KeepAsync("");
        Project.Comment(_sandbox.GitLab.SecondBot, 1, $"{Evidence}\n\nEvidence.");
        await KeepAsync("Read on Monday.", appendix: "Evidence.", accounts: [_sandbox.GitLab.SecondBot.Id]);
        Assert.That(NotesOf(1).Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_runs_that_close_a_duplicate_at_the_same_time_leave_one_note_on_it()
    {
        await KeepAsync("");
        Project.Open(
            _sandbox.GitLab.Bot,
            "Calendly audit FY27 Q1",
            issue => issue with { Description = IssueMarks.Issue("calendly", Period, new string('a', 16)), Confidential = true }
        );

        // Each looks before the other writes, up to the note itself.
        var (first, second) = (Start(), Start());
        while (first.Gate.IsWaiting || second.Gate.IsWaiting)
        {
            foreach (var (task, gate) in new[] { first, second })
            {
                if (gate.IsWaiting)
                {
                    gate.Release(Fault.None);
                    SpinWait.SpinUntil(() => gate.IsWaiting || task.IsCompleted);
                }
            }
        }

        await Task.WhenAll(first.Task, second.Task);
        Assert.Multiple(() =>
        {
            Assert.That(
                first.Gate.Writes.Concat(second.Gate.Writes).Count(write => write.StartsWith("POST", StringComparison.Ordinal)),
                Is.EqualTo(2),
                "else the test proves nothing"
            );
            Assert.That(NotesOf(2).Count(), Is.EqualTo(1));
            Assert.That(Project.Find(2)!.Closed, Is.True);
            Assert.That(NotesOf(1), Is.Empty);
        });
    }

    [Test]
    public async Task Where_GitLab_leaves_our_issue_public_nothing_is_written()
    {
        await KeepAsync("");
        Project.Edit(_sandbox.GitLab.UserOf(1), 1, issue => issue with { Confidential = false });
        var before = Project.Find(1)!.Description;
        Assert.That(
            () => KeepAsync("News.", transport: new LeavesPublic(_sandbox.NewHandler())),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo(
                    "Making the audit issue confidential in sandbox/audits: GitLab took the request and left "
                        + "https://sandbox.invalid/gitlab/sandbox/audits/-/issues/1 public, so nothing more was written there. Make it "
                        + "confidential by hand, and give GL_TOKEN the role Reporter."
                )
        );
        Assert.That(Project.Find(1)!.Description, Is.EqualTo(before));
    }

    [TestCase(2, true, TestName = "An issue that carries our memory of it is ours, whoever opened it")]
    [TestCase(3, false, TestName = "A memory that was copied from another issue makes an issue not ours")]
    public async Task What_a_memory_says_of_an_issue(int iid, bool isOurs)
    {
        Project.Open(_sandbox.GitLab.UserOf(2), "Something", issue => issue with { Confidential = true });
        var theirs = Project.Open(
            _sandbox.GitLab.UserOf(1),
            "Calendly audit FY27 Q1",
            issue => issue with { Description = IssueMarks.Issue("calendly", Period), Confidential = true }
        );
        string Memory(int issue) =>
            MemoryNote
                .Bodies(
                    new AuditMemory
                    {
                        Platform = "calendly",
                        Period = Period,
                        Verdict = Verdict.Clear,
                        AsOf = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero),
                        Issue = issue,
                    }
                )
                .Bodies.Single();

        Project.Comment(_sandbox.GitLab.UserOf(1), theirs.Iid, Memory(2));
        Project.Comment(_sandbox.GitLab.Bot, theirs.Iid, Memory(iid));
        await KeepAsync("News.");
        Assert.That(Project.Issues, Has.Count.EqualTo(isOurs ? 2 : 3));
        Assert.That(Project.Find(2)!.Description, isOurs ? Does.Contain("News.") : Does.Not.Contain("News."));
    }

    [Test]
    public async Task However_many_strangers_write_the_mark_only_some_of_their_issues_are_looked_at_for_our_memory()
    {
        for (var i = 0; i < 150; i++)
        {
            var squat = Project.Open(
                _sandbox.GitLab.UserOf(1),
                "Calendly audit FY27 Q1",
                issue => issue with { Description = IssueMarks.Issue("calendly", Period) }
            );
            Project.Comment(_sandbox.GitLab.UserOf(1), squat.Iid, "A note.");
        }

        await KeepAsync("News.");
        Assert.Multiple(() =>
        {
            Assert.That(Project.Issues, Has.Count.EqualTo(151));
            Assert.That(
                _sandbox.Requests.All.Count(request => request.Target.Contains("/notes", StringComparison.Ordinal)),
                Is.InRange(100, 110)
            );
        });
    }

    private (Task Task, RequestGate Gate) Start()
    {
        var gate = new RequestGate(_sandbox.NewHandler(), Project, (_, _, _) => { });
        var task = KeepAsync("", transport: gate);
        SpinWait.SpinUntil(() => gate.IsWaiting || task.IsCompleted);
        return (task, gate);
    }

    private async Task KeepAsync(
        string news,
        string? appendix = null,
        IReadOnlyList<long>? accounts = null,
        HttpMessageHandler? transport = null
    )
    {
        var handler = new WholeListHandler(
            new CredentialHandler(Address, Credential.PrivateToken("GL_TOKEN", GitLabVendor.BotToken), transport ?? _sandbox.NewHandler())
        );
        using var tracker = new IssueTracker(
            new GitLabClient(Address.AbsoluteUri, "", handler, Timeout.InfiniteTimeSpan),
            new TrackerClient(Address, handler, Timeout.InfiniteTimeSpan),
            GitLabVendor.TrackerPath,
            new TrackerSettings(GitLabVendor.TrackerPath, [], Confidential: true) { Accounts = accounts ?? [] },
            preview: false,
            RunLog.Silent
        );
        var text = new IssueText("Calendly audit FY27 Q1", $"Calendly audit FY27 Q1\n{news}", "## Notes", null) { Appendix = appendix };
        await tracker.KeepAsync(
            await tracker.FindAsync("calendly", Period, text.Title),
            text,
            OpeningDecision.Allowed,
            WantedAttributes.None
        );
    }
}
