using PlatformAudits.Foundation;

namespace PlatformAudits.Team;

/// <summary>
/// A person in the team file. A text that is absent, null or blank in the file is null here; others are trimmed and kept as they were written.
/// Keys that no audit needs are not kept.
/// </summary>
public sealed record Teammate
{
    /// <summary>The name, as in <c>name</c>. Two people may share one.</summary>
    public required string Name { get; init; }

    /// <summary>The official address, as in <c>email</c>; nobody else has it, whatever the case of its letters.</summary>
    public required string Email { get; init; }

    /// <summary>The job title.</summary>
    public string? Title { get; init; }

    /// <summary>The region: <c>AMER-W</c>, <c>AMER-C</c>, <c>AMER-E</c>, <c>APAC</c> or <c>EMEA</c> at the time of writing.</summary>
    public string? Region { get; init; }

    /// <summary>The names of the focuses, as <c>Self-Managed</c>, whose spelling varies in case; the list is in the file's order.</summary>
    public IReadOnlyList<string> Focuses { get; init; } = [];

    /// <summary>The manager's name, which is how the team file refers to a manager; <see cref="Roster.ManagerOf"/> finds the person.</summary>
    public string? ReportsTo { get; init; }

    /// <summary>The first day of work.</summary>
    public DateOnly? StartDate { get; init; }

    /// <summary>The link to the person's main Calendly page.</summary>
    public string? Calendly { get; init; }

    /// <summary>The PagerDuty user id, such as <c>PABC123</c>.</summary>
    public string? PagerDutyId { get; init; }

    /// <summary>The on-call rotations that the team file names for the person, by id or name; empty where the settings name no key for them.</summary>
    public IReadOnlyList<string> Rotations { get; init; } = [];

    /// <summary>What the team file says of the person in Zendesk Global (<c>zendesk.main</c>); null when it says nothing.</summary>
    public ZendeskProfile? ZendeskMain { get; init; }

    /// <summary>What the team file says of the person in Zendesk US Federal (<c>zendesk.us-federal</c>); null when it says nothing.</summary>
    public ZendeskProfile? ZendeskUsFederal { get; init; }

    /// <summary>The GitLab.com user id.</summary>
    public long? GitLabId { get; init; }

    /// <summary>The GitLab.com user name; its case does not matter to GitLab.</summary>
    public string? GitLabUsername { get; init; }

    /// <summary>The Slack user id, such as <c>U0ABC1234</c>; a mention is <c>&lt;@U0ABC1234&gt;</c>.</summary>
    public string? SlackId { get; init; }

    /// <summary>The Slack handle.</summary>
    public string? SlackUsername { get; init; }

    /// <summary>Where the person's entry begins; the default value for somebody who comes from no file.</summary>
    public FilePlace Source { get; init; }
}
