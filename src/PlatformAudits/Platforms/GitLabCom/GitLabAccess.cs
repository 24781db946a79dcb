using System.Globalization;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>What a membership allows: one of GitLab's levels, and a custom role on it where there is one.</summary>
/// <param name="Level">GitLab's number of the level, as <c>30</c>; a higher one allows more. Any number is kept.</param>
/// <param name="Role">The custom role's name, or null. It allows what its level allows and something more.</param>
internal sealed record GitLabAccess(long Level, string? Role = null)
{
    /// <summary>The level that manages a group: Owner.</summary>
    public const long Owner = 50;

    // docs.gitlab.com/api/members, "Roles"; 25 came in 2026.
    private static readonly (long Level, string Name)[] Levels =
    [
        (0, "No access"),
        (5, "Minimal Access"),
        (10, "Guest"),
        (15, "Planner"),
        (20, "Reporter"),
        (25, "Security Manager"),
        (30, "Developer"),
        (40, "Maintainer"),
        (Owner, "Owner"),
        (60, "Admin"),
    ];

    /// <summary>
    /// As people call it, such as <c>Developer</c> or <c>Release manager (custom role on Developer)</c>; a level without a name is
    /// <c>level 35</c>.
    /// </summary>
    public string Name => Role is null ? LevelName : $"{Role} (custom role on {LevelName})";

    private string LevelName =>
        Levels.FirstOrDefault(l => l.Level == Level).Name ?? string.Create(CultureInfo.InvariantCulture, $"level {Level}");

    /// <summary>
    /// Reads what people write: a level's name in any letter case or its number, and after a slash a custom role's name, as <c>Developer /
    /// Release manager</c>. Null when it is neither.
    /// </summary>
    public static GitLabAccess? Parse(string text)
    {
        var parts = text.Split('/', 2, StringSplitOptions.TrimEntries);
        var role = parts.Length == 2 ? parts[1] : null;
        if (role is { Length: 0 })
        {
            return null;
        }

        if (long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new GitLabAccess(number, role);
        }

        return Levels.FirstOrDefault(l => l.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase)) is { Name: not null } level
            ? new GitLabAccess(level.Level, role)
            : null;
    }

    /// <summary>Whether it allows less than what is needed: a lower level, or the same level without the custom role.</summary>
    /// <param name="needed">What is needed.</param>
    public bool IsBelow(GitLabAccess needed) =>
        Level < needed.Level || (Level == needed.Level && needed.Role is not null && !HasRoleOf(needed));

    /// <summary>
    /// Whether it allows more than what may be: a higher level, or the same level with another custom role than the one that may be.
    /// </summary>
    /// <param name="allowed">What may be; null for nothing.</param>
    public bool IsAbove(GitLabAccess? allowed) =>
        allowed is null ? Level > 0 : Level > allowed.Level || (Level == allowed.Level && Role is not null && !HasRoleOf(allowed));

    /// <summary>The one that allows more; of equal levels the one with a custom role, and of two with a custom role the first.</summary>
    /// <param name="one">The first, or null.</param>
    /// <param name="other">The second, or null.</param>
    public static GitLabAccess? Higher(GitLabAccess? one, GitLabAccess? other) =>
        one is null || (other is not null && (other.Level > one.Level || (other.Level == one.Level && one.Role is null))) ? other : one;

    private bool HasRoleOf(GitLabAccess other) => string.Equals(Role, other.Role, StringComparison.OrdinalIgnoreCase);
}
