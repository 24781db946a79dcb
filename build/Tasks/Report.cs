using Cake.Frosting;
using PlatformAudits.Audits;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build.Tasks;

/// <summary>
/// Brings what people read after an audit up to date, from the issues and the files of the output folder: the report of each platform,
/// and what is made of several audits.
/// </summary>
[TaskName("Report")]
[TaskDescription("Brings report.html, index.html and the overview issue up to date from the issues and the files in --output.")]
public sealed class Report : AsyncFrostingTask<AuditContext>
{
    public override async Task RunAsync(AuditContext context)
    {
        using var transport = ApiClient.NewTransport();
        using var stop = new StopSignal();
        try
        {
            var reports = await RunLines.WhileAsync(
                context,
                ["Reports"],
                logs => new ReportRun(context.Services(transport, logs[0])).RunAsync(RequestOf(context), stop.Token)
            );
            foreach (var report in reports)
            {
                context.Summary.Add(report.Line);
            }

            await OverviewStep.RunAsync(context, transport, hasIssues: true, stop.Token);
            Conclude(reports);
        }
        catch (AuditException failure)
        {
            context.Exit.Note(failure.Kind);
            throw;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            context.Exit.Note(FailureKind.Cancelled);
            throw new AuditException("The reports were stopped by a signal. Run --target=Report again.", FailureKind.Cancelled);
        }
    }

    private static ReportRequest RequestOf(AuditContext context) =>
        new()
        {
            SettingsPath = context.SettingsPath,
            WaiversPath = context.WaiversPath,
            TemplatesFolder = context.TemplatesFolder,
            OwnTemplatesFolder = context.OwnTemplatesFolder,
            OutputFolder = context.OutputFolder,
        };

    private static void Conclude(IReadOnlyList<ReportOutcome> reports)
    {
        var left = reports.Count(report => !report.IsWritten);
        if (left > 0)
        {
            throw new AuditException(
                $"{Sentence.Count(left, "report")} of {reports.Count} could not be written again. The reasons stand below.",
                FailureKind.ConfigurationOrInfrastructure
            );
        }
    }
}
