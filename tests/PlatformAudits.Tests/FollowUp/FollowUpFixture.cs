using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.FollowUp;

/// <summary>One audit issue with points of given people, a steered clock, and the follow-up as the host runs it.</summary>
public sealed partial class FollowUpFixture : IDisposable
{
    /// <summary>The Support Operations Manager.</summary>
    public const int Manager = 0;

    /// <summary>Who reviews.</summary>
    public const int Reviewer = 1;

    /// <summary>Who carries the audits out.</summary>
    public const int Operator = 2;

    /// <summary>The manager of the people from 4 on.</summary>
    public const int Lead = 3;

    /// <summary>Has no GitLab user name in the team file.</summary>
    public const int Silent = 7;

    /// <summary>Is in no team file any more.</summary>
    public const int Gone = 8;

    private const int Size = 9;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables;
    private readonly Dictionary<int, (int? Owner, string Text)> _points = [];
    private readonly SortedDictionary<int, int?> _known = [];
    private readonly Dictionary<int, string> _gone = [];
    private readonly FiscalPeriod _period;
    private int _readings;
    private AuditMemory? _memory;

    public FollowUpFixture(
        string followUp = "",
        string begin = "2026-02-02T06:00:00Z",
        bool hasSlack = false,
        params (int? Owner, string Text)[] points
    )
    {
        Clock = new FakeTimeProvider(DateTimeOffset.Parse(begin, System.Globalization.CultureInfo.InvariantCulture));
        Sandbox = SandboxServer.Unplugged(new SandboxOptions { Size = Size, Clock = Clock });
        _variables = new Dictionary<string, string>(Sandbox.Environment, StringComparer.Ordinal);
        if (!hasSlack)
        {
            _variables.Remove("SLACK_BOT_TOKEN");
        }

        foreach (var (number, point) in points.Index())
        {
            _points[number] = point;
            _known[number] = point.Owner;
        }

        _period = FiscalPeriod.Of(DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime));

