namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>An API token as the instance's own list has it.</summary>
public sealed record ZendeskApiToken
{
    /// <summary>The id.</summary>
    public required long Id { get; init; }

    /// <summary>The account that made it.</summary>
    public required long Creator { get; init; }

    /// <summary>The address of that account, which may be gone.</summary>
    public required string CreatorEmail { get; init; }

    /// <summary>The account that it is meant for, or null.</summary>
    public long? Assignee { get; init; }

    /// <summary>What people wrote on it, any text; null for nothing.</summary>
    public string? Description { get; init; }

    /// <summary>False for one that was deactivated.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>The day on which it was made.</summary>
    public required DateOnly Created { get; init; }

    /// <summary>The day of the last use; null for never.</summary>
    public DateOnly? LastUsed { get; init; }

    /// <summary>Whether the list has the last use at all.</summary>
    public bool TellsUse { get; init; } = true;
}
