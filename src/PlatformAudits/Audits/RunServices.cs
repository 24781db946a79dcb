using System.Reflection;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Commands;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;
using PlatformAudits.Tracking;

namespace PlatformAudits.Audits;

/// <summary>What a run takes from its surroundings.</summary>
/// <param name="Environment">Gives an environment variable's value, or null.</param>
/// <param name="Transport">Sends the requests; see <see cref="ApiClient.NewTransport"/>.</param>
public sealed record RunServices(Func<string, string?> Environment, HttpMessageHandler Transport, TimeProvider Clock, RunLog Log)
{
    /// <summary>Where the run says what it is doing; secrets are redacted on the way.</summary>
    public RunLog Log { get; init; } = new RedactingLog(Log);

    /// <summary>The budgets of requests; runs at the same time share them.</summary>
    public RateBudgets Budgets { get; init; } = new(Clock);

    /// <summary>The team files that were read; runs at the same time share them.</summary>
    public TeamReadings Teams { get; init; } = new();

    /// <summary>The account that the token of the issues acts as; runs at the same time share it.</summary>
    public OwnAccount Own { get; init; } = new();

    /// <summary>Whom GitLab knows by the addresses of accounts; runs at the same time share it.</summary>
    public AccountHolders Holders { get; init; } = new();

    /// <summary>The clock of the GitLab of the issues; runs at the same time share it.</summary>
    public TrackerClock TrackerClock { get; init; } = new(Clock);

    /// <summary>Gives what carries out the commands of a system that is read with a program. By default they are processes.</summary>
    public Func<CommandOptions, string, Credential, CommandTransport>? Commands { get; init; }

    /// <summary>Where to look for platforms; by default in the library only.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; init; } = [];

    /// <summary>Opens the project of the audit issues.</summary>
    /// <param name="stopped">Ends the waits of a run that is stopped.</param>
    /// <exception cref="AuditException">Nobody said which project, or a variable holds no address.</exception>
    internal TrackerConnection Connect(AuditSettings settings, CancellationToken stopped) =>
        TrackerConnection.Open(settings, Environment, Budgets, Own, TrackerClock, Log, Transport, stopped);

    /// <summary>Holds this machine's clock against GitLab's, before anything else is asked or written.</summary>
    /// <exception cref="AuditException">They differ too much, or a variable holds no address.</exception>
    internal Task EnsureClockAsync(AuditSettings settings, CancellationToken stopped) =>
        TrackerConnection.EnsureClockAsync(settings, Environment, Budgets, TrackerClock, Log, Transport, stopped);
}
