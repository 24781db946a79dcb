using Cake.Frosting;
using PlatformAudits.Collecting;
using PlatformAudits.FollowUp;

namespace PlatformAudits.Build.Tasks;

/// <summary>Says whom the follow-up will ask, and when, if nobody reacts.</summary>
[TaskName("Forecast")]
[TaskDescription("Shows whom the follow-up will ask in the next 30 days if nobody reacts, as a table and a calendar file.")]
public sealed class Forecast : AsyncFrostingTask<AuditContext>
{
    /// <inheritdoc />
    public override async Task RunAsync(AuditContext context)
    {
        using var transport = ApiClient.NewTransport();
        using var stop = new StopSignal();
        try
        {
            var entries = await new FollowUpRun(context.Variable, transport, TimeProvider.System, new CakeRunLog(context)) { Budgets = context.Budgets }.ForecastAsync(FollowUp.RequestOf(context), context.Days, stop.Token).ConfigureAwait(false);
            ForecastPrinter.Print(context, entries);
        }
        catch (AuditException failure)
        {
            context.Exit.Note(failure.Kind);
            throw;
        }
    }
}
