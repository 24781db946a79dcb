namespace PlatformAudits.Team;

/// <summary>What an account and a teammate have in common.</summary>
public enum MatchedBy
{
    /// <summary>Nobody was found, or it is not clear who of several is meant.</summary>
    Nobody,

    /// <summary>The platform's own id.</summary>
    PlatformId,

    /// <summary>The e-mail address.</summary>
    Email,

    /// <summary>What the team file says is theirs and others can come to have, such as a link or a user name.</summary>
    AlternateId,

    /// <summary>The normalised name, which one teammate only has.</summary>
    Name,
}

/// <summary>Whom an account belongs to.</summary>
/// <param name="MatchedBy">What told; <see cref="MatchedBy.Nobody"/> exactly when <paramref name="Teammate"/> is null.</param>
/// <param name="Teammate">The teammate, or null.</param>
/// <param name="Candidates">
/// Empty when the match is clear. Otherwise the teammates who come into question: those who share the name or the platform's id, or the
/// one with the id followed by the one with the e-mail address.
/// </param>
public sealed record Match(MatchedBy MatchedBy, Teammate? Teammate, IReadOnlyList<Teammate> Candidates)
{
    /// <summary>Nobody, and nobody comes into question.</summary>
    public static Match Nobody { get; } = new(MatchedBy.Nobody, null, []);

    /// <summary>Whether more than one teammate comes into question.</summary>
    public bool IsAmbiguous => Candidates.Count > 1;
}
