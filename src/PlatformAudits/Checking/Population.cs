using PlatformAudits.Team;

namespace PlatformAudits.Checking;

/// <summary>All that one platform has, as it was read in one run.</summary>
public abstract class Population
{
    /// <summary>The accounts, in the order of their ids.</summary>
    public abstract IReadOnlyList<Account> Accounts { get; }

    /// <summary>How many there are of what, such as <c>accounts</c>: 152.</summary>
    public abstract IReadOnlyList<PopulationCount> Counts { get; }

    /// <summary>What shows that the lists are whole.</summary>
    public abstract IReadOnlyList<CompletenessAssertion> Completeness { get; }

    /// <summary>The vendor's own counts of lists that don't come with the pages, such as a cached one.</summary>
    public virtual IReadOnlyList<VendorCount> VendorCounts => [];

    /// <summary>What people should know of how this was read, a sentence each: a feature that is switched off, a credential that is about to end.</summary>
    public virtual IReadOnlyList<string> Notices => [];

    /// <summary>The platform's own id of a teammate where the team file has it, or null.</summary>
    public virtual string? PlatformIdOf(Teammate teammate) => null;

    /// <summary>
    /// What a teammate claims as theirs, such as a link, or null. A claim counts only for an account and a teammate that nothing stronger has matched.
    /// </summary>
    public virtual string? AlternateIdOf(Teammate teammate) => null;

    /// <summary>What a teammate's claim would have to be to mean this account, or null.</summary>
    public virtual string? AlternateIdOn(Account account) => null;

    /// <summary>
    /// Whether a display name may tell whose account it is when its address is not known. False where anybody can open an account under any name and addresses are not shown.
    /// </summary>
    public virtual bool NamesTell => true;

    /// <summary>Whether a teammate should have an account here.</summary>
    public virtual bool IsExpected(Teammate teammate) => true;

    /// <summary>Whether an account should belong to somebody in the team file.</summary>
    public virtual bool NeedsTeammate(Account account) => true;

    /// <summary>Whether an address was invited and may still accept. False where the platform has no invitations.</summary>
    public virtual bool IsInvited(string email) => false;
}

/// <summary>How many there are of something.</summary>
public sealed record PopulationCount(string What, long Count);

/// <summary>A vendor's own count of a list.</summary>
/// <param name="Drift">How many rows fewer than that are still a whole list, because the count may be behind.</param>
public sealed record VendorCount(string List, long Total, long Drift);
