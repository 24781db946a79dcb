using System.Globalization;
using GitLabApiClient;
using Microsoft.Extensions.Time.Testing;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.FollowUp.Reading;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Team;
using PlatformAudits.Tests.Tracking.Schedules;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.FollowUp.Simulation;

/// <summary>
/// Sixty days of a period with one to six audits, made from a seed: every day the audits run again and the follow-up runs, on some days by
/// several runners at once that are killed or lose requests, and people do as they like. Whatever the runs write is held against what they
/// may write.
/// </summary>
public sealed class SimulatedPeriod
{
    public const int Days = 60;

    /// <summary>
    /// What breaks on the last busy day, goes through all steps of the longest policy, with a hand-over and a wait that somebody asked
    /// for, and waits for a review across a quiet week, ends later.
    /// </summary>
    private const int MoreDays = 14;

    private static readonly string[] Platforms =
    [
        "calendly",
        "pagerduty",
        "zendesk-global",
        "zendesk-us-federal",
        "gitlab-com",
        "1password",
    ];

    private static readonly Uri Address = new("https://sandbox.invalid/gitlab");

    private readonly Random _random;
    private readonly SimulatedTeam _team;
    private readonly FakeTimeProvider _clock;
    private readonly SandboxServer _sandbox;
    private readonly Roster _roster;
    private readonly FollowUpRequest _request;
    private readonly IReadOnlyList<SimulatedAudit> _audits;
    private readonly AuditIssueRef? _overview;
    private readonly SimulatedPeople _people;
    private readonly Dictionary<string, (long Note, DateTimeOffset At)> _sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _inOneRun = new(StringComparer.Ordinal);
    private readonly List<string> _wrong = [];
    private readonly FiscalPeriod _period;
    private int _day;
    private bool _isDisturbed;

    public SimulatedPeriod(int seed, SimulatedTeam team, FollowUpRequest request)
    {
#pragma warning disable CA5394 // The days must come again from their seeds; nothing is secured by them.
        _random = new Random(seed);
#pragma warning restore CA5394
        _team = team;
        _request = request;
        var begin = new DateTimeOffset(2026, 2, 2, 5, 0, 0, TimeSpan.Zero).AddDays(_random.Next(300));
        _clock = new FakeTimeProvider(begin);
        _sandbox = SandboxServer.Unplugged(new SandboxOptions { Size = SimulatedTeam.Size, Clock = _clock });
        _roster = SimulatedTeam.Roster(_sandbox);
        Steps.Add($"team {team.Number}, policy {team.Policy("calendly").Name}, from {begin:u}");
        _period = FiscalPeriod.Of(DateOnly.FromDateTime(begin.UtcDateTime));
        var count = seed % 3 == 0 ? 1 : _random.Next(2, Platforms.Length + 1);
        _audits =
        [
            .. Platforms
                .OrderBy(_ => _random.Next())
                .Take(count)
                .Select(platform => new SimulatedAudit(platform, _period, _sandbox, _random, _clock)),
        ];
        _overview = _random.Next(8) > 0 ? Overview() : null;
        Steps.Add(
            $"{string.Join(", ", _audits.Select(audit => $"#{audit.Iid} {audit.Platform}"))}"
                + (_overview is null ? "" : $", #{_overview.Iid} over all")
        );
        _people = new SimulatedPeople(
            _random,
            _sandbox,
            _clock,
            _audits,
            [.. _audits.Select(audit => (long)audit.Iid).Concat(_overview is null ? [] : [(long)_overview.Iid])],
            Steps
        );
    }

    public List<string> Steps { get; } = [];

    /// <summary>How many audits the period has.</summary>
    public int Audits => _audits.Count;

    public int Runs { get; private set; }

    public int DisturbedRuns { get; private set; }

    public int Notes => _sent.Values.Select(sent => sent.Note).Distinct().Count();

    public int Mentions => Project.Notifications.Count;

