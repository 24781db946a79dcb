namespace PlatformAudits.Tracking;

/// <summary>What became of the audit issue in a run.</summary>
public enum IssueChange
{
    /// <summary>It already said all this; nothing was written.</summary>
    None,

    /// <summary>It was opened.</summary>
    Opened,

    /// <summary>Its description was brought up to date.</summary>
    Updated,

    /// <summary>The day is outside the audited periods: none was opened, and a closed one was left as it is.</summary>
    NotDue,

    /// <summary>A preview: it would have been opened.</summary>
    WouldOpen,

    /// <summary>A preview: its description would have been brought up to date.</summary>
    WouldUpdate,
}

/// <summary>The audit issue of a platform and period.</summary>
/// <param name="WebUrl">Where it is; null for one that is not open yet.</param>
/// <param name="IsClosed">Whether somebody closed it. A closed issue stays closed.</param>
/// <param name="Difference">For a preview, the lines that would go (<c>-</c>) and come (<c>+</c>).</param>
public sealed record AuditIssue(IssueChange Change, string? WebUrl, bool IsClosed, IReadOnlyList<string> Difference)
{
    /// <summary>Whether it was, or would be, opened after its day with a word that says so.</summary>
    public bool IsOverdue { get; init; }
}
