namespace PlatformAudits.Checking;

/// <summary>What an audit says of a platform.</summary>
public enum Verdict
{
    /// <summary>Everything was read, and nothing is open.</summary>
    Clear,

    /// <summary>Everything was read, and something is open.</summary>
    Findings,

    /// <summary>Nobody knows: something could not be read or proved whole.</summary>
    NotEvaluated,
}
