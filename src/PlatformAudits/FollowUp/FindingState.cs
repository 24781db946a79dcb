namespace PlatformAudits.FollowUp;

/// <summary>How it stands with a finding in the issue.</summary>
internal enum FindingState
{
    /// <summary>Nobody has done anything about it.</summary>
    Open,

    /// <summary>Somebody ticked it.</summary>
    Ticked,

    /// <summary>Somebody wrote into its cell why it is as it is.</summary>
    Justified,

    /// <summary>A waiver accepts it.</summary>
    Waived,

    /// <summary>A later reading no longer finds it.</summary>
    Gone,
}
