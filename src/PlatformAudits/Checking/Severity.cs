namespace PlatformAudits.Checking;

/// <summary>How much it matters that a check does not hold. The gravest comes first: an ascending order is the order of work.</summary>
public enum Severity
{
    /// <summary>Somebody has access who should not: a stranger, an admin nobody expects, an account that outlived its owner.</summary>
    High,

    /// <summary>Access is missing or not what was agreed.</summary>
    Medium,

    /// <summary>What is written down differs from what is so, and nobody has more or less access by it.</summary>
    Low,
}
