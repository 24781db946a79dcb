namespace GitLabApiClient.Models.Milestones.Responses;

/// <summary>The state of a milestone; <see cref="All"/> is for queries only.</summary>
public enum MilestoneState
{
    Active = 0,
    Closed = 1,
    All = 2,
}
