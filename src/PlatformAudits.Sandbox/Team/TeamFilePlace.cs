namespace PlatformAudits.Sandbox.Team;

/// <summary>Where a platform's keys stand among those that every person has.</summary>
public enum TeamFilePlace
{
    /// <summary>After the day of the start.</summary>
    AfterStartDate,

    /// <summary>After the modules.</summary>
    AfterModules,

    /// <summary>After the focuses.</summary>
    AfterFocuses,

    /// <summary>Before the name in Slack.</summary>
    BeforeSlack,

    /// <summary>After everything else.</summary>
    AtEnd,
}
