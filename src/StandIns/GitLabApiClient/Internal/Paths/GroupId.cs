namespace GitLabApiClient.Internal.Paths;

/// <summary>
/// What names a group. It is here for the signature of <see cref="IIssuesClient.GetAllAsync"/> alone, so that a
/// call that compiles with the stand-in compiles with the package; nothing converts to it, and only null can be given.
/// </summary>
public class GroupId
{
    private GroupId() { }
}
