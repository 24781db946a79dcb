using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using PlatformAudits.Audits;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Evaluation;
using PlatformAudits.Sandbox;

namespace PlatformAudits.Tests.Faults;

/// <summary>A run of an audit in a fixture, with everything that came of it.</summary>
public sealed partial class FaultRun
{
    /// <summary>A wait of a minute is over in 0.3 s.</summary>
    private const int Speed = 200;

    /// <summary>A program takes its time to start.</summary>
    private const int SpeedOfOp = 30;

    /// <summary>Where something stalls, half a minute of silence is 1 s; elsewhere a busy machine has its whole time.</summary>
    private const int SpeedOfStalls = 30;

    private static readonly string Templates = Path.Combine(Repository.Root, "templates");

    private FaultRun() { }

    /// <summary>What the run came to, or null when it failed.</summary>
    public AuditOutcome? Outcome { get; private set; }

    /// <summary>Why it failed, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The report, or null when none was written.</summary>
    public JObject? Report { get; private set; }

    /// <summary>The open issues' descriptions.</summary>
    public IReadOnlyList<string> OpenIssues { get; private set; } = [];

    /// <summary>The closed issues' descriptions.</summary>
    public IReadOnlyList<string> ClosedIssues { get; private set; } = [];

    /// <summary>Those whom GitLab would notify.</summary>
    public IReadOnlyList<string> Mentions { get; private set; } = [];

    /// <summary>What was asked.</summary>
    public IReadOnlyList<string> Requests { get; private set; } = [];

    /// <summary>How many answers the fault happened to.</summary>
    public int Faults { get; private set; }

    /// <summary>The test report, or null.</summary>
    public string? JUnit { get; private set; }

    /// <summary>What was said while it ran.</summary>
    public IReadOnlyList<string> Sentences { get; private set; } = [];

    /// <summary>What must not stand anywhere.</summary>
    public IReadOnlyCollection<string> Canaries { get; private set; } = [];

    /// <summary>The credentials of the run, which are looked for in every encoding.</summary>
    public IReadOnlyCollection<string> Credentials { get; private set; } = [];

    /// <summary>Canaries that were found, each with the place.</summary>
    public IReadOnlyList<string> Leaks { get; private set; } = [];

    /// <summary>What people are told: the reasons of the report, or of the failure.</summary>
    public IReadOnlyList<string> Reasons => Failure is not null ? [Failure.Message] : Outcome!.Report.Reasons;

    /// <summary>Carries an audit out.</summary>
    /// <param name="cell">What goes wrong, or null.</param>
    public static async Task<FaultRun> CarryOutAsync(FaultFixture fixture, FaultCell? cell)
    {
        var run = new FaultRun();
        using var folder = new TemporaryFolder();
        var stalls = cell?.Kind is "stall" or "op-hang";
        var speed = fixture.IsOp ? SpeedOfOp : Speed;
        var clock = new JumpingClock(speed, stalls ? SpeedOfStalls : 1);
        await using var sandbox = await fixture.OpenAsync(cell?.Fault, new JumpingClock(speed, 1));
        var (settings, variables) = fixture.Configure(sandbox);
        using var inner = fixture.IsOp ? ApiClient.NewTransport() : sandbox.NewHandler();
        using var transport = new CanaryHandler(
            inner,
            harvests: cell is null,
            number =>
            {
                if (cell?.ClockJump is { } days && number == cell.Request)
                {
                    clock.Jump(TimeSpan.FromDays(days));
                    run.Faults++;
                }
            }
        );
        var log = new Recorded();
        var request = new AuditRequest
        {
            Platform = fixture.Platform,
            SettingsPath = folder.Write("audits.yaml", settings),
            WaiversPath = folder.File("waivers.yaml"),
            TemplatesFolder = Templates,
            OutputFolder = folder.File("output"),
            HistoryFolder = folder.File("history"),
        };
        fixture.WriteHistory(request.HistoryFolder);
        try
        {
            run.Outcome = await new Audit(new RunServices(variables.GetValueOrDefault, transport, clock, log)).RunAsync(
                request,
                CancellationToken.None
            );
        }
#pragma warning disable CA1031 // A crash is one of the things looked for.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            run.Failure = failure;
        }

