using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.Audits;

/// <summary>
/// Brings <c>report.html</c> up to date with what people have done on the issue since the audit, such as its review and its closing. No
/// vendor is asked, and of an audit's folder nothing else is touched: what the evidence gives must still be what lies beside it.
/// </summary>
public sealed class ReportRun(RunServices services)
{
    private static readonly string[] Written = [HtmlReport.FileName, IssueReview.FileName];

    /// <summary>Writes the report of every audit below a folder again.</summary>
    /// <returns>What each came to, in the order of their folders; nothing where there is no audit's snapshot.</returns>
    /// <exception cref="AuditException">It could not begin.</exception>
    public async Task<IReadOnlyList<ReportOutcome>> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        Secrets.Begin(services.Environment);
        var configuration = Configuration.Read(request.SettingsPath, services.Assemblies);
        GitLabApi.Token.EnsureSet("Preparing the reports", services.Environment);
        await services.EnsureClockAsync(configuration.Settings, cancellationToken);
        var waivers = configuration.ReadWaivers(request.WaiversPath, services.Clock.GetUtcNow());
        foreach (var notice in configuration.Settings.Notices.Concat(waivers.Notices))
        {
            services.Log.Warning(notice);
        }

        var outcomes = new List<ReportOutcome>();
        foreach (var snapshot in SnapshotsIn(request.OutputFolder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await TryWriteAsync(snapshot) is { } outcome)
            {
                outcomes.Add(outcome);
            }
        }

        return outcomes;

        async Task<ReportOutcome?> TryWriteAsync(string snapshot)
        {
            var folder = Directory.GetParent(Path.GetFullPath(snapshot))!.FullName;
            var shown = Path.GetRelativePath(request.OutputFolder, folder);
            try
            {
                using var alone = OutputLock.Take(folder);
                var manifest = SnapshotReader.Read(snapshot);
                return manifest.Inputs.All(input => input.File != Snapshot.Settings)
                    ? null
                    : new ReportOutcome(folder, await WriteAsync(manifest, snapshot, folder), IsWritten: true);
            }
            catch (AuditException failure)
            {
                return new ReportOutcome(folder, $"{shown}: the report was left as it is. {failure.Message}", IsWritten: false);
            }
            catch (Exception error) when (AtomicFile.IsOfTheDisk(error))
            {
                var failure = AtomicFile.Failure($"Writing the report in {shown}", error);
                return new ReportOutcome(folder, $"{shown}: the report was left as it is. {failure.Message}", IsWritten: false);
            }
        }

        async Task<string> WriteAsync(Manifest manifest, string snapshot, string folder)
        {
            services.Log.Step($"Writing the report of {manifest.Platform} {manifest.Period} again …");
            IssueReview? review = null;
            var replayed = Directory.CreateTempSubdirectory("platform-audits-");
            try
            {
                var audit = new AuditRequest
                {
                    Platform = manifest.Platform,
                    SettingsPath = Path.Combine(snapshot, Snapshot.Settings),
                    WaiversPath = Path.Combine(snapshot, Snapshot.Waivers),
                    TemplatesFolder = request.TemplatesFolder,
                    OwnTemplatesFolder = request.OwnTemplatesFolder,
                    OutputFolder = replayed.FullName,
                };
                var recorded = services with { Log = RunLog.Silent };
                await new Audit(recorded).ReplayAsync(
                    audit,
                    AuditInputs.Recorded(audit, snapshot, recorded, ReviewAsync),
                    cancellationToken
                );
                EnsureSame(manifest, folder, replayed.FullName);
                foreach (var name in Written)
                {
                    AtomicFile.Copy(Path.Combine(replayed.FullName, name), Path.Combine(folder, name));
                }

                return LineOf(manifest, review!);
            }
            finally
            {
                replayed.Delete(recursive: true);
            }

            async Task<IssueReview?> ReviewAsync(EvaluatedAudit evaluated)
            {
                var (project, gitLab, client) = services.Connect(configuration.Settings, cancellationToken);
                using var tracker = new IssueTracker(
                    gitLab,
                    client,
                    project,
                    configuration.Settings.Tracker,
                    preview: true,
                    services.Log,
                    services.Own,
                    configuration.DayOf
                );
                var report = evaluated.Report;
                var earlier = await tracker.RecallAsync(
                    report.Platform,
                    report.Period,
                    IssueTemplate.WordsOf(report.Title),
                    today: null,
                    evaluated.Team is { } team ? configuration.FollowUp.MayOpenByHand(team) : null
                );
                return review = await new ReviewReader(tracker, configuration, waivers, services.Clock).ReadAsync(
                    evaluated,
                    earlier.OfPeriod
                );
            }
        }
    }

    private static List<string> SnapshotsIn(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. EvidenceCheck.Snapshots(folder).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AuditException(
                $"Writing the reports in {folder}: {error.Message.TrimEnd('.')}. Check that this user may read all of it.",
                FailureKind.ConfigurationOrInfrastructure,
                error
            );
        }
    }

    /// <summary>A page of another version beside the reports of the one that audited would be what neither gives.</summary>
    private static void EnsureSame(Manifest manifest, string folder, string replayed)
    {
        var kept = AuditFiles.Replayed.Except(Written).ToList();
        if (
            kept.Exists(name => Path.Exists(Path.Combine(folder, name)))
            && kept.Select(name => AuditFiles.DifferenceOf(Path.Combine(folder, name), Path.Combine(replayed, name)))
                .OfType<string>()
                .FirstOrDefault()
                is { } difference
        )
        {
            throw new AuditException(
                $"Replaying its snapshot: {difference}"
                    + (
                        manifest.Tool == Snapshot.Tool
                            ? ". Use the templates that it was written with, and unchanged evidence."
                            : $". It was written by {manifest.Tool}, and this is {Snapshot.Tool}; use that version."
                    )
            );
        }
    }

    private static string LineOf(Manifest manifest, IssueReview review)
    {
        var decided = review.Findings.Count(finding => finding.IsDecided);
        var counted = review.Reviews.Count(note => note.WhyNot is null);
        return $"{manifest.Platform} {manifest.Period}: "
            + (
                review.Issue is { } issue
                    ? $"the report is as {issue.Address} tells: {(issue.IsClosed ? "closed" : "open")}, "
                        + $"{Sentence.Count(decided, "finding")} decided by people, {Sentence.Count(counted, "review")}."
                    : "there is no audit issue of ours, and the report says so."
            );
    }
}
