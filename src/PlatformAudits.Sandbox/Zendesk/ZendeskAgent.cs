namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>An agent or admin of an instance.</summary>
public sealed record ZendeskAgent
{
    /// <summary>The user's id, by which an audit names the account.</summary>
    public required long Id { get; init; }

    /// <summary>The display name, any text.</summary>
    public required string Name { get; init; }

    /// <summary>The e-mail address.</summary>
    public required string Email { get; init; }

    /// <summary>agent, admin, or a text that is neither.</summary>
    public string Role { get; init; } = "agent";

    /// <summary>The kind of agent as a number; null where the instance has none for it.</summary>
    public long? RoleType { get; init; }

    /// <summary>The custom role's id, or null.</summary>
    public long? CustomRole { get; init; }

    /// <summary>Whether the account is suspended.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>The names of the groups, the default one first.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    internal int Number { get; init; }
}
