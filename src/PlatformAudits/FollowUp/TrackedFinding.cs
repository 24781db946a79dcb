using PlatformAudits.Checking;
using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp;

/// <summary>A finding as the issue shows it.</summary>
/// <param name="Key">The digits of its key.</param>
/// <param name="Id">The id by which people know it; see <see cref="FindingIds"/>.</param>
/// <param name="Text">What is wrong and how to put it right, encoded.</param>
internal sealed record TrackedFinding(string Key, string Id, string Text, FindingState State)
{
    /// <summary>The teammate whose it is, as digits of a hash; null when it is nobody's.</summary>
    public string? Person { get; init; }

    /// <summary>The teammate's manager, as digits of a hash; null when unknown.</summary>
    public string? Manager { get; init; }

    /// <summary>
    /// Who shows at GitLab the address of the account that it is about, and is asked for it although they are not in the team file; null
    /// where nobody is known, or can be reached, or the policy does not ask them.
    /// </summary>
    public Contact? AccountHolder { get; init; }

    /// <summary>Who has it now instead of that teammate, as digits: the last to whom it was handed over; null when nobody.</summary>
    public string? Holder { get; init; }

    /// <summary>The reply that handed it over; null when none did.</summary>
    public Reply? HandedOver { get; init; }

    /// <summary>How much it matters.</summary>
    public Severity Severity { get; init; } = Severity.High;

    /// <summary>The month of the account's last sign-in, such as <c>2026-10</c>; null when the vendor does not tell it.</summary>
    public string? LastSignIn { get; init; }

    /// <summary>
    /// When the last reading that is known to find it began, UTC; null where none is known, or a later one no longer finds it.
    /// </summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>The waiver that accepts it today; null where none does.</summary>
    public Waiver? Waiver { get; init; }

    /// <summary>
    /// What people wrote into its cells, or the run that no longer finds it, or finds it waived; encoded, and empty when there is nothing.
    /// </summary>
    public string Detail { get; init; } = "";

    /// <summary>Whether it is gone because its check is switched off, so that nobody knows whether it is still there.</summary>
    public bool IsNotLookedFor { get; init; }

    /// <summary>Whether nobody has to be asked for it any more.</summary>
    public bool IsEnded => State != FindingState.Open;
}
