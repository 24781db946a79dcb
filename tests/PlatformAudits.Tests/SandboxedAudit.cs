using System.Globalization;
using System.Reflection;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Commands;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Tests.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests;

/// <summary>
/// A platform's audit against a sandbox of its own, as the host would run it. By a <see cref="SteeredClock"/> its requests go to the
/// sandbox within the process, so that nothing but a command is outside.
/// </summary>
public sealed class SandboxedAudit : IAsyncDisposable
{
    private const string Memory = "platform-audits:memory ";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpMessageHandler _transport;
    private readonly TimeProvider _clock;
    private readonly RateBudgets _budgets;
    private readonly TeamReadings _teams = new();
    private readonly SteeredClock? _steered;
    private readonly IReadOnlyList<Assembly> _assemblies;

    private SandboxedAudit(SandboxServer sandbox, TimeProvider clock, string platform, IReadOnlyList<Assembly> assemblies)
    {
        Sandbox = sandbox;
        _assemblies = assemblies;
        _clock = clock;
        _budgets = new RateBudgets(clock);
        _steered = clock as SteeredClock;
        _transport = _steered is null ? ApiClient.NewTransport() : sandbox.NewHandler();
        Request = new AuditRequest
        {
            Platform = platform,
            SettingsPath = _folder.Write("audits.yaml", sandbox.SettingsYaml),
            WaiversPath = _folder.File("waivers.yaml"),
            TemplatesFolder = Path.Combine(Repository.Root, "templates"),
            OutputFolder = _folder.File(platform),
        };
    }

    public SandboxServer Sandbox { get; }

    public AuditRequest Request { get; set; }

    public Recorded Log { get; } = new();

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of all platforms.</summary>
    public static IEnumerable<string> Platforms => ConformanceTests.Platforms.Select(p => p.Id);

    public static async Task<SandboxedAudit> StartAsync(
        SandboxOptions? options = null,
        string platform = "calendly",
        params IReadOnlyList<Assembly> assemblies
    )
    {
        options ??= new SandboxOptions { Size = 10 };
        var sandbox = await SandboxServer.StartAsync(options);
        var audit = new SandboxedAudit(sandbox, options.Clock ?? TimeProvider.System, platform, assemblies);
        foreach (var (name, value) in sandbox.Environment)
        {
            audit.Variables[name] = value;
        }

        return audit;
    }

    /// <summary>What a correct audit of the platform finds now.</summary>
    public IReadOnlyList<PlantedFault> Planted => [.. Sandbox.Planted.Where(p => p.Platform == Request.Platform)];

    public IReadOnlyList<Issue> Issues => Sandbox.GitLab.Tracker.Issues;

    public static string WithoutRunLines(string description) =>
        string.Join(
            '\n',
            IssueBody
                .Parse(description)
                .Region.Rows.Where(row => row is { IsOfRun: false, IsAboutRegion: false })
                .Select(row => row.Raw)
                .OfType<string>()
        );

    /// <summary>The notes that people and the program wrote on an issue, without what the program keeps for itself.</summary>
    public static IEnumerable<string> NotesOf(Issue issue) =>
        issue.Notes.Where(note => !note.System).Select(note => note.Body).Where(body => !body.Contains(Memory, StringComparison.Ordinal));

    /// <summary>The notes in which the program keeps what the next run compares with.</summary>
    public static IEnumerable<Note> MemoriesOf(Issue issue) =>
        issue.Notes.Where(note => !note.System && note.Body.Contains(Memory, StringComparison.Ordinal));

    public Task<AuditOutcome> RunAsync() => SteerAsync(() => RunAsync(Request, _clock));

    /// <summary>Runs the audit at another time than the sandbox's.</summary>
    public Task<AuditOutcome> RunAsync(TimeProvider clock) => RunAsync(Request, clock);

    /// <summary>Audits every platform side by side, each with an output folder beside the one of the request.</summary>
    public Task<AuditResult[]> RunAllAsync() =>
        SteerAsync(() =>
            AuditBatch.RunAsync(
                [.. Platforms],
                platform => RunAsync(Request with { Platform = platform, OutputFolder = _folder.File(platform) }, _clock),
                _ => { },
                _clock
            )
        );

    /// <summary>What a run takes from its surroundings.</summary>
    public RunServices Services => ServicesOf(_clock);

