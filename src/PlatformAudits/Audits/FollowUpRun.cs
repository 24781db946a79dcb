using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.FollowUp.Reading;
using PlatformAudits.FollowUp.Writing;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Audits;

/// <summary>
/// Does the chasing: reads every audit issue, and asks whom the policy says, when it says. It remembers nothing but what stands on the
/// issues.
/// </summary>
public sealed class FollowUpRun(RunServices services)
{
    /// <summary>Follows every audit up, or says what it would do.</summary>
    /// <returns>What came of it on each issue, by period and platform; the issue over all audits of a period first.</returns>
    /// <exception cref="AuditException">It could not begin, or GitLab refused.</exception>
    public async Task<IReadOnlyList<FollowUpOutcome>> RunAsync(FollowUpRequest request, CancellationToken cancellationToken)
    {
        Secrets.Begin(services.Environment);
        var configuration = ReadConfiguration(request);
        using var loop = await OpenAsync(request, configuration, cancellationToken);
        var outcomes = new List<FollowUpOutcome>();
        var room = loop.Room;
        foreach (var period in await loop.PeriodsAsync(request.Period))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var written = request.Preview ? await PreviewedAsync(loop, period, room) : await loop.WriteAsync(period, room);
            room -= written.Notes.Count(note => note.Kind == NoteKind.Step) - (request.Preview ? written.Remaining : 0);
            foreach (var issue in period.Issues.OrderBy(issue => !issue.IsOverview))
            {
                if (issue.IsOverview && issue != period.Home)
                {
                    continue;
                }

                outcomes.Add(await OutcomeAsync(loop, configuration, request, written, issue));
            }
        }

