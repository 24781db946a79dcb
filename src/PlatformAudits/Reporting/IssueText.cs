namespace PlatformAudits.Reporting;

/// <summary>An issue's text as its template gave it.</summary>
/// <param name="Title">The title, at most 255 characters.</param>
/// <param name="Region">The part that belongs to the program.</param>
/// <param name="PeoplesPart">What a new issue holds below it for people.</param>
/// <param name="Notice">For an audit that was not evaluated, what to put above the last known rows; else null.</param>
public sealed record IssueText(string Title, string Region, string PeoplesPart, string? Notice);
