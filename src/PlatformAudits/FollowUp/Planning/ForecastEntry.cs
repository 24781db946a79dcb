namespace PlatformAudits.FollowUp.Planning;

/// <summary>What will be written if nobody reacts.</summary>
/// <param name="What">What it will say, in a few words.</param>
public sealed record ForecastEntry(DateTimeOffset At, PlannedNote Note, string What)
{
    /// <summary>The issue on which it will be written.</summary>
    public AuditIssueRef Audit => Note.Issue;

    /// <summary>Who will hear of it, by name.</summary>
    public IReadOnlyList<string> Who =>
        [.. Note.To.Concat(Note.MessageTo).Select(contact => contact.Name).Distinct(StringComparer.Ordinal)];
}
