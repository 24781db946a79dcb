using GitLabApiClient;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;

namespace PlatformAudits.Tracking;

/// <summary>
/// The project of the audit issues, and what asks its GitLab: the client library, and <see cref="TrackerClient"/> for what the library
/// can't do.
/// </summary>
/// <param name="Client">The client for the rest; whoever is given it disposes it, and the transport with it.</param>
internal sealed record TrackerConnection(string Project, GitLabClient GitLab, TrackerClient Client)
{
    /// <summary>How its issues are to be.</summary>
    public TrackerSettings Settings { get; init; } = new(Project, [], Confidential: true);

    /// <summary>The account that the token acts as.</summary>
    public OwnAccount Own { get; init; } = new();

    /// <summary>How long one call may take with all its repeats.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Opens it: with repeats, within the budget, and with the token. The client library is given no token, because it would send it on to
    /// other hosts.
    /// </summary>
    /// <param name="environment">Gives an environment variable's value, or null; GL_TOKEN has one.</param>
    /// <param name="own">The account that the token acts as.</param>
    /// <param name="stopped">Ends the waits of a run that is stopped.</param>
    /// <exception cref="AuditException">Nobody said which project, or a variable holds no address.</exception>
    public static TrackerConnection Open(
        AuditSettings settings,
        Func<string, string?> environment,
        RateBudgets budgets,
        OwnAccount own,
        TimeProvider clock,
        RunLog log,
        HttpMessageHandler transport,
        CancellationToken stopped
    )
    {
        var project =
            settings.Tracker.Project
            ?? environment("CI_PROJECT_ID")
            ?? throw new AuditException(
                $"Reading the settings: {settings.Path} has no tracker.project, and CI_PROJECT_ID is not set; write the project "
                    + "of the audit issues there.",
                FailureKind.ConfigurationOrInfrastructure
            );
        var address = GitLabApi.Address(environment, log.Warning);
        var credential = Credential.PrivateToken(GitLabApi.Token.Name, environment(GitLabApi.Token.Name)!);
        var sender = new AnswerHandler(new CredentialHandler(address, credential, transport));
        var limits = GitLabApi.LimitsOf(settings);
        var budget = budgets.Of(limits, GitLabApi.Of(address).AbsoluteUri, credential);
        var handler = new WholeListHandler(
            new RetryHandler("GitLab", new RetryOptions(), limits, budget, clock, log, sender) { Stopped = stopped }
        );
        return new TrackerConnection(
            project,
            new GitLabClient(address.AbsoluteUri.TrimEnd('/'), "", handler, TimeLimit),
            new TrackerClient(address, handler, TimeLimit)
        )
        {
            Settings = settings.Tracker,
            Own = own,
        };
    }
}
