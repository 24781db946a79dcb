using System.Reflection;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Commands;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Collecting.Replaying;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Reporting;
using PlatformAudits.Scheduling;
using PlatformAudits.Settings;
using PlatformAudits.Team;
using PlatformAudits.Tracking;

namespace PlatformAudits.Audits;

/// <summary>
/// The line from a platform to its issue: team file, collecting, checks, completeness, report, issue. Each step leaves a file, so that the run can be repeated from them
/// without a network.
/// </summary>
public sealed class Audit
{
    private const string JUnitName = "junit.xml";
    private const string IssueName = "issue.md";
    private const string HtmlName = "report.html";
    private const long ReadAtOnce = 4 * 1024 * 1024;

    private static readonly string[] Outputs = [AuditReport.FileName, JUnitName, HtmlName, IssueName, "annotations.json", "preview.diff"];

    private readonly Func<string, string?> _environment;
    private readonly HttpMessageHandler _transport;
    private readonly TimeProvider _clock;
    private readonly RunLog _log;
    private readonly IReadOnlyList<Assembly> _assemblies;

    /// <summary>An audit with its surroundings.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <param name="transport">Sends the requests; see <see cref="ApiClient.NewTransport"/>.</param>
    /// <param name="assemblies">Where to look for platforms; by default in the library only.</param>
    public Audit(
        Func<string, string?> environment,
        HttpMessageHandler transport,
        TimeProvider clock,
        RunLog log,
        params IReadOnlyList<Assembly> assemblies
    )
    {
        _environment = environment;
        _transport = transport;
        _clock = clock;
        _log = log;
        _assemblies = assemblies;
        Budgets = new RateBudgets(clock);
    }

    /// <summary>The budgets of requests; audits that run at the same time share them. By default the audit has its own.</summary>
    public RateBudgets Budgets { get; init; }

    /// <summary>Gives what carries out the commands of a system that is read with a program. By default they are processes.</summary>
    public Func<CommandOptions, string, Credential, CommandTransport>? Commands { get; init; }

    /// <summary>The team files that were read; audits that run at the same time share them. By default the audit has its own.</summary>
    public TeamReadings Teams { get; init; } = new();

    /// <summary>Carries an audit out.</summary>
    /// <returns>The report, also when the platform could not be evaluated, and what became of the issue.</returns>
    /// <exception cref="AuditException">It could not begin, or its result could not be written.</exception>
    public async Task<AuditOutcome> RunAsync(AuditRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await (
                request.ReplayFolder is { } folder
                    ? ReplayAsync(request, folder, cancellationToken)
                    : AuditAsync(request, cancellationToken)
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Failure($"Writing the audit's files to {request.OutputFolder}", error);
        }
    }

    /// <summary>Why a daily look at a platform has nothing to do, as a sentence, or null when its audit is open, due or was missed.</summary>
    /// <exception cref="AuditException">A setting or variable is wrong, or the issue tracker could not be asked.</exception>
    public async Task<string?> NothingToRecheckAsync(AuditRequest request)
    {
        var configuration = Configuration.Read(request.SettingsPath, _assemblies);
        var settings = configuration.Settings;
        var platform = configuration.Platforms.Single(p => p.Id == request.Platform);
        if (request.Period is not null || OccasionOf(configuration, platform) is not { } occasion)
        {
            return null;
        }

        EnsureVariables(platform);
        using var tracker = Tracker(settings, request.Preview, CancellationToken.None);
        var standing = await tracker.StatusAsync(platform.Id, occasion.Period, IssueTemplate.TitleOf(platform.Title, occasion.Period));
        return occasion.NothingToRecheck(standing) is { } reason ? $"{platform.Title}: {reason}" : null;
    }