    private Project Project => _sandbox.GitLab.Tracker;

    private GitLabUser Bot => _sandbox.GitLab.Bot;

    private bool HasEnded => _audits.All(HasEndedOn);

    private bool HasEndedOn(SimulatedAudit audit) =>
        _sent.Keys.Any(covered =>
            covered == $"#{audit.Iid} closed"
            || covered.StartsWith($"#{audit.Iid} evidence:", StringComparison.Ordinal)
            || covered.StartsWith($"#{audit.Iid} handover:", StringComparison.Ordinal)
        );

    private AuditIssueRef Overview()
    {
        var issue = Project.Open(
            Bot,
            OverviewTemplate.TitleOf(_period),
            issue =>
                issue with
                {
                    Description = IssueBody.New(IssueMarks.Issue(OverviewTemplate.Name, _period), "All of them.", "## Notes"),
                    Confidential = true,
                }
        );
        return RefOf(OverviewTemplate.Name, issue.Iid);
    }

    private AuditIssueRef RefOf(string platform, long iid) => new(platform, platform, _period, GitLabVendor.TrackerPath, (int)iid, "");

    /// <summary>Runs the days and gives what is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Run()
    {
        var zone = _team.Calendar.Zone;
        var begin = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_clock.GetUtcNow(), zone).DateTime);
        for (_day = 0; (_day < Days || (!HasEnded && _day < Days + MoreDays)) && _wrong.Count == 0; _day++)
        {
            var at = _team.Calendar.At(begin.AddDays(_day), new TimeOnly(7, 15)).AddMinutes(_random.Next(20));
            GoTo(at);
            Recheck();
            _people.Turn(_day);
            GoTo(at.AddMinutes(60 + _random.Next(5)));
            FollowUp();
            _people.Turn(_day);
        }

        _clock.Advance(TimeSpan.FromHours(1));
        if (_wrong.Count == 0)
        {
            CheckEnd();
        }

        return _wrong;
    }

    /// <summary>Goes to a moment, unless the day's runs and people have taken longer.</summary>
    private void GoTo(DateTimeOffset moment)
    {
        if (moment > _clock.GetUtcNow())
        {
            _clock.SetUtcNow(moment);
        }
    }

    private void Recheck()
    {
        foreach (var audit in _audits)
        {
            audit.Recheck(_day, mayFail: _day < SimulatedPeople.LastBusyDay + 10);
            Steps.Add(
                $"day {_day}, {_clock.GetUtcNow():ddd u}: {audit.Platform} "
                    + (audit.IsUnevaluated ? "not evaluated" : $"{audit.Findings.Open.Count} findings")
            );
        }
    }

    private void FollowUp()
    {
        var before = Project.Notifications.Count;
        _inOneRun.Clear();
        _isDisturbed = _random.Next(_day < 8 ? 3 : 8) == 0;
        if (!_isDisturbed)
        {
            Steps.Add("  a run");
            var left = Alone();
            _people.IsDamaged &= _audits.Any(audit => audit.IsUnevaluated);
            if (left.Count > 0)
            {
                _wrong.Add(
                    $"day {_day}: a run left {string.Join(", ", left.Select(note => $"{note.Kind} {string.Join(' ', note.Handles)}"))}"
                );
            }
        }
        else
        {
            _people.IsWatched = true;
            Together();
            _people.IsWatched = false;
        }

        Check(before);
    }

    /// <summary>Lets one run go undisturbed, and gives what was due when it began and still is.</summary>
    private IReadOnlyList<PlannedNote> Alone()
    {
        Runs++;
        var begun = _clock.GetUtcNow();
        using var transport = new SimulatedTransport(_sandbox.NewHandler(), _clock, (_, path, body) => Wrote(path, body), isGated: false);
        using var desk = Desk(transport);
        var run = RunAndReadAsync();
        return run.Wait(TimeSpan.FromMinutes(5)) ? run.Result : throw new InvalidOperationException("A run does not end.");

        async Task<IReadOnlyList<PlannedNote>> RunAndReadAsync()
        {
            var period = await RunAsync(desk);
            return Planner.Plan((await desk.ReadAsync(period)).State, begun);
        }
    }

    private void Together()
    {
        var running = new List<(Task<FollowedPeriod> Task, SimulatedTransport Transport, FollowUpLoop Desk)>();
        var runners = _random.Next(1, 4);
        DisturbedRuns += runners;
        for (var i = 0; i < runners; i++)
        {
            var transport = new SimulatedTransport(_sandbox.NewHandler(), _clock, (_, path, body) => Wrote(path, body), isGated: true)
            {
                KilledAt = _random.Next(2) == 0 ? _random.Next(1, 24) : 0,
                KilledRequestArrives = _random.Next(2) == 0,
            };
            var desk = Desk(transport);
            var task = RunAsync(desk);
            running.Add((task, transport, desk));
            WaitFor(task, transport);
        }

        while (running.Where(r => r.Transport.IsWaiting).ToList() is { Count: > 0 } waiting)
        {
            var next = waiting[_random.Next(waiting.Count)];
            var fault = _random.Next(30) switch
            {
                0 => Fault.LostReply,
                1 => Fault.LostRequest,
                _ => Fault.None,
            };
            Steps.Add(
                $"  runner {running.IndexOf(next) + 1}: "
                    + $"{next.Transport.Next}{(fault == Fault.None ? "" : $" ({fault})")}"
                    + $"{(next.Transport.Requests + 1 == next.Transport.KilledAt ? " (killed)" : "")}"
            );
            next.Transport.Release(fault);
            WaitFor(next.Task, next.Transport);
            if (_random.Next(25) == 0 && _day <= SimulatedPeople.LastBusyDay)
            {
                _people.Act();
            }
        }

        foreach (var (task, transport, desk) in running)
        {
            if (!task.IsCompleted || task.Exception?.InnerException is not (null or KilledException or AuditException))
            {
                throw new InvalidOperationException($"A runner neither ended nor failed in a sentence: {task.Exception}");
            }

            desk.Dispose();
            transport.Dispose();
        }
    }

    private static async Task<FollowedPeriod> RunAsync(FollowUpLoop desk)
    {
        var period = (await desk.PeriodsAsync(null)).Single();
        await desk.WriteAsync(period, int.MaxValue);
        return period;
    }

    private FollowUpLoop Desk(SimulatedTransport transport)
    {
        var handler = new WholeListHandler(
            new CredentialHandler(Address, Credential.PrivateToken("GL_TOKEN", GitLabVendor.BotToken), transport)
        );
        var people = new People(
            _roster,
            _team.Configuration.FollowUp,
            "audits.yaml",
            DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime)
        );
        return new FollowUpLoop(
            new TrackerConnection(
                GitLabVendor.TrackerPath,
                new GitLabClient(Address.AbsoluteUri, "", handler, Timeout.InfiniteTimeSpan),
                new TrackerClient(Address, handler, Timeout.InfiniteTimeSpan)
            ),
            null,
            _team.Configuration.FollowUp,
            _team.Configuration.Platforms,
            people,
            [],
            DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime),
            _request,
            _clock,
            RunLog.Silent
        );
    }

    private static void WaitFor(Task task, SimulatedTransport transport)
    {
        for (var wait = default(SpinWait); !transport.IsWaiting && !task.IsCompleted; wait.SpinOnce(sleep1Threshold: -1)) { }
    }

    /// <summary>Holds what a runner has written against what it may write.</summary>
    private void Wrote(string path, string body)
    {
        if (
            NoteMark.In(body) is not { Stage: NoteStage.Sent } mark
            || path.Split('/') is not [.., var number, _, var id]
            || !long.TryParse(id, CultureInfo.InvariantCulture, out var note)
            || !int.TryParse(number, CultureInfo.InvariantCulture, out var iid)
        )
        {
            return;
        }

        var place = RefOf(_audits.FirstOrDefault(audit => audit.Iid == iid)?.Platform ?? OverviewTemplate.Name, iid);
        lock (_sent)
        {
            var isNew = false;
            foreach (var covered in mark.Covers)
            {
                if (covered == CaseState.StartThread)
                {
                    continue;
                }

                var step = PeriodState.StepIn(place, covered);
                var name = step is var (code, own) ? $"{code} {own}" : $"#{iid} {covered}";
                if (_sent.TryGetValue(name, out var earlier) && earlier.Note != note)
                {
                    _wrong.Add($"day {_day}: {name} was done at {earlier.At:u} in note {earlier.Note}, and again in note {note}");
                }

                if (!_sent.ContainsKey(name))
                {
                    isNew = true;
                    _sent[name] = (note, _clock.GetUtcNow());
                    CheckTime(name, step);
                }
            }

            if (isNew && mark.Kind == NoteKind.Step && !_isDisturbed)
            {
                _inOneRun[mark.Thread] = _inOneRun.GetValueOrDefault(mark.Thread) + 1;
                if (_inOneRun[mark.Thread] > 1)
                {
                    _wrong.Add($"day {_day}: {mark.Thread} was told in {_inOneRun[mark.Thread]} notes of one run");
                }
            }
        }
    }

    private void CheckTime(string name, (string Code, string Step)? step)
    {
        if (!_team.Calendar.Allows(_clock.GetUtcNow().AddMinutes(-1)))
        {
            _wrong.Add($"day {_day}: {name} on a day on which nobody is asked");
        }

        if (step is not var (code, own) || own.Split(':') is not [var key, var what, ..] || !int.TryParse(what, out var number))
        {
            return;
        }

        var audit = _audits.First(audit => audit.Code == code);
        if (audit.IsUnevaluated)
        {
            _wrong.Add($"day {_day}: {name} although the audit was not evaluated");
        }

        var policy = _team.Policy(audit.Platform);
        if (
            number > 1
            && !own.EndsWith(":1", StringComparison.Ordinal)
            && !(
                _sent.TryGetValue($"{code} {key}:{number - 1}", out var before)
                && WaitByMinutes.IsOver(
                    _team.Calendar,
                    policy.UsesWorkingHours ?? _team.Calendar.UsesWorkingHours,
                    before.At,
                    policy.Steps[number - 1].AfterHours,
                    _clock.GetUtcNow().AddMinutes(1)
                )
            )
        )
        {
            _wrong.Add($"day {_day}: {name} came early");
        }
    }

    private void Check(int before)
    {
        var notifications = Project.Notifications;
        if (_audits.All(audit => audit.IsUnevaluated) && notifications.Count > before)
        {
            _wrong.Add($"day {_day}: {notifications[before].Username} was mentioned although no audit was evaluated");
        }

        for (var i = before; i < notifications.Count; i++)
        {
            for (var j = i - 1; j >= 0 && notifications[i].At - notifications[j].At < TimeSpan.FromHours(24); j--)
            {
                if (notifications[j].Username == notifications[i].Username)
                {
                    _wrong.Add(
                        $"day {_day}: {notifications[i].Username} was mentioned twice within {notifications[i].At - notifications[j].At}"
                    );
                }
            }
        }
    }

    private void CheckEnd()
    {
        foreach (var audit in _audits)
        {
            if (!HasEndedOn(audit))
            {
                _wrong.Add(
                    $"after {_day} days {audit.Platform} is neither reviewed nor escalated; done so far: "
                        + $"{string.Join(", ", _sent.Keys.Order(StringComparer.Ordinal))}"
                );
            }

            foreach (var key in audit.OpenFindings())
            {
                if (!_sent.ContainsKey($"{audit.Code} {key}:1"))
                {
                    _wrong.Add($"nobody was asked for finding {key} of {audit.Platform}");
                }
            }
        }
    }
}
