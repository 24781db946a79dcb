using PlatformAudits.Collecting;

namespace PlatformAudits.Tracking;

/// <summary>What asks the GitLab of the issues, for the client library and for <see cref="TrackerClient"/>: with repeats, within the budget, and with the token.</summary>
internal static class TrackerTransport
{
    /// <summary>How long one call may take with all its repeats.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(5);

    /// <summary>A transport. The client library is given no token, because it would send it on to other hosts.</summary>
    /// <param name="environment">Gives an environment variable's value, or null; GL_TOKEN has one.</param>
    /// <param name="limits">How many requests that GitLab allows.</param>
    /// <param name="budgets">The budgets of the run.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">Is told of every wait.</param>
    /// <param name="transport">Sends the requests.</param>
    /// <param name="stopped">Ends the waits of a run that is stopped.</param>
    public static WholeListHandler Of(
        Func<string, string?> environment,
        RateLimits limits,
        RateBudgets budgets,
        TimeProvider clock,
        RunLog log,
        HttpMessageHandler transport,
        CancellationToken stopped)
    {
        var address = GitLabApi.Address(environment);
        var credential = Credential.PrivateToken(GitLabApi.TokenVariable, environment(GitLabApi.TokenVariable)!);
        var sender = new RefusalHandler(credential, new CredentialHandler(address, credential, transport));
        var budget = budgets.Of(limits, GitLabApi.Of(address).AbsoluteUri, credential);
        return new WholeListHandler(new RetryHandler("GitLab", new RetryOptions(), limits, budget, clock, log, sender) { Stopped = stopped });
    }
}
