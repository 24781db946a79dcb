namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>A deploy token of a group or a project. GitLab tells neither who made it nor when it was used.</summary>
public sealed record DeployToken
{
    /// <summary>The id.</summary>
    public required long Id { get; init; }

    /// <summary>The name, any text.</summary>
    public required string Name { get; init; }

    /// <summary>What it may be used for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["read_repository"];

    /// <summary>The day on which it ends; null for never.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>Whether somebody revoked it.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Whether it works on a day.</summary>
    internal bool IsActive(DateOnly day) => !IsRevoked && !(Ends <= day);
}
