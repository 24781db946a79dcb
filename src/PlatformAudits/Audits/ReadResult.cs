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
    private const long ReadAtOnce = 4 * 1024 * 1024;

    /// <summary>
    /// Reads team and platform, and the platform once more where one reading is not enough (<see cref="ConfirmationRead"/>). A recorded
    /// run that read once is replayed as one.
    /// </summary>
    public static async Task<ReadResult> ReadAsync(AuditInputs inputs, RunLog log, CancellationToken cancellationToken)
    {
        var platform = inputs.Platform;
        var (comparison, reason) = await CompareAsync(inputs, log, cancellationToken);
        if (comparison is null)
        {
            return new ReadResult(null, reason, null);
        }

        var first = ConfirmationRead.Of(platform, comparison, [.. inputs.Lists().Where(l => l.Reading == 1)]);
        if (first.ReasonToRepeat(inputs.Last) is not { } why || !inputs.Collector.BeginAgain())
        {
            return new ReadResult(comparison, null, null);
        }

        var roster = comparison.Roster;
        comparison = null;
        log.Step($"{platform.Title}: {why}, so the platform is read once more before that is believed.");
        try
        {
            using var section = log.Section($"{platform.Id}-reading-again", $"Reading {platform.Title} once more");
            comparison = platform.Compare(roster, await platform.CollectAsync(inputs.Collector, cancellationToken));
            MemoryTrimmer.Trim();
            var second = ConfirmationRead.Of(platform, comparison, [.. inputs.Lists().Where(l => l.Reading == 2)]);
            return new ReadResult(comparison, null, first.Agrees(second));
        }
        catch (AuditException failure) when (failure.Kind == FailureKind.NotEvaluated)
        {
            return new ReadResult(null, failure.Message, null);
        }
    }

    /// <summary>
    /// Reads team and platform side by side and lays them beside one another; when that fails, the reason takes the comparison's place. Of
    /// two failures the team file's counts, whichever came first, so that a replay tells the same one.
    /// </summary>
    private static async Task<(Comparison? Comparison, string? Reason)> CompareAsync(
        AuditInputs inputs,
        RunLog log,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
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
            return (comparison, null);
        }
        catch (AuditException failure) when (failure.Kind == FailureKind.NotEvaluated)
        {
            return (null, failure.Message);
        }

        async Task<Population> CollectAsync() => await inputs.Platform.CollectAsync(inputs.Collector, stop.Token);

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
                log.Step($"The team file holds {Sentence.Count(roster.Count, "person", "people")}.");
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
}
