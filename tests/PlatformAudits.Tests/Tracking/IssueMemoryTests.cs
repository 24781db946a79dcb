using System.Globalization;
using GitLabApiClient;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Settings;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Tracking;

/// <summary>The notes in which a memory lasts: how large they get, and what is left when a run dies.</summary>
public sealed class IssueMemoryTests
{
    private const string Platform = "calendly";

    /// <summary>Forty findings need two notes.</summary>
    private const int LongestPart = 2_200;

    private static readonly Uri Address = new("https://sandbox.invalid/gitlab");
    private static readonly FiscalPeriod Period = FiscalPeriod.Parse("FY27-Q1");

    [Test]
    public void A_memory_of_100000_findings_goes_into_several_notes_and_comes_back_from_them_in_any_order()
    {
        var memory = MemoryOf(100_000, 5);
        var (bodies, _) = MemoryNote.Bodies(memory with { Issue = 7 });
        var notes = bodies.Reverse().Select(body => MemoryNote.In(NoteOf(body))!).ToList();
        var (read, problem) = MemoryNote.Read(notes);
        Assert.Multiple(() =>
        {
            Assert.That(bodies, Has.Count.InRange(2, 8).And.All.Length.LessThanOrEqualTo(1_000_000));
            Assert.That(problem, Is.Null);
            Assert.That(MemoryJson.Write(read!), Is.EqualTo(MemoryJson.Write(memory with { Issue = 7 })));
            Assert.That(MemoryNote.Read(notes[1..]).Problem, Is.EqualTo($"only {bodies.Count - 1} of its {bodies.Count} parts are there"));
        });
    }

    [Test]
    public void A_text_that_is_no_memory_is_told_apart_in_a_clause(
        [Values("", "nonsense", "[]", "{}", "{\"memory\": 1}", "{\"memory\": null}", "{\"memory\": 1, \"lists\": [[1]]}")] string text
    ) =>
        Assert.That(
            MemoryJson.Read(text),
            Is.EqualTo(((AuditMemory?)null, (string?)"its data is not readable"))
                .Or.EqualTo(((AuditMemory?)null, (string?)"its data is of another kind"))
        );

