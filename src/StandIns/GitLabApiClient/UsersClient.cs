using GitLabApiClient.Internal;
using GitLabApiClient.Internal.Http;
using GitLabApiClient.Internal.Paths;
using GitLabApiClient.Models.Users.Responses;

namespace GitLabApiClient;

/// <inheritdoc cref="IUsersClient"/>
public sealed class UsersClient : IUsersClient
{
    private readonly ApiConnection _connection;

    internal UsersClient(ApiConnection connection) => _connection = connection;

    public Task DeleteAsync(UserId userId) => throw NotCovered.Member<IUsersClient>();

    public Task<IList<User>> GetAsync() => throw NotCovered.Member<IUsersClient>();

    public async Task<User> GetAsync(string name)
    {
        IList<User> found = await _connection.GetAsync<IList<User>>($"users?username={name}").ConfigureAwait(false);

        // The package's answer to a name that nobody has was not recorded.
        return found.Count > 0
            ? found[0]
            : throw NotCovered.ByStandIn($"{nameof(IUsersClient)}.{nameof(GetAsync)} for the unknown user name '{name}'");
    }

    public Task<IList<User>> GetByFilterAsync(string filter) => _connection.GetAllPagesAsync<User>($"users?search={filter}");

    public Task<Session> GetCurrentSessionAsync() => _connection.GetAsync<Session>("user");
}
