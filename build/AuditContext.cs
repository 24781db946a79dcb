using System.Globalization;
using Cake.Common;
using Cake.Core;
using Cake.Frosting;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Faults;
using PlatformAudits.Tracking;

namespace PlatformAudits.Build;

/// <summary>What the command line and the environment ask for. They are read here and nowhere else.</summary>
public sealed class AuditContext : FrostingContext
{
    private readonly Dictionary<string, string> _replaced = new(StringComparer.Ordinal);
    private readonly string? _settingsPath;

    /// <summary>Reads the command line.</summary>
    /// <param name="screen">What people read.</param>
    /// <param name="summary">The lines at the very end.</param>
    /// <param name="address">Keeps the address of the run's own sandbox off the console.</param>
    /// <exception cref="AuditException">An argument is unknown or wrong.</exception>
    public AuditContext(ICakeContext context, ExitStatus exit, Screen screen, RunSummary summary, SandboxAddress address)
        : base(context)
    {
        Exit = exit;
        Screen = screen;
        Summary = summary;
        SandboxAddress = address;
        Root = FindRoot();
        Targets = Target.Named(context.Arguments);
        Argument.EnsureAllRead(context.Arguments, Targets.Aggregate(TargetKinds.None, (kinds, t) => kinds | t.Kind));
        UsesSandbox = Switch("sandbox");
        Preview = Switch("preview");
        Recheck = Switch("recheck");
        Apply = Switch("apply");
        AcceptsDrop = Switch("accept-drop");
        Start = Switch("start");
        Days = Number("days", 30, 1, 366);
        ReplayFolder = PathOf("replay");
        Period = Text("period") is { } period ? FiscalPeriod.Parse(period) : null;
        TeamPath = PathOf("team");
        PreviousPath = PathOf("previous");
        _settingsPath = PathOf("config");
        WaiversPath =
            PathOf("waivers") is not { } waivers ? Variable("AUDITS_WAIVERS") ?? Path.Combine(Root, "waivers.yaml")
            : File.Exists(waivers) ? waivers
            : throw Argument.Misuse($"--waivers={Shown(waivers)} does not exist; check the path.");
        var templates = PathOf("templates");
        OwnTemplatesFolder = templates ?? Variable("AUDITS_TEMPLATES");
        if (OwnTemplatesFolder is { } own && !Directory.Exists(own))
        {
            throw templates is null
                ? new AuditException(
                    $"Reading AUDITS_TEMPLATES: {Shown(own)} is no folder; check the path.",
                    FailureKind.ConfigurationOrInfrastructure
                )
                : Argument.Misuse($"--templates={Shown(own)} is no folder; check the path (AUDITS_TEMPLATES counts without it).");
        }

        OutputFolder = PathOf("output") ?? Path.Combine(Root, "artifacts");
        TestFilter = Text("filter");
        EvidenceFolder = PathOf("evidence");
        KeyPath = PathOf("key");
        if (UsesSandbox && ReplayFolder is not null)
        {
            throw Argument.Misuse("--sandbox and --replay exclude each other; leave one out.");
        }

        if (Recheck && ReplayFolder is not null)
        {
            throw Argument.Misuse("--recheck and --replay exclude each other; leave one out.");
        }

        if (Moment("sandbox-today") is { } moment)
        {
            Clock = UsesSandbox
                ? OffsetClock.At(moment)
                : throw Argument.Misuse("--sandbox-today moves the clock of the run's own sandbox alone; add --sandbox, or leave it out.");
        }

        (_budgets, _trackerClock) = (new RateBudgets(Clock), new TrackerClock(Clock));
        SandboxOptions = new SandboxOptions
        {
            Clock = Clock,
            Size = Number("sandbox-size", 150, 1, 1_000_000),
            Seed = Number("sandbox-seed", 1, 0, int.MaxValue),
            Latency = TimeSpan.FromMilliseconds(Number("sandbox-latency", 0, 0, 600_000)),
            RequestsPerMinute =
                this.HasArgument("sandbox-rate") && LimitsNamed() is null ? Number("sandbox-rate", 0, 1, int.MaxValue) : null,
            Limits = LimitsNamed() ?? SandboxLimits.None,
            HidesLimits = Switch("sandbox-hide-limits"),
            DisplayNames = PathOf("sandbox-names") is { } names ? NamesFile.Read(names) : null,
            Faults = PathOf("sandbox-faults") is { } faults ? ReadFaults(faults) : [],
            Port = Number("port", 0, 1, 65_535),
        };
    }

