using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Collecting.Replaying;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Reporting;
using PlatformAudits.Team;

namespace PlatformAudits.Audits;

/// <summary>All that an audit is made from, asked for now or recorded earlier.</summary>
internal sealed class AuditInputs
{
    private const string DayForm = "yyyy-MM-dd";

    private AuditInputs(Configuration configuration, Platform platform, Waivers waivers, FiscalPeriod period)
    {
        Configuration = configuration;
        Platform = platform;
        Waivers = waivers;
        Period = period;
    }

    public Configuration Configuration { get; }

    public Platform Platform { get; }

    public Waivers Waivers { get; }

    public FiscalPeriod Period { get; }

    /// <summary>What the platform is read with.</summary>
    public required Collector Collector { get; init; }

    /// <summary>Brings the team file to this machine.</summary>
    public required Func<CancellationToken, Task<ArrivedTeam>> FetchTeamAsync { get; init; }

    /// <summary>The lists that were read so far, of any reading.</summary>
    public required Func<IReadOnlyList<ListStatistics>> Lists { get; init; }

    /// <summary>Ends the recording and gives the manifest of all that was read.</summary>
    public required Func<Manifest> Complete { get; init; }

    /// <summary>
    /// Finds what earlier runs have left, by the GitLab user names of those whose hand-opened issues count; null while nobody knows.
    /// </summary>
    public required Func<IReadOnlySet<string>?, Task<EarlierMemories>> FindEarlierAsync { get; init; }

    /// <summary>Tells what people have done about the findings of what was evaluated; null where it was kept nowhere.</summary>
    public required Func<EvaluatedAudit, Task<IssueReview?>> FindReviewAsync { get; init; }

    /// <summary>
    /// Gives the numbers of accounts at GitLab by the addresses that they show; null in it where nobody can tell. It is null where nobody
    /// is to be asked: in a replay, and where the platform's policy does not ask holders of accounts.
    /// </summary>
    public Func<IReadOnlyList<string>, Task<IReadOnlyDictionary<string, long>?>>? FindHoldersAsync { get; private init; }

    /// <summary>Why the platform can't be asked at all, as a sentence, or null.</summary>
    public string? Obstacle { get; private init; }

    /// <summary>Why nobody knows what earlier runs have left, as a sentence; null where that is known, or was not asked.</summary>
    public string? WhyNotRecalled { get; private set; }

    /// <summary>What earlier runs have left; nothing before <see cref="RecallAsync"/>.</summary>
    public EarlierMemories Earlier { get; private set; } = EarlierMemories.None;

