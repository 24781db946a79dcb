using PlatformAudits.Checking;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>PagerDuty's part of the settings.</summary>
internal sealed record PagerDutySettings
{
    /// <summary>960 requests a minute for each key (developer.pagerduty.com, "REST API rate limits").</summary>
    private static readonly RateLimits PublishedLimits = RateLimits.PerMinute(960);

    /// <summary>How many requests the key may send.</summary>
    public RateLimits Limits { get; init; } = PublishedLimits;

    /// <summary>The schedules that are named there, each once.</summary>
    public IReadOnlyList<ConfiguredSchedule> Schedules { get; init; } = [];

    /// <summary>Where a file of the team's project names more of them; null where none does.</summary>
    public TeamSchedules? TeamSchedules { get; init; }

    /// <summary>The titles that nobody expects to be on call.</summary>
    public IReadOnlyList<TitlePattern> SkippedTitles { get; init; } = [new("VP of Support")];

    /// <summary>Which roles go with which titles; the first rule that fits counts.</summary>
    public IReadOnlyList<RoleRule> RoleRules { get; init; } = RoleRule.Published;

    /// <summary>The ids of the PagerDuty teams whose accounts must be teammates'; empty means every account.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>Whether the direct targets of escalation policies are looked at.</summary>
    public bool LooksAtPolicies { get; init; } = true;

    /// <summary>The key of a person's on-call rotations in the team file; null where the settings name none.</summary>
    public TeamKey? Rotations { get; init; }

    /// <summary>Reads the part.</summary>
    /// <param name="rotationKey">The key of a person's on-call rotations, with dots between levels, or null.</param>
    /// <exception cref="AuditException">A setting is wrong.</exception>
    public static PagerDutySettings Read(SettingsSection section, string? rotationKey)
    {
        var defaults = new PagerDutySettings();
        var limits = PublishedLimits.Or(section);
        IReadOnlyList<ConfiguredSchedule> schedules = [.. section.Sections("schedules").Select(ConfiguredSchedule.Read)];
        if (schedules.CountBy(s => s.Id, StringComparer.Ordinal).FirstOrDefault(c => c.Value > 1).Key is { } twice)
        {
            throw section.Wrong("schedules", $"names {twice} twice");
        }

        var source = section.Section("schedules_from");
        return new PagerDutySettings
        {
            Rotations = rotationKey is null ? null : PagerDutyTeamKeys.Rotations(rotationKey),
            Limits = limits,
            Schedules = schedules,
            TeamSchedules = section.Has("schedules_from") && (source.Has("path") || source.Has("key")) ? TeamSchedules.Read(source) : null,
            SkippedTitles = section.Has("skip_titles")
                ? [.. section.Texts("skip_titles").Select(t => new TitlePattern(t))]
                : defaults.SkippedTitles,
            RoleRules = section.Has("roles") ? [.. section.Sections("roles").Select(RoleRule.Read)] : defaults.RoleRules,
            Teams = section.Values("teams"),
            LooksAtPolicies = section.Switch("escalation_policies", defaults.LooksAtPolicies),
        };
    }

    /// <summary>The on-call rotations that the team file names for a teammate; none where the settings name no key for them.</summary>
    public IReadOnlyList<string> RotationsOf(Teammate teammate) => Rotations is { } key ? teammate.Fields(key) : [];

    /// <summary>Whether nobody expects a teammate to be on call, by their title.</summary>
    /// <param name="title">The title, or null.</param>
    public bool Skips(string? title) => SkippedTitles.Any(t => t.Fits(title));

    /// <summary>The roles that go with a title; null when no rule fits.</summary>
    /// <param name="title">The title, or null.</param>
    public IReadOnlyList<string>? RolesFor(string? title) => RoleRules.FirstOrDefault(r => r.Titles.Any(t => t.Fits(title)))?.Roles;

    /// <summary>Whether an account is one of those that must be a teammate's.</summary>
    public bool IsOfTheTeams(Account account) =>
        Teams.Count == 0 || ((PagerDutyAccount)account).Teams.Intersect(Teams, StringComparer.Ordinal).Any();
}
