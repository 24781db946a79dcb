using GitLabApiClient;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.FollowUp;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Team;
using PlatformAudits.Tests.Tracking.Schedules;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.FollowUp.Simulation;

/// <summary>
/// Sixty days of one audit, made from a seed: every day the audit runs again and the follow-up runs, on some days by several runners at once that are killed or lose requests; people answer, tick, fill
/// in, put right, review, close, delete and edit. Whatever the runs write is held against what they may write.
/// </summary>
public sealed class SimulatedAudit
{
    public const int Days = 60;

    private const int LastBusyDay = 24;
    private const int Keys = 7;
    private const string Platform = "calendly";

    private static readonly Uri Address = new("http://sandbox.invalid/gitlab");
    private static readonly int[] Owners = [Office.Manager, Office.Operator, 3, 5, 5, 6, 7, 8, 9, 10];

    private readonly Random _random;
    private readonly Office _office;
    private readonly SimulatedClock _clock;
    private readonly SandboxServer _sandbox;
    private readonly Roster _roster;
    private readonly FollowUpRequest _request;
    private readonly Dictionary<int, int?> _owners = [];
    private readonly HashSet<int> _truth = [];
    private readonly HashSet<int> _waived = [];
    private readonly Dictionary<string, (long Note, DateTimeOffset At)> _sent = new(StringComparer.Ordinal);
    private readonly List<string> _wrong = [];
    private readonly long _iid;
    private int _day;
    private bool _isUnevaluated;
    private bool _isDamaged;
    private bool _isRunning;
    private bool _isDisturbed;

    public SimulatedAudit(int seed, Office office, FollowUpRequest request)
    {
#pragma warning disable CA5394 // The days must come again from their seeds; nothing is secured by them.
        _random = new Random(seed);
#pragma warning restore CA5394
        _office = office;
        _request = request;
        var begin = new DateTimeOffset(2026, 2, 2, 5, 0, 0, TimeSpan.Zero).AddDays(_random.Next(300));
        _clock = new SimulatedClock(begin);
        _sandbox = SandboxServer.Unplugged(new SandboxOptions { Size = Office.Size, Clock = _clock });
        _roster = Office.Roster(_sandbox);
        Steps.Add($"office {office.Number}, policy {office.Policy.Name}, from {begin:u}");
        for (var key = 0; key < Keys; key++)
        {
            _owners[key] = _random.Next(5) == 0 ? null : Owners[_random.Next(Owners.Length)];
            if (_random.Next(4) > 0)
            {
                _truth.Add(key);
            }
        }

        _iid = Project.Open(Bot, "Calendly audit", issue => issue with { Description = IssueBody.New(IssueMarks.Issue(Platform, FiscalPeriod.Of(DateOnly.FromDateTime(begin.UtcDateTime))), Region(), "## Notes"), Confidential = true }).Iid;
    }

    public List<string> Steps { get; } = [];

    public int Runs { get; private set; }

    public int DisturbedRuns { get; private set; }

    public int Notes => _sent.Values.Select(sent => sent.Note).Distinct().Count();

    public int Mentions => Project.Notifications.Count;

    private Project Project => _sandbox.GitLab.Tracker;

    private GitLabUser Bot => _sandbox.GitLab.Bot;

    private Issue Issue => Project.Find(_iid)!;

