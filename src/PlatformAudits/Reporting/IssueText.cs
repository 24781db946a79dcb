namespace PlatformAudits.Reporting;

/// <summary>An issue's text as its template gave it.</summary>
/// <param name="Title">The title, at most 255 characters.</param>
/// <param name="PeoplesPart">What a new issue holds below it for people.</param>
/// <param name="Notice">For an audit that was not evaluated, what to put above the last known rows; else null.</param>
public sealed record IssueText(string Title, string Region, string PeoplesPart, string? Notice)
{
    /// <summary>What the findings of earlier runs have come to.</summary>
    public FindingsNow Now { get; init; } = FindingsNow.None;

    /// <summary>What found no place in the region and goes into a note of its own; null for nothing.</summary>
    public string? Appendix { get; init; }
}
