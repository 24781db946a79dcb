using Cake.Frosting;

namespace PlatformAudits.Build.Tasks;

/// <summary>Says whom the follow-up will ask, and when, if nobody reacts.</summary>
[TaskName("Forecast")]
[TaskDescription("Shows whom the follow-up will ask in the next 30 days if nobody reacts, as tables, CSV and a calendar.")]
public sealed class Forecast : AsyncFrostingTask<AuditContext>
{
    public override Task RunAsync(AuditContext context) =>
        FollowUp.CarryOutAsync(
            context,
            (run, stopped) => run.ForecastAsync(FollowUp.RequestOf(context), context.Days, stopped),
            forecast => ForecastPrinter.Print(context, forecast)
        );
}