    /// <summary>Runs the days and gives what is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Run()
    {
        var zone = _office.Calendar.Zone;
        var begin = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_clock.Now, zone).DateTime);
        for (_day = 0; _day < Days && _wrong.Count == 0; _day++)
        {
            var at = _office.Calendar.At(begin.AddDays(_day), new TimeOnly(7, 15)).AddMinutes(_random.Next(20));
            _clock.Now = at;
            Recheck();
            People(_day);
            _clock.Now = at.AddMinutes(60 + _random.Next(5));
            FollowUp();
            People(_day);
        }

        _clock.Pass(TimeSpan.FromHours(1));
        if (_wrong.Count == 0)
        {
            CheckEnd();
        }

        return _wrong;
    }

    private static FindingKey KeyOf(int key) => new("account-has-teammate", $"u{key}");

    private void Recheck()
    {
        var body = IssueBody.Parse(Issue.Description!);
        _isUnevaluated = _day < LastBusyDay + 10 && _random.Next(14) == 0;
        var changed = _isUnevaluated
            ? body.WithNotice($"> **Not evaluated.** {IssueMarks.Notice}")
            : body.With(Region(), FindingsNow.None with { Open = _truth.Select(k => KeyOf(k).Digits).ToHashSet(), Waived = _waived.Select(k => KeyOf(k).Digits).ToHashSet(), Run = $"{_clock.Now:yyyy-MM-dd}, run `{_day:000000000000}`" });
        if (changed is not null)
        {
            Project.Edit(Bot, _iid, issue => issue with { Description = changed });
        }

        Steps.Add($"day {_day}, {_clock.Now:ddd u}: {(_isUnevaluated ? "not evaluated" : $"{_truth.Count} findings")}");
    }

    private string Region()
    {
        var keys = _truth.Order().ToList();
        return $"""
            **{keys.Count} findings**

            {string.Join('\n', keys.Select(key => $"- [ ] Point {key} is wrong. Mend it. {IssueMarks.Finding(KeyOf(key))} {SubjectOf(key)}"))}
            {IssueMarks.Gone}

            | Point | Justification |
            | --- | --- |
            {string.Join('\n', keys.Select(key => $"| {key} | {IssueMarks.Cell(KeyOf(key))}  |"))}

            {new AuditReading(_clock.Now, new string('a', 64), [new PopulationCount("accounts", 100 + keys.Count)]).Mark} {IssueMarks.Run}
            """;
    }

    private string SubjectOf(int key) => new FindingSubject(
        "account-has-teammate",
        _owners[key] is { } owner ? FindingSubject.PersonOf(Office.Address(owner)) : null,
        _owners[key] is { } person and > Office.Manager ? FindingSubject.PersonOf(Office.Address(person switch { <= 4 => Office.Manager, <= 7 => 3, _ => 4 })) : null,
        null).Mark;

    private void FollowUp()
    {
        var before = Project.Notifications.Count;
        _isDisturbed = _random.Next(_day < 8 ? 3 : 8) == 0;
        if (!_isDisturbed)
        {
            Steps.Add("  a run");
            var left = Alone();
            _isDamaged &= _isUnevaluated;
            if (left.Count > 0)
            {
                _wrong.Add($"day {_day}: a run left {string.Join(", ", left.Select(note => $"{note.Kind} {string.Join(' ', note.Covers)}"))}");
            }
        }
        else
        {
            _isRunning = true;
            Together();
            _isRunning = false;
        }

        Check(before);
    }

    /// <summary>Lets one run go undisturbed, and gives what was due when it began and still is.</summary>
    private IReadOnlyList<PlannedNote> Alone()
    {
        Runs++;
        var begun = _clock.Now;
        using var wire = new Wire(_sandbox.NewHandler(), _clock, (_, path, body) => Wrote(path, body), isGated: false);
        using var desk = Desk(wire);
        var run = Task.Run(async () =>
        {
            var audit = await RunAsync(desk);
            return await desk.ReadAsync(audit) is (var at, null) && at is not null ? Planner.Plan(at.File, begun) : [];
        });
        return run.Wait(TimeSpan.FromMinutes(1)) ? run.Result : throw new InvalidOperationException("A run does not end.");
    }

    private void Together()
    {
        var running = new List<(Task<AuditAtHand> Task, Wire Wire, FollowUpDesk Desk)>();
        var runners = _random.Next(1, 4);
        DisturbedRuns += runners;
        for (var i = 0; i < runners; i++)
        {
            var wire = new Wire(_sandbox.NewHandler(), _clock, (_, path, body) => Wrote(path, body), isGated: true)
            {
                KilledAt = _random.Next(2) == 0 ? _random.Next(1, 24) : 0,
                KilledRequestArrives = _random.Next(2) == 0,
            };
            var desk = Desk(wire);
            var task = Task.Run(() => RunAsync(desk));
            running.Add((task, wire, desk));
            WaitFor(task, wire);
        }

        while (running.Where(r => r.Wire.IsWaiting).ToList() is { Count: > 0 } waiting)
        {
            var next = waiting[_random.Next(waiting.Count)];
            var fault = _random.Next(30) switch { 0 => Fault.LostReply, 1 => Fault.LostRequest, _ => Fault.None };
            Steps.Add($"  runner {running.IndexOf(next) + 1}: {next.Wire.Next}{(fault == Fault.None ? "" : $" ({fault})")}{(next.Wire.Requests + 1 == next.Wire.KilledAt ? " (killed)" : "")}");
            next.Wire.Release(fault);
            WaitFor(next.Task, next.Wire);
            if (_random.Next(25) == 0 && _day <= LastBusyDay)
            {
                Act();
            }
        }

        foreach (var (task, wire, desk) in running)
        {
            if (!task.IsCompleted || task.Exception?.InnerException is not (null or KilledException or AuditException))
            {
                throw new InvalidOperationException($"A runner neither ended nor failed in a sentence: {task.Exception}");
            }

            desk.Dispose();
            wire.Dispose();
        }
    }

    private static async Task<AuditAtHand> RunAsync(FollowUpDesk desk)
    {
        var audit = (await desk.AuditsAsync(null)).Single();
        await desk.WriteAsync(audit);
        return audit;
    }

    private FollowUpDesk Desk(Wire wire)
    {
        var handler = new WholeListHandler(new CredentialHandler(Address, Credential.PrivateToken("GL_TOKEN", GitLabVendor.BotToken), wire));
        var people = new People(_roster, _office.Settings.FollowUp, "audits.yaml", DateOnly.FromDateTime(_clock.Now.UtcDateTime));
        return new FollowUpDesk(
            new GitLabClient(Address.AbsoluteUri, "", handler, Timeout.InfiniteTimeSpan),
            new TrackerClient(Address, handler, Timeout.InfiniteTimeSpan),
            null,
            GitLabVendor.TrackerPath,
            _office.Settings,
            _office.Platforms,
            people,
            _request,
            _clock,
            RunLog.Silent);
    }

    private static void WaitFor(Task task, Wire wire)
    {
        for (var wait = default(SpinWait); !wire.IsWaiting && !task.IsCompleted; wait.SpinOnce(sleep1Threshold: -1))
        {
        }
    }

    /// <summary>Holds what a runner has written against what it may write.</summary>
    private void Wrote(string path, string body)
    {
        if (NoteMark.In(body) is not { Stage: NoteStage.Sent } mark || !long.TryParse(path.Split('/')[^1], out var note))
        {
            return;
        }

        lock (_sent)
        {
            foreach (var covered in mark.Covers)
            {
                if (covered == CaseFile.StartThread)
                {
                    continue;
                }

                if (_sent.TryGetValue(covered, out var earlier) && earlier.Note != note)
                {
                    _wrong.Add($"day {_day}: {covered} was done at {earlier.At:u} in note {earlier.Note}, and again in note {note}");
                }

                if (!_sent.ContainsKey(covered))
                {
                    _sent[covered] = (note, _clock.Now);
                    CheckTime(covered);
                }
            }
        }
    }

    private void CheckTime(string covered)
    {
        if (!_office.Calendar.Allows(_clock.Now.AddMinutes(-1)))
        {
            _wrong.Add($"day {_day}: {covered} on a day on which nobody is asked");
        }

        if (covered.Split(':') is not [var key, var step] || !int.TryParse(step, out var number) || key.Length != 16)
        {
            return;
        }

        if (_isUnevaluated)
        {
            _wrong.Add($"day {_day}: {covered} although the audit was not evaluated");
        }

        var policy = _office.Policy;
        if (number > 1 && !(_sent.TryGetValue($"{key}:{number - 1}", out var before)
            && Oracle.IsOver(_office.Calendar, policy.UsesWorkingHours ?? _office.Calendar.UsesWorkingHours, before.At, policy.Steps[number - 1].AfterHours, _clock.Now.AddMinutes(1))))
        {
            _wrong.Add($"day {_day}: {covered} came early");
        }
    }

    private void Check(int before)
    {
        var notifications = Project.Notifications;
        if (_isUnevaluated && notifications.Count > before)
        {
            _wrong.Add($"day {_day}: {notifications[before].Username} was mentioned although the audit was not evaluated");
        }

        for (var i = before; i < notifications.Count; i++)
        {
            for (var j = i - 1; j >= 0 && notifications[i].At - notifications[j].At < TimeSpan.FromHours(24); j--)
            {
                if (notifications[j].Username == notifications[i].Username)
                {
                    _wrong.Add($"day {_day}: {notifications[i].Username} was mentioned twice within {notifications[i].At - notifications[j].At}");
                }
            }
        }
    }

    private void CheckEnd()
    {
        var done = _sent.Keys.Where(covered => covered.StartsWith("evidence:", StringComparison.Ordinal) || covered.StartsWith("handover:", StringComparison.Ordinal) || covered == "closed").ToList();
        if (done.Count == 0)
        {
            _wrong.Add($"after {Days} days the audit is neither reviewed nor handed over; done so far: {string.Join(", ", _sent.Keys.Order(StringComparer.Ordinal))}");
        }

        foreach (var key in _truth.Where(key => !_waived.Contains(key)))
        {
            if (!_sent.ContainsKey($"{KeyOf(key).Digits}:1") && !Issue.Closed && IssueItems.Read(Issue.Description!, []).Items.Single(item => item.Key == KeyOf(key).Digits).State == ItemState.Open)
            {
                _wrong.Add($"nobody was asked for point {key}");
            }
        }
    }

    private void People(int day)
    {
        if (day <= LastBusyDay)
        {
            for (var acts = _random.Next(3); acts > 0; acts--)
            {
                Act();
            }
        }
        else if (_random.Next(6) == 0)
        {
            Review(Office.Reviewer);
        }
    }

    private void Act()
    {
        var act = _random.Next(24) switch
        {
            0 or 1 or 2 => Answer(),
            3 => Comment(),
            4 or 5 => Tick(),
            6 => Fill(),
            7 or 8 => Mend(),
            9 => Break(),
            10 => Waive(),
            11 => Review(Office.Reviewer),
            12 => Review(_random.Next(Office.Size)),
            13 => Close(isClosed: _random.Next(3) == 0),
            14 => Close(isClosed: false),
            15 => DeleteNote(),
            16 => EditNote(),
            17 => Forge(),
            _ => "looks on",
        };
        Steps.Add($"  somebody {act}");
        _clock.Pass(TimeSpan.FromMinutes(_random.Next(3)));
    }

    private GitLabUser Anybody() => _sandbox.GitLab.UserOf(_random.Next(Office.Size));

    private List<Note> OurNotes() => [.. Issue.Notes.Where(note => note.Author == Bot && !note.System)];

    private string Answer()
    {
        if (OurNotes() is not { Count: > 0 } notes)
        {
            return "looks on";
        }

        var note = notes[_random.Next(notes.Count)];
        var who = _random.Next(4) == 0 ? Office.Manager : _random.Next(Office.Size);
        Project.Discuss(_sandbox.GitLab.UserOf(who), _iid, _random.Next(4) == 0 ? "This is intentional." : "I am looking at it, because there was a reason for it.", note.Discussion);
        return $"({who}) answers";
    }

    private string Comment()
    {
        Project.Comment(Anybody(), _iid, "A comment.");
        return "comments";
    }

    private string Tick()
    {
        Project.Edit(Anybody(), _iid, issue =>
        {
            var lines = issue.Description!.Split('\n');
            var open = Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith("- [ ]", StringComparison.Ordinal) && lines[i].Contains("<!-- f:", StringComparison.Ordinal)).ToList();
            if (open.Count > 0)
            {
                var at = open[_random.Next(open.Count)];
                lines[at] = "- [x]" + lines[at][5..];
            }

            return issue with { Description = string.Join('\n', lines) };
        });
        return "ticks";
    }

    private string Fill()
    {
        var key = _random.Next(Keys);
        Project.Edit(Anybody(), _iid, issue => issue with { Description = issue.Description!.Replace($"{IssueMarks.Cell(KeyOf(key))}  |", $"{IssueMarks.Cell(KeyOf(key))} needed for the migration |", StringComparison.Ordinal) });
        return $"fills in the cell of {key}";
    }

    private string Mend()
    {
        var key = _random.Next(Keys);
        _truth.Remove(key);
        return $"puts {key} right";
    }

    private string Break()
    {
        var key = _random.Next(Keys);
        _truth.Add(key);
        _waived.Remove(key);
        return $"breaks {key}";
    }

    private string Waive()
    {
        var key = _random.Next(Keys);
        if (_truth.Remove(key))
        {
            _waived.Add(key);
        }

        return $"has {key} waived";
    }

    private string Review(int who)
    {
        var asked = OurNotes().Find(note => NoteMark.In(note.Body) is { Thread: CaseFile.ReviewThread, Stage: NoteStage.Sent });
        if (asked is not null)
        {
            Project.Discuss(_sandbox.GitLab.UserOf(who), _iid, "Reviewed. All is well.", asked.Discussion);
        }

        return asked is null ? "looks on" : $"({who}) reviews";
    }

    private string Close(bool isClosed)
    {
        Project.Edit(Anybody(), _iid, issue => issue with { Closed = isClosed });
        return isClosed ? "closes" : "reopens";
    }

    private string DeleteNote()
    {
        // Not between the requests of several runs (docs/decisions/0015, "What is left"), one note between two runs that end, and not the last that is left: what is nowhere written is nowhere known.
        if (_isDamaged || _isRunning || OurNotes().FindAll(note => NoteMark.In(note.Body) is { Stage: NoteStage.Sent }) is not { Count: > 1 } notes)
        {
            return "looks on";
        }

        _isDamaged = true;
        var note = notes[_random.Next(notes.Count)];
        Project.DeleteNote(_iid, note.Id);
        return $"deletes note {note.Id}";
    }

    private string EditNote()
    {
        if (_isDamaged || _isRunning || OurNotes().FindAll(note => NoteMark.In(note.Body) is { Stage: NoteStage.Sent }) is not { Count: > 1 } notes)
        {
            return "looks on";
        }

        _isDamaged = true;
        var note = notes[_random.Next(notes.Count)];
        Project.EditNote(_iid, note.Id, _random.Next(2) == 0 ? "Somebody changed this note." : note.Body + "\n\nSomebody added this.");
        return $"edits note {note.Id}";
    }

    private string Forge()
    {
        var key = KeyOf(_random.Next(Keys)).Digits;
        var mark = new NoteMark(NoteKind.Step, key, NoteStage.Sent, _clock.Now, null, [$"{key}:1", $"{key}:2", $"{key}:3"], [], "0123456789abcdef");
        Project.Comment(Anybody(), _iid, mark.Line);
        return "forges a mark";
    }
}
