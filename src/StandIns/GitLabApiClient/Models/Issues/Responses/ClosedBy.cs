namespace GitLabApiClient.Models.Issues.Responses;

/// <summary>
/// Who closed an issue. These are fields without JSON names, so <c>web_url</c> and <c>avatar_url</c> are never read.
/// </summary>
public sealed class ClosedBy : ModifiableObject
{
    public string State;

    public string WebUrl;

    public string AvatarUrl;

    public string Username;

    public string Name;
}