        Request = new FollowUpRequest
        {
            SettingsPath = _folder.Write(
                "audits.yaml",
                $"""
                follow_up:
                  support_ops_managers: [{Address(Manager)}]
                  operators: [{Address(Operator)}]
                  reviewers: [{Address(Reviewer)}, {Address(Operator)}]
                {followUp}
                {Sandbox.SettingsYaml[Sandbox.SettingsYaml.IndexOf("team:", StringComparison.Ordinal)..]}
                """
            ),
            WaiversPath = _folder.File("waivers.yaml"),
            TemplatesFolder = Path.Combine(Repository.Root, "templates"),
            OutputFolder = _folder.File("artifacts"),
            TeamPath = _folder.Write("team.yaml", Team()),
        };
        Iid = Project
            .Open(
                Bot,
                "Calendly audit FY27 Q1",
                issue =>
                    issue with
                    {
                        Description = IssueBody.New(IssueMarks.Issue("calendly", _period), Region(), "## Notes"),
                        Confidential = true,
                    }
            )
            .Iid;
        Remember();
    }

    public FakeTimeProvider Clock { get; }

    public SandboxServer Sandbox { get; }

    public FollowUpRequest Request { get; set; }

    public long Iid { get; }

    /// <summary>The checks that an audit says it has asked.</summary>
    public IReadOnlyList<string> AskedChecks { get; set; } = ["account-has-teammate"];

    public Project Project => Sandbox.GitLab.Tracker;

    public GitLabUser Bot => Sandbox.GitLab.Bot;

    public Issue Issue => Project.Find(Iid)!;

    /// <summary>The program's notes to people, oldest first.</summary>
    public IReadOnlyList<Note> Notes => [.. Issue.Notes.Where(note => note.Author == Bot && !note.System && !IsMemory(note))];

    public IReadOnlyDictionary<string, string> Variables => _variables;

    public static string Address(int person) => $"person{person}@team.example";

    public static FindingKey KeyOf(int point) => new("account-has-teammate", $"u{point}");

    public static string IdOf(int point) => $"F{KeyOf(point).Digits[..8]}";

    /// <summary>A text without its hidden lines.</summary>
    public static string Shown(string body) => Hidden().Replace(body, "").Trim('\n');

    public string NameOf(int person) => Sandbox.GitLab.UserOf(person).Name;

    public string UsernameOf(int person) => Sandbox.GitLab.UserOf(person).Username;

    public void Set(string variable, string? value)
    {
        _variables.Remove(variable);
        if (value is not null)
        {
            _variables[variable] = value;
        }
    }

    public string Write(string name, string text) => _folder.Write(name, text);

    public string File(string name) => _folder.File(name);

    /// <summary>Goes to a day and an hour of it.</summary>
    public void Go(string moment) =>
        Clock.SetUtcNow(
            DateTimeOffset.Parse(
                moment,
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal
            )
        );

    public Task<IReadOnlyList<FollowUpOutcome>> RunAsync(HttpMessageHandler? transport = null) =>
        NewRun(transport).RunAsync(Request, CancellationToken.None);

    public Task<IReadOnlyList<ForecastEntry>> ForecastAsync(int days = 30) =>
        NewRun(null).ForecastAsync(Request, days, CancellationToken.None);

    /// <summary>Lets the audit run again: points that were put right are gone.</summary>
    public void Read(params int[] mended)
    {
        var run = $"{Clock.GetUtcNow():yyyy-MM-dd HH:mm} UTC, run `{new string('b', 12)}`";
        foreach (var point in mended)
        {
            _points.Remove(point);
            _gone[point] = run;
        }

        Remember();
        var now = FindingsNow.None with { Open = _points.Keys.Select(IdOf).ToHashSet(StringComparer.Ordinal), Run = run };
        if (IssueBody.Parse(Issue.Description!).With(Region(), now) is { } changed)
        {
            Project.Edit(Bot, Iid, issue => issue with { Description = changed });
        }
    }

    /// <summary>Lets the audit run again, and fail.</summary>
    public void FailToRead()
    {
        Remember(_memory!.Failed(Clock.GetUtcNow())!);
        Project.Edit(
            Bot,
            Iid,
            issue =>
                issue with
                {
                    Description = IssueBody.Parse(issue.Description!).WithNotice($"> **Not evaluated.** {IssueMarks.Notice}"),
                }
        );
    }

    public void Tick(int person, int point, bool isTicked = true) =>
        Project.Edit(
            Sandbox.GitLab.UserOf(person),
            Iid,
            issue =>
                issue with
                {
                    Description = string.Join(
                        '\n',
                        issue
                            .Description!.Split('\n')
                            .Select(line =>
                                line.Contains($"] `{IdOf(point)}` ", StringComparison.Ordinal)
                                    ? (isTicked ? "- [x]" : "- [ ]") + line[5..]
                                    : line
                            )
                    ),
                }
        );

    public void Fill(int person, int point, string text) =>
        Project.Edit(
            Sandbox.GitLab.UserOf(person),
            Iid,
            issue =>
                issue with
                {
                    Description = issue.Description!.Replace(
                        $"| `{IdOf(point)}` | {point} |  |",
                        $"| `{IdOf(point)}` | {point} | {text} |",
                        StringComparison.Ordinal
                    ),
                }
        );

    /// <summary>Answers in a person's thread, or in one with a name.</summary>
    public Note Answer(int person, string thread, string text)
    {
        var first = Notes.First(note => NoteMark.In(note.Body)?.Thread == thread);
        return Project.Discuss(Sandbox.GitLab.UserOf(person), Iid, text, first.Discussion)!;
    }

    public static string ThreadOf(int person) => PersonDigits.Of(Address(person));

    public void Dispose() => _folder.Dispose();

    private FollowUpRun NewRun(HttpMessageHandler? transport) =>
        new(new RunServices(name => _variables.GetValueOrDefault(name), transport ?? Sandbox.NewHandler(), Clock, RunLog.Silent));

    private string Team()
    {
        var yaml = new StringBuilder();
        for (var person = 0; person < Size; person++)
        {
            if (person == Gone)
            {
                continue;
            }

            yaml.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"- name: \"{NameOf(person)}\"\n  email: {Address(person)}\n  slack: {{id: U0000{person}}}\n"
            );
            yaml.Append(person == Silent ? "" : $"  gitlab: {{username: {UsernameOf(person)}}}\n");
            yaml.Append(person == Manager ? "" : $"  reports_to: \"{NameOf(person <= Lead ? Manager : Lead)}\"\n");
        }

        return yaml.ToString();
    }

    private string Region()
    {
        var lines = _points.OrderBy(point => point.Key).Select(point => $"- [ ] `{IdOf(point.Key)}` {point.Value.Text}");
        return $"""
            **{_points.Count} findings**

            {string.Join('\n', lines)}
            {IssueMarks.Gone}

            | Finding | Point | Justification |
            | --- | --- | --- |
            {string.Join('\n', _points.Keys.Order().Select(point => $"| `{IdOf(point)}` | {point} |  |"))}

            Read on {Clock.GetUtcNow():yyyy-MM-dd HH:mm} UTC. {IssueMarks.Run}
            """;
    }

    /// <summary>Lets the program note down what its last run has found.</summary>
    private void Remember()
    {
        var memory = new AuditMemory
        {
            Platform = "calendly",
            Period = _period,
            Verdict = _points.Count > 0 ? Verdict.Findings : Verdict.Clear,
            AsOf = Clock.GetUtcNow(),
            Seal = new string((char)('a' + _readings++), 64),
            Issue = (int)Iid,
            Checks = [.. AskedChecks.Select(check => new RememberedCheck(check, 0, 0))],
            Population = [new PopulationCount("teammates", Size - 1), new PopulationCount("accounts", 20 + _points.Count)],
            Findings =
            [
                .. _known.Select(point => new RememberedFinding(
                    KeyOf(point.Key).Digits,
                    "account-has-teammate",
                    point.Value is { } person ? ThreadOf(person) : null,
                    point.Value is > Manager ? ThreadOf(point.Value <= Lead ? Manager : Lead) : null,
                    point.Value is null ? "2025-11" : null,
                    _gone.ContainsKey(point.Key) ? RememberedState.Gone : RememberedState.Open,
                    _gone.GetValueOrDefault(point.Key)
                )),
            ],
        };
        var words = _memory?.Findings.ToDictionary(finding => finding.Digits, finding => finding.Words) ?? [];
        _memory = IssueMemory.WithWords(memory.WithWords(words.GetValueOrDefault), Region());
        Remember(_memory);
    }

    private void Remember(AuditMemory memory)
    {
        var body = MemoryNote.Bodies(memory).Bodies.Single();
        if (Issue.Notes.Find(note => note.Author == Bot && IsMemory(note)) is { } kept)
        {
            Project.EditNote(Iid, kept.Id, body);
        }
        else
        {
            Project.Comment(Bot, Iid, body);
        }
    }

    private static bool IsMemory(Note note) => note.Body.Contains("platform-audits:memory", StringComparison.Ordinal);

    [GeneratedRegex("^<!--.*?-->\\r?\\n?", RegexOptions.Multiline)]
    private static partial Regex Hidden();
}