    /// <summary>
    /// Begins a recorded run: from here on the output folder holds nothing of the last run that could be taken for this one's.
    /// </summary>
    /// <param name="obstacle">Why the platform can't be asked at all, as a sentence, or null.</param>
    /// <param name="key">What signs the evidence; null leaves it unsigned.</param>
    /// <param name="recallAsync">Reads what earlier runs have left on the audit issues.</param>
    /// <param name="whoAsync">Asks whose GL_TOKEN is.</param>
    /// <param name="reviewAsync">Reads on the audit issue, which an earlier run has left something on, what people have done.</param>
    /// <param name="holdersAsync">Asks GitLab who shows which address.</param>
    /// <exception cref="AuditException">A file is wrong, or lies where the run's own files are written.</exception>
    public static AuditInputs Live(
        AuditRequest request,
        Configuration configuration,
        Platform platform,
        Waivers waivers,
        FiscalPeriod period,
        string? obstacle,
        SigningKey? key,
        Func<IReadOnlySet<string>?, Task<EarlierMemories>> recallAsync,
        Func<Task<string>> whoAsync,
        Func<EvaluatedAudit, AuditMemory?, Task<IssueReview>> reviewAsync,
        Func<IReadOnlyList<string>, Task<IReadOnlyDictionary<string, long>?>> holdersAsync,
        RunServices services
    )
    {
        var settings = configuration.Settings;
        var folder = Path.Combine(request.OutputFolder, Snapshot.FolderName);
        var previous = ReportHistory.Find(request.PreviousPath, request.HistoryFolder, platform.Id, period, services.Log);
        EnsureOutside(folder, request.SettingsPath, request.WaiversPath, request.TeamPath, previous);
        var snapshot = Snapshot.Begin(folder, platform.Id, period.ToString(), services.Clock, request.AcceptsDrop, key);
        snapshot.Job = Manifest.JobOf(services.Environment);
        snapshot.TimeZone = configuration.Zone.Id;
        snapshot.CopyInput(request.SettingsPath, Snapshot.Settings);
        if (File.Exists(request.WaiversPath))
        {
            snapshot.CopyInput(request.WaiversPath, Snapshot.Waivers);
        }

        if (obstacle is not null)
        {
            snapshot.WriteInput(obstacle, Snapshot.Obstacle, "the environment");
        }

        // It may be a report of the last run in the very folder that is cleared now.
        var named = request.PreviousPath is null || previous is null ? null : Copied(previous, Snapshot.Previous);
        AuditFiles.Clear(request.OutputFolder);
        var collector = new LiveCollector(
            snapshot,
            services.Environment,
            services.Transport,
            services.Clock,
            services.Log,
            services.Budgets,
            services.Commands
        );
        var source = new TeamSource(snapshot, configuration.TeamFormat, GitLabApi.LimitsOf(settings), services.Teams);
        collector.ReadTeamProjectFrom(source);
        AuditMemory? standing = null;
        return new AuditInputs(configuration, platform, waivers, period)
        {
            Collector = collector,
            FetchTeamAsync = FetchTeamAsync,
            Lists = () => snapshot.Lists,
            Complete = snapshot.Complete,
            FindEarlierAsync = FindEarlierAsync,
            FindReviewAsync = async evaluated => await reviewAsync(evaluated, standing),
            FindHoldersAsync =
                configuration.FollowUp.IsGiven && configuration.FollowUp.PolicyOf(platform.Id).AsksHolders ? holdersAsync : null,
            Obstacle = obstacle,
        };

        async Task<ArrivedTeam> FetchTeamAsync(CancellationToken stop)
        {
            try
            {
                return request.TeamPath is { } path
                    ? source.FromPath(path)
                    : await source.FromGitLabAsync(collector, GitLabApi.Address(services.Environment), settings.Team, stop);
            }
            catch (AuditException failure) when (failure.Kind == FailureKind.NotEvaluated)
            {
                snapshot.WriteInput(failure.Message, Snapshot.NoTeam, "the run");
                throw;
            }
        }

        async Task<EarlierMemories> FindEarlierAsync(IReadOnlySet<string>? mayOpenByHand)
        {
            EarlierMemories ofIssues;
            try
            {
                ofIssues = await recallAsync(mayOpenByHand);
            }
            catch (AuditException failure) when (failure.Kind == FailureKind.NotEvaluated)
            {
                snapshot.WriteInput(failure.Message, Snapshot.NotRecalled, "GitLab");
                throw;
            }

            standing = ofIssues.OfPeriod;
            await IdentifyAsync();
            if (ofIssues.Decisions is { } decisions)
            {
                snapshot.WriteInput(IssueDecision.TextOf(decisions), Snapshot.Decisions, "GitLab");
            }

            if (platform.KeysAreShownIn is not null && ofIssues.Keys is { } keys)
            {
                snapshot.WriteInput(keys.Text, Snapshot.Keys, "GitLab");
            }

            if (ofIssues.Due is { } due)
            {
                snapshot.WriteInput(due.ToString(DayForm, CultureInfo.InvariantCulture), Snapshot.Due, "GitLab");
            }

            if (ofIssues.Overview is { } overview)
            {
                snapshot.WriteInput(overview.AbsoluteUri, Snapshot.Overview, "GitLab");
            }

            if (ofIssues.LeftOut is { } leftOut)
            {
                snapshot.WriteInput(leftOut, Snapshot.LeftOut, "GitLab");
            }

            if (ofIssues.Doubt is { } doubt)
            {
                snapshot.WriteInput(doubt, Snapshot.Doubt, "GitLab");
            }

            var kept = ReportHistory.FindOfPeriod(request.HistoryFolder, platform.Id, period, services.Log);
            var before = named ?? Later(ofIssues.Previous, previous);
            var isOfIssue = before is not null && before.Source == ofIssues.Previous?.Source;
            if (isOfIssue && ofIssues.DecisionsBefore is { } decisionsBefore)
            {
                snapshot.WriteInput(IssueDecision.TextOf(decisionsBefore), Snapshot.DecisionsBefore, "GitLab");
            }

            if (before is not null)
            {
                snapshot.Continue(before.Period.ToString(), before.Seal.Length == 0 ? null : before.Seal);
            }

            return ofIssues with
            {
                Previous = before,
                DecisionsBefore = isOfIssue ? ofIssues.DecisionsBefore : null,
                OfPeriod =
                    ofIssues.OfPeriod is { } inIssue ? Written(inIssue, Snapshot.OfPeriod)
                    : kept is null ? null
                    : Copied(kept, Snapshot.OfPeriod),
            };
        }

        async Task IdentifyAsync()
        {
            try
            {
                snapshot.Identify(GitLabApi.SystemName, await whoAsync());
            }
            catch (AuditException)
            {
                // GitLab refuses the issue as well then, which is told.
            }
        }

        AuditMemory? Later(AuditMemory? inIssue, string? onDisk) =>
            onDisk is not null && (inIssue is null || MemoryFile.Read(onDisk, platform.Id).Period.Start > inIssue.Period.Start)
                ? Copied(onDisk, Snapshot.Previous)
            : inIssue is null ? null
            : Written(inIssue, Snapshot.Previous);

        AuditMemory Written(AuditMemory memory, string name)
        {
            snapshot.WriteInput(MemoryJson.Write(memory), name, memory.Source);
            return memory;
        }

        AuditMemory Copied(string path, string name)
        {
            snapshot.CopyInput(path, name);
            return MemoryFile.Read(snapshot.PathOf(name), platform.Id);
        }
    }

