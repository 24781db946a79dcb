using Microsoft.Extensions.Time.Testing;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Reading;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.FollowUp.Simulation;

/// <summary>One of the audits of a simulated period, with its issue.</summary>
internal sealed class SimulatedAudit
{
    private readonly FiscalPeriod _period;
    private readonly SandboxServer _sandbox;
    private readonly Random _random;
    private readonly FakeTimeProvider _clock;
    private AuditMemory? _memory;

    public SimulatedAudit(string platform, FiscalPeriod period, SandboxServer sandbox, Random random, FakeTimeProvider clock)
    {
        (Platform, _period, _sandbox, _random, _clock) = (platform, period, sandbox, random, clock);
        Findings = new SimulatedFindings(random);
        var now = clock.GetUtcNow();
        Iid = (int)
            Project
                .Open(
                    sandbox.GitLab.Bot,
                    $"{platform} audit",
                    issue =>
                        issue with
                        {
                            Description = IssueBody.New(IssueMarks.Issue(platform, period), Findings.Region(now), "## Notes"),
                            Confidential = true,
                        }
                )
                .Iid;
        Remember($"{now:yyyy-MM-dd HH:mm} UTC");
    }

    public string Platform { get; }

    public string Code => Platform.Replace("-", "", StringComparison.Ordinal);

    public int Iid { get; }

    public SimulatedFindings Findings { get; }

    /// <summary>Whether its last run could not evaluate the platform.</summary>
    public bool IsUnevaluated { get; private set; }

    private Project Project => _sandbox.GitLab.Tracker;

    private Issue Issue => Project.Find(Iid)!;

    /// <summary>Lets the audit run again.</summary>
    /// <param name="mayFail">Whether it may fail to evaluate the platform.</param>
    public void Recheck(int day, bool mayFail)
    {
        var body = IssueBody.Parse(Issue.Description!);
        IsUnevaluated = mayFail && _random.Next(14) == 0;
        var run = $"{_clock.GetUtcNow():yyyy-MM-dd HH:mm} UTC, run `{day:000000000000}`";
        Remember(run);
        var changed = IsUnevaluated
            ? body.WithNotice($"> **Not evaluated.** {IssueMarks.Notice}")
            : body.With(Findings.Region(_clock.GetUtcNow()), Findings.Now(run));
        if (changed is not null)
        {
            Project.Edit(_sandbox.GitLab.Bot, Iid, issue => issue with { Description = changed });
        }
    }

    /// <summary>The digits of the findings that somebody has to be asked for; none of a closed issue.</summary>
    public IEnumerable<string> OpenFindings() =>
        Issue.Closed
            ? []
            : IssueFindings
                .Read(Issue.Description!, _memory!, [])
                .Findings.Where(item => item.State == FindingState.Open)
                .Select(item => item.Key);

    /// <summary>Notes down what the audit has found, as a run does before it writes the description.</summary>
    private void Remember(string run)
    {
        var now = _clock.GetUtcNow();
        _memory = IsUnevaluated
            ? _memory!.Failed(now)!
            : IssueMemory.WithWords(Findings.Memory(Platform, _period, now, Iid, run, _memory), Findings.Region(now));
        var body = MemoryNote.Bodies(_memory).Bodies.Single();
        if (Issue.Notes.Find(note => note.Author == _sandbox.GitLab.Bot && SimulatedPeople.IsMemory(note)) is { } kept)
        {
            Project.EditNote(Iid, kept.Id, body);
        }
        else
        {
            Project.Comment(_sandbox.GitLab.Bot, Iid, body);
        }
    }
}
