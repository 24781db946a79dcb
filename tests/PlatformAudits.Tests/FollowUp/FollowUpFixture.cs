using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
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

    /// <summary>How many people the sandbox has; the last has left the team.</summary>
    public const int Size = 9;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables;
    private readonly FiscalPeriod _period;
    private readonly FixtureAudit _first;

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
        _first = Open("calendly", points);
    }

    public FakeTimeProvider Clock { get; }

    public SandboxServer Sandbox { get; }

    /// <summary>Whose account the findings are about that are nobody's in the team file; null where GitLab knows nobody.</summary>
    public GitLabUser? Holder { get; set; }

    public FollowUpRequest Request { get; set; }

    /// <summary>The number of the first audit's issue.</summary>
    public long Iid => _first.Iid;

    /// <inheritdoc cref="FixtureAudit.AskedChecks"/>
    public IReadOnlyList<string> AskedChecks
    {
        get => _first.AskedChecks;
        set => _first.AskedChecks = value;
    }

    public Project Project => Sandbox.GitLab.Tracker;

    public GitLabUser Bot => Sandbox.GitLab.Bot;

    public Issue Issue => _first.Issue;

    /// <summary>The program's notes to people on the first audit's issue, oldest first.</summary>
    public IReadOnlyList<Note> Notes => NotesOn(Iid);

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

    public async Task<IReadOnlyList<ForecastEntry>> ForecastAsync(int days = 30) =>
        (await NewRun(null).ForecastAsync(Request, days, CancellationToken.None)).Entries;

    /// <inheritdoc cref="FixtureAudit.Read"/>
    public void Read(params int[] mended) => _first.Read(mended);

    /// <inheritdoc cref="FixtureAudit.FailToRead"/>
    public void FailToRead() => _first.FailToRead();

    public void Tick(int person, int point, bool isTicked = true) => _first.Tick(person, point, isTicked);

    public void Fill(int person, int point, string text) => _first.Fill(person, point, text);

    /// <summary>Opens the issue of another audit.</summary>
    /// <param name="period">Its period; null for that of the others.</param>
    public FixtureAudit Open(string platform, (int? Owner, string Text)[] points, FiscalPeriod? period = null) =>
        new(this, platform, period ?? _period, points);

    /// <summary>Opens the issue over all audits, and gives its number.</summary>
    public long OpenOverview() =>
        Project
            .Open(
                Bot,
                OverviewTemplate.TitleOf(_period),
                issue =>
                    issue with
                    {
                        Description = IssueBody.New(IssueMarks.Issue(OverviewTemplate.Name, _period), "All of them.", "## Notes"),
                        Confidential = true,
                    }
            )
            .Iid;

    /// <summary>The program's notes to people on an issue, oldest first.</summary>
    public IReadOnlyList<Note> NotesOn(long iid) =>
        [.. Project.Find(iid)!.Notes.Where(note => note.Author == Bot && !note.System && !IsMemory(note))];

    /// <summary>Answers in a person's thread, or in one with a name.</summary>
    /// <param name="on">The number of the issue; null for the first audit's.</param>
    public Note Answer(int person, string thread, string text, long? on = null)
    {
        var first = NotesOn(on ?? Iid).First(note => NoteMark.In(note.Body)?.Thread == thread);
        return Project.Discuss(Sandbox.GitLab.UserOf(person), on ?? Iid, text, first.Discussion)!;
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

    public static bool IsMemory(Note note) => note.Body.Contains("platform-audits:memory", StringComparison.Ordinal);

    [GeneratedRegex("^<!--.*?-->\\r?\\n?", RegexOptions.Multiline)]
    private static partial Regex Hidden();
}
