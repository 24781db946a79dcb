namespace PlatformAudits.Settings;

/// <summary>What the team and a role are called in headings and sentences.</summary>
/// <param name="Team">The team in headings.</param>
/// <param name="TeamInSentences">The team within a sentence.</param>
/// <param name="Manager">The role of those with whom every audit ends.</param>
public sealed record TeamNames(string Team, string TeamInSentences, string Manager)
{
    /// <summary>As the audits' handbook calls them.</summary>
    public static TeamNames Default { get; } = new("Support Team", "support team", "Support Operations Manager");
}
