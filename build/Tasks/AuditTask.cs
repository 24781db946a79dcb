using Cake.Frosting;
using PlatformAudits.Audits;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;

namespace PlatformAudits.Build.Tasks;

/// <summary>A task that audits one platform. A platform's own task only says which.</summary>
public abstract class AuditTask : AsyncFrostingTask<AuditContext>
{
    /// <summary>Known also where the settings are wrong: names don't depend on them.</summary>
    private static readonly Lazy<Dictionary<string, string>> Titles = new(() =>
        PlatformAudits.Platforms.Platform.All(AuditSettings.Empty).ToDictionary(platform => platform.Id, platform => platform.Title)
    );

    /// <summary>The tasks of all platforms, by name.</summary>
    public static IReadOnlyList<AuditTask> All { get; } =
    [
        .. typeof(AuditTask)
            .Assembly.GetExportedTypes()
            .Where(t => t.IsSubclassOf(typeof(AuditTask)) && !t.IsAbstract)
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => (AuditTask)Activator.CreateInstance(t)!),
    ];

    /// <summary>The place of a platform in the order in which platforms are told of.</summary>
    public static int PlaceOf(string platform) => All.TakeWhile(task => task.Platform != platform).Count();

    /// <summary>The platform's id.</summary>
    public abstract string Platform { get; }

    /// <summary>The component's input that names the image of the platform's job; null where it is that of every job.</summary>
    public virtual string? ImageInput => null;

    /// <summary>Those of the platform's variables that hold no secret; a project's settings hide all others.</summary>
    public virtual IReadOnlyList<string> ShownVariables => [];

    /// <summary>The platform's name as people write it.</summary>
    public string Title => Titles.Value.GetValueOrDefault(Platform, Platform);

    public sealed override Task RunAsync(AuditContext context) => new AuditRound(context).RunAsync([this]);

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
            TemplatesFolder = context.TemplatesFolder,
            OwnTemplatesFolder = context.OwnTemplatesFolder,
            OutputFolder = OutputOf(context, platform),
            PreviousPath = context.PreviousPath,
            HistoryFolder = context.HistoryFolder,
            Period = context.Period,
            TeamPath = context.TeamPath,
            ReplayFolder = context.ReplayFolder,
            Preview = context.Preview,
            AcceptsDrop = context.AcceptsDrop,
            IsGitLabJob = context.IsGitLabJob && !context.UsesSandbox,
        };

    /// <summary>The folder of a platform's files.</summary>
    internal static string OutputOf(AuditContext context, string platform) => Path.Combine(context.OutputFolder, platform);
}
