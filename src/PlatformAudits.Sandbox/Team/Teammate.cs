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

    /// <summary>The job title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The region, as <c>AMER-W</c>.</summary>
    public string Region { get; init; } = "";

    /// <summary>The names of the focuses, as the file spells them; the first takes most of the time.</summary>
    public IReadOnlyList<string> Focuses { get; init; } = [];

    /// <summary>The manager's name; null for the head of the team.</summary>
    public required string? ReportsTo { get; init; }

    /// <summary>The <c>calendly</c> link; null leaves the key out.</summary>
    public string? Calendly { get; init; }

    /// <summary>The <c>pagerduty.id</c>; null leaves the key out.</summary>
    public string? PagerDutyId { get; init; }

    /// <summary>The on-call <c>rotations</c>, as old entries have them: ids or names of schedules; the key is left out without any.</summary>
    public IReadOnlyList<string> Rotations { get; init; } = [];

    /// <summary>What stands below <c>zendesk.main</c>; null leaves the key out.</summary>
    public ZendeskEntry? ZendeskMain { get; init; }

    /// <summary>What stands below <c>zendesk.us-federal</c>; null leaves the key out.</summary>
    public ZendeskEntry? ZendeskUsFederal { get; init; }

    /// <summary>The <c>gitlab.id</c>; null leaves the key out.</summary>
    public long? GitLabId { get; init; }

    /// <summary>The <c>gitlab.username</c>; null leaves the key out.</summary>
    public string? GitLabUsername { get; init; }
}