    private readonly RateBudgets _budgets;
    private readonly TrackerClock _trackerClock;
    private readonly TeamReadings _teams = new();
    private readonly OwnAccount _own = new();
    private readonly AccountHolders _holders = new();

    /// <summary>The exit code.</summary>
    public ExitStatus Exit { get; }

    /// <summary>What people read.</summary>
    public Screen Screen { get; }

    /// <summary>The lines at the very end.</summary>
    public RunSummary Summary { get; }

    /// <summary>The address of the run's own sandbox.</summary>
    public SandboxAddress SandboxAddress { get; }

    /// <summary>The checkout's folder.</summary>
    public string Root { get; }

    /// <summary>The targets to run.</summary>
    public IReadOnlyList<Target> Targets { get; }

    /// <summary>Whether to run against the built-in vendors.</summary>
    public bool UsesSandbox { get; }

    /// <summary>Whether to write nothing to GitLab.</summary>
    public bool Preview { get; }

    /// <summary>Whether to audit only what is open, due or was missed.</summary>
    public bool Recheck { get; }

    /// <summary>Whether to believe a drop beyond the shrinkage guard.</summary>
    public bool AcceptsDrop { get; }

    /// <summary>Whether to change the schedules.</summary>
    public bool Apply { get; }

    /// <summary>Whether to begin to follow up old issues as well.</summary>
    public bool Start { get; }

    /// <summary>How many days ahead the forecast looks.</summary>
    public int Days { get; }

    /// <summary>Whether this is a job of a GitLab pipeline.</summary>
    public bool IsGitLabJob => Variable("GITLAB_CI") is not null;

    /// <summary>
    /// The waivers: <c>--waivers</c>, else <c>AUDITS_WAIVERS</c>, else <c>waivers.yaml</c>. The latter two need not exist.
    /// </summary>
    public string WaiversPath { get; }

    /// <summary>The folder of the shipped templates.</summary>
    public string TemplatesFolder => Path.Combine(Root, "templates");

    /// <summary>Templates and texts of the project's own: <c>--templates</c>, else <c>AUDITS_TEMPLATES</c>; null for none.</summary>
    public string? OwnTemplatesFolder { get; }

    /// <summary>The snapshot to run from, or null.</summary>
    public string? ReplayFolder { get; }

    /// <summary>The period, or null for today's.</summary>
    public FiscalPeriod? Period { get; }

    /// <summary>The local team file or folder, or null.</summary>
    public string? TeamPath { get; }

    /// <summary>An earlier period's report, or a folder that holds some; null for those that earlier runs have kept.</summary>
    public string? PreviousPath { get; }

    /// <summary>The machine's clock; for a run with a sandbox of its own the one that <c>--sandbox-today</c> has moved.</summary>
    public TimeProvider Clock { get; } = TimeProvider.System;

    /// <summary>
    /// What a run takes from its surroundings. All runs of this process share the budgets of requests and the team files that were read.
    /// </summary>
    /// <param name="transport">Sends the requests; runs at the same time share one.</param>
    internal RunServices Services(HttpMessageHandler transport, RunLog log) =>
        new(Variable, transport, Clock, log)
        {
            Budgets = _budgets,
            TrackerClock = _trackerClock,
            Teams = _teams,
            Own = _own,
            Holders = _holders,
        };

    /// <summary>
    /// Is held by whoever writes to the console, so that audits that run at the same time don't write into one another's lines.
    /// </summary>
    public Lock Console { get; } = new();

    /// <summary>Where to write.</summary>
    public string OutputFolder { get; }

    /// <summary>The evidence to check, or null.</summary>
    public string? EvidenceFolder { get; }

    /// <summary>The public key that must have signed the evidence, or null.</summary>
    public string? KeyPath { get; }

    /// <summary>The tests to run, or null for all.</summary>
    public string? TestFilter { get; }

    /// <summary>How the sandbox is made.</summary>
    public SandboxOptions SandboxOptions { get; }

    /// <summary>The folder of the sandbox's own files.</summary>
    public string SandboxFolder => Path.Combine(OutputFolder, "sandbox");

    /// <summary>Where the reports of earlier periods are; those of the sandbox's invented people are apart.</summary>
    public string HistoryFolder => Path.Combine(UsesSandbox ? SandboxFolder : OutputFolder, "history");

    /// <summary>Whether the settings were named on the command line.</summary>
    public bool SettingsWereNamed => _settingsPath is not null;

