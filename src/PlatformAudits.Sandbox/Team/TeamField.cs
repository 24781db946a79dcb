namespace PlatformAudits.Sandbox.Team;

/// <summary>One key that a platform has the team file hold for a person.</summary>
/// <param name="Key">The path of the key, with a point before each further part, as <c>pagerduty.id</c>.</param>
/// <param name="Value">A text, a whole number, a list of texts or a <see cref="TeamFileValue"/>; null leaves the key out.</param>
public sealed record TeamField(string Key, object? Value)
{
    /// <summary>Where the file has the first part of the key.</summary>
    public TeamFilePlace Place { get; init; } = TeamFilePlace.AtEnd;
}
