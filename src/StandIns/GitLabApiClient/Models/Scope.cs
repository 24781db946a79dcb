namespace GitLabApiClient.Models;

/// <summary>Whose issues are listed.</summary>
public enum Scope
{
    All = 0,
    CreatedByMe = 1,
    AssignedToMe = 2,
}
