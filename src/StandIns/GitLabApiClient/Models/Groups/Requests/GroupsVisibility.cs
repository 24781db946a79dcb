using System.Runtime.Serialization;

namespace GitLabApiClient.Models.Groups.Requests;

/// <summary>Who can see a group.</summary>
public enum GroupsVisibility
{
    [EnumMember(Value = "public")]
    Public = 0,

    [EnumMember(Value = "internal")]
    Internal = 1,

    [EnumMember(Value = "private")]
    Private = 2,
}
