using GitLabApiClient.Internal.Paths;
using GitLabApiClient.Models.Users.Responses;

namespace GitLabApiClient;

/// <summary>Users of the instance.</summary>
public interface IUsersClient
{
    Task DeleteAsync(UserId userId);

    Task<IList<User>> GetAsync();

    /// <summary>Finds the user with exactly this user name.</summary>
    Task<User> GetAsync(string name);

    /// <summary>Searches names, user names and e-mail addresses; <paramref name="filter"/> is sent without being encoded.</summary>
    Task<IList<User>> GetByFilterAsync(string filter);

    /// <summary>Reads the user that the token belongs to.</summary>
    Task<Session> GetCurrentSessionAsync();
}
