using Cake.Frosting;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;

namespace PlatformAudits.Build.Tasks;

/// <summary>A task that audits one platform. A platform's own task only says which.</summary>
public abstract class AuditTask : AsyncFrostingTask<AuditContext>
{
    /// <summary>The platform's id.</summary>
    public abstract string Platform { get; }

    /// <summary>Audits a platform and says what came of it.</summary>
    /// <param name="context">What was asked for.</param>
    /// <param name="platform">The platform's id.</param>
    /// <exception cref="AuditException">It could not be evaluated, or something else is wrong.</exception>
    public static async Task AuditAsync(AuditContext context, string platform)
    {
        using var transport = ApiClient.NewTransport();
        using var stop = new StopSignal();
        var output = Path.Combine(context.OutputFolder, platform);
        var isPrinted = false;
        var audit = new Audit(context.Variable, transport, TimeProvider.System, new CakeRunLog(context));
        try
        {
            var request = new AuditRequest
            {
                Platform = platform,
                SettingsPath = context.SettingsPath,
                SettingsWereNamed = context.SettingsWereNamed,
                WaiversPath = context.WaiversPath,
                TemplatesFolder = Path.Combine(context.Root, "templates"),
                OutputFolder = output,
                Period = context.Period,
                TeamPath = context.TeamPath,
                ReplayFolder = context.ReplayFolder,
                Preview = context.Preview,
            };
            if (context.Recheck && await audit.NothingToRecheckAsync(request).ConfigureAwait(false) is { } reason)
            {
                context.LastWords.Add(reason);
                return;
            }

            var outcome = await audit.RunAsync(request, stop.Token).ConfigureAwait(false);
            OutcomePrinter.Print(context, outcome, output);
            isPrinted = true;
            if (context.IsGitLabJob)
            {
                JobAnnotations.Write(outcome, output);
            }

            if (outcome.Report.Verdict == Verdict.NotEvaluated)
            {
                throw new AuditException($"The {outcome.Report.Title} audit could not be evaluated. {outcome.Report.Reasons[0]}");
            }
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            throw new AuditException($"The audit was stopped by a signal; what it had written is in {AuditContext.Shown(output)}. Run it again.", FailureKind.Misuse);
        }
        catch (AuditException failure)
        {
            context.Exit.Note(failure.Kind);
            if (!isPrinted)
            {
                context.LastWords.Add($"{platform}: no verdict; the reason stands above.");
            }

            throw;
        }
    }

    /// <inheritdoc />
    public sealed override Task RunAsync(AuditContext context) => AuditAsync(context, Platform);
}