    private async Task<AuditOutcome> AuditAsync(AuditRequest request, CancellationToken cancellationToken)
    {
        var configuration = Configuration.Read(request.SettingsPath, _assemblies);
        var settings = configuration.Settings;
        var platform = configuration.Platforms.Single(p => p.Id == request.Platform);
        var waivers = configuration.ReadWaivers(request.WaiversPath, _clock.GetUtcNow());
        EnsureVariables(platform);
        settings.EnsureTeam(request.TeamPath);
        using var tracker = Tracker(settings, request.Preview, cancellationToken);
        var occasion = request.Period is null ? OccasionOf(configuration, platform) : null;
        var standing = occasion is { IsWithin: false }
            ? await tracker.StatusAsync(platform.Id, occasion.Period, IssueTemplate.TitleOf(platform.Title, occasion.Period))
            : null;
        var opening = occasion?.OpeningDecision(standing, configuration.Cadence?.OverdueLabel) ?? OpeningDecision.Allowed;
        var keeps = standing is null or { IsOpen: true } or { IsMissed: true };
        var period =
            request.Period ?? (keeps && occasion is not null ? occasion.Period : FiscalPeriod.Of(configuration.DayOf(_clock.GetUtcNow())));

        var snapshotFolder = Path.Combine(request.OutputFolder, "snapshot");
        var previous = ReportHistory.Find(request.PreviousPath, request.HistoryFolder, platform.Id, period, _log);
        var last = ReportHistory.FindLast(previous, request.HistoryFolder, platform.Id, period, _log);
        EnsureOutside(snapshotFolder, request.SettingsPath, request.WaiversPath, request.TeamPath, previous);
        var snapshot = Snapshot.Begin(snapshotFolder, platform.Id, period.ToString(), _clock, request.AcceptsDrop);
        snapshot.CopyInput(request.SettingsPath, Snapshot.Settings);
        if (File.Exists(request.WaiversPath))
        {
            snapshot.CopyInput(request.WaiversPath, Snapshot.Waivers);
        }

        if (previous is not null)
        {
            snapshot.CopyInput(previous, Snapshot.PreviousReport);
        }

        if (last is not null && last != previous)
        {
            snapshot.CopyInput(last, Snapshot.LastReport);
        }

        // From here on the folder holds nothing of the last run that could be taken for this one's.
        AtomicFile.Clear(request.OutputFolder, Outputs);

        var collector = new LiveCollector(snapshot, _environment, _transport, _clock, _log, Budgets, Commands);
        var source = new TeamSource(snapshot, settings.RotationKey, GitLabApi.LimitsOf(settings), Teams);
        collector.ReadTeamProjectFrom(source);
        var past = Past.Read(
            previous is null ? null : snapshot.PathOf(Snapshot.PreviousReport),
            last is null || last == previous ? null : snapshot.PathOf(Snapshot.LastReport),
            platform.Id
        );
        var answer = await AnswerAsync(
            async () =>
                request.TeamPath is { } path
                    ? source.FromPath(path)
                    : await source.FromGitLabAsync(collector, GitLabApi.Address(_environment), settings.Team, cancellationToken),
            platform,
            collector,
            past.Last,
            () => snapshot.Lists,
            cancellationToken
        );
        var outcome = Report(request, settings, platform, waivers, period, snapshot.Complete(), past, answer);
        if (request is { HistoryFolder: { } history, Preview: false } && outcome.Report.Verdict != Verdict.NotEvaluated)
        {
            ReportHistory.Keep(history, outcome.Report, Path.Combine(request.OutputFolder, AuditReport.FileName));
        }

        MemoryTrimmer.Trim();
        using (_log.Section($"{platform.Id}-issue", "The audit issue"))
        {
            var issue = keeps
                ? await tracker.KeepAsync(outcome.Report, outcome.Text, opening)
                : new AuditIssue(IssueChange.NotDue, standing!.WebUrl, standing.IsClosed, []);
            var isOpenedLate =
                occasion is { IsWithin: true, DaysLate: > 0 } && issue.Change is IssueChange.Opened or IssueChange.WouldOpen;
            return outcome with { Issue = issue, Warning = isOpenedLate ? occasion!.LateWarning : occasion?.Warning(standing) };
        }
    }

    private AuditWindow? OccasionOf(Configuration configuration, Platform platform) =>
        configuration.Cadence is { } cadence
            ? AuditWindow.On(configuration.DayOf(_clock.GetUtcNow()), cadence.QuartersOf(platform))
            : null;

    private IssueTracker Tracker(AuditSettings settings, bool preview, CancellationToken stopped)
    {
        var (project, gitLab, client) = TrackerConnection.Open(settings, _environment, Budgets, _clock, _log, _transport, stopped);
        return new IssueTracker(gitLab, client, project, settings.Tracker, preview, _log);
    }

