using PlatformAudits.Team;

namespace PlatformAudits.Checking;

/// <summary>How a platform's accounts are known to be teammates', and who is to have one.</summary>
public sealed record MatchingRules
{
    /// <summary>The platform's own id of a teammate where the team file has it, or null.</summary>
    public Func<Teammate, string?> PlatformIdOf { get; init; } = _ => null;

    /// <summary>
    /// What a teammate claims as theirs, such as a link, or null. A claim counts only for an account and a teammate that nothing stronger
    /// has matched, and only where the account's address is in one of the team's domains, or its name is the teammate's.
    /// </summary>
    public Func<Teammate, string?> AlternateIdOf { get; init; } = _ => null;

    /// <summary>What people call such a claim.</summary>
    public string AlternateIdTitle { get; init; } = "link";

    /// <summary>What a teammate's claim would have to be to mean this account, or null.</summary>
    public Func<Account, string?> AlternateIdOn { get; init; } = _ => null;

    /// <summary>
    /// Whether a display name may tell whose account it is when its address is another than the team file's. False where anybody can open
    /// an account under any name and addresses are not shown.
    /// </summary>
    public bool NamesTell { get; init; } = true;

    /// <summary>
    /// Whether the vendor keeps the addresses of most accounts to itself, so that an account without one is nothing unusual.
    /// </summary>
    public bool HidesAddresses { get; init; }

    /// <summary>Whether a teammate should have an account here.</summary>
    public Func<Teammate, bool> IsExpected { get; init; } = _ => true;

    /// <summary>Whether an account should belong to somebody in the team file.</summary>
    public Func<Account, bool> NeedsTeammate { get; init; } = _ => true;

    /// <summary>Whether an address was invited and may still accept. False where the platform has no invitations.</summary>
    public Func<string, bool> IsInvited { get; init; } = _ => false;
}