    [Test]
    public void A_memory_of_the_first_version_is_read_and_says_nothing_of_what_that_one_did_not_keep()
    {
        var memory = MemoryOf(3, 1) with { Issue = 7 };
        var text = MemoryJson
            .Write(memory)
            .Replace("\"memory\":2", "\"memory\":1", StringComparison.Ordinal)
            .Replace(",\"since\":[]\n", "", StringComparison.Ordinal);
        var (read, problem) = MemoryJson.Read(text);
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain("\"memory\":1").And.Not.Contain("since"));
            Assert.That(problem, Is.Null);
            Assert.That(read!.AccountDigests, Is.Null);
            Assert.That(read.Findings.Select(finding => finding.Since), Is.All.Null.And.Exactly(3).Items);
        });
    }

    [Test]
    public void Any_field_that_is_spoilt_is_a_clause_and_no_crash()
    {
        var text = MemoryJson.Write(MemoryOf(3, 1) with { Issue = 7 });
        foreach (var spoilt in new[] { "null", "-1", "\"x\"", "[null]", "[[null,null,null]]", "{\"a\":[null]}", "1e400", "[]", "{}" })
        {
            foreach (var line in text.Split('\n').Where(line => line.Contains("\":", StringComparison.Ordinal)))
            {
                var changed = line[..(line.IndexOf("\":", StringComparison.Ordinal) + 2)] + spoilt;
                Assert.That(() => MemoryJson.Read(text.Replace(line, changed, StringComparison.Ordinal)), Throws.Nothing, changed);
            }
        }
    }

    [Test]
    public async Task A_run_that_dies_at_any_request_leaves_a_whole_memory_and_the_next_one_tidies_up(
        [Values(1, 40)] int before,
        [Values(1, 40)] int after
    )
    {
        var bodies = MemoryNote.Bodies(MemoryOf(after, 2), LongestPart);
        for (var at = 0; ; at++)
        {
            foreach (var end in Enum.GetValues<End>())
            {
                var sandbox = SandboxServer.Unplugged(
                    new SandboxOptions { Size = 1, Clock = new FakeTimeProvider(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero)) }
                );
                var project = sandbox.GitLab.Tracker;
                project.Open(sandbox.GitLab.Bot, "Calendly audit FY27 Q1", issue => issue with { Confidential = true });
                await KeepAsync(sandbox, MemoryOf(before, 1), new Killer(sandbox.NewHandler(), int.MaxValue, end));
                var killer = new Killer(sandbox.NewHandler(), at, end);
                try
                {
                    await KeepAsync(sandbox, MemoryOf(after, 2), killer);
                }
                catch (Exception stopped) when (stopped is KilledException or AuditException or HttpRequestException) { }

                var left = await RecallAsync(sandbox);
                await KeepAsync(sandbox, MemoryOf(3, 3), new Killer(sandbox.NewHandler(), int.MaxValue, end));
                var mended = await RecallAsync(sandbox);
                Assert.Multiple(() =>
                {
                    Assert.That(left.Doubt, Is.Null, $"{at} {end}");
                    Assert.That(left.OfPeriod?.Teammates, Is.EqualTo(1).Or.EqualTo(2), $"{at} {end}");
                    Assert.That(mended.OfPeriod?.Teammates, Is.EqualTo(3), $"{at} {end}");
                    Assert.That(bodies.Bodies.Count, Is.EqualTo(after == 1 ? 1 : 2), "else the test proves less");
                    Assert.That(project.Find(1)!.Notes, Has.Count.EqualTo(1), $"{at} {end}");
                });
                if (end == End.LostReply && killer.Requests <= at)
                {
                    return;
                }
            }
        }
    }

    [Test]
    public async Task What_the_account_of_an_earlier_token_has_left_counts_and_is_left_alone([Values] bool isKnown)
    {
        var sandbox = SandboxServer.Unplugged(new SandboxOptions { Size = 1 });
        var (project, earlier) = (sandbox.GitLab.Tracker, sandbox.GitLab.UserOf(0));
        project.Open(sandbox.GitLab.Bot, "Calendly audit FY27 Q1", issue => issue with { Confidential = true });
        var (bodies, _) = MemoryNote.Bodies(MemoryOf(1, 1) with { Issue = 1 });
        project.Comment(earlier, 1, bodies[0]);
        HashSet<long> accounts = isKnown ? [earlier.Id] : [];
        var (gitLab, kept, _) = Open(sandbox.NewHandler(), accounts);
        var issue = await gitLab.Issues.GetAsync(GitLabVendor.TrackerPath, 1);
        var found = await kept.RecallAsync([Marked(issue)], AsyncEnumerable.Empty<MarkedIssue>(), Platform, Period);
        await kept.KeepAsync(issue, MemoryOf(1, 2));
        Assert.Multiple(() =>
        {
            Assert.That(found.OfPeriod?.Teammates, Is.EqualTo((long?)(isKnown ? 1L : null)));
            Assert.That(found.Doubt, Is.Null, "a note of anybody else is none of ours");
            Assert.That(project.Find(1)!.Notes.Select(note => note.Author), Is.EqualTo(new[] { earlier, sandbox.GitLab.Bot }));
            Assert.That(project.Find(1)!.Notes[0].Body, Is.EqualTo(bodies[0]));
        });
        Assert.That(
            (await kept.RecallAsync([Marked(issue)], AsyncEnumerable.Empty<MarkedIssue>(), Platform, Period)).OfPeriod?.Teammates,
            Is.EqualTo(2),
            "the newer one"
        );
    }

    [Test]
    public async Task A_memory_that_is_dated_ahead_counts_only_until_the_next_one_is_written([Values] bool isOwn)
    {
        var sandbox = SandboxServer.Unplugged(new SandboxOptions { Size = 1 });
        var (project, earlier) = (sandbox.GitLab.Tracker, sandbox.GitLab.UserOf(0));
        project.Open(sandbox.GitLab.Bot, "Calendly audit FY27 Q1", issue => issue with { Confidential = true });
        var ahead = MemoryOf(1, 1) with { Issue = 1, AsOf = new DateTimeOffset(2038, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        project.Comment(isOwn ? sandbox.GitLab.Bot : earlier, 1, MemoryNote.Bodies(ahead).Bodies[0]);
        var (gitLab, kept, _) = Open(sandbox.NewHandler(), [earlier.Id]);
        var issue = await gitLab.Issues.GetAsync(GitLabVendor.TrackerPath, 1);
        await kept.RecallAsync([Marked(issue)], AsyncEnumerable.Empty<MarkedIssue>(), Platform, Period);
        await kept.KeepAsync(issue, MemoryOf(1, 1));
        var (_, next, _) = Open(sandbox.NewHandler(), [earlier.Id]);
        Assert.That(
            (await next.RecallAsync([Marked(issue)], AsyncEnumerable.Empty<MarkedIssue>(), Platform, Period)).OfPeriod?.AsOf,
            Is.EqualTo(MemoryOf(1, 1).AsOf)
        );
    }

    [Test]
    public async Task A_memory_on_an_issue_of_ours_is_found_whatever_GitLab_says_of_the_number_of_notes()
    {
        var sandbox = SandboxServer.Unplugged(new SandboxOptions { Size = 1 });
        var project = sandbox.GitLab.Tracker;
        project.Open(sandbox.GitLab.Bot, "Calendly audit FY27 Q1", issue => issue with { Confidential = true });
        project.Comment(sandbox.GitLab.Bot, 1, MemoryNote.Bodies(MemoryOf(1, 1) with { Issue = 1 }).Bodies[0]);
        var (gitLab, _, ownership) = Open(sandbox.NewHandler());
        var issue = await gitLab.Issues.GetAsync(GitLabVendor.TrackerPath, 1);
        issue.UserNotesCount = 0;
        var found = await ownership.OursAsync([issue], _ => true, mayOpenByHand: null, openedSince: DateTime.MinValue);
        Assert.That(found.Select(one => (one.Platform, one.IsRemembered)), Is.EqualTo(new[] { (Platform, true) }));
    }

    private static AuditMemory MemoryOf(int findings, int run) =>
        new()
        {
            Platform = Platform,
            Period = Period,
            Verdict = Verdict.Findings,
            AsOf = new DateTimeOffset(2026, 2, 3, 4, run, 6, TimeSpan.Zero),
            Seal = new string('a', 64),
            Teammates = run,
            Accounts = findings,
            Population = [new PopulationCount("teammates", run)],
            Lists = [new RememberedList("Calendly", "organization `memberships` of @all", findings)],
            Checks = [new RememberedCheck("account-has-teammate", findings, 0)],
            Findings =
            [
                .. Enumerable
                    .Range(0, findings)
                    .Select(number => new RememberedFinding(
                        number.ToString("x16", CultureInfo.InvariantCulture),
                        "account-has-teammate",
                        number % 3 == 0 ? null : PersonDigits.Of($"{number % 150}@team.example"),
                        number % 2 == 0 ? null : PersonDigits.Of("manager@team.example"),
                        number % 5 == 0 ? null : "2025-11",
                        number % 7 == 0 ? RememberedState.Gone : RememberedState.Open,
                        number % 7 == 0 ? "2026-02-03 04:05 UTC, run `0123456789ab`" : null
                    )
                    {
                        Words = number % 11 == 0 ? null : (number + 1).ToString("x16", CultureInfo.InvariantCulture),
                    }),
            ],
        };

    private static MarkedIssue Marked(GitLabApiClient.Models.Issues.Responses.Issue issue) =>
        new(issue, Platform, Period, Version: 1, Token: null);

    private static TrackerNote NoteOf(string body) =>
        new()
        {
            Id = 1,
            Body = body,
            Author = new TrackerAccount(1, ""),
        };

    private static async Task KeepAsync(SandboxServer sandbox, AuditMemory memory, HttpMessageHandler handler)
    {
        var (gitLab, kept, _) = Open(handler);
        var issue = await gitLab.Issues.GetAsync(GitLabVendor.TrackerPath, 1);
        await kept.RecallAsync([Marked(issue)], AsyncEnumerable.Empty<MarkedIssue>(), Platform, Period);
        await kept.KeepAsync(issue, memory);
        GC.KeepAlive(sandbox);
    }

    private static async Task<EarlierMemories> RecallAsync(SandboxServer sandbox)
    {
        var (gitLab, kept, _) = Open(sandbox.NewHandler());
        return await kept.RecallAsync(
            [Marked(await gitLab.Issues.GetAsync(GitLabVendor.TrackerPath, 1))],
            AsyncEnumerable.Empty<MarkedIssue>(),
            Platform,
            Period
        );
    }

    private static (GitLabClient GitLab, IssueMemory Memory, IssueOwnership Ownership) Open(
        HttpMessageHandler inner,
        HashSet<long>? accounts = null
    )
    {
        var handler = new WholeListHandler(
            new CredentialHandler(Address, Credential.PrivateToken("GL_TOKEN", GitLabVendor.BotToken), inner)
        );
        var client = new TrackerClient(Address, handler, Timeout.InfiniteTimeSpan);
        var calls = new TrackerCalls(GitLabVendor.TrackerPath, client);
        var settings = new TrackerSettings(GitLabVendor.TrackerPath, [], Confidential: true) { Accounts = [.. accounts ?? []] };
        var ownership = new IssueOwnership(client, calls, settings, new OwnAccount(), RunLog.Silent);
        return (
            new GitLabClient(Address.AbsoluteUri, "", handler, Timeout.InfiniteTimeSpan),
            new IssueMemory(client, calls, ownership, RunLog.Silent) { LongestPart = LongestPart },
            ownership
        );
    }

    private enum End
    {
        KilledBefore,
        KilledAfter,
        LostReply,
    }

    private sealed class KilledException : Exception;

    /// <summary>Ends a run at one of its requests, or loses the reply to it.</summary>
    private sealed class Killer(HttpMessageHandler inner, int at, End end) : DelegatingHandler(inner)
    {
        public int Requests { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Requests > at && end != End.LostReply)
            {
                throw new KilledException();
            }

            var isHere = Requests++ == at;
            if (isHere && end == End.KilledBefore)
            {
                throw new KilledException();
            }

            var response = await base.SendAsync(request, cancellationToken);
            return !isHere ? response
                : end == End.KilledAfter ? throw new KilledException()
                : throw new HttpRequestException("the connection was reset");
        }
    }
}
