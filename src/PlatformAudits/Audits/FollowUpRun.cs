using System.Reflection;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.FollowUp.Reading;
using PlatformAudits.FollowUp.Writing;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;
using PlatformAudits.Team;
using PlatformAudits.Tracking;

namespace PlatformAudits.Audits;

/// <summary>
/// Does the chasing: reads every audit issue, and asks whom the policy says, when it says. It remembers nothing but what stands on the issues.
/// </summary>
public sealed class FollowUpRun
{
    private readonly Func<string, string?> _environment;
    private readonly HttpMessageHandler _transport;
    private readonly TimeProvider _clock;
    private readonly RunLog _log;
    private readonly IReadOnlyList<Assembly> _assemblies;

    /// <summary>A run with its surroundings.</summary>
    /// <param name="environment">Gives an environment variable's value, or null.</param>
    /// <param name="transport">Sends the requests; see <see cref="ApiClient.NewTransport"/>.</param>
    /// <param name="assemblies">Where to look for platforms; by default in the library only.</param>
    public FollowUpRun(
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

    /// <summary>The budgets of requests; whoever else asks at the same time shares them. By default the run has its own.</summary>
    public RateBudgets Budgets { get; init; }

    /// <summary>Follows every audit up, or says what it would do.</summary>
    /// <returns>What each audit's follow-up came to, by platform and period.</returns>
    /// <exception cref="AuditException">It could not begin, more notes are due than a run may write, or GitLab refused.</exception>
    public async Task<IReadOnlyList<FollowUpOutcome>> RunAsync(FollowUpRequest request, CancellationToken cancellationToken)
    {
        using var desk = await OpenAsync(request, cancellationToken);
        var due = new List<(AuditIssueRef Audit, FollowUpCase? At, string? Remark, IReadOnlyList<PlannedNote> Plan)>();
        foreach (var audit in await desk.AuditsAsync(request.Period))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (at, remark) = await desk.ReadAsync(audit);
            due.Add((audit, at, remark, at is null || remark is not null ? [] : Planner.Plan(at.State, _clock.GetUtcNow())));
        }

        var count = due.Sum(d => d.Plan.Count);
        if (count > desk.Configuration.FollowUp.MostNotes)
        {
            throw new AuditException(
                $"Following up: {Sentence.Count(count, "note")} are due, and a run writes {desk.Configuration.FollowUp.MostNotes} at the most, so nothing was sent. Look at them with --preview; if they are right, raise follow_up.most_notes in {desk.Configuration.Settings.Path}.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        var outcomes = new List<FollowUpOutcome>();
        foreach (var (audit, at, remark, plan) in due)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var open = at?.State.Findings.Count(item => !item.IsEnded) ?? 0;
            outcomes.Add(
                at is null || remark is not null ? new FollowUpOutcome(audit, [], open, remark)
                : request.Preview
                    ? new FollowUpOutcome(audit, plan, open, null)
                    {
                        Texts = [.. plan.Select(note => desk.Preview(audit, at, note, _clock.GetUtcNow()))],
                    }
                : new FollowUpOutcome(audit, await desk.WriteAsync(audit), open, null)
            );
        }

        return outcomes;
    }

    /// <summary>Says what will happen if nobody reacts.</summary>
    /// <param name="days">How many days ahead, from 1.</param>
    /// <returns>What will be written, by time.</returns>
    /// <exception cref="AuditException">It could not begin, or GitLab refused.</exception>
    public async Task<IReadOnlyList<ForecastEntry>> ForecastAsync(FollowUpRequest request, int days, CancellationToken cancellationToken)
    {
        using var desk = await OpenAsync(request, cancellationToken);
        var entries = new List<ForecastEntry>();
        foreach (var audit in await desk.AuditsAsync(request.Period))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (at, remark) = await desk.ReadAsync(audit);
            if (at is not null && remark is null)
            {
                entries.AddRange(
                    Forecast.Of(audit, at.State, desk.Configuration.Cadence ?? Scheduling.Cadence.Default, _clock.GetUtcNow(), days)
                );
            }
        }

        return [.. entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Audit.Platform, StringComparer.Ordinal)];
    }

    private async Task<CaseReader> OpenAsync(FollowUpRequest request, CancellationToken cancellationToken)
    {
        var configuration = Configuration.Read(request.SettingsPath, _assemblies);
        var (settings, platforms) = (configuration.Settings, configuration.Platforms);
        if (!configuration.FollowUp.IsGiven)
        {
            throw new AuditException(
                $"Preparing the follow-up: {settings.Path} names nobody in follow_up.support_ops_managers, so there is nobody to turn to in the end; write an e-mail address of the team file there.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        GitLabApi.Token.EnsureSet("Preparing the follow-up", _environment);
        var today = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);
        var waivers = configuration.ReadWaivers(request.WaiversPath, _clock.GetUtcNow());
        var roster = await TeamAsync(request, settings, cancellationToken);
        var people = new People(roster, configuration.FollowUp, settings.Path, today);
        var (project, gitLab, client) = TrackerConnection.Open(
            settings,
            _environment,
            Budgets,
            _clock,
            _log,
            _transport,
            cancellationToken
        );
        return new CaseReader(
            gitLab,
            client,
            SlackClient.Open(_environment, _transport),
            project,
            configuration,
            people,
            request,
            _clock,
            _log
        )
        {
            Waivers = [.. platforms.SelectMany(platform => waivers.Of(platform.Id)).Where(waiver => waiver.Expires >= today)],
        };
    }

    private async Task<Roster> TeamAsync(FollowUpRequest request, AuditSettings settings, CancellationToken cancellationToken)
    {
        settings.EnsureTeam(request.TeamPath);
        _log.Step("Reading the team file …");
        var roster = request.TeamPath is { } path
            ? TeamFile.Read(path, rotationKey: settings.RotationKey)
            : await TeamOfGitLabAsync(request, settings, cancellationToken);
        return roster.Count >= settings.MinimumTeam
            ? roster
            : throw new AuditException(
                $"Following up: the team file holds {Sentence.Count(roster.Count, "person", "people")}, and {settings.MinimumTeam} are expected at the least (team.minimum), so whoever is missing would seem to have left; nobody was asked."
            );
    }

    private async Task<Roster> TeamOfGitLabAsync(FollowUpRequest request, AuditSettings settings, CancellationToken cancellationToken)
    {
        var snapshot = Snapshot.Begin(
            Path.Combine(request.OutputFolder, "follow-up", "snapshot"),
            "follow-up",
            FiscalPeriod.Of(DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime)).ToString(),
            _clock
        );
        var collector = new LiveCollector(snapshot, _environment, _transport, _clock, _log, Budgets);
        var arrived = await new TeamSource(snapshot, settings.RotationKey, GitLabApi.LimitsOf(settings)).FromGitLabAsync(
            collector,
            GitLabApi.Address(_environment),
            settings.Team,
            cancellationToken
        );
        snapshot.Complete();
        return arrived.Read();
    }
}
