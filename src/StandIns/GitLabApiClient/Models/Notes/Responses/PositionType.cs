namespace GitLabApiClient.Models.Notes.Responses;

/// <summary>What kind of file a note on a diff stands in.</summary>
public enum PositionType
{
    Text = 0,
    Image = 1,
}