    /// <summary>Puts on one page what the audits have left below the folder that holds the output folder of the request.</summary>
    public Task<OverviewOutcome> OverviewAsync(Func<OverviewRequest, OverviewRequest>? change = null)
    {
        var request = new OverviewRequest
        {
            SettingsPath = Request.SettingsPath,
            TemplatesFolder = Request.TemplatesFolder,
            OwnTemplatesFolder = Request.OwnTemplatesFolder,
            OutputFolder = _folder.Path,
            HasIssues = true,
        };
        return SteerAsync(() => new OverviewRun(Services).RunAsync(change?.Invoke(request) ?? request, CancellationToken.None));
    }

    /// <summary>A file beside the page over all platforms, or below a platform's folder.</summary>
    public string Beside(string name) => _folder.File(name);

    /// <summary>Writes the reports below a folder again, by default the audit's own.</summary>
    public Task<IReadOnlyList<ReportOutcome>> WriteReportsAsync(string? folder = null) =>
        new ReportRun(ServicesOf(_clock)).RunAsync(
            new ReportRequest
            {
                SettingsPath = Request.SettingsPath,
                WaiversPath = Request.WaiversPath,
                TemplatesFolder = Request.TemplatesFolder,
                OutputFolder = folder ?? Request.OutputFolder,
            },
            CancellationToken.None
        );

    public Task<string?> NothingToRecheckAsync() => NewAudit(_clock).NothingToRecheckAsync(Request);

    public string Output(string name) => Path.Combine(Request.OutputFolder, name);

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Has the next runs read other settings: a text that stands in the sandbox's, and what stands there instead.</summary>
    public void Change(string written, string instead, params IEnumerable<(string Written, string Instead)> more)
    {
        var settings = Sandbox.SettingsYaml;
        foreach (var change in more.Prepend((written, instead)))
        {
            Assert.That(settings, Does.Contain(change.Item1), "else nothing is changed");
            settings = settings.Replace(change.Item1, change.Item2, StringComparison.Ordinal);
        }

        Request = Request with { SettingsPath = Write("changed.yaml", settings) };
    }

    /// <summary>Waives all that the last run has found.</summary>
    public void WaiveAll()
    {
        var until = _clock.GetUtcNow().AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Write("waivers.yaml", $"waivers:\n{string.Concat(Report()["findings"]!.Select(Waiver))}");

        string Waiver(JToken finding)
        {
            var check = (string)finding["check"]!;
            var subject = ((string)finding["key"]!)[(check.Length + 1)..];
            return $"  - {{platform: {Request.Platform}, check: {check}, account: '{subject}', owner: J. R. Lee, reason: partner, link: "
                + $"'https://requests.example/1', expires: {until}}}\n";
        }
    }

    /// <summary>Has the test report hold names and addresses.</summary>
    public void AskForNamesInTests() =>
        Request = Request with { SettingsPath = Write("with-names.yaml", Sandbox.SettingsYaml + "\nreports: {names_in_tests: true}\n") };

    /// <summary>The report, after the whole file has been held against the schema.</summary>
    public JObject Report()
    {
        var report = File.ReadAllText(Output("report.json"));
        Assert.That(PublishedSchema.Report.FaultsOf(report), Is.Empty);
        return JObject.Parse(report);
    }

    /// <summary>The findings in the report, as the plant is written: platform, check and account.</summary>
    public IEnumerable<PlantedFault> Found()
    {
        var report = Report();
        return report["findings"]!
            .Select(f => new PlantedFault((string)report["platform"]!, (string)f["check"]!, (string)f["account"]!))
            .OrderBy(found => found.Check, StringComparer.Ordinal)
            .ThenBy(found => found.Account, StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        await Sandbox.DisposeAsync();
        _folder.Dispose();
    }

    private Task<T> SteerAsync<T>(Func<Task<T>> work) => _steered is null ? work() : _steered.RunAsync(work);

    private Task<AuditOutcome> RunAsync(AuditRequest request, TimeProvider clock) =>
        NewAudit(clock).RunAsync(request, CancellationToken.None);

    private Audit NewAudit(TimeProvider clock) => new(ServicesOf(clock));

    private RunServices ServicesOf(TimeProvider clock) =>
        new(name => Variables.GetValueOrDefault(name), _transport, clock, Log)
        {
            Assemblies = _assemblies,
            Budgets = clock == _clock ? _budgets : new RateBudgets(clock),
            Commands = _steered is null
                ? null
                : (system, program, credential) =>
                    new StandingCommands(_steered, new ProcessTransport(system, program, credential, Variables.GetValueOrDefault)),
            Teams = _teams,
        };
}
