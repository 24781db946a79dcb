namespace PlatformAudits.Sandbox.GitLab;

/// <summary>Somebody's membership of a project, be it direct, of a group above, or of a group that was invited.</summary>
/// <param name="Level">The highest level that it gives: 5 minimal access, 10 Guest, 15 Planner, 20 Reporter and so on.</param>
public sealed record ProjectMember(int Level)
{
    /// <summary>The day on which it ends, or null.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>Whether it awaits an owner's approval.</summary>
    public bool IsAwaiting { get; init; }

    /// <summary>The name of the custom role, or null; such a role has the level that it is made from.</summary>
    public string? Role { get; init; }
}
