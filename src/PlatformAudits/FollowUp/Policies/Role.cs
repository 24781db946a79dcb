namespace PlatformAudits.FollowUp.Policies;

/// <summary>Whom a step of a policy is addressed to.</summary>
public enum Role
{
    /// <summary>The person whose the findings are.</summary>
    Person,

    /// <summary>That person's manager in the team file.</summary>
    Manager,

    /// <summary>The Support Operations Managers in the settings.</summary>
    SupportOpsManager,

    /// <summary>Those in the settings who carry audits out.</summary>
    Operator,
}
