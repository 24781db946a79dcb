using System.Globalization;
using PlatformAudits.Foundation;

namespace PlatformAudits.Checking;

/// <summary>Why somebody should look at a waiver.</summary>
public enum WaiverState
{
    /// <summary>It has ended, and its finding counts again.</summary>
    Expired,

    /// <summary>Its check is switched off.</summary>
    SwitchedOff,

    /// <summary>Its check looks at no such account.</summary>
    NoSuchAccount,

    /// <summary>Its check looks at the account and finds nothing wrong.</summary>
    Unused,

    /// <summary>It waives a finding and is about to end.</summary>
    EndsSoon,
}

/// <summary>A waiver that somebody should look at.</summary>
/// <param name="WithinDays">
/// For one that ends soon: 14, 7 or 1, the least of them within which it ends. A count of days would change with every run.
/// </param>
public sealed record WaiverWarning(Waiver Waiver, WaiverState State, int? WithinDays)
{
    /// <summary>What is to be said of it, as a clause without names.</summary>
    public string Text =>
        State switch
        {
            WaiverState.Expired => $"ended on {Day} and counts no more",
            WaiverState.SwitchedOff => "waives nothing: the check is switched off",
            WaiverState.NoSuchAccount =>
                "fits no finding: the check looks at no such account; take the account from report.json, or remove the waiver",
            WaiverState.Unused => "fits no finding: the account is as it should be; remove the waiver",
            _ => string.Create(CultureInfo.InvariantCulture, $"ends on {Day}, within {Sentence.Count(WithinDays!.Value, "day")}"),
        };

    private string Day => Waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