    private async Task<AuditOutcome> ReplayAsync(AuditRequest request, string folder, CancellationToken cancellationToken)
    {
        folder = SnapshotFolder(folder, request.Platform);
        _log.Step($"Replaying {folder}: nothing is asked of the network, and nothing is written to GitLab.");
        var manifest = Snapshot.Read(folder);
        if (manifest.Platform != request.Platform)
        {
            throw new AuditException(
                $"Replaying {folder}: it is a snapshot of {manifest.Platform}, not of {request.Platform}. Give that target, or another folder.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        var configuration = Configuration.Read(
            request.SettingsWereNamed ? request.SettingsPath : Path.Combine(folder, Snapshot.Settings),
            _assemblies
        );
        var settings = configuration.Settings;
        var platform = configuration.Platforms.Single(p => p.Id == request.Platform);
        var waivers = configuration.ReadWaivers(Path.Combine(folder, Snapshot.Waivers), manifest.Started);
        var period = request.Period ?? FiscalPeriod.Parse(manifest.Period);
        var previous = request.PreviousPath is null
            ? manifest.Inputs.Where(i => i.File == Snapshot.PreviousReport).Select(i => Path.Combine(folder, i.File)).FirstOrDefault()
            : ReportHistory.Find(request.PreviousPath, folder: null, platform.Id, period, _log);
        var last = manifest.Inputs.Where(i => i.File == Snapshot.LastReport).Select(i => Path.Combine(folder, i.File)).FirstOrDefault();
        var past = Past.Read(previous, last, platform.Id);
        var answer = await AnswerAsync(
            () =>
                Task.FromResult(
                    request.TeamPath is { } path
                        ? new ArrivedTeam(path, () => TeamFile.Read(path, rotationKey: settings.RotationKey))
                        : TeamSource.FromSnapshot(folder, manifest, settings.RotationKey)
                ),
            platform,
            new ReplayedCollector(folder, manifest, _log),
            past.Last,
            () => manifest.Lists,
            cancellationToken
        );
        Directory.CreateDirectory(request.OutputFolder);
        AtomicFile.Clear(request.OutputFolder, Outputs);
        return Report(
            request,
            settings,
            platform,
            waivers,
            period,
            request.AcceptsDrop ? manifest with { AcceptsDrop = true } : manifest,
            past,
            answer
        );
    }

    /// <summary>
    /// Reads team and platform, and the platform once more where one reading is not enough (<see cref="ConfirmationRead"/>). A recorded run that read once is replayed as one.
    /// </summary>
    private async Task<Answer> AnswerAsync(
        Func<Task<ArrivedTeam>> fetchTeam,
        Platform platform,
        Collector collector,
        PreviousReport? last,
        Func<IReadOnlyList<ListStatistics>> lists,
        CancellationToken cancellationToken
    )
    {
        var (comparison, reason) = await CompareAsync(fetchTeam, platform, collector, cancellationToken);
        if (comparison is null)
        {
            return new Answer(null, reason, null);
        }

        var first = ConfirmationRead.Of(platform, comparison, [.. lists().Where(l => l.Reading == 1)]);
        if (first.ReasonToRepeat(last) is not { } why || !collector.BeginAgain())
        {
            return new Answer(comparison, null, null);
        }

        var roster = comparison.Roster;
        comparison = null;
        _log.Step($"{platform.Title}: {why}, so the platform is read once more before that is believed.");
        try
        {
            using var section = _log.Section($"{platform.Id}-reading-again", $"Reading {platform.Title} once more");
            comparison = new Comparison(roster, await platform.CollectAsync(collector, cancellationToken));
            MemoryTrimmer.Trim();
            return new Answer(
                comparison,
                null,
                first.Agrees(ConfirmationRead.Of(platform, comparison, [.. lists().Where(l => l.Reading == 2)]))
            );
        }
        catch (AuditException failure) when (failure.Kind == FailureKind.NotEvaluated)
        {
            return new Answer(null, failure.Message, null);
        }
    }

    /// <summary>
    /// Reads team and platform side by side and lays them beside one another; when that fails, the reason takes the comparison's place. Of two failures the team file's
    /// counts, whichever came first, so that a replay tells the same one.
    /// </summary>
    private async Task<(Comparison? Comparison, string? Reason)> CompareAsync(
        Func<Task<ArrivedTeam>> fetchTeam,
        Platform platform,
        Collector collector,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            using var section = _log.Section($"{platform.Id}-reading", $"Reading the team file and {platform.Title}");
            _log.Step("Reading the team file …");
            var arriving = fetchTeam();
            var collecting = CollectAsync();
            var reading = ReadTeamAsync(arriving, collecting);
            await ConcurrentReads.CompleteAsync(reading, collecting);
            var comparison = new Comparison(await reading, await collecting);
            MemoryTrimmer.Trim();
            return (comparison, null);
        }
        catch (AuditException failure) when (failure.Kind == FailureKind.NotEvaluated)
        {
            return (null, failure.Message);
        }

        async Task<Population> CollectAsync() => await platform.CollectAsync(collector, stop.Token);

        async Task<Roster> ReadTeamAsync(Task<ArrivedTeam> arriving, Task<Population> collecting)
        {
            try
            {
                var team = await arriving;
                if (team.Bytes > ReadAtOnce)
                {
                    // What reading leaves behind on either side would stand beside the other's at the peak of memory.
                    await ((Task)collecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    MemoryTrimmer.Trim();
                }

                var roster = team.Read();
                _log.Step($"The team file holds {Sentence.Count(roster.Count, "person", "people")}.");
                MemoryTrimmer.Trim();
                return roster;
            }
            catch
            {
                // With no team there is nothing to compare a platform with.
                await stop.CancelAsync();
                throw;
            }
        }
    }

    private static AuditOutcome Report(
        AuditRequest request,
        AuditSettings settings,
        Platform platform,
        Waivers waivers,
        FiscalPeriod period,
        Manifest manifest,
        Past past,
        Answer answer
    )
    {
        var comparison = answer.Comparison;
        var report = comparison is null
            ? Evaluator.NotEvaluated(platform, answer.Reason!, period, manifest, past.Last)
            : Evaluator.Evaluate(
                platform,
                comparison,
                settings,
                waivers,
                period,
                manifest,
                past.Previous,
                past.Last,
                answer.ConfirmationRead
            );
        ReportJson.Write(report, Path.Combine(request.OutputFolder, AuditReport.FileName));
        JUnitReport.Write(report, platform, comparison, Path.Combine(request.OutputFolder, JUnitName));
        HtmlReport.Write(report, platform, comparison, Path.Combine(request.OutputFolder, HtmlName));
        var text = new IssueTemplate(request.TemplatesFolder) { Mentions = settings.Tracker.Mentions }.Render(
            report,
            platform,
            comparison
        );
        AtomicFile.Write(
            Path.Combine(request.OutputFolder, IssueName),
            IssueBody.New(IssueMarks.Issue(report.Platform, report.Period), text.Region, text.PeoplesPart)
        );
        return new AuditOutcome(report, text, null);
    }

    /// <summary>The snapshot in a folder: the folder itself, or the place where an audit puts it below its output.</summary>
    private static string SnapshotFolder(string folder, string platform) =>
        new[] { folder, Path.Combine(folder, "snapshot"), Path.Combine(folder, platform, "snapshot") }.FirstOrDefault(f =>
            File.Exists(Path.Combine(f, Snapshot.ManifestName))
        )
        ?? folder;

    /// <summary>A file that the run is given must not lie where the run's own snapshot takes the place of the last one.</summary>
    private static void EnsureOutside(string snapshotFolder, params string?[] paths)
    {
        var folder = Path.GetFullPath(snapshotFolder) + Path.DirectorySeparatorChar;
        if (paths.FirstOrDefault(p => p is not null && Path.GetFullPath(p).StartsWith(folder, StringComparison.Ordinal)) is { } path)
        {
            throw new AuditException(
                $"Preparing the audit: {path} lies in {snapshotFolder}, which this run replaces. Copy it elsewhere, give another --output, or use --replay.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }
    }

    /// <summary>Names every variable that is missing, at once.</summary>
    private void EnsureVariables(Platform platform)
    {
        var access =
            platform.Accesses.FirstOrDefault(a => a.IsGiven(_environment))
            ?? platform.Accesses.MaxBy(a => a.Variables.Count(v => v.IsSet(_environment)))!;
        var missing = access.Variables.Append(GitLabApi.Token).Where(v => !v.IsSet(_environment)).ToList();
        if (missing.Count > 0)
        {
            var others = platform
                .Accesses.Where(a => a != access && missing.Intersect(access.Variables).Any())
                .Select(a =>
                    $" Instead of {Sentence.List([.. access.Variables.Select(v => v.Name)])}, {Sentence.List([.. a.Variables.Select(v => v.Name)])} would do."
                );
            throw new AuditException(
                $"Preparing the {platform.Title} audit: {Sentence.List([.. missing.Select(v => v.Name)])} {(missing.Count == 1 ? "is" : "are")} not set. "
                    + string.Join(" ", missing.Select(v => v.Request))
                    + string.Concat(others)
                    + " To try the audit without any credential, add --sandbox."
            );
        }
    }

    /// <summary>What reading came to.</summary>
    /// <param name="Comparison">The team beside the platform, or null when nobody knows.</param>
    /// <param name="Reason">Why nobody knows, or null.</param>
    /// <param name="ConfirmationRead">Whether a second reading said the same; null when there was none.</param>
    private sealed record Answer(Comparison? Comparison, string? Reason, CompletenessAssertion? ConfirmationRead);

    /// <summary>The reports of earlier runs.</summary>
    /// <param name="Previous">The one of an earlier period that this one is compared with, or null.</param>
    /// <param name="Last">The last one that could be evaluated, of this period or an earlier one, or null.</param>
    private sealed record Past(PreviousReport? Previous, PreviousReport? Last)
    {
        public static Past Read(string? previous, string? last, string platform)
        {
            var read = previous is null ? null : PreviousReport.Read(previous, platform);
            return new Past(read, last is null ? read : PreviousReport.Read(last, platform));
        }
    }
}
