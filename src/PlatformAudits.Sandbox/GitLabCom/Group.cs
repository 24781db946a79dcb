namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>One of the audited groups.</summary>
/// <param name="Number">Its place in <see cref="Groups.All"/>.</param>
internal sealed record Group(int Number, string Path)
{
    /// <summary>The path that it had before it was moved, by which the settings still name it; null for most.</summary>
    public string? FormerPath { get; init; }

    /// <summary>The groups that were invited into it.</summary>
    public IReadOnlyList<Share> Shares { get; init; } = [];

    /// <summary>The id.</summary>
    public int Id => 9_001 + (Number * 17);

    /// <summary>The path in the settings.</summary>
    public string ConfiguredPath => FormerPath ?? Path;
}

/// <summary>A group that was invited into another.</summary>
/// <param name="Allowed">The level that the settings expect; null when they don't expect the group.</param>
internal sealed record Share(int Id, string Path, int Level, int? Allowed)
{
    /// <summary>Whether only an administrator or a member of the invited group sees it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>In how many days the share ends; null for never.</summary>
    public int? DaysLeft { get; init; }
}
