using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.FollowUp;

/// <summary>One of the audits of a <see cref="FollowUpFixture"/>: its issue, with findings of given people.</summary>
public sealed class FixtureAudit
{
    private readonly FollowUpFixture _fixture;
    private readonly FiscalPeriod _period;
    private readonly Dictionary<int, (int? Owner, string Text)> _points = [];
    private readonly SortedDictionary<int, int?> _known = [];
    private readonly Dictionary<int, string> _gone = [];
    private int _readings;
    private AuditMemory? _memory;

    /// <summary>Opens the issue as an audit does.</summary>
    public FixtureAudit(FollowUpFixture fixture, string platform, FiscalPeriod period, params (int? Owner, string Text)[] points)
    {
        (_fixture, Platform, _period) = (fixture, platform, period);
        foreach (var (number, point) in points.Index())
        {
            _points[number] = point;
            _known[number] = point.Owner;
        }

        Iid = fixture
            .Project.Open(
                fixture.Bot,
                $"{platform} audit",
                issue =>
                    issue with
                    {
                        Description = IssueBody.New(IssueMarks.Issue(platform, period), Region(), "## Notes"),
                        Confidential = true,
                    }
            )
            .Iid;
        Remember();
    }

    public string Platform { get; }

    public long Iid { get; }

    /// <summary>The checks that it says it has asked.</summary>
    public IReadOnlyList<string> AskedChecks { get; set; } = ["account-has-teammate"];

    public Issue Issue => _fixture.Project.Find(Iid)!;

    /// <summary>Runs again: points that were put right are gone.</summary>
    public void Read(params int[] mended)
    {
        var run = $"{_fixture.Clock.GetUtcNow():yyyy-MM-dd HH:mm} UTC, run `{new string('b', 12)}`";
        foreach (var point in mended)
        {
            _points.Remove(point);
            _gone[point] = run;
        }

        Remember();
        var now = FindingsNow.None with { Open = _points.Keys.Select(FollowUpFixture.IdOf).ToHashSet(StringComparer.Ordinal), Run = run };
        if (IssueBody.Parse(Issue.Description!).With(Region(), now) is { } changed)
        {
            _fixture.Project.Edit(_fixture.Bot, Iid, issue => issue with { Description = changed });
        }
    }

    /// <summary>Runs again, and fails.</summary>
    public void FailToRead()
    {
        Remember(_memory!.Failed(_fixture.Clock.GetUtcNow())!);
        _fixture.Project.Edit(
            _fixture.Bot,
            Iid,
            issue =>
                issue with
                {
                    Description = IssueBody.Parse(issue.Description!).WithNotice($"> **Not evaluated.** {IssueMarks.Notice}"),
                }
        );
    }

    public void Tick(int person, int point, bool isTicked = true) =>
        _fixture.Project.Edit(
            _fixture.Sandbox.GitLab.UserOf(person),
            Iid,
            issue =>
                issue with
                {
                    Description = string.Join(
                        '\n',
                        issue
                            .Description!.Split('\n')
                            .Select(line =>
                                line.Contains($"] `{FollowUpFixture.IdOf(point)}` ", StringComparison.Ordinal)
                                    ? (isTicked ? "- [x]" : "- [ ]") + line[5..]
                                    : line
                            )
                    ),
                }
        );

    public void Fill(int person, int point, string text) =>
        _fixture.Project.Edit(
            _fixture.Sandbox.GitLab.UserOf(person),
            Iid,
            issue =>
                issue with
                {
                    Description = issue.Description!.Replace(
                        $"| `{FollowUpFixture.IdOf(point)}` | {point} |  |",
                        $"| `{FollowUpFixture.IdOf(point)}` | {point} | {text} |",
                        StringComparison.Ordinal
                    ),
                }
        );

    private string Region()
    {
        var lines = _points.OrderBy(point => point.Key).Select(point => $"- [ ] `{FollowUpFixture.IdOf(point.Key)}` {point.Value.Text}");
        return $"""
            **{_points.Count} findings**

            {string.Join('\n', lines)}
            {IssueMarks.Gone}

            | Finding | Point | Justification |
            | --- | --- | --- |
            {string.Join('\n', _points.Keys.Order().Select(point => $"| `{FollowUpFixture.IdOf(point)}` | {point} |  |"))}

            Read on {_fixture.Clock.GetUtcNow():yyyy-MM-dd HH:mm} UTC. {IssueMarks.Run}
            """;
    }

    /// <summary>Lets the program note down what its last run has found.</summary>
    private void Remember()
    {
        var memory = new AuditMemory
        {
            Platform = Platform,
            Period = _period,
            Verdict = _points.Count > 0 ? Verdict.Findings : Verdict.Clear,
            AsOf = _fixture.Clock.GetUtcNow(),
            Seal = new string((char)('a' + _readings++), 64),
            Issue = (int)Iid,
            Checks = [.. AskedChecks.Select(check => new RememberedCheck(check, 0, 0))],
            Population = [new PopulationCount("teammates", FollowUpFixture.Size - 1), new PopulationCount("accounts", 20 + _points.Count)],
            Findings =
            [
                .. _known.Select(point => new RememberedFinding(
                    FollowUpFixture.KeyOf(point.Key).Digits,
                    "account-has-teammate",
                    point.Value is { } person ? FollowUpFixture.ThreadOf(person) : null,
                    point.Value is > FollowUpFixture.Manager
                        ? FollowUpFixture.ThreadOf(point.Value <= FollowUpFixture.Lead ? FollowUpFixture.Manager : FollowUpFixture.Lead)
                        : null,
                    point.Value is null ? "2025-11" : null,
                    _gone.ContainsKey(point.Key) ? RememberedState.Gone : RememberedState.Open,
                    _gone.GetValueOrDefault(point.Key)
                )
                {
                    Holder = point.Value is null ? _fixture.Holder?.Id : null,
                }),
            ],
        };
        var words = _memory?.Findings.ToDictionary(finding => finding.Digits, finding => finding.Words) ?? [];
        _memory = IssueMemory.WithWords(memory.WithWords(words.GetValueOrDefault), Region());
        Remember(_memory);
    }

    private void Remember(AuditMemory memory)
    {
        var body = MemoryNote.Bodies(memory).Bodies.Single();
        if (Issue.Notes.Find(note => note.Author == _fixture.Bot && FollowUpFixture.IsMemory(note)) is { } kept)
        {
            _fixture.Project.EditNote(Iid, kept.Id, body);
        }
        else
        {
            _fixture.Project.Comment(_fixture.Bot, Iid, body);
        }
    }
}
