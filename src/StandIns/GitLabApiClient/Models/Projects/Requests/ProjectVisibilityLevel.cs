using System.Runtime.Serialization;

namespace GitLabApiClient.Models.Projects.Requests;

/// <summary>Who can see a project.</summary>
public enum ProjectVisibilityLevel
{
    [EnumMember(Value = "private")]
    Private = 0,

    [EnumMember(Value = "internal")]
    Internal = 1,

    [EnumMember(Value = "public")]
    Public = 2,
}
