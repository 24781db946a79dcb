namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>A direct membership of a group.</summary>
public sealed record Seat(User User, Access Access)
{
    /// <summary>The day on which it ends; null for never.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>active or awaiting; null leaves the key out.</summary>
    public string? State { get; init; } = "active";

    /// <summary>Who gave the seat; null for an administrator, or where GitLab does not say.</summary>
    internal User? AddedBy { get; init; }

    /// <summary>The number that times are made from.</summary>
    internal int Number { get; init; }
}
