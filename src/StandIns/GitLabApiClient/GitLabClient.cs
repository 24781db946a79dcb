using GitLabApiClient.Internal.Http;

namespace GitLabApiClient;

/// <summary>A GitLab instance over HTTP, as far as the stand-in covers it.</summary>
public sealed class GitLabClient : IGitLabClient
{
    private const string ApiPath = "/api/v4";

    /// <summary>Prepares the client; nothing is sent yet.</summary>
    /// <param name="hostUrl">The address of the instance, with or without <c>/api/v4</c> and a trailing slash.</param>
    /// <param name="authenticationToken">
    /// Empty for none, 20 to 63 characters for a private token, 64 for an OAuth token; every other length is refused.
    /// </param>
    /// <param name="clientTimeout">How long a request may take; null for the 100 seconds of <see cref="HttpClient"/>.</param>
    /// <exception cref="ArgumentException">The token has a length that is neither kind's.</exception>
    public GitLabClient(
        string hostUrl,
        string authenticationToken = "",
        HttpMessageHandler httpMessageHandler = null,
        TimeSpan? clientTimeout = null
    )
    {
        ArgumentNullException.ThrowIfNull(hostUrl);
        ArgumentNullException.ThrowIfNull(authenticationToken);

        HostUrl = ApiAddress(hostUrl);
        var http = new HttpClient(httpMessageHandler ?? new HttpClientHandler()) { BaseAddress = new Uri(HostUrl) };
        http.Timeout = clientTimeout ?? http.Timeout;
        TokenHeader.Set(http.DefaultRequestHeaders, authenticationToken);

        Issues = new IssuesClient(new ApiConnection(http));
    }

    public IIssuesClient Issues { get; }

    public string HostUrl { get; }

    private static string ApiAddress(string hostUrl)
    {
        string address = hostUrl.TrimEnd('/');
        return address.EndsWith(ApiPath, StringComparison.OrdinalIgnoreCase) ? $"{address}/" : $"{address}{ApiPath}/";
    }
}
