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
    /// <returns>What each audit's follow-up came to, by platform and period.</returns>
    /// <exception cref="AuditException">It could not begin, more notes are due than a run may write, or GitLab refused.</exception>
    public async Task<IReadOnlyList<FollowUpOutcome>> RunAsync(FollowUpRequest request, CancellationToken cancellationToken)
    {
        Secrets.Begin(services.Environment);
        var configuration = ReadConfiguration(request);
        using var loop = await OpenAsync(request, configuration, cancellationToken);
        var due = new List<(AuditIssueRef Audit, FollowUpCase? At, string? Warning, IReadOnlyList<PlannedNote> Plan)>();
        foreach (var audit in await loop.AuditsAsync(request.Period))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (at, warning) = await loop.ReadAsync(audit);
            due.Add((audit, at, warning, at is null || warning is not null ? [] : Planner.Plan(at.State, services.Clock.GetUtcNow())));
        }

        var count = due.Sum(d => d.Plan.Count);
        if (count > configuration.FollowUp.MostNotes)
        {
            throw new AuditException(
                $"Following up: {Sentence.Count(count, "note")} are due, and a run writes {configuration.FollowUp.MostNotes} at the "
                    + "most, so nothing was sent. Look at them with --preview; if they are right, raise follow_up.most_notes in "
                    + $"{configuration.Settings.Path}.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }

        var outcomes = new List<FollowUpOutcome>();
        foreach (var (audit, at, warning, plan) in due)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var open = at?.State.Findings.Count(item => !item.IsEnded);
            outcomes.Add(
                at is null || warning is not null ? new FollowUpOutcome(audit, [], open, warning)
                : request.Preview
                    ? new FollowUpOutcome(audit, plan, open, null)
                    {
                        Texts = await PreviewAsync(loop, audit, at, plan),
                        Entries = [.. plan.Select(note => new ForecastEntry(note.Due, audit, note, Forecast.What(at.State, note)))],
                        Lull = LullOf(configuration, audit, at, plan),
                    }
                : await WriteAsync(loop, audit, open) with { Lull = LullOf(configuration, audit, at, plan) }
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
        Secrets.Begin(services.Environment);
        var configuration = ReadConfiguration(request);
        using var loop = await OpenAsync(request with { Preview = true }, configuration, cancellationToken);
        var entries = new List<ForecastEntry>();
        foreach (var audit in await loop.AuditsAsync(request.Period))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (at, warning) = await loop.ReadAsync(audit);
            if (at is not null && warning is null)
            {
                entries.AddRange(
                    Forecast.Of(audit, at.State, configuration.Cadence ?? Scheduling.Cadence.Default, services.Clock.GetUtcNow(), days)
                );
            }
        }

        return [.. entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Audit.Platform, StringComparer.Ordinal)];
    }

    private Func<string>? LullOf(Configuration configuration, AuditIssueRef audit, FollowUpCase at, IReadOnlyList<PlannedNote> plan)
    {
        var now = services.Clock.GetUtcNow();
        return plan.Count > 0 ? null : () => Forecast.Lull(audit, at.State, configuration.Cadence ?? Scheduling.Cadence.Default, now);
    }

    private static async Task<FollowUpOutcome> WriteAsync(FollowUpLoop loop, AuditIssueRef audit, int? open)
    {
        var (notes, warning, failure) = await loop.WriteAsync(audit);
        return new FollowUpOutcome(audit, notes, open, warning) { Failure = failure };
    }

    private static async Task<IReadOnlyList<string>> PreviewAsync(
        FollowUpLoop loop,
        AuditIssueRef audit,
        FollowUpCase at,
        IReadOnlyList<PlannedNote> plan
    )
    {
        var texts = new List<string>();
        foreach (var note in plan)
        {
            texts.Add(await loop.PreviewAsync(audit, at, note));
        }

        return texts;
    }

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
        var today = DateOnly.FromDateTime(services.Clock.GetUtcNow().UtcDateTime);
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
            request,
            services.Clock,
            services.Log
        );
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
            FiscalPeriod.Of(DateOnly.FromDateTime(services.Clock.GetUtcNow().UtcDateTime)).ToString(),
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
