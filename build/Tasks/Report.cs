using Cake.Frosting;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build.Tasks;

/// <summary>Brings what is made of several audits up to date, from the issues and the files of the output folder.</summary>
[TaskName("Report")]
[TaskDescription("Writes index.html over all platforms from the issues and the files in --output, and keeps the overview issue.")]
public sealed class Report : AsyncFrostingTask<AuditContext>
{
    public override async Task RunAsync(AuditContext context)
    {
        using var transport = ApiClient.NewTransport();
        using var stop = new StopSignal();
        try
        {
            await OverviewStep.RunAsync(context, transport, hasIssues: true, stop.Token);
        }
        catch (AuditException failure)
        {
            context.Exit.Note(failure.Kind);
            throw;
        }
    }
}
