using System.Collections.Frozen;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.Audits;

/// <summary>
/// Puts all audits of a period on one page, and keeps one issue with them. Platforms come from what the audits keep on their issues, so
/// that one which was audited elsewhere is there too; people come from the files at hand (docs/decisions/0031).
/// </summary>
public sealed class OverviewRun(RunServices services)
{
    private const int PeriodsShown = 4;

    /// <summary>Writes the page, and keeps the issue where that is asked for.</summary>
    /// <exception cref="AuditException">A file or setting is wrong, or GitLab refused.</exception>
    public async Task<OverviewOutcome> RunAsync(OverviewRequest request, CancellationToken cancellationToken)
    {
        Secrets.Begin(services.Environment);
        var configuration = Configuration.Read(request.SettingsPath, services.Assemblies);
        var files = FilesIn(request.OutputFolder, configuration.Platforms);
        var now = services.Clock.GetUtcNow();
        var period =
            request.Period
            ?? (
                files.Count > 0
                    ? files.Values.Select(report => report.Period).MaxBy(found => found.Start)
                    : FiscalPeriod.Of(configuration.DayOf(now))
            );
        foreach (var other in files.Values.Where(report => report.Period != period))
        {
            services.Log.Warning(
                $"{configuration.Platform(other.Platform).Title}: its files are of {other.Period.Title}, so the overview of "
                    + $"{period.Title} does not hold them."
            );
        }

        files = files.Where(file => file.Value.Period == period).ToDictionary(StringComparer.Ordinal);
        if (!request.HasIssues)
        {
            return Written(OverviewOf(null), hasIssues: false);
        }

        GitLabApi.Token.EnsureSet("Preparing the overview", services.Environment);
        await services.EnsureClockAsync(configuration.Settings, cancellationToken);
        var connection = services.Connect(configuration.Settings, cancellationToken);
        using var tracker = new IssueTracker(
            connection.GitLab,
            connection.Client,
            connection.Project,
            configuration.Settings.Tracker,
            request.Preview,
            services.Log,
            services.Own,
            configuration.DayOf
        );
        var issues = IssuesOf(connection, configuration);
        var found = await issues.ReadAsync([.. configuration.Platforms.Select(platform => platform.Id)], period);
        var overview = OverviewOf(found);
        var outcome = Written(overview, hasIssues: true);
        var hasView = await issues.KnowViewsAsync();
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return outcome with { Issue = await KeepAsync(tracker, request, overview, hasView) };
        }
        catch (AuditException failure) when (failure.Kind == FailureKind.NotEvaluated)
        {
            // An audit that can't read what earlier runs have left could not be evaluated; here no platform is in question.
            throw new AuditException(failure.Message, FailureKind.ConfigurationOrInfrastructure, failure);
        }

        Overview OverviewOf(IReadOnlyDictionary<string, PeriodIssue>? issues)
        {
            var (people, ofThings) = OverviewPerson.In(
                configuration.Platforms.Select(platform => files.GetValueOrDefault(platform.Id)).OfType<KeptReport>()
            );
            return new Overview(
                period,
                [
                    .. configuration.Platforms.Select(platform =>
                        RowOf(
                            platform,
                            issues?.GetValueOrDefault(platform.Id),
                            files.GetValueOrDefault(platform.Id),
                            issues is not null,
                            Path.Combine(request.OutputFolder, platform.Id)
                        )
                    ),
                ],
                people
            )
            {
                AsOf = now,
                Job = Manifest.JobOf(services.Environment),
                OfThings = ofThings,
            };
        }

