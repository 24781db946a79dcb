using System.Globalization;

namespace PlatformAudits.Checking;

/// <summary>An accepted exception: somebody answers for a finding until a date.</summary>
public sealed record Waiver
{
    /// <summary>The platform's id.</summary>
    public required string Platform { get; init; }

    /// <summary>The finding; check and subject must be equal, never similar.</summary>
    public required FindingKey Key { get; init; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>Why it is accepted.</summary>
    public required string Reason { get; init; }

    /// <summary>The address of the request in which it was accepted.</summary>
    public required string Link { get; init; }

    /// <summary>The last day on which it counts, in the time zone of the cadence.</summary>
    public required DateOnly Expires { get; init; }

    /// <summary>The line of the file that it begins in, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Until when and by whom the finding is accepted, such as <c>until 2026-12-31 by Ada</c>.</summary>
    public string Acceptance => $"until {Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} by {Owner}";
}
