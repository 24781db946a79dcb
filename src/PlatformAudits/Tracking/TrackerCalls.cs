using System.Net;
using GitLabApiClient;
using Newtonsoft.Json;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tracking;

/// <summary>Makes calls to the tracker and says in a sentence what went wrong with one.</summary>
internal sealed class TrackerCalls
{
    /// <summary>How often a write is tried of which nobody knows whether it was carried out.</summary>
    public const int Attempts = 3;

    private readonly string _project;
    private readonly TrackerClient? _client;

    /// <param name="client">Asks for the project's record where a refusal alone does not tell what it means; null for nobody.</param>
    public TrackerCalls(string project, TrackerClient? client = null)
    {
        _project = project;
        _client = client;
    }

    /// <summary>Makes a call that can simply be made again with the next run.</summary>
    /// <exception cref="AuditException">It failed.</exception>
    public async Task<T> AskAsync<T>(string what, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception error)
        {
            if (await ExplainedAsync(what, error) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    /// <summary>
    /// Makes a call that writes. When nobody knows whether it was carried out, because the reply was lost, the failure is returned and not
    /// thrown.
    /// </summary>
    /// <returns>The result, or the failure to throw when it turns out that nothing was written.</returns>
    /// <exception cref="AuditException">GitLab refused.</exception>
    public async Task<(T? Result, AuditException? Lost)> WriteAsync<T>(string what, Func<Task<T>> call)
        where T : class
    {
        try
        {
            return (await call(), null);
        }
        catch (Exception error)
        {
            if (await ExplainedAsync(what, error) is not { } explained)
            {
                throw;
            }

            return MayHaveBeenDone(error) ? (null, explained) : throw explained;
        }
    }

    private static bool MayHaveBeenDone(Exception error) =>
        RequestFailure.IsLostAnswer(error)
        || error is GitLabException { HttpStatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout };

    private async Task<AuditException?> ExplainedAsync(string what, Exception error)
    {
        if (error is not GitLabException refused)
        {
            return Explained(what, error);
        }

        var refusal = TrackerRefusal.Of(refused);
        return Failure(
            what,
            RequestFailure.Answered("GitLab", refused.HttpStatusCode, refusal.Said),
            await refusal.AdviceAsync(_project, _client),
            error
        );
    }

    private AuditException? Explained(string what, Exception error) =>
        error switch
        {
            JsonException or BadAnswerException => Failure(
                what,
                "GitLab's answer is not what it documents",
                "Check GITLAB_URL: a sign-in page or a proxy may have answered.",
                error
            ),
            AuditException { Kind: not FailureKind.ConfigurationOrInfrastructure } => new AuditException(
                $"{what} in {_project}: {error.Message}",
                FailureKind.ConfigurationOrInfrastructure,
                error
            ),
            _ => RequestFailure.Unanswered("GitLab", error) is { } clause
                ? Failure(what, clause, "Run again: what was written after all is found by its mark.", error)
                : null,
        };

    private AuditException Failure(string what, string problem, string advice, Exception error) =>
        new($"{what} in {_project}: {problem}. {advice}", FailureKind.ConfigurationOrInfrastructure, error);
}
