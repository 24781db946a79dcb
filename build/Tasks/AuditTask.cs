using Cake.Frosting;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build.Tasks;

/// <summary>A task that audits one platform. A platform's own task only says which.</summary>
public abstract class AuditTask : AsyncFrostingTask<AuditContext>
{
    /// <summary>The tasks of all platforms, by name.</summary>
    public static IReadOnlyList<AuditTask> All { get; } =
    [
        .. typeof(AuditTask)
            .Assembly.GetExportedTypes()
            .Where(t => t.IsSubclassOf(typeof(AuditTask)) && !t.IsAbstract)
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => (AuditTask)Activator.CreateInstance(t)!),
    ];

    /// <summary>The platform's id.</summary>
    public abstract string Platform { get; }

    /// <summary>The component's input that names the image of the platform's job; null where it is that of every job.</summary>
    public virtual string? ImageInput => null;

    /// <summary>Those of the platform's variables that hold no secret; a project's settings hide all others.</summary>
    public virtual IReadOnlyList<string> ShownVariables => [];

    public sealed override async Task RunAsync(AuditContext context)
    {
        using var transport = ApiClient.NewTransport();
        using var stop = new StopSignal();
        var isPrinted = false;
        try
        {
            if (await NothingToRecheckAsync(context, Platform, transport) is { } reason)
            {
                context.Summary.Add(reason);
                return;
            }

            var outcome = await AuditAsync(context, Platform, transport, new CakeRunLog(context), stop.Token);
            OutcomePrinter.Print(context, outcome, OutputOf(context, Platform));
            isPrinted = true;
            if (outcome.Report.Verdict == Verdict.NotEvaluated)
            {
                throw new AuditException($"The {outcome.Report.Title} audit could not be evaluated. {outcome.Report.Reasons[0]}");
            }
        }
        catch (AuditException failure)
        {
            context.Exit.Note(failure.Kind);
            if (!isPrinted)
            {
                context.Summary.Add($"{Platform}: no verdict; the reason stands above.");
            }

            throw;
        }
    }

    /// <summary>Audits a platform.</summary>
    /// <param name="transport">Sends the requests; audits that run at the same time share one.</param>
    /// <exception cref="AuditException">It could not begin, or its result could not be written, or it was stopped.</exception>
    internal static async Task<AuditOutcome> AuditAsync(
        AuditContext context,
        string platform,
        HttpMessageHandler transport,
        RunLog log,
        CancellationToken stopped
    )
    {
        var output = OutputOf(context, platform);
        try
        {
            return await new Audit(context.Services(transport, log)).RunAsync(RequestOf(context, platform), stopped);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            throw new AuditException(
                $"The audit was stopped by a signal; what it had written is in {AuditContext.Shown(output)}. Run it again.",
                FailureKind.Cancelled
            );
        }
    }

    /// <summary>
    /// Why there is nothing to do for a platform in a re-check, as a sentence; null where there is, and where none was asked for.
    /// </summary>
    /// <exception cref="AuditException">A setting or variable is wrong, or the issue tracker could not be asked.</exception>
    internal static async Task<string?> NothingToRecheckAsync(AuditContext context, string platform, HttpMessageHandler transport) =>
        context.Recheck
            ? await new Audit(context.Services(transport, new CakeRunLog(context))).NothingToRecheckAsync(RequestOf(context, platform))
            : null;

    private static AuditRequest RequestOf(AuditContext context, string platform) =>
        new()
        {
            Platform = platform,
            SettingsPath = context.SettingsPath,
            SettingsWereNamed = context.SettingsWereNamed,
            WaiversPath = context.WaiversPath,
            TemplatesFolder = Path.Combine(context.Root, "templates"),
            OutputFolder = OutputOf(context, platform),
            PreviousPath = context.PreviousPath,
            HistoryFolder = context.HistoryFolder,
            Period = context.Period,
            TeamPath = context.TeamPath,
            ReplayFolder = context.ReplayFolder,
            Preview = context.Preview,
            AcceptsDrop = context.AcceptsDrop,
            IsGitLabJob = context.IsGitLabJob,
        };

    /// <summary>The folder of a platform's files.</summary>
    internal static string OutputOf(AuditContext context, string platform) => Path.Combine(context.OutputFolder, platform);
}
