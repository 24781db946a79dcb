using PlatformAudits.Team;

namespace PlatformAudits.Checking;

/// <summary>What a program can sign in with, and what people are asked the purpose of once a year.</summary>
internal sealed record TokenUnderReview
{
    /// <summary>The account that findings name: its id is the token's.</summary>
    public required Account Account { get; init; }

    /// <summary>How findings speak of it, at the beginning of a sentence.</summary>
    public required string Label { get; init; }

    /// <summary>How people speak of whose it is; null when nobody knows, or it is nobody's.</summary>
    public string? OwnerName { get; init; }

    /// <summary>The teammate whose it is, or null.</summary>
    public Teammate? Owner { get; init; }

    /// <summary>What tells it from what it may become.</summary>
    public required TokenTraits Traits { get; init; }

    /// <summary>The finding that people's cell of its row is kept by, whether it is found or not.</summary>
    public FindingKey Key => KeyOf(Account.Id);

    /// <inheritdoc cref="Key"/>
    /// <param name="id">The token's id.</param>
    public static FindingKey KeyOf(string id) => new(Check.IdOf<TokenIsJustified>(), id);
}
