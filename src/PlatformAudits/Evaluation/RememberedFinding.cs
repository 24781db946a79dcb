namespace PlatformAudits.Evaluation;

/// <summary>How it stood with a finding in the last run that was evaluated.</summary>
internal enum RememberedState
{
    /// <summary>It was open.</summary>
    Open,

    /// <summary>A waiver accepted it.</summary>
    Waived,

    /// <summary>It was known earlier in the period, and was no longer found.</summary>
    Gone,
}

/// <summary>A finding that a run of the period has known. It names nobody.</summary>
/// <param name="Digits">The digits of its key.</param>
/// <param name="Person">The teammate as digits; null when it was nobody's.</param>
/// <param name="Manager">The teammate's manager as digits, so that it is known after the teammate has left; null for none.</param>
/// <param name="LastSignIn">The month of the account's last sign-in, such as <c>2026-10</c>; null where the vendor tells none.</param>
/// <param name="Run">The run that ended it, as <see cref="Checking.AuditReport.Run"/>; null while it is open.</param>
internal sealed record RememberedFinding(
    string Digits,
    string Check,
    string? Person,
    string? Manager,
    string? LastSignIn,
    RememberedState State,
    string? Run = null
)
{
    /// <summary>
    /// What tells the words with which the issue shows the finding from all others, 16 hexadecimal digits; null where no issue has shown
    /// it yet. Whoever edits the description can't make these fit other words.
    /// </summary>
    public string? Words { get; init; }

    /// <summary>
    /// Since when it is there: the day of the run that first saw it, such as <c>2026-11-21</c>, or a period, such as <c>FY27-Q1</c>; null
    /// where an earlier version has not kept it.
    /// </summary>
    public string? Since { get; init; }

    /// <summary>
    /// The number of the one account at GitLab that shows the address of the finding's account, which is nobody's in the team file; null
    /// where there is none, or nobody asked.
    /// </summary>
    public long? Holder { get; init; }
}

/// <summary>A check that was asked.</summary>
/// <param name="Findings">How many of its findings were open.</param>
/// <param name="Waived">How many were waived.</param>
internal sealed record RememberedCheck(string Id, int Findings, int Waived);

/// <summary>A list that was read.</summary>
/// <param name="What">What it holds.</param>
internal sealed record RememberedList(string System, string What, long Rows);
