namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>An access token of a group or a project, or a personal one of a service account.</summary>
public sealed record AccessToken
{
    /// <summary>The id, which no other token of any kind but deploy tokens has.</summary>
    public required long Id { get; init; }

    /// <summary>The name, any text.</summary>
    public required string Name { get; init; }

    /// <summary>The user that it signs in as: a bot, or the service account.</summary>
    public required long User { get; init; }

    /// <summary>What people wrote on it, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The level of the bot.</summary>
    public int Level { get; init; } = 20;

    /// <summary>What it may be used for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["read_api"];

    /// <summary>The day on which it was made.</summary>
    public required DateOnly Created { get; init; }

    /// <summary>The day of its last use; null for never.</summary>
    public DateOnly? LastUsed { get; init; }

    /// <summary>The day from which it works no more; null for never.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>Whether somebody revoked it.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Whether it works on a day.</summary>
    internal bool IsActive(DateOnly day) => !IsRevoked && !(Ends <= day);
}