        run.Credentials = [.. variables.Where(v => CanaryHandler.IsSecret(v.Key)).Select(v => v.Value)];
        run.Take(sandbox, folder, request.OutputFolder, log);
        run.Canaries = cell is null
            ? [.. variables.Where(v => CanaryHandler.IsSecret(v.Key)).Select(v => v.Value).Concat(transport.Harvested).Distinct()]
            : [];
        run.Leaks = run.LeaksOf(
            cell is null
                ? run.Canaries
                : [.. fixture.Canaries, .. fixture.IsOp ? variables.Where(v => CanaryHandler.IsSecret(v.Key)).Select(v => v.Value) : []],
            folder,
            sandbox,
            log
        );
        return run;
    }

    /// <summary>A description without what is different in every run.</summary>
    public static string Lasting(string description) =>
        TokenMark()
            .Replace(RunName().Replace(SandboxedAudit.WithoutRunLines(description), "RUN"), "$1 -->")
            .Split('\n')
            .Where(line => !PageFigures().IsMatch(line) && !line.StartsWith("| GitLab | `GL_TOKEN` |", StringComparison.Ordinal))
            .Aggregate((one, next) => one + "\n" + next);

    /// <summary>The report without what is different in every run.</summary>
    public string LastingReport()
    {
        var report = (JObject)Report!.DeepClone();
        report.Remove("asOf");
        report.Remove("snapshot");
        // Whose GL_TOKEN is, a run says where GitLab has told it.
        foreach (var credential in report["credentials"]!.Where(credential => (string?)credential["variable"] == "GL_TOKEN"))
        {
            ((JObject)credential).Remove("identity");
        }

        foreach (var list in report["lists"]!)
        {
            ((JObject)list).Remove("pages");
        }

        foreach (var assertion in report["completeness"]!.Where(p => (string?)p["statement"] == CompletenessAssertions.ListsStatement))
        {
            ((JObject)assertion).Remove("figures");
        }

        return report.ToString();
    }

    private void Take(SandboxServer sandbox, TemporaryFolder folder, string output, Recorded log)
    {
        var report = Path.Combine(output, "report.json");
        Report = File.Exists(report) ? JObject.Parse(File.ReadAllText(report)) : null;
        var junit = Path.Combine(output, "junit.xml");
        JUnit = File.Exists(junit) ? File.ReadAllText(junit) : null;
        OpenIssues = [.. sandbox.GitLab.Tracker.Issues.Where(i => !i.Closed).Select(i => i.Description!)];
        ClosedIssues = [.. sandbox.GitLab.Tracker.Issues.Where(i => i.Closed).Select(i => i.Description!)];
        Mentions = [.. sandbox.Requests.Writes.SelectMany(w => w.Mentions)];
        Requests = [.. sandbox.Requests.All.Select(r => r.Target)];
        Faults += sandbox.Requests.All.Count(r => r.Fault is not null);
        Sentences = log.Sentences;
    }

    private List<string> LeaksOf(IReadOnlyCollection<string> canaries, TemporaryFolder folder, SandboxServer sandbox, Recorded log)
    {
        var texts = Directory
            .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(file => (Place: Path.GetRelativePath(folder.Path, file), Text: File.ReadAllText(file, Encoding.Latin1)))
            .Concat(log.Sentences.Select(sentence => ("the log", sentence)))
            .Append(("the failure", Failure?.ToString() ?? ""))
            .Concat(
                sandbox.GitLab.Tracker.Issues.Select(issue =>
                    ("the issue", $"{issue.Title}\n{issue.Description}\n{string.Join('\n', issue.Notes.Select(n => n.Body))}")
                )
            );
        return
        [
            .. texts.SelectMany(text =>
                canaries
                    .Where(canary => text.Item2.Contains(canary, StringComparison.Ordinal))
                    .Concat(CanarySearch.In(text.Item2, Credentials))
                    .Distinct()
                    .Select(canary => $"{canary} in {text.Item1}")
            ),
        ];
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d UTC(, run `[0-9a-f]+`)?")]
    private static partial Regex RunName();

    [GeneratedRegex("(<!-- platform-audits:issue [^ ]+ [^ ]+ [^ ]+) [0-9a-f]{16} -->")]
    private static partial Regex TokenMark();

    /// <summary>A vendor may give the same rows on more pages.</summary>
    [GeneratedRegex(@"^\| [^|]+ \| [0-9]+ \| (yes|\*\*no\*\*) \| [0-9]+ \| |^\| Every list was read to the end ")]
    private static partial Regex PageFigures();
}
