namespace PlatformAudits.Sandbox.Team;

/// <summary>One person of the team file. The fields that no platform is compared with are made by the writer of the file.</summary>
public sealed record Teammate
{
    /// <summary>The person's number, 0 for the head of the team.</summary>
    public required int Index { get; init; }

    /// <summary>The person's name; two teammates may share one, managers never do.</summary>
    public required string Name { get; init; }

    /// <summary>The e-mail as the file has it: in any letter case, perhaps with blanks around it.</summary>
    public required string Email { get; init; }

    /// <summary>The short name that the person has at GitLab and in Slack.</summary>
    public required string Handle { get; init; }

    /// <summary>The manager's name; null for the head of the team.</summary>
    public required string? ReportsTo { get; init; }

    /// <summary>The <c>calendly</c> link; null leaves the key out.</summary>
    public string? Calendly { get; init; }
}
