using GitLabApiClient;
using Newtonsoft.Json;
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
        TrackerClock clock,
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
        var handler = new WholeListHandler(
            SenderOf(new RetryOptions(), address, settings, environment, budgets, clock, log, transport, stopped)
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

    /// <summary>
    /// Asks GitLab once, before anything else is asked or written, so that the machine's clock is held against the answer's.
    /// </summary>
    /// <inheritdoc cref="Open"/>
    /// <exception cref="AuditException">The clocks differ too much, or a variable holds no address.</exception>
    public static Task EnsureClockAsync(
        AuditSettings settings,
        Func<string, string?> environment,
        RateBudgets budgets,
        TrackerClock clock,
        RunLog log,
        HttpMessageHandler transport,
        CancellationToken stopped
    )
    {
        var address = GitLabApi.Address(environment);
        return clock.EnsureAsync(AskAsync, log);

        async Task AskAsync()
        {
            // Any answer will do, so it is asked once, and a refusal is as good.
            var sender = SenderOf(RetryOptions.None, address, settings, environment, budgets, clock, log, transport, stopped);
            using var client = new TrackerClient(address, sender, TimeLimit);
            try
            {
                await client.VersionAsync();
            }
            catch (Exception error)
                when (error is GitLabException or JsonException || RequestFailure.Unanswered("GitLab", error) is not null)
            {
                // Whoever needs an answer tells what stands in its way.
            }
        }
    }

    private static RetryHandler SenderOf(
        RetryOptions retry,
        Uri address,
        AuditSettings settings,
        Func<string, string?> environment,
        RateBudgets budgets,
        TrackerClock clock,
        RunLog log,
        HttpMessageHandler transport,
        CancellationToken stopped
    )
    {
        var credential = Credential.PrivateToken(GitLabApi.Token.Name, environment(GitLabApi.Token.Name)!);
        var timed = new TrackerClockHandler(clock, log, transport);
        var limits = GitLabApi.LimitsOf(settings);
        return new RetryHandler(
            "GitLab",
            retry,
            limits,
            budgets.Of(limits, GitLabApi.Of(address).AbsoluteUri, credential),
            clock,
            log,
            new AnswerHandler(new CredentialHandler(address, credential, timed))
        )
        {
            Stopped = stopped,
        };
    }
}
