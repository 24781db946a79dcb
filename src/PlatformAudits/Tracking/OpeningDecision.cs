namespace PlatformAudits.Tracking;

/// <summary>What may become of an issue that is not there yet.</summary>
/// <param name="IsAllowed">Whether it may be opened.</param>
/// <param name="Notice">What a new issue says above everything else, in Markdown, or null.</param>
/// <param name="Labels">Labels of a new issue besides the ordinary ones.</param>
internal sealed record OpeningDecision(bool IsAllowed, string? Notice, IReadOnlyList<string> Labels)
{
    /// <summary>Whether it would be opened after its day.</summary>
    public bool IsOverdue => IsAllowed && Notice is not null;

    /// <summary>It may be opened.</summary>
    public static OpeningDecision Allowed { get; } = new(true, null, []);

    /// <summary>It must not be opened.</summary>
    public static OpeningDecision Forbidden { get; } = new(false, null, []);
}
