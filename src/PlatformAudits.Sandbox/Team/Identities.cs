namespace PlatformAudits.Sandbox.Team;

/// <summary>What accounts of one vendor can be told by. What a vendor does not have is null.</summary>
internal sealed record Identities<TAccount>(Func<TAccount, string?> EmailOf, Func<TAccount, string?> NameOf)
{
    /// <summary>Whether a name alone can tell whose account it is.</summary>
    public bool NamesTell { get; init; } = true;

    /// <summary>The account's id, as <see cref="IdOfTeammate"/> has it.</summary>
    public Func<TAccount, string?> IdOf { get; init; } = _ => null;

    /// <summary>The id that the team file has for a teammate.</summary>
    public Func<Teammate, string?> IdOfTeammate { get; init; } = _ => null;

    /// <summary>What the account can be claimed by, as a link or a user name.</summary>
    public Func<TAccount, string?> ClaimOn { get; init; } = _ => null;

    /// <summary>What a teammate claims.</summary>
    public Func<Teammate, string?> ClaimOf { get; init; } = _ => null;

    /// <summary>Whether the account has a teammate's name.</summary>
    public bool CarriesNameOf(TAccount account, Teammate teammate) =>
        NameOf(account) is { } name && Identity.OfName(name) == Identity.OfName(teammate.Name);

    /// <summary>Whether the account is known to have another address than a teammate.</summary>
    public bool HasOtherEmailThan(TAccount account, Teammate teammate) =>
        EmailOf(account) is { } email && Identity.OfEmail(email) != Identity.OfEmail(teammate.Email);
}
