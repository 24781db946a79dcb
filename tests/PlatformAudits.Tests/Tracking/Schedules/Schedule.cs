using System.Text.RegularExpressions;
using GitLabApiClient;
using Microsoft.Extensions.Time.Testing;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Settings;
using PlatformAudits.Tracking;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tests.Tracking.Schedules;

/// <summary>
/// One schedule made from a seed: rounds of one to eight runners whose requests are interleaved one by one, killed before or after any
/// of them, with lost requests and lost
/// replies, while a person works on the issue between any two requests and the platform changes. Afterwards two runs go undisturbed.
/// </summary>
public sealed partial class Schedule
{
    private const int Keys = 8;
    private const string Title = "Calendly audit FY27 Q1";

    private static readonly Uri Address = new("https://sandbox.invalid/gitlab");
    private static readonly FiscalPeriod Period = FiscalPeriod.Parse("FY27-Q1");

    private readonly Random _random;
    private readonly SandboxServer _sandbox;
    private readonly IssueEditor _editor;
    private readonly HashSet<int> _truth = [];
    private readonly List<RequestGate> _gates = [];
    private readonly HashSet<string> _overwritten = [];
    private readonly TrackerSettings _settings;

    public Schedule(int seed)
    {
#pragma warning disable CA5394 // The schedules must come again from their seeds; nothing is secured by them.
        _random = new Random(seed);
#pragma warning restore CA5394
        _sandbox = SandboxServer.Unplugged(
            new SandboxOptions { Size = 1, Clock = new FakeTimeProvider(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero)) }
        );
        _editor = new IssueEditor(
            Project,
            _sandbox.GitLab.UserOf(0),
            [_sandbox.GitLab.Guest, _sandbox.GitLab.SecondBot, _sandbox.GitLab.Ghost],
            _sandbox.GitLab.Bot,
            _random,
            Steps
        );
        _settings = new TrackerSettings(GitLabVendor.TrackerPath, _random.Next(3) == 0 ? [] : ["audit"], Confidential: true);
    }

    public List<string> Steps { get; } = [];

    /// <summary>How often somebody wrote in the instant between a runner's last reading and its write.</summary>
    public int Overwrites { get; private set; }

    /// <summary>How often the runner was killed before it could tell of that.</summary>
    public int Untold { get; private set; }

    private Project Project => _sandbox.GitLab.Tracker;

    /// <summary>Runs the schedule and gives what is wrong afterwards, a sentence each.</summary>
    public IReadOnlyList<string> Run()
    {
        for (var round = _random.Next(2, 5); round > 0; round--)
        {
            Round(
                _random.Next(10) switch
                {
                    < 5 => 1,
                    < 8 => 2,
                    8 => 3,
                    _ => _random.Next(4, 9),
                }
            );
        }

        Steps.Add("undisturbed");
        var last = Alone();
        var wrong = new List<string>();
        if (last.Failure is { } failure)
        {
            wrong.Add($"the undisturbed run failed: {failure}");
        }

        var again = Alone();
        if (again.Gate.Writes.Count > 0 || again.Gate.Requests > 6 + (2 * Project.Issues.Count))
        {
            wrong.Add($"a run that changes nothing made {again.Gate.Requests} requests and wrote {string.Join(", ", again.Gate.Writes)}");
        }

        wrong.AddRange(WrongNow());
        return wrong;
    }

    private void Round(int runners)
    {
        var running = new List<(Task Task, RequestGate Gate, int KilledAt, Fault Fault)>();
        for (var i = 0; i < runners; i++)
        {
            ChangePlatform();
            var (task, gate) = Start();
            running.Add(
                (task, gate, _random.Next(3) == 0 ? _random.Next(14) : -1, _random.Next(2) == 0 ? Fault.KilledBefore : Fault.KilledAfter)
            );
        }

        Steps.Add($"{runners} runners start");
        while (running.Where(r => r.Gate.IsWaiting).ToList() is { Count: > 0 } waiting)
        {
            if (_random.Next(5) == 0)
            {
                _editor.Act();
            }

            var next = waiting[_random.Next(waiting.Count)];
            var fault =
                next.Gate.Requests == next.KilledAt
                    ? next.Fault
                    : _random.Next(40) switch
                    {
                        0 => Fault.LostReply,
                        1 => Fault.LostRequest,
                        _ => Fault.None,
                    };
            Steps.Add($"runner {running.IndexOf(next) + 1}: {next.Gate.Next}{(fault == Fault.None ? "" : $" ({fault})")}");
            next.Gate.Release(fault);
            WaitFor(next.Task, next.Gate);
        }

        foreach (var (task, _, _, _) in running)
        {
            if (!task.IsCompleted || task.Exception?.InnerException is not (null or KilledException or AuditException))
            {
                throw new InvalidOperationException($"A runner neither ended nor failed in a sentence: {task.Exception}");
            }
        }
    }

    private (RequestGate Gate, string? Failure) Alone()
    {
        var (task, gate) = Start();
        while (gate.IsWaiting)
        {
            Steps.Add(gate.Next);
            gate.Release(Fault.None);
            WaitFor(task, gate);
        }

        return (gate, task.Exception?.InnerException?.ToString());
    }

    private void ChangePlatform()
    {
        for (var changes = _random.Next(3); changes > 0; changes--)
        {
            var key = _random.Next(Keys);
            if (!_truth.Remove(key))
            {
                _truth.Add(key);
            }
        }
    }

    private (Task Task, RequestGate Gate) Start()
    {
        var gate = new RequestGate(_sandbox.NewHandler(), Project, TakeOverwritten);
        _gates.Add(gate);
        var handler = new WholeListHandler(
            new CredentialHandler(Address, Credential.PrivateToken("GL_TOKEN", GitLabVendor.BotToken), gate)
        );
        var tracker = new IssueTracker(
            new GitLabClient(Address.AbsoluteUri, "", handler, Timeout.InfiniteTimeSpan),
            new TrackerClient(Address, handler, Timeout.InfiniteTimeSpan),
            GitLabVendor.TrackerPath,
            _settings,
            preview: false,
            RunLog.Silent
        );
        var text = Text();
        var task = KeepAsync(tracker, text, Memory());
        WaitFor(task, gate);
        return (task, gate);
    }

    private static async Task<AuditIssue?> KeepAsync(IssueTracker tracker, IssueText text, AuditMemory memory)
    {
        await tracker.RecallAsync("calendly", Period, "Calendly audit", Period.Start, mayOpenByHand: null);
        var slot = await tracker.FindAsync("calendly", Period, text.Title);
        return (await tracker.KeepAsync(slot, text, OpeningDecision.Allowed, WantedAttributes.None, memory)).Issue;
    }

    private AuditMemory Memory() =>
        new()
        {
            Platform = "calendly",
            Period = Period,
            Verdict = _truth.Count == 0 ? Verdict.Clear : Verdict.Findings,
            AsOf = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddMinutes(_gates.Count),
            Accounts = _truth.Count,
            Findings =
            [
                .. _truth
                    .Order()
                    .Select(key => new RememberedFinding(KeyOf(key).Digits, KeyOf(key).Check, null, null, null, RememberedState.Open)),
            ],
        };

    private bool IsMarked(Issue issue) =>
        _editor.Remarked.Contains(issue.Iid)
        || issue.Title == Title
        || HiddenMark.In(issue.Description!).Any(mark => mark.Issue is { Platform: "calendly" } found && found.Period == Period);

    private HashSet<string>? Remembered(Issue issue)
    {
        var notes = issue
            .Notes.Where(note => !note.System && note.Author == _sandbox.GitLab.Bot)
            .Select(note => new TrackerNote
            {
                Id = note.Id,
                Body = note.Body,
                Author = new TrackerAccount(note.Author.Id, null),
                UpdatedAt = note.UpdatedAt.UtcDateTime,
            });
        var newest = MemoryNote.Of(notes, "calendly", Period).GroupBy(note => note.Seal).MaxBy(parts => parts.Max(note => note.Age))
            is { } parts
            ? MemoryNote.Read([.. parts]).Memory
            : null;
        return newest is null ? null : [.. newest.Findings.Select(finding => finding.Digits)];
    }

    /// <summary>Waits until a runner has come to its next request or its end, so that one moves at a time.</summary>
    private static void WaitFor(Task task, RequestGate gate)
    {
        for (var wait = default(SpinWait); !gate.IsWaiting && !task.IsCompleted; wait.SpinOnce(sleep1Threshold: -1)) { }
    }

    private void TakeOverwritten(int issue, string there, string written)
    {
        var lost = _editor
            .Words.Where(word => there.Contains(word, StringComparison.Ordinal) && !written.Contains(word, StringComparison.Ordinal))
            .ToList();
        _overwritten.UnionWith(lost);
        foreach (var tick in _editor.Ticks.Keys.Where(tick => tick.Issue == issue).ToList())
        {
            _editor.Ticks.Remove(tick);
        }

        if (lost.Count > 0)
        {
            Overwrites++;
        }
    }

    private IEnumerable<string> WrongNow()
    {
        var program = Project.Issues.Where(issue => issue.Author == _sandbox.GitLab.Bot).ToList();
        var open = program.Where(issue => !issue.Closed).ToList();
        if (open.Count > 1 || (open.Count == 0 && !_editor.HasClosed))
        {
            yield return $"{open.Count} live issues: {string.Join(", ", open.Select(i => $"#{i.Iid}"))} of {Project.Issues.Count}";
        }

        foreach (var forged in _editor.Forged.Select(iid => Project.Find(iid)!))
        {
            if (forged.Closed || forged.Notes.Exists(note => note.Author == _sandbox.GitLab.Bot))
            {
                yield return $"#{forged.Iid} of {forged.Author.Username} was written on";
            }
        }

        if (program.Exists(issue => !IsMarked(issue) || (!issue.Confidential && !issue.Closed)))
        {
            yield return "an issue lost its mark or its confidentiality";
        }

        var words = string.Join('\n', Project.Issues.Select(issue => issue.Description));
        foreach (var word in _editor.Words.Where(word => !words.Contains(word, StringComparison.Ordinal)))
        {
            if (!_overwritten.Contains(word))
            {
                yield return $"{word} is lost";
            }
            else if (
                !program
                    .SelectMany(issue => issue.Notes)
                    .Any(note => note.Body.Contains("platform-audits:overwritten", StringComparison.Ordinal))
            )
            {
                if (
                    _gates.Exists(gate => gate.IsKilled)
                    || Steps.Exists(step =>
                        step.EndsWith("(LostReply)", StringComparison.Ordinal) || step.EndsWith("(LostRequest)", StringComparison.Ordinal)
                    )
                )
                {
                    Untold++;
                }
                else
                {
                    yield return $"{word} is lost without a word";
                }
            }
        }

        // Where people have closed them all, the audit is the one that the program remembers; another is a duplicate.
        var kept = open.FirstOrDefault() ?? program.Find(issue => Remembered(issue) is not null) ?? program[0];
        var rows = IssueBody.Parse(kept.Description!).Region.Rows;
        var shown = IssueBody.Parse(kept.Description!).OpenIds;
        if (!shown.SetEquals(_truth.Select(key => IdOf(key))))
        {
            yield return $"#{kept.Iid} shows {shown.Count} findings of {_truth.Count}";
        }

        if (Remembered(kept) is not { } memory)
        {
            yield return $"#{kept.Iid} has no memory";
        }
        else if (!memory.SetEquals(_truth.Select(key => KeyOf(key).Digits)))
        {
            yield return $"#{kept.Iid} remembers {memory.Count} findings of {_truth.Count}";
        }

        if (_editor.Damaged.Contains(kept.Iid))
        {
            yield break;
        }

        if (Regex.Count(kept.Description!, "(?m)^## Calendly audit FY27 Q1\r?$") != 1)
        {
            yield return "text of ours stands twice";
        }

        foreach (var moved in Moved().Matches(kept.Description!).Select(moved => moved.Groups["lines"].Value))
        {
            // Typed next to a table or a list, a word makes one paragraph of all of it to GitLab, and the editor tears that up.
            var isTorn = moved
                .Split('\n')
                .Any(line => line.Contains("word", StringComparison.Ordinal) && line.Contains('|', StringComparison.Ordinal));
            foreach (var line in moved.Split('\n').Where(line => !isTorn && !line.Contains("word", StringComparison.Ordinal)))
            {
                if (
                    RegionReader.Read(line)[0] is { Id: not null } row
                    && rows.Any(other => other.Kind == row.Kind && other.Meaning == row.Meaning)
                )
                {
                    yield return $"a line of ours was taken for people's: {line}";
                }
            }
        }

        foreach (var ((_, key), ticked) in _editor.Ticks.Where(tick => tick.Key.Issue == kept.Iid && shown.Contains(tick.Key.Key)))
        {
            if (rows.Single(row => row.IsOpen && row.Id == key).IsTicked != ticked)
            {
                yield return $"the tick of {key} is {(ticked ? "lost" : "back")}";
            }
        }
    }

    private IssueText Text()
    {
        var keys = _truth.Order().Select(KeyOf).ToList();
        var region = $"""
            ## Calendly audit FY27 Q1

            **{keys.Count} findings**

            {string.Join('\n', keys.Select(key => $"- [ ] `{IdOf(key)}` Somebody has an account: {key.Subject}."))}
            {IssueMarks.Gone}

            | Finding | Name | Justification |
            | --- | --- | --- |
            {string.Join('\n', keys.Select(key => $"| `{IdOf(key)}` | {key.Subject} |  |"))}

            Read by request {_gates.Count}. {IssueMarks.Run}
            """;
        return new IssueText(Title, region, "## Notes\n\nMine.", null)
        {
            Now = FindingsNow.None with { Open = keys.Select(IdOf).ToHashSet(), Run = "Friday" },
        };
    }

    private static FindingKey KeyOf(int key) => new("account-has-teammate", $"u{key}");

    [GeneratedRegex(@"kept here as it was:\r?\n\r?\n(?<fence>`{3,}) ?text\r?\n(?<lines>.*?)\n\k<fence>", RegexOptions.Singleline)]
    private static partial Regex Moved();

    private static string IdOf(int key) => IdOf(KeyOf(key));

    private static string IdOf(FindingKey key) => $"F{key.Digits[..8]}";
}
