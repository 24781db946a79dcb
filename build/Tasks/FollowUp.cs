using Cake.Frosting;
using PlatformAudits.Audits;
using PlatformAudits.Collecting.Http;
using PlatformAudits.FollowUp;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build.Tasks;

/// <summary>Asks whom the policy says for what is open on the audit issues.</summary>
[TaskName("FollowUp")]
[TaskDescription("Asks for what is open on the audit issues, step by step, up to review and closing.")]
public sealed class FollowUp : AsyncFrostingTask<AuditContext>
{
    public override Task RunAsync(AuditContext context) =>
        CarryOutAsync(
            context,
            (run, stopped) => run.RunAsync(RequestOf(context), stopped),
            outcomes => FollowUpPrinter.Print(context, outcomes)
        );

    /// <summary>Lets a follow-up do its work, tells what came of it, and notes how it ended.</summary>
    /// <param name="work">What the follow-up is to do, until the token is cancelled by a signal.</param>
    /// <exception cref="AuditException">It failed, or was stopped.</exception>
    internal static async Task CarryOutAsync<T>(AuditContext context, Func<FollowUpRun, CancellationToken, Task<T>> work, Action<T> tell)
    {
        using var transport = ApiClient.NewTransport();
        using var stop = new StopSignal();
        try
        {
            tell(
                await RunLines.WhileAsync(
                    context,
                    ["Follow-up"],
                    logs => work(new FollowUpRun(context.Services(transport, logs[0])), stop.Token)
                )
            );
        }
        catch (AuditException failure)
        {
            context.Exit.Note(failure.Kind);
            throw;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            context.Exit.Note(FailureKind.Cancelled);
            throw new AuditException(
                "The follow-up was stopped by a signal. Run it again: what was written is not written twice.",
                FailureKind.Cancelled
            );
        }
    }

    /// <summary>What the command line asks of a follow-up.</summary>
    internal static FollowUpRequest RequestOf(AuditContext context) =>
        new()
        {
            SettingsPath = context.SettingsPath,
            WaiversPath = context.WaiversPath,
            TemplatesFolder = context.TemplatesFolder,
            OwnTemplatesFolder = context.OwnTemplatesFolder,
            OutputFolder = context.OutputFolder,
            TeamPath = context.TeamPath,
            Period = context.Period,
            Preview = context.Preview,
            Start = context.Start,
        };
}
