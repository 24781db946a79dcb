using Cake.Common.Diagnostics;
using Cake.Frosting;
using PlatformAudits.Audits;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build.Tasks;

/// <summary>Audits every platform, side by side; one that fails does not keep the others from being audited and told.</summary>
[TaskName("All")]
[TaskDescription("Audits every platform, side by side, and ends with one table.")]
public sealed class All : AsyncFrostingTask<AuditContext>
{
    private readonly IReadOnlyList<string> _platforms = [.. AuditTask.All.Select(task => task.Platform)];

    public override async Task RunAsync(AuditContext context)
    {
        using var transport = ApiClient.NewTransport();
        using var stop = new StopSignal();
        var platforms = new List<string>();
        foreach (var platform in _platforms)
        {
            if (await NothingToRecheckAsync(context, platform, transport) is { } reason)
            {
                context.Summary.Add(reason);
            }
            else
            {
                platforms.Add(platform);
            }
        }

        if (platforms.Count == 0)
        {
            return;
        }

        var width = platforms.Max(p => p.Length);
        var results = await AuditBatch.RunAsync(
            platforms,
            platform =>
                AuditTask.AuditAsync(context, platform, transport, new CakeRunLog(context, $"{platform.PadRight(width)} | "), stop.Token),
            result => Tell(context, result),
            TimeProvider.System
        );
        RoundPrinter.Print(results);
        var failed = results.Where(r => r.Kind is not null).ToList();
        foreach (var kind in failed.Select(r => r.Kind!.Value))
        {
            context.Exit.Note(kind);
        }

        if (failed.Count > 0)
        {
            throw new AuditException(
                $"{Sentence.Count(failed.Count, "audit")} of {results.Length} failed: "
                    + $"{Sentence.List([.. failed.Select(r => r.Platform)])}. The reasons stand above.",
                failed.Select(r => r.Kind!.Value).Where(kind => kind != FailureKind.NotEvaluated).FirstOrDefault(FailureKind.NotEvaluated)
            );
        }
    }

    /// <summary>
    /// What stands in the way of a platform's re-check is told by its audit, so that the others are audited all the same.
    /// </summary>
    private static async Task<string?> NothingToRecheckAsync(AuditContext context, string platform, HttpMessageHandler transport)
    {
        try
        {
            return await AuditTask.NothingToRecheckAsync(context, platform, transport);
        }
        catch (AuditException)
        {
            return null;
        }
    }

    private static void Tell(AuditContext context, AuditResult result)
    {
        lock (context.Console)
        {
            context.Information("");
            context.Information($"---- {result.Platform}");
            if (result.Outcome is { } outcome)
            {
                OutcomePrinter.Print(context, outcome, AuditTask.OutputOf(context, result.Platform));
            }
            else
            {
                context.Error($"{result.Platform}: {result.Reason}");
                context.Summary.Add($"{result.Platform}: no verdict; the reason stands above.");
            }

            if (result.Failure is not (null or AuditException))
            {
                context.Error(result.Failure.ToString());
            }

            context.Information("----");
            context.Information("");
        }
    }
}
