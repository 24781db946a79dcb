using GitLabApiClient.Internal.Http;

namespace GitLabApiClient;

/// <summary>Reads any address of the API into the caller's own types. There is no way to write.</summary>
public sealed class ConnectionClient
{
    private readonly ApiConnection _connection;

    internal ConnectionClient(ApiConnection connection) => _connection = connection;

    /// <summary>Reads one answer; <paramref name="uri"/> is relative to <c>/api/v4/</c> and sent as it is.</summary>
    public Task<T> GetAsync<T>(string uri) => _connection.GetAsync<T>(uri);

    /// <summary>Reads all pages of a list; <paramref name="uri"/> is relative to <c>/api/v4/</c> and sent as it is.</summary>
    public Task<IList<T>> GetPagedListAsync<T>(string uri) => _connection.GetAllPagesAsync<T>(uri);
}
