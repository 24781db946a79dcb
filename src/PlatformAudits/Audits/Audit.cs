using PlatformAudits.Checking;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Reporting;
using PlatformAudits.Scheduling;
using PlatformAudits.Tracking;

namespace PlatformAudits.Audits;

/// <summary>
/// The line from a platform to its issue: inputs, reading, evaluation, files, issue. Each step leaves a file, so that the run can be
/// repeated from them without a network.
/// </summary>
public sealed class Audit(RunServices services)
{
    /// <summary>Carries an audit out.</summary>
    /// <returns>The report, also when the platform could not be evaluated, and what became of the issue.</returns>
    /// <exception cref="AuditException">It could not begin, or its result could not be written.</exception>
    public async Task<AuditOutcome> RunAsync(AuditRequest request, CancellationToken cancellationToken)
    {
        Secrets.Begin(services.Environment);
        try
        {
            using var alone = OutputLock.Take(request.OutputFolder);
            if (request.ReplayFolder is not { } folder)
            {
                return await AuditAsync(request, cancellationToken);
            }

            return await ReplayAsync(request, AuditInputs.Recorded(request, folder, services), cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Failure($"Writing the audit's files to {request.OutputFolder}", error);
        }
    }

    /// <summary>Carries a recorded audit out again.</summary>
    /// <exception cref="AuditException">Its result could not be written.</exception>
    internal async Task<AuditOutcome> ReplayAsync(AuditRequest request, AuditInputs inputs, CancellationToken cancellationToken)
    {
        var texts = CheckTexts.Read(request.TemplateFolders, inputs.Configuration.Platforms);
        return (await EvaluateAsync(request, inputs, texts, cancellationToken)).Outcome;
    }

    /// <summary>
    /// Why a daily look at a platform has nothing to do, as a sentence, or null when its audit is open, due or was missed.
    /// </summary>
    /// <exception cref="AuditException">A setting or variable is wrong, or the issue tracker could not be asked.</exception>
    public async Task<string?> NothingToRecheckAsync(AuditRequest request)
    {
        Secrets.Begin(services.Environment);
        var configuration = Configuration.Read(request.SettingsPath, services.Assemblies);
        var platform = configuration.Platform(request.Platform);
        if (request.Period is not null || WindowOf(configuration, platform) is not { } window)
        {
            return null;
        }

        _ = RequiredVariables.WhyUnreadable(platform, services.Environment);
        await services.EnsureClockAsync(configuration.Settings, CancellationToken.None);
        using var tracker = Tracker(configuration, request.Preview, CancellationToken.None);
        return window.NothingToRecheck(await StatusAsync(tracker, platform, window)) is { } reason ? $"{platform.Title}: {reason}" : null;
    }

    private async Task<AuditOutcome> AuditAsync(AuditRequest request, CancellationToken cancellationToken)
    {
        Beginning beginning;
        try
        {
            beginning = await BeginAsync(request, cancellationToken);
        }
        catch (AuditException)
        {
            // What an earlier run has left must not stand for this one.
            AuditFiles.Clear(request.OutputFolder);
            throw;
        }

        var (configuration, platform, tracker) = (beginning.Configuration, beginning.Platform, beginning.Tracker);
        using var disposing = tracker;
        using var key = beginning.Key;
        var (window, status) = (beginning.Window, beginning.Status);
        var keeps = status is null or { IsOpen: true } or { IsMissed: true } or { IsUnsure: true };
        var period =
            request.Period
            ?? (keeps && window is not null ? window.Period : FiscalPeriod.Of(configuration.DayOf(services.Clock.GetUtcNow())));
        var today = configuration.DayOf(services.Clock.GetUtcNow());
        var inputs = AuditInputs.Live(
            request,
            configuration,
            platform,
            beginning.Waivers,
            period,
            beginning.Obstacle,
            beginning.Key,
            mayOpen => RecallAsync(tracker, configuration, platform, period, today, mayOpen),
            tracker.IdentityAsync,
            (evaluated, standing) =>
                new ReviewReader(tracker, configuration, beginning.Waivers, services.Clock).TryReadAsync(evaluated, standing),
            addresses => tracker.HoldersAsync(services.Holders, addresses),
            services
        );
        var evaluated = await EvaluateAsync(request, inputs, beginning.Texts, cancellationToken);
        var outcome = evaluated.Outcome;
        AuditFiles.KeepHistory(request, outcome.Report);
        MemoryTrimmer.Trim();
        using (services.Log.Section($"{platform.Id}-issue", "The audit issue"))
        {
            if (status is { IsUnsure: true })
            {
                // Now the team is read, so it is known who may open an audit by hand.
                status = await StatusAsync(tracker, platform, window!, evaluated.MayOpenByHand);
                keeps = status is { IsOpen: true } or { IsMissed: true } or { IsUnsure: true };
            }

            var opening =
                window?.OpeningDecision(status, configuration.Cadence?.OverdueLabel, inputs.Earlier.LeftOut is not null)
                ?? OpeningDecision.Allowed;
            var issue = keeps
                ? await KeepAsync(tracker, evaluated, opening)
                : new AuditIssue(IssueChange.NotDue, status!.WebUrl, status.IsClosed, []);
            AuditFiles.Write(outcome.Report, issue, request);
            return outcome with { Issue = issue, Warning = window?.Warning(status, issue.IsOverdue) };
        }
    }

    /// <summary>All that has to be right before an output folder is touched.</summary>
    private async Task<Beginning> BeginAsync(AuditRequest request, CancellationToken cancellationToken)
    {
        foreach (var path in new[] { request.SettingsPath, request.WaiversPath, request.PreviousPath }.OfType<string>())
        {
            if (RegularFile.IsIrregular(path))
            {
                throw new AuditException(
                    $"Preparing the audit: {path} is no regular file. A pipe can be read only once and is no evidence, so write it into a "
                        + "file first.",
                    FailureKind.ConfigurationOrInfrastructure
                );
            }
        }

        var configuration = Configuration.Read(request.SettingsPath, services.Assemblies);
        var texts = CheckTexts.Read(request.TemplateFolders, configuration.Platforms);
        var platform = configuration.Platform(request.Platform);
        var waivers = configuration.ReadWaivers(request.WaiversPath, services.Clock.GetUtcNow());
        var obstacle = RequiredVariables.WhyUnreadable(platform, services.Environment);
        configuration.Settings.EnsureTeam(request.TeamPath);
        var key = SigningKey.Read(services.Environment(SigningKey.Variable));
        var tracker = Tracker(configuration, request.Preview, cancellationToken);
        try
        {
            await services.EnsureClockAsync(configuration.Settings, cancellationToken);
            var window = request.Period is null ? WindowOf(configuration, platform) : null;
            var status = window is { IsWithin: false } ? await StatusAsync(tracker, platform, window) : null;
            return new Beginning(configuration, texts, platform, waivers, obstacle, key, tracker, window, status);
        }
        catch
        {
            key?.Dispose();
            tracker.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Reads what earlier runs have left, and which audits were left out. That one was is said only where none of all issues is of it,
    /// because those that hold the words of a title may not be all.
    /// </summary>
    private static async Task<EarlierMemories> RecallAsync(
        IssueTracker tracker,
        Configuration configuration,
        Platform platform,
        FiscalPeriod period,
        DateOnly today,
        IReadOnlySet<string>? mayOpenByHand
    )
    {
        var found = await tracker.RecallAsync(platform.Id, period, IssueTemplate.WordsOf(platform.Title), today, mayOpenByHand);
        var quarters = configuration.Cadence?.QuartersOf(platform) ?? [];
        return
            found.LastPeriod is { } last
            && AuditWindow.LeftOut(last, period, quarters).Count > 0
            && await tracker.LastPeriodBeforeAsync(platform.Id, period, mayOpenByHand) is { } latest
            ? found with
            {
                LeftOut = AuditWindow.LeftOutNotice(latest, period, quarters),
            }
            : found;
    }

    /// <summary>Keeps the issue with a text for the room that there is, and again with a shorter one while people write more.</summary>
    private static async Task<AuditIssue> KeepAsync(IssueTracker tracker, Evaluated evaluated, OpeningDecision opening)
    {
        var (report, text) = (evaluated.Outcome.Report, evaluated.Outcome.Text);
        for (var slot = await tracker.FindAsync(report.Platform, report.Period, text.Title, evaluated.MayOpenByHand); ; )
        {
            text = text.Region.Length > slot.Room ? evaluated.Render(slot.Room) : text;
            (var issue, slot) = await tracker.KeepAsync(slot, text, opening, evaluated.Attributes, evaluated.Memory);
            if (issue is not null)
            {
                return issue;
            }
        }
    }

    /// <summary>Reads, evaluates and writes the files, whether the inputs are live or recorded.</summary>
    private async Task<Evaluated> EvaluateAsync(
        AuditRequest request,
        AuditInputs inputs,
        CheckTexts texts,
        CancellationToken cancellationToken
    )
    {
        var (platform, settings) = (inputs.Platform, inputs.Configuration.Settings);
        foreach (var notice in settings.Notices.Concat(inputs.Waivers.Notices))
        {
            services.Log.Warning(notice);
        }

        var result = await ReadResult.ReadAsync(inputs, services.Log, cancellationToken);
        var (comparison, reason, confirmation) = result;
        var manifest = inputs.Complete();
        var report = comparison is null
            ? Evaluator.NotEvaluated(platform, reason!, inputs.Period, manifest, inputs.Earlier.Last)
            : Evaluator
                .Evaluate(platform, comparison, settings, inputs.Waivers, inputs.Period, manifest, inputs.Earlier, texts, confirmation)
                .ReadOn(manifest.DayIn(inputs.Configuration.Zone));
        if (inputs.Earlier.LeftOut is { } leftOut)
        {
            report = report with { Notices = [leftOut, .. report.Notices] };
        }

        var memory =
            comparison is null || report.Verdict == Verdict.NotEvaluated
                ? inputs.Earlier.OfPeriod?.Failed(report.AsOf)
                : AuditMemory.Of(report, platform, comparison, inputs.Earlier);
        if (memory is not null && report.Verdict != Verdict.NotEvaluated && inputs.FindHoldersAsync is { } find)
        {
            memory = await memory.WithHoldersAsync(report, find);
        }

        AuditFiles.Write(
            report,
            platform,
            comparison,
            await inputs.FindReviewAsync(new EvaluatedAudit(report, comparison, memory, result.Team, inputs.WhyNotRecalled)),
            request.OutputFolder,
            settings.NamesInTests
        );
        AuditFiles.WriteData(report, platform, comparison, inputs.Earlier, request.OutputFolder);
        var template = new IssueTemplate(request.TemplateFolders)
        {
            Mentions = settings.Tracker.Mentions,
            Team = new TeamPages(manifest, settings.Team),
            Names = settings.Names with { Manager = inputs.Configuration.FollowUp.ManagerTitle },
            Due = inputs.Earlier.Due,
            Overview = inputs.Earlier.Overview,
            Keys = inputs.Earlier.Keys,
            Today = manifest.DayIn(inputs.Configuration.Zone),
        };
        var text = Render(int.MaxValue);
        AuditFiles.Write(report, text, request.OutputFolder);
        var followUp = inputs.Configuration.FollowUp;
        return new Evaluated(
            new AuditOutcome(report, text, null) { LeftOut = inputs.Earlier.LeftOut },
            Render,
            memory,
            result.Team is { } team ? followUp.MayOpenByHand(team) : null,
            WantedAttributes.Of(report, inputs.Earlier.Due, result.Team is { } known ? followUp.OperatorsOf(known) : [])
        );

        IssueText Render(int room) => template.Render(report, platform, comparison, room);
    }

    private AuditWindow? WindowOf(Configuration configuration, Platform platform) =>
        configuration.Cadence is { } cadence
            ? AuditWindow.On(configuration.DayOf(services.Clock.GetUtcNow()), cadence.QuartersOf(platform))
            : null;

    private static Task<IssueStatus> StatusAsync(
        IssueTracker tracker,
        Platform platform,
        AuditWindow window,
        IReadOnlySet<string>? mayOpenByHand = null
    ) => tracker.StatusAsync(platform.Id, window.Period, IssueTemplate.TitleOf(platform.Title, window.Period), mayOpenByHand);

    private IssueTracker Tracker(Configuration configuration, bool preview, CancellationToken stopped)
    {
        var (project, gitLab, client) = services.Connect(configuration.Settings, stopped);
        return new IssueTracker(
            gitLab,
            client,
            project,
            configuration.Settings.Tracker,
            preview,
            services.Log,
            services.Own,
            configuration.DayOf
        );
    }

    /// <summary>What an evaluation gives.</summary>
    /// <param name="Render">Gives the issue's text with a region of at most so many characters.</param>
    /// <param name="Memory">What the next run is held against; null where there is nothing to hold it against.</param>
    /// <param name="MayOpenByHand">
    /// Who may open an audit by hand, by GitLab user names; null where the team could not be read.
    /// </param>
    /// <param name="Attributes">What GitLab's own attributes of the issue are to be.</param>
    private sealed record Evaluated(
        AuditOutcome Outcome,
        Func<int, IssueText> Render,
        AuditMemory? Memory,
        IReadOnlySet<string>? MayOpenByHand,
        WantedAttributes Attributes
    );

    /// <summary>What a run begins with.</summary>
    /// <param name="Obstacle">Why the platform can't be asked at all, as a sentence, or null.</param>
    /// <param name="Key">What signs the evidence, or null.</param>
    /// <param name="Window">When the platform is audited; null where a period was given, or nobody says when.</param>
    /// <param name="Status">How it stands with the issue; null where the day is within the window.</param>
    private sealed record Beginning(
        Configuration Configuration,
        CheckTexts Texts,
        Platform Platform,
        Waivers Waivers,
        string? Obstacle,
        SigningKey? Key,
        IssueTracker Tracker,
        AuditWindow? Window,
        IssueStatus? Status
    );
}