    /// <summary>The settings: <c>--config</c>, else the sandbox's own, else <c>AUDITS_CONFIG</c>, else <c>audits.yaml</c>.</summary>
    public string SettingsPath =>
        _settingsPath
        ?? (UsesSandbox ? Path.Combine(SandboxFolder, "audits.yaml") : Variable("AUDITS_CONFIG") ?? Path.Combine(Root, "audits.yaml"));

    /// <summary>An environment variable, or what stands in its place; null when it is not set or empty.</summary>
    public string? Variable(string name) =>
        (_replaced.TryGetValue(name, out var value) ? value : System.Environment.GetEnvironmentVariable(name)) is { Length: > 0 } set
            ? set
            : null;

    /// <summary>Puts something in the place of environment variables.</summary>
    public void Replace(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
        {
            _replaced[name] = value;
        }
    }

    /// <summary>
    /// Where the issue of an audit can be looked at when the run has ended: at its address, or in a file where it was opened in the
    /// sandbox of this run. Null where there is none.
    /// </summary>
    /// <param name="output">The folder of the audit's files.</param>
    public string? LinkOf(AuditOutcome? outcome, string output) =>
        outcome?.Issue?.WebUrl is not { } url ? null
        : UsesSandbox ? IssueFileIn(output)
        : url;

    /// <summary>The file with the text of an audit's issue, as it is shown.</summary>
    /// <param name="output">The folder of the audit's files.</param>
    public static string IssueFileIn(string output) => Shown(Path.Combine(output, "issue.md"));

    /// <summary>A path as it is shown: relative to the folder that the program was started in, where it lies below.</summary>
    public static string Shown(string path) =>
        Path.GetRelativePath(System.Environment.CurrentDirectory, path) is var relative
        && relative.StartsWith("..", StringComparison.Ordinal)
            ? path
            : relative;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PlatformAudits.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new AuditException(
            $"Starting: {AppContext.BaseDirectory} is not below a checkout of this project; start it with build.sh or build.ps1.",
            FailureKind.ConfigurationOrInfrastructure
        );
    }

    private static IReadOnlyList<Fault> ReadFaults(string path)
    {
        try
        {
            return Fault.Parse(File.ReadLines(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            throw Argument.Misuse($"--sandbox-faults={path} can't be read ({error.Message.TrimEnd('.')}); mend it.");
        }
    }

    private SandboxLimits? LimitsNamed() =>
        Text("sandbox-rate") switch
        {
            "published" => SandboxLimits.Published,
            "smallest" => SandboxLimits.SmallestPlans,
            _ => null,
        };

    private string? Text(string name) => Arguments.GetArgument(name);

    /// <summary>A path, relative to the folder that the program was started in.</summary>
    private string? PathOf(string name) => Text(name) is { } path ? Path.GetFullPath(path) : null;

    private bool Switch(string name) =>
        this.HasArgument(name)
        && Text(name)?.ToLowerInvariant() switch
        {
            null or "" or "true" or "yes" => true,
            "false" or "no" => false,
            var other => throw Argument.Misuse($"--{name} is a switch and takes no value such as {other}; write --{name} alone."),
        };

    /// <summary>A day, which is taken at nine, or a time of it, UTC; null where none is given.</summary>
    private DateTimeOffset? Moment(string name)
    {
        return Text(name) switch
        {
            null => null,
            var text when IsIn("yyyy-MM-dd", text, out var day) => day + TimeSpan.FromHours(9),
            var text when IsIn("yyyy-MM-dd'T'HH:mm", text, out var time) || IsIn("yyyy-MM-dd'T'HH:mm'Z'", text, out time) => time,
            var text => throw Argument.Misuse(
                $"--{name}={text} must be a day from 2020 to 2099 such as 2026-11-30, or a time of one such as 2026-11-30T08:15 (UTC)."
            ),
        };

        static bool IsIn(string form, string text, out DateTimeOffset moment) =>
            DateTimeOffset.TryParseExact(text, form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment)
            && moment.Year is >= 2020 and <= 2099;
    }

    private int Number(string name, int fallback, int least, int most) =>
        Text(name) switch
        {
            null => fallback,
            var text
                when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= least
                    && number <= most => number,
            var text => throw Argument.Misuse(
                string.Create(CultureInfo.InvariantCulture, $"--{name}={text} must be a whole number from {least} to {most}.")
            ),
        };
}
