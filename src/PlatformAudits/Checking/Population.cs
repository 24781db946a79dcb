namespace PlatformAudits.Checking;

/// <summary>All that one platform has, as it was read in one run. It is made once, from whole lists, and does not change.</summary>
public abstract class Population
{
    /// <summary>The accounts, in the order of their ids.</summary>
    public abstract IReadOnlyList<Account> Accounts { get; }

    /// <summary>How many there are of what, such as <c>accounts</c>: 152.</summary>
    public abstract IReadOnlyList<PopulationCount> Counts { get; }

    /// <summary>The vendor's own counts of lists that don't come with the pages, such as a cached one.</summary>
    public virtual IReadOnlyList<VendorCount> VendorCounts => [];

    /// <summary>
    /// What people should know of how this was read, a sentence each: a feature that is switched off, a credential that is about to end.
    /// </summary>
    public virtual IReadOnlyList<string> Notices => [];

    /// <summary>
    /// The lists that the vendor refused without which the others still tell the truth, as the manifest names what they hold. What stands
    /// in them is unknown.
    /// </summary>
    public virtual IReadOnlyList<string> UnreadLists => [];

    /// <summary>What programs sign in with, in the order of the review; none where it was not read, or the vendor lists none.</summary>
    /// <param name="comparison">The team beside this population, which tells whose they are.</param>
    internal virtual IEnumerable<TokenUnderReview> TokensOf(Comparison comparison) => [];
}

/// <summary>How many there are of something.</summary>
public sealed record PopulationCount(string What, long Count);

/// <summary>A vendor's own count of a list.</summary>
/// <param name="Drift">How many rows fewer than that are still a whole list, because the count may be behind.</param>
public sealed record VendorCount(string List, long Total, long Drift);
