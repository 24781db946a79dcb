using System.Globalization;
using GitLabApiClient.Models.Groups.Responses;

namespace GitLabApiClient.Internal.Paths;

/// <summary>What names a group in a URL: its number or its full path.</summary>
public class GroupId
{
    private readonly string _segment;

    private GroupId(string segment) => _segment = segment;

    public static implicit operator GroupId(string groupPath) => new(PathSegment.From(groupPath));

    public static implicit operator GroupId(int groupId) => new(groupId.ToString(CultureInfo.InvariantCulture));

    public static implicit operator GroupId(Group group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group.Id;
    }

    public override string ToString() => _segment;
}
