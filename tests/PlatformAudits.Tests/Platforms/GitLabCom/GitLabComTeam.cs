using PlatformAudits.Checking;
using PlatformAudits.Platforms.GitLabCom;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Platforms.GitLabCom;

/// <summary>A population made by hand: the groups of some settings with the rows that a test gives them.</summary>
internal sealed class GitLabComTeam
{
    public static readonly DateOnly Today = new(2026, 11, 21);

    public const string Settings = """
        platforms:
          gitlab-com:
            groups:
              - {path: acme/support, shared_with: {acme/friends: Reporter}}
              - path: acme/desk
            baselines:
              - groups: {acme/support: Developer}
              - titles: [support manager]
                groups: {acme/support: Owner}
              - regions: [AMER-W, AMER-E]
                focuses: [licences]
                groups: {acme/desk: Reporter / Licence desk}
            second_accounts: [{username: "{username}-auditor", groups: {acme/support: Guest}}]
            expected_accounts: [{ids: [77], usernames: [Build-Bot], groups: {acme/support: Maintainer}}]
        """;

    public static readonly Teammate Ada = new Teammate
    {
        Name = "Ada Lovelace",
        Email = "ada@example.com",
        Title = "Support Engineer",
        Region = "EMEA",
        Focuses = ["SaaS"],
        GitLabUsername = "ada",
    }.With(GitLabTeamKeys.Id, "1");

    public static readonly Teammate AdaWithoutIdAndUsername = Ada.With(GitLabTeamKeys.Id) with { GitLabUsername = null };

    private readonly GitLabComPopulation _population;

    public GitLabComTeam(string settings = Settings)
    {
        using var folder = new TemporaryFolder();
        var platform = new PlatformAudits.Platforms.GitLabCom.GitLabCom(AuditSettings.Read(folder.Write("audits.yaml", settings)));
        _population = new GitLabComPopulation(platform, new GitLabToken("t", ["read_api"], true, null), Today);
        foreach (var (group, index) in _population.Groups.Select((g, i) => (g, i)))
        {
            group.Record = new GitLabGroup($"{900 + index}", group.Path, IsManaged: true, []);
        }
    }

    public GitLabComPopulation Population => _population;

    /// <summary>A member of the first group, or of another one.</summary>
    public GitLabComTeam With(
        long level,
        string? role = null,
        int id = 1,
        string username = "ada",
        string? state = "active",
        bool? locked = null,
        string? membership = null,
        DateOnly? ends = null,
        string? email = null,
        string? name = null,
        int group = 0
    )
    {
        var account = new GitLabAccount
        {
            Id = $"{id}",
            Username = username,
            Name = name ?? "Somebody",
            Email = email,
        };
        _population
            .Groups[group]
            .Members.Rows.Add(new GitLabMember(account, new GitLabAccess(level, role), state, locked, membership, null, ends));
        return this;
    }

    public GitLabComTeam Inviting(string email)
    {
        _population.Groups[0].Invitations.Rows.Add(new GitLabInvitation(email, new GitLabAccess(30), null));
        return this;
    }

    public GitLabComTeam SharedWith(string path, long level)
    {
        _population.Groups[0].Record = _population.Groups[0].Record! with
        {
            Shares = [new GitLabShare("700", path, new GitLabAccess(level), null)],
        };
        return this;
    }

    /// <summary>The keys of what a check finds.</summary>
    public string[] Find<TCheck>(params Teammate[] team)
        where TCheck : Check => [.. Outcomes<TCheck>(team).Select(o => o.Finding).OfType<Finding>().Select(f => f.Key.ToString())];

    /// <summary>The sentence of the only thing that a check finds.</summary>
    public string? Text<TCheck>(params Teammate[] team)
        where TCheck : Check => Outcomes<TCheck>(team).Select(o => o.Finding).OfType<Finding>().Single().Text;

    public List<CheckResult> Outcomes<TCheck>(params Teammate[] team)
        where TCheck : Check
    {
        _population.Complete();
        return [.. _population.Platform.Checks().Single(c => c is TCheck).Evaluate(new Comparison(new Roster(team), _population))];
    }
}