        OverviewOutcome Written(Overview overview, bool hasIssues)
        {
            PrivateFolder.Create(request.OutputFolder);
            var page = Path.Combine(request.OutputFolder, OverviewPage.FileName);
            OverviewPage.Write(request.IssuesLast ? overview : WithoutLinks(overview), hasIssues, page);
            return new OverviewOutcome(period, page, Issue: null);
        }
    }

    private PeriodIssues IssuesOf(TrackerConnection connection, Configuration configuration)
    {
        var calls = new TrackerCalls(connection.Project, connection.Client);
        var ownership = new IssueOwnership(connection.Client, calls, connection.Settings, services.Own, services.Log)
        {
            DayOf = configuration.DayOf,
        };
        return new PeriodIssues(connection.GitLab, connection.Client, calls, ownership, connection.Project, services.Log);
    }

    /// <summary>What audits have left below a folder, by platform.</summary>
    private static Dictionary<string, KeptReport> FilesIn(string folder, IEnumerable<Platform> platforms)
    {
        var files = new Dictionary<string, KeptReport>(StringComparer.Ordinal);
        foreach (var platform in platforms)
        {
            if (KeptReport.Read(Path.Combine(folder, platform.Id), platform.Id, platform.SeverityOf) is { } report)
            {
                files[platform.Id] = report;
            }
        }

        return files;
    }

    /// <summary>Keeps the issue with a text for the room that there is, and again with a shorter one while people write more.</summary>
    private static async Task<AuditIssue> KeepAsync(IssueTracker tracker, OverviewRequest request, Overview overview, bool hasView)
    {
        var template = new OverviewTemplate(request.TemplateFolders);
        var text = template.Render(overview, hasView, int.MaxValue);
        AtomicFile.Write(
            Path.Combine(request.OutputFolder, OverviewOutcome.IssueName),
            IssueBody.New(IssueMarks.Issue(OverviewTemplate.Name, overview.Period), text.Region, text.PeoplesPart)
        );

        // An issue that somebody opens by hand is never taken for it.
        var nobody = FrozenSet<string>.Empty;
        await tracker.RecallAsync(OverviewTemplate.Name, overview.Period, OverviewTemplate.Words, today: null, nobody);
        var opening = overview.Platforms.Any(platform => platform.Issue is not null) ? OpeningDecision.Allowed : OpeningDecision.Forbidden;
        for (var slot = await tracker.FindAsync(OverviewTemplate.Name, overview.Period, text.Title, nobody); ; )
        {
            text = text.Region.Length > slot.Room ? template.Render(overview, hasView, slot.Room) : text;
            (var issue, slot) = await tracker.KeepAsync(slot, text, opening, WantedAttributes.None, MemoryOf(overview));
            if (issue is not null)
            {
                Write(issue, request);
                return issue;
            }
        }
    }

    private static void Write(AuditIssue issue, OverviewRequest request)
    {
        AtomicFile.Clear(request.OutputFolder, OverviewOutcome.DifferenceName);
        if (issue.Difference.Count > 0)
        {
            AtomicFile.Write(
                Path.Combine(request.OutputFolder, OverviewOutcome.DifferenceName),
                string.Concat(issue.Difference.Select(line => line + "\n"))
            );
        }
    }

    /// <summary>What tells the issue from every other, whatever becomes of its description: like an audit's it stands in a note.</summary>
    private static AuditMemory MemoryOf(Overview overview) =>
        new()
        {
            Platform = OverviewTemplate.Name,
            Period = overview.Period,
            Verdict = overview.Open > 0 ? Verdict.Findings : Verdict.Clear,
            AsOf = overview.AsOf,
        };

    private static Overview WithoutLinks(Overview overview) =>
        overview with
        {
            Platforms = [.. overview.Platforms.Select(platform => platform with { Issue = null })],
        };

    private static OverviewPlatform RowOf(Platform platform, PeriodIssue? issue, KeptReport? files, bool hasIssues, string folder)
    {
        var row = new OverviewPlatform(platform.Id, platform.Title, OverviewState.NotAudited)
        {
            HasPeople = files is { Accounts: not null },
            Reason = files is { Verdict: Verdict.NotEvaluated, Reasons: [var first, ..] } ? first : null,
            LastGood = files is { Verdict: not Verdict.NotEvaluated } ? files.AsOf : null,
            Files = [.. AuditFiles.Tables.Prepend(HtmlReport.FileName).Where(name => File.Exists(Path.Combine(folder, name)))],
        };
        if (issue is not null)
        {
            row = row with
            {
                Issue = Uri.TryCreate(issue.Issue.WebUrl, UriKind.Absolute, out var url) ? url : null,
                IssueNumber = issue.Issue.Iid,
                IsClosed = issue.Issue.State == IssueState.Closed,
                Due = issue.Issue.DueDate,
            };
        }

        return issue?.Memory is { } memory ? Remembered(row, platform, memory)
            : issue is { IsNewer: true }
                ? row with
                {
                    State = OverviewState.Unknown,
                    Reason = "a newer version of this program has audited it",
                }
            : files is not null ? FromFiles(row, files)
            : issue is { IsKept: true } ? row with { State = OverviewState.NotEvaluated }
            : row with { State = hasIssues ? OverviewState.NotAudited : OverviewState.Unknown };
    }

    private static OverviewPlatform Remembered(OverviewPlatform row, Platform platform, AuditMemory memory)
    {
        var open = memory.Findings.Where(finding => finding.State == RememberedState.Open).ToList();
        var isLater = row.LastGood is { } read && read >= memory.AsOf;
        return row with
        {
            State =
                memory.FailedAt is not null ? OverviewState.NotEvaluated
                : open.Count > 0 ? OverviewState.Findings
                : OverviewState.Clear,
            Reason = memory.FailedAt is null ? null : row.Reason ?? "the figures are those of the last good reading",
            FailedSince = memory.FailedAt,
            Open = open.CountBy(finding => platform.SeverityOf(finding.Check)).ToDictionary(),
            Settled = memory.Findings.Count(finding => finding.State == RememberedState.Gone && !memory.IsNotLookedFor(finding)),
            Oldest = open.Select(finding => finding.Since).OfType<string>().MinBy(PopulationTables.StartOf, StringComparer.Ordinal)
                is { } since
                ? FiscalPeriod.TryParse(since, out var period)
                    ? period.Title
                    : since
                : "",
            LastGood = isLater ? row.LastGood : memory.AsOf,
            MayBeLater = !isLater,
            Trend = [.. memory.Trend.Select(count => count.Findings).Append(memory.OpenCount).TakeLast(PeriodsShown)],
        };
    }

    private static OverviewPlatform FromFiles(OverviewPlatform row, KeptReport files) =>
        files.Verdict == Verdict.NotEvaluated
            ? row with
            {
                State = OverviewState.NotEvaluated,
            }
            : row with
            {
                State = files.Findings.Count > 0 ? OverviewState.Findings : OverviewState.Clear,
                Open = files.Findings.CountBy(finding => finding.Severity).ToDictionary(),
            };
}
