using Cake.Frosting;
using PlatformAudits.Collecting;
using PlatformAudits.FollowUp;

namespace PlatformAudits.Build.Tasks;

/// <summary>Asks whom the policy says for what is open on the audit issues.</summary>
[TaskName("FollowUp")]
[TaskDescription("Asks for what is open on the audit issues, step by step, up to review and closing.")]
public sealed class FollowUp : AsyncFrostingTask<AuditContext>
{
    /// <inheritdoc />
    public override async Task RunAsync(AuditContext context)
    {
        using var transport = ApiClient.NewTransport();
        using var stop = new StopSignal();
        try
        {
            var outcomes = await new FollowUpRun(context.Variable, transport, TimeProvider.System, new CakeRunLog(context)) { Budgets = context.Budgets }.RunAsync(RequestOf(context), stop.Token).ConfigureAwait(false);
            FollowUpPrinter.Print(context, outcomes);
        }
        catch (AuditException failure)
        {
            context.Exit.Note(failure.Kind);
            throw;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            context.Exit.Note(FailureKind.Misuse);
            throw new AuditException("The follow-up was stopped by a signal. Run it again: what was written is not written twice.", FailureKind.Misuse);
        }
    }

    /// <summary>What the command line asks of a follow-up.</summary>
    /// <param name="context">The context.</param>
    internal static FollowUpRequest RequestOf(AuditContext context) => new()
    {
        SettingsPath = context.SettingsPath,
        WaiversPath = context.WaiversPath,
        TemplatesFolder = Path.Combine(context.Root, "templates"),
        OutputFolder = context.OutputFolder,
        TeamPath = context.TeamPath,
        Period = context.Period,
        Preview = context.Preview,
        Start = context.Start,
    };
}
