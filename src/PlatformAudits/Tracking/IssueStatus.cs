namespace PlatformAudits.Tracking;

/// <summary>How it stands with the issue of a platform and period.</summary>
/// <param name="WebUrl">Where the issue is; null when there is none.</param>
/// <param name="IsClosed">Whether somebody closed it.</param>
/// <param name="HasEarlier">Whether there is none, and the platform's last issue is of an earlier period.</param>
internal sealed record IssueStatus(string? WebUrl, bool IsClosed, bool HasEarlier)
{
    /// <summary>
    /// Whether it would be another if somebody may open audits by hand who has opened one, which nobody knows before the team is read.
    /// </summary>
    public bool IsUnsure { get; init; }

    /// <summary>Whether there is one.</summary>
    public bool Exists => WebUrl is not null;

    /// <summary>Whether there is one, and nobody has closed it.</summary>
    public bool IsOpen => Exists && !IsClosed;

    /// <summary>
    /// Whether the period was left out: the platform was audited before, and not in this one. What was never audited has missed
    /// nothing.
    /// </summary>
    public bool IsMissed => !Exists && HasEarlier;
}
