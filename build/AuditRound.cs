using Cake.Common.Diagnostics;
using PlatformAudits.Audits;
using PlatformAudits.Build.Tasks;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>
/// Audits platforms, several of them side by side, and tells of each in the order given: one that fails does not keep the others from
/// being audited and told.
/// </summary>
internal sealed class AuditRound(AuditContext context)
{
    private readonly List<AuditTask> _tasks = [];
    private AuditResult?[] _results = [];
    private int _told;

    /// <summary>Carries the audits out.</summary>
    /// <exception cref="AuditException">One failed.</exception>
    public async Task RunAsync(IReadOnlyList<AuditTask> tasks)
    {
        using var transport = ApiClient.NewTransport();
        using var stop = new StopSignal();
        foreach (var task in tasks)
        {
            if (await NothingToRecheckAsync(task, transport) is { } reason)
            {
                context.Summary.Add(reason);
            }
            else
            {
                _tasks.Add(task);
            }
        }

        if (_tasks.Count == 0)
        {
            return;
        }

        _results = new AuditResult[_tasks.Count];
        var isLive = RunLines.AreLive(context);
        await RunLines.WhileAsync(
            context,
            [.. _tasks.Select(task => task.Title)],
            logs =>
                AuditBatch.RunAsync(
                    [.. _tasks.Select(task => task.Platform)],
                    platform => AuditTask.AuditAsync(context, platform, transport, logs[IndexOf(platform)], stop.Token),
                    result =>
                    {
                        _results[IndexOf(result.Platform)] = result;
                        (logs[IndexOf(result.Platform)] as LiveLog)?.End();
                        if (!isLive)
                        {
                            TellInOrder();
                        }
                    },
                    context.Clock
                )
        );
        TellInOrder();
        await OverviewAsync(transport, stop.Token);
        Conclude();
    }

    /// <summary>
    /// Puts what was found on the page over all platforms. The issues are asked, and the overview issue is kept, where more than one
    /// platform was audited: a pipeline has a job for each, and one more for this.
    /// </summary>
    private async Task OverviewAsync(HttpMessageHandler transport, CancellationToken stopped)
    {
        if (stopped.IsCancellationRequested || _results.All(result => result?.Outcome is null))
        {
            return;
        }

        try
        {
            await OverviewStep.RunAsync(context, transport, context.Summary.Audits > 1 && context.ReplayFolder is null, stopped);
        }
        catch (AuditException failure)
        {
            // What the audits have come to is told all the same.
            context.Exit.Note(failure.Kind);
            context.Summary.Add(failure.Message);
        }
    }

    private int IndexOf(string platform) => _tasks.FindIndex(task => task.Platform == platform);

    /// <summary>
    /// What stands in the way of a platform's re-check is told by its audit, so that the others are audited all the same.
    /// </summary>
    private async Task<string?> NothingToRecheckAsync(AuditTask task, HttpMessageHandler transport)
    {
        try
        {
            return await AuditTask.NothingToRecheckAsync(context, task.Platform, transport);
        }
        catch (AuditException)
        {
            return null;
        }
    }

    /// <summary>Tells of those that have ended and before which no other has yet to.</summary>
    private void TellInOrder()
    {
        lock (context.Console)
        {
            for (; _told < _results.Length && _results[_told] is { } result; _told++)
            {
                if (_told == 0)
                {
                    // A table ends with a line of blanks.
                    context.Screen.Say("");
                }

                Tell(_tasks[_told], result);
            }
        }
    }

    private void Tell(AuditTask task, AuditResult result)
    {
        var output = AuditTask.OutputOf(context, task.Platform);
        context.Summary.Add(new EndedAudit(task.Title, result, context.LinkOf(result.Outcome, output), output));
        if (result.Outcome is { } outcome)
        {
            OutcomePrinter.Print(context, outcome, output);
        }
        else if (result.Failure is not AuditException)
        {
            context.Error(result.Failure!.ToString());
        }
    }

    private void Conclude()
    {
        var failed = _tasks.Zip(_results, (task, result) => (task.Title, Result: result!)).Where(f => f.Result.Kind is not null).ToList();
        foreach (var (_, result) in failed)
        {
            context.Exit.Note(result.Kind!.Value);
        }

        if (failed.Count == 0)
        {
            return;
        }

        throw new AuditException(
            _tasks.Count > 1
                    ? $"{Sentence.Count(failed.Count, "audit")} of {_tasks.Count} failed: "
                        + $"{Sentence.List([.. failed.Select(f => f.Title)])}. "
                        + "The reasons stand below."
                : failed[0].Result.Outcome is { } outcome
                    ? $"The {outcome.Report.Title} audit could not be evaluated. {string.Join(' ', outcome.Report.Reasons)}"
                : failed[0].Result.Reason!,
            failed
                .Select(f => f.Result.Kind!.Value)
                .Where(kind => kind != FailureKind.NotEvaluated)
                .FirstOrDefault(FailureKind.NotEvaluated)
        );
    }
}
