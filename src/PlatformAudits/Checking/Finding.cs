using PlatformAudits.Team;

namespace PlatformAudits.Checking;

/// <summary>Something that is not as it should be.</summary>
public sealed record Finding
{
    /// <summary>Its identity.</summary>
    public required FindingKey Key { get; init; }

    /// <summary>The account that it is about, or null when the platform has none.</summary>
    public Account? Account { get; init; }

    /// <summary>The teammate that it is about, or null when nobody matches.</summary>
    public Teammate? Teammate { get; init; }

    /// <summary>What is wrong, in a sentence. It holds the vendor's text as it came.</summary>
    public required string Text { get; init; }

    /// <summary>Which of the check's remedies puts it right (<see cref="Check.RemedyCases"/>); null for the usual one.</summary>
    public string? RemedyCase { get; init; }
}

/// <summary>What a check says of one subject.</summary>
/// <param name="Subject">The subject's id, as in <see cref="FindingKey.Subject"/>.</param>
/// <param name="Finding">What is wrong, or null when all is well.</param>
public readonly record struct CheckResult(string Subject, string Label, Finding? Finding);
