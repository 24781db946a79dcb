using PlatformAudits.Checking;
using PlatformAudits.Platforms.GitLabCom;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Platforms.GitLabCom;

/// <summary>A population made by hand: the groups of the settings with the rows that a test gives them.</summary>
internal sealed class GitLabComTeam
{
    public static readonly DateOnly Today = new(2026, 11, 21);

    public static readonly GitLabComSettings Settings = new()
    {
        Groups =
        [
            new AuditedGroup("acme/support", AccessRules.Of(("acme/friends", new GitLabAccess(20)))),
            new AuditedGroup("acme/desk", AccessRules.Of()),
        ],
        Baselines =
        [
            new Baseline([], [], [], AccessRules.Of(("acme/support", new GitLabAccess(30)))),
            new Baseline(["support manager"], [], [], AccessRules.Of(("acme/support", new GitLabAccess(50)))),
            new Baseline([], ["AMER-W", "AMER-E"], ["licences"], AccessRules.Of(("acme/desk", new GitLabAccess(20, "Licence desk")))),
        ],
        SecondAccounts = [new SecondAccountRule("{username}-auditor", AccessRules.Of(("acme/support", new GitLabAccess(10))))],
        ExpectedAccounts =
        [
            new ExpectedAccountRule(
                new HashSet<string> { "77" },
                new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Build-Bot" },
                AccessRules.Of(("acme/support", new GitLabAccess(40)))
            ),
        ],
    };

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

    private readonly GitLabComSettings _settings;
    private readonly List<GitLabMember>[] _members;
    private readonly List<GitLabInvitation> _invitations = [];
    private readonly List<GitLabShare> _shares = [];
    private long? _total;

    public GitLabComTeam(GitLabComSettings? settings = null)
    {
        _settings = settings ?? Settings;
        _members = [.. _settings.Groups.Select(_ => new List<GitLabMember>())];
    }

    public GitLabComPopulation Population =>
        new(
            new GitLabSelf("5", "admin"),
            new GitLabToken("t", ["read_api"], true, null),
            Today,
            [
                .. _settings.Groups.Select(
                    (group, index) =>
                        new GroupReading(
                            group,
                            new GitLabGroup($"{900 + index}", group.Path, IsManaged: true, index == 0 ? _shares : []),
                            new CountedRows<GitLabMember>(_members[index], index == 0 ? _total : null),
                            new CountedRows<GitLabInvitation>(index == 0 ? _invitations : [], null)
                        )
                ),
            ]
        );

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
        _members[group].Add(new GitLabMember(account, new GitLabAccess(level, role), state, locked, membership, null, ends));
        return this;
    }

    public GitLabComTeam Inviting(string email)
    {
        _invitations.Add(new GitLabInvitation(email, new GitLabAccess(30), null));
        return this;
    }

    public GitLabComTeam SharedWith(string path, long level)
    {
        _shares.Add(new GitLabShare("700", path, new GitLabAccess(level), null));
        return this;
    }

    /// <summary>GitLab's own count of the first group's members.</summary>
    public GitLabComTeam Counted(long total)
    {
        _total = total;
        return this;
    }

    /// <summary>The figures of what is not proved.</summary>
    public IEnumerable<string> Unproved(bool asksWhoIsActive = true) =>
        GitLabComCompleteness.Of(Population, asksWhoIsActive).Where(p => !p.Holds).Select(p => p.Figures);

    /// <summary>The keys of what a check finds.</summary>
    public string[] Find<TCheck>(params Teammate[] team)
        where TCheck : Check => [.. Findings<TCheck>(team).Select(f => f.Key.ToString())];

    /// <summary>The sentence of the only thing that a check finds.</summary>
    public string? Text<TCheck>(params Teammate[] team)
        where TCheck : Check => Findings<TCheck>(team).Single().Text;

    private IEnumerable<Finding> Findings<TCheck>(Teammate[] team)
        where TCheck : Check
    {
        var needsSettings = typeof(TCheck).GetConstructors().Single().GetParameters().Length > 0;
        var check = (Check)Activator.CreateInstance(typeof(TCheck), needsSettings ? [_settings] : [])!;
        var population = Population;
        return check
            .Evaluate(new Comparison(new Roster(team), population, GitLabComMatching.Of(population)))
            .Select(o => o.Finding)
            .OfType<Finding>();
    }
}
