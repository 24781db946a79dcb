using System.Net;

namespace GitLabApiClient;

/// <summary>GitLab answered with a status that is not a success; the message is the raw body of the answer.</summary>
public sealed class GitLabException : Exception
{
    public GitLabException(HttpStatusCode statusCode) => HttpStatusCode = statusCode;

    public GitLabException(HttpStatusCode statusCode, string message)
        : base(message) => HttpStatusCode = statusCode;

    public GitLabException(HttpStatusCode statusCode, string message, Exception innerException)
        : base(message, innerException) => HttpStatusCode = statusCode;

    public HttpStatusCode HttpStatusCode { get; }
}
