using System.Globalization;
using GitLabApiClient.Models.Users.Responses;

namespace GitLabApiClient.Internal.Paths;

/// <summary>What names a user in a URL: the user's number.</summary>
public class UserId
{
    private readonly string _segment;

    private UserId(string segment) => _segment = segment;

    public static implicit operator UserId(int userId) => new(userId.ToString(CultureInfo.InvariantCulture));

    public static implicit operator UserId(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.Id;
    }

    public override string ToString() => _segment;
}
