using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Audits;

/// <summary>What reading team and platform came to.</summary>
/// <param name="Comparison">The team beside the platform, or null when it could not be read.</param>
/// <param name="Reason">Why it could not, or null.</param>
/// <param name="Confirmation">Whether a confirmation read said the same; null when there was none.</param>
internal sealed record ReadResult(Comparison? Comparison, string? Reason, CompletenessAssertion? Confirmation)
{
    /// <summary>The team, also where the platform could not be read; null where the team could not.</summary>
    public Roster? Team { get; private init; }

    private const long ReadAtOnce = 4 * 1024 * 1024;

    /// <summary>
    /// Reads team and platform, and the platform once more where one reading is not enough (<see cref="ConfirmationRead"/>). A recorded
    /// run that read once is replayed as one.
    /// </summary>
    public static async Task<ReadResult> ReadAsync(AuditInputs inputs, RunLog log, CancellationToken cancellationToken)
    {
        var platform = inputs.Platform;
        var (comparison, reason, team) = inputs.Obstacle is { } obstacle
            ? (null, obstacle, null)
            : await CompareAsync(inputs, log, cancellationToken);
        if (await RecallAsync(inputs, team) is { } unknown)
        {
            return new ReadResult(null, reason ?? unknown, null) { Team = team };
        }

        if (comparison is null)
        {
            return new ReadResult(null, reason, null) { Team = team };
        }

        var said = TokenReview.Before(inputs.Earlier, inputs.Period, inputs.Collector.Started);
        comparison = comparison.With(said);
        var first = ConfirmationRead.Of(platform, comparison, [.. inputs.Lists().Where(l => l.Reading == 1)]);
        if (first.ReasonToRepeat(inputs.Earlier.Last) is not { } why || !inputs.Collector.BeginAgain())
        {
            return new ReadResult(comparison, null, null) { Team = team };
        }

        var roster = comparison.Roster;
        comparison = null;
        log.Step($"{platform.Title}: {why}, so the platform is read once more before that is believed.");
        try
        {
            using var section = log.Section($"{platform.Id}-reading-again", $"Reading {platform.Title} once more");
            comparison = platform.Compare(roster, await platform.CollectAsync(inputs.Collector, cancellationToken)).With(said);
            MemoryTrimmer.Trim();
            var second = ConfirmationRead.Of(platform, comparison, [.. inputs.Lists().Where(l => l.Reading == 2)]);
            return new ReadResult(comparison, null, first.Agrees(second)) { Team = team };
        }
        catch (AuditException failure) when (failure.Kind == FailureKind.NotEvaluated)
        {
            return new ReadResult(null, failure.Message, null) { Team = team };
        }
    }

    /// <summary>
    /// Reads what earlier runs have left, after the platform, so that it is as late as can be.
    /// </summary>
    /// <returns>Why nobody knows what they have left, as a sentence; null when that is known.</returns>
    private static async Task<string?> RecallAsync(AuditInputs inputs, Roster? team)
    {
        try
        {
            await inputs.RecallAsync(team is null ? null : inputs.Configuration.FollowUp.MayOpenByHand(team));
            return null;
        }
        catch (AuditException failure) when (failure.Kind == FailureKind.NotEvaluated)
        {
            return failure.Message;
        }
    }

    /// <summary>
    /// Reads team and platform side by side and lays them beside one another; when that fails, the reason takes the comparison's place. Of
    /// two failures the team file's counts, whichever came first, so that a replay tells the same one.
    /// </summary>
    private static async Task<(Comparison? Comparison, string? Reason, Roster? Team)> CompareAsync(
        AuditInputs inputs,
        RunLog log,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Roster? team = null;
        try
        {
            using var section = log.Section($"{inputs.Platform.Id}-reading", $"Reading the team file and {inputs.Platform.Title}");
            log.Step("Reading the team file …");
            var arriving = inputs.FetchTeamAsync(cancellationToken);
            var collecting = CollectAsync();
            var reading = ReadTeamAsync(arriving, collecting);
            await ConcurrentReads.CompleteAsync(reading, collecting);
            var comparison = inputs.Platform.Compare(await reading, await collecting);
            MemoryTrimmer.Trim();
            return (comparison, null, team);
        }
        catch (AuditException failure) when (failure.Kind == FailureKind.NotEvaluated)
        {
            return (null, failure.Message, team);
        }

        async Task<Population> CollectAsync() => await inputs.Platform.CollectAsync(inputs.Collector, stop.Token);

        async Task<Roster> ReadTeamAsync(Task<ArrivedTeam> arriving, Task<Population> collecting)
        {
            try
            {
                var arrived = await arriving;
                if (arrived.Bytes > ReadAtOnce)
                {
                    // What reading leaves behind on either side would stand beside the other's at the peak of memory.
                    await ((Task)collecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    MemoryTrimmer.Trim();
                }

                var roster = arrived.Read();
                log.Step($"The team file holds {Sentence.Count(roster.Count, "person", "people")}.");
                foreach (var notice in roster.Notices)
                {
                    log.Warning(notice);
                }

                MemoryTrimmer.Trim();
                return team = roster;
            }
            catch
            {
                // With no team there is nothing to compare a platform with.
                await stop.CancelAsync();
                throw;
            }
        }
    }
}