        return outcomes;
    }

    /// <summary>Says what will happen if nobody reacts.</summary>
    /// <param name="days">How many days ahead, from 1.</param>
    /// <exception cref="AuditException">It could not begin, or GitLab refused.</exception>
    public async Task<FollowUpForecast> ForecastAsync(FollowUpRequest request, int days, CancellationToken cancellationToken)
    {
        Secrets.Begin(services.Environment);
        var configuration = ReadConfiguration(request);
        using var loop = await OpenAsync(request with { Preview = true }, configuration, cancellationToken);
        var entries = new List<ForecastEntry>();
        foreach (var period in await loop.PeriodsAsync(request.Period))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = await loop.ReadAsync(period);
            entries.AddRange(Forecast.Of(at.State, CadenceOf(configuration), services.Clock.GetUtcNow(), days, loop.Room));
        }

        return new FollowUpForecast(
            [.. entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Note.Issue.Platform, StringComparer.Ordinal)],
            loop.Unreached
        );
    }

    private static Scheduling.Cadence CadenceOf(Configuration configuration) => configuration.Cadence ?? Scheduling.Cadence.Default;

    /// <summary>What would be written: all of it, however much a run may write.</summary>
    private async Task<WrittenPeriod> PreviewedAsync(FollowUpLoop loop, FollowedPeriod period, int room)
    {
        var at = await loop.ReadAsync(period);
        var plan = Planner.Plan(at.State, services.Clock.GetUtcNow());
        return new WrittenPeriod(at, plan) { Remaining = plan.Count - Planner.Limited(plan, Math.Max(room, 0)).Count };
    }

    private async Task<FollowUpOutcome> OutcomeAsync(
        FollowUpLoop loop,
        Configuration configuration,
        FollowUpRequest request,
        WrittenPeriod written,
        AuditIssueRef issue
    )
    {
        var (at, now, isHome) = (written.At, services.Clock.GetUtcNow(), issue == written.At.State.Home);
        var notes = written.Notes.Where(note => note.Issue.Iid == issue.Iid).ToList();
        var texts = new List<string>();
        foreach (var note in request.Preview ? notes : [])
        {
            texts.Add(await loop.PreviewAsync(at, note));
        }

        var obstacle = at.Obstacles.GetValueOrDefault(issue.Iid);
        return new FollowUpOutcome(issue, notes, issue.IsOverview ? at.Open.Values.Sum() : OpenOf(at, issue), obstacle?.Reason)
        {
            Failure = isHome ? written.Failure : null,
            NeedsSomebody = obstacle?.NeedsSomebody == true,
            Remaining = isHome ? written.Remaining : 0,
            Texts = texts,
            Unreached = isHome ? loop.Unreached : [],
            Entries = request.Preview ? [.. notes.Select(note => new ForecastEntry(note.Due, note, Forecast.What(at.State, note)))] : [],
            Lull =
                notes.Count > 0 ? null
                : isHome ? () => Forecast.Lull(at.State, CadenceOf(configuration), now)
                : () => $"people are asked on {at.State.Home.WebUrl}",
        };
    }

    private static int? OpenOf(PeriodCase at, AuditIssueRef issue) => at.Open.TryGetValue(issue.Iid, out var open) ? open : null;

    private Configuration ReadConfiguration(FollowUpRequest request)
    {
        var configuration = Configuration.Read(request.SettingsPath, services.Assemblies);
        return configuration.FollowUp.IsGiven
            ? configuration
            : throw new AuditException(
                $"Preparing the follow-up: {configuration.Settings.Path} names nobody in follow_up.support_ops_managers, so there is "
                    + "nobody to turn to in the end; write an e-mail address of the team file there.",
                FailureKind.ConfigurationOrInfrastructure
            );
    }

    private async Task<FollowUpLoop> OpenAsync(FollowUpRequest request, Configuration configuration, CancellationToken cancellationToken)
    {
        var (settings, platforms) = (configuration.Settings, configuration.Platforms);
        GitLabApi.Token.EnsureSet("Preparing the follow-up", services.Environment);
        await services.EnsureClockAsync(settings, cancellationToken);
        services = services with { Clock = services.TrackerClock };
        var today = configuration.DayOf(services.Clock.GetUtcNow());
        var waivers = configuration.ReadWaivers(request.WaiversPath, services.Clock.GetUtcNow());
        var roster = await TeamAsync(request, configuration, cancellationToken);
        foreach (var notice in settings.Notices.Concat(waivers.Notices).Concat(roster.Notices))
        {
            services.Log.Warning(notice);
        }

        var people = new People(roster, configuration.FollowUp, settings.Path, today);
        return new FollowUpLoop(
            services.Connect(settings, cancellationToken),
            SlackClient.Open(services.Environment, services.Transport, services.Log),
            configuration.FollowUp,
            platforms,
            people,
            [.. platforms.SelectMany(platform => waivers.Of(platform.Id)).Where(waiver => waiver.Expires >= today)],
            today,
            request,
            services.Clock,
            services.Log
        )
        {
            Room = configuration.FollowUp.NotesFor(roster.Count),
        };
    }

    private async Task<Roster> TeamAsync(FollowUpRequest request, Configuration configuration, CancellationToken cancellationToken)
    {
        var settings = configuration.Settings;
        settings.EnsureTeam(request.TeamPath);
        services.Log.Step("Reading the team file …");
        var roster = request.TeamPath is { } path
            ? TeamFile.ReadRegular(path, configuration.TeamFormat)
            : await TeamOfGitLabAsync(request, configuration, cancellationToken);
        return roster.Count >= settings.MinimumTeam
            ? roster
            : throw new AuditException(
                $"Following up: the team file holds {Sentence.Count(roster.Count, "person", "people")}, and {settings.MinimumTeam} are "
                    + "expected at the least (team.minimum), so whoever is missing would seem to have left; nobody was asked."
            );
    }

    private async Task<Roster> TeamOfGitLabAsync(FollowUpRequest request, Configuration configuration, CancellationToken cancellationToken)
    {
        var settings = configuration.Settings;
        var snapshot = Snapshot.Begin(
            Path.Combine(request.OutputFolder, "follow-up", Snapshot.FolderName),
            "follow-up",
            FiscalPeriod.Of(configuration.DayOf(services.Clock.GetUtcNow())).ToString(),
            services.Clock
        );
        var collector = new LiveCollector(
            snapshot,
            services.Environment,
            services.Transport,
            services.Clock,
            services.Log,
            services.Budgets
        );
        var arrived = await new TeamSource(snapshot, configuration.TeamFormat, GitLabApi.LimitsOf(settings)).FromGitLabAsync(
            collector,
            GitLabApi.Address(services.Environment),
            settings.Team,
            cancellationToken
        );
        snapshot.Complete();
        return arrived.Read();
    }
}
