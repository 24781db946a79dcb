using System.Runtime.Serialization;

namespace GitLabApiClient.Models.Issues.Requests;

/// <summary>What an update does to the state of an issue.</summary>
public enum UpdatedIssueState
{
    [EnumMember(Value = "close")]
    Close = 0,

    [EnumMember(Value = "reopen")]
    Reopen = 1,
}
