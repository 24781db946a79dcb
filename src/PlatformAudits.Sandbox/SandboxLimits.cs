namespace PlatformAudits.Sandbox;

/// <summary>Which of the vendors' limits the sandbox keeps.</summary>
public enum SandboxLimits
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those that each vendor has published for the plans of a company of the team's size.</summary>
    Published,

    /// <summary>Those that each vendor has published for its smallest plan.</summary>
    SmallestPlans,
}
