using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>
/// A group that the settings name, and who belongs into it: those who fit every list that is not empty, so everybody where all are.
/// </summary>
/// <param name="Titles">Job titles of which a teammate has one.</param>
/// <param name="Regions">Regions of which a teammate is in one.</param>
/// <param name="Focuses">Focuses of which a teammate has at least one.</param>
internal sealed record GroupRule(string Group, IReadOnlyList<string> Titles, IReadOnlyList<string> Regions, IReadOnlyList<string> Focuses)
{
    /// <summary>Reads an entry of <c>groups</c>.</summary>
    public static GroupRule Read(SettingsSection settings) =>
        new(settings.RequiredText("group").Trim(), settings.Texts("titles"), settings.Texts("regions"), settings.Texts("focuses"));

    /// <summary>Whether a teammate belongs into the group.</summary>
    public bool Expects(Teammate teammate) =>
        (Titles.Count == 0 || Holds(Titles, teammate.Title))
        && (Regions.Count == 0 || Holds(Regions, teammate.Region))
        && (Focuses.Count == 0 || teammate.Focuses.Any(focus => Holds(Focuses, focus)));

    /// <summary>The groups that the name or id may stand for: the one with the id, else all with the name, in any letter case.</summary>
    public IReadOnlyList<OnePasswordGroup> FindIn(IReadOnlyList<OnePasswordGroup> groups) =>
        groups.Where(g => g.Id == Group).ToList() is { Count: > 0 } byId
            ? byId
            : [.. groups.Where(g => string.Equals(g.Name?.Trim(), Group, StringComparison.OrdinalIgnoreCase))];

    /// <summary>
    /// The groups that an account has of those in the settings, each with its rule. One that is missing or ambiguous is left out, and
    /// <see cref="OnePasswordCompleteness"/> tells of it.
    /// </summary>
    public static IReadOnlyList<(GroupRule Rule, OnePasswordGroup Group)> Found(
        IReadOnlyList<GroupRule> rules,
        IReadOnlyList<OnePasswordGroup> groups
    ) =>
        [
            .. rules
                .Select(rule => (rule, Groups: rule.FindIn(groups)))
                .Where(found => found.Groups.Count == 1)
                .Select(found => (found.rule, found.Groups[0])),
        ];

    private static bool Holds(IReadOnlyList<string> list, string? text) =>
        text is not null && list.Any(item => item.Trim().Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));
}
