using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>GitLab.com's part of the settings.</summary>
internal sealed record GitLabComSettings
{
    /// <summary>How many requests the token may send.</summary>
    public RateLimits Limits { get; init; } = GitLabApi.Limits;

    /// <summary>The groups whose direct members are audited.</summary>
    public IReadOnlyList<AuditedGroup> Groups { get; init; } = [];

    /// <summary>What teammates are to have.</summary>
    public IReadOnlyList<Baseline> Baselines { get; init; } = [];

    /// <summary>The kinds of second accounts.</summary>
    public IReadOnlyList<SecondAccountRule> SecondAccounts { get; init; } = [];

    /// <summary>The accounts that are expected without belonging to a teammate.</summary>
    public IReadOnlyList<ExpectedAccountRule> ExpectedAccounts { get; init; } = [];

    /// <summary>How many days ahead access beyond what is expected may last; 0 means that it needs no end.</summary>
    public int TemporaryAccessDays { get; init; } = 90;

    /// <summary>Reads the part.</summary>
    /// <exception cref="AuditException">A setting is wrong.</exception>
    public static GitLabComSettings Read(SettingsSection section)
    {
        var limits = GitLabApi.Limits.Or(section);
        var groups = new List<AuditedGroup>();
        foreach (var group in section.Sections("groups"))
        {
            var path = group.RequiredValue("path").Trim('/');
            groups.Add(
                groups.Any(g => g.Path.Equals(path, StringComparison.OrdinalIgnoreCase))
                    ? throw group.Wrong("path", "is there twice")
                    : new AuditedGroup(path, AccessRules.Read(group, "shared_with", groups: null))
            );
        }

        return new GitLabComSettings
        {
            Limits = limits,
            Groups = groups,
            Baselines = [.. section.Sections("baselines").Select(s => Baseline.Read(s, groups))],
            SecondAccounts = [.. section.Sections("second_accounts").Select(s => SecondAccountRule.Read(s, groups))],
            ExpectedAccounts = [.. section.Sections("expected_accounts").Select(s => ExpectedAccountRule.Read(s, groups))],
            TemporaryAccessDays = section.Number("temporary_access_days", new GitLabComSettings().TemporaryAccessDays, 0, 3650),
        };
    }

    /// <summary>What a teammate is to have in a group: the highest of the baselines that are for them; null for nothing.</summary>
    public GitLabAccess? BaselineOf(Teammate teammate, string group) =>
        Baselines.Where(b => b.IsFor(teammate)).Select(b => b.Access.In(group)).Aggregate(default(GitLabAccess), GitLabAccess.Higher);
}