    /// <summary>Finds what earlier runs have left, and keeps it beside the other inputs.</summary>
    /// <exception cref="AuditException">Nobody could tell.</exception>
    public async Task RecallAsync(IReadOnlySet<string>? mayOpenByHand)
    {
        try
        {
            Earlier = await FindEarlierAsync(mayOpenByHand);
        }
        catch (AuditException failure)
        {
            WhyNotRecalled = failure.Message;
            throw;
        }
    }

    /// <summary>
    /// Opens the recording of an earlier run. Settings, team file, period and earlier report that the request names stand in for the
    /// recorded ones. What people have done is no part of the recording: it is as the file beside it tells, which is read at once, because
    /// the run may write into its place.
    /// </summary>
    /// <param name="reviewAsync">Tells what people have done instead of the file; null for the file.</param>
    /// <exception cref="AuditException">There is none, or it is another platform's, or has been changed.</exception>
    public static AuditInputs Recorded(
        AuditRequest request,
        string folder,
        RunServices services,
        Func<EvaluatedAudit, Task<IssueReview?>>? reviewAsync = null
    )
    {
        folder = SnapshotFolder(folder, request.Platform);
        services.Log.Step($"Replaying {folder}: nothing is asked of the network, and nothing is written to GitLab.");
        var manifest = SnapshotReader.Read(folder);
        if (manifest.Platform != request.Platform)
        {
            throw new AuditException(
                $"Replaying {folder}: it is a snapshot of {manifest.Platform}, not of "
                    + $"{request.Platform}. Give that target, or another folder.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        var configuration = Configuration.Read(
            request.SettingsWereNamed ? request.SettingsPath : Path.Combine(folder, Snapshot.Settings),
            services.Assemblies
        );
        var platform = configuration.Platform(request.Platform);
        // Beside what the manifest names there is nothing in the folder, so waivers that it does not name are not there.
        var waivers = configuration.ReadWaivers(Path.Combine(folder, Snapshot.Waivers), manifest.DayIn(TimeZoneInfo.Utc));
        var period = request.Period ?? FiscalPeriod.Parse(manifest.Period);
        var previous = request.PreviousPath is null
            ? RecordedPath(Snapshot.Previous)
            : ReportHistory.Find(request.PreviousPath, folder: null, platform.Id, period, services.Log);
        var review = reviewAsync is null && period.ToString() == manifest.Period ? ReviewBeside(folder, platform.Id, period) : null;
        return new AuditInputs(configuration, platform, waivers, period)
        {
            Collector = new ReplayedCollector(folder, manifest, services.Log),
            FetchTeamAsync = _ =>
                request.TeamPath is { } path
                    ? Task.FromResult(new ArrivedTeam(path, () => TeamFile.ReadRegular(path, configuration.TeamFormat)))
                : RecordedText(Snapshot.NoTeam) is { } reason ? Task.FromException<ArrivedTeam>(new AuditException(reason))
                : Task.FromResult(TeamSource.FromSnapshot(folder, manifest, configuration.TeamFormat)),
            Lists = () => manifest.Lists,
            Complete = () =>
            {
                AuditFiles.Clear(request.OutputFolder);
                return request.AcceptsDrop ? manifest with { AcceptsDrop = true } : manifest;
            },
            FindEarlierAsync = _ =>
                RecordedText(Snapshot.NotRecalled) is { } unknown
                    ? Task.FromException<EarlierMemories>(new AuditException(unknown))
                    : Task.FromResult(
                        new EarlierMemories(Recorded(previous), Recorded(RecordedPath(Snapshot.OfPeriod)), RecordedText(Snapshot.Doubt))
                        {
                            Decisions = RecordedPath(Snapshot.Decisions) is { } decisions ? IssueDecision.Read(decisions) : null,
                            LeftOut = RecordedText(Snapshot.LeftOut),
                            DecisionsBefore =
                                request.PreviousPath is null && RecordedPath(Snapshot.DecisionsBefore) is { } decisionsBefore
                                    ? IssueDecision.Read(decisionsBefore)
                                    : null,
                            Keys = RecordedPath(Snapshot.Keys) is { } keys ? KeyTable.Read(keys) : null,
                            Overview = RecordedText(Snapshot.Overview) is { } overview ? new Uri(overview) : null,
                            Due = RecordedText(Snapshot.Due) is { } due
                                ? DateOnly.ParseExact(due, DayForm, CultureInfo.InvariantCulture)
                                : null,
                        }
                    ),
            FindReviewAsync = reviewAsync ?? (_ => Task.FromResult(review)),
            Obstacle = RecordedText(Snapshot.Obstacle),
        };

        AuditMemory? Recorded(string? path) => path is null ? null : MemoryFile.Read(path, platform.Id);

        string? RecordedText(string name) => RecordedPath(name) is { } path ? RegularFile.ReadAllText(path) : null;

        string? RecordedPath(string name) =>
            manifest.Inputs.Where(i => i.File == name).Select(i => Path.Combine(folder, i.File)).FirstOrDefault();
    }

    /// <summary>What people have done, as the file beside a snapshot tells it; null where it tells nothing of that period.</summary>
    private static IssueReview? ReviewBeside(string folder, string platform, FiscalPeriod period) =>
        Directory.GetParent(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) is { } beside
            ? IssueReview.Find(Path.Combine(beside.FullName, IssueReview.FileName), platform, period)
            : null;

    /// <summary>The snapshot in a folder: the folder itself, or the place where an audit puts it below its output.</summary>
    private static string SnapshotFolder(string folder, string platform) =>
        new[] { folder, Path.Combine(folder, Snapshot.FolderName), Path.Combine(folder, platform, Snapshot.FolderName) }.FirstOrDefault(
            f => File.Exists(Path.Combine(f, Snapshot.ManifestName))
        )
        ?? folder;

    /// <summary>A file that the run is given must not lie where the run's own snapshot takes the place of the last one.</summary>
    private static void EnsureOutside(string snapshotFolder, params string?[] paths)
    {
        var folder = Path.GetFullPath(snapshotFolder) + Path.DirectorySeparatorChar;
        if (paths.FirstOrDefault(p => p is not null && Path.GetFullPath(p).StartsWith(folder, StringComparison.Ordinal)) is { } path)
        {
            throw new AuditException(
                $"Preparing the audit: {path} lies in {snapshotFolder}, which this run replaces. Copy it "
                    + "elsewhere, give another --output, or use --replay.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }
    }
}
