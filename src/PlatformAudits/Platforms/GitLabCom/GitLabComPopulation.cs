using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>Everybody who is a direct member of an audited group, or may come to be one.</summary>
public sealed class GitLabComPopulation : Population
{
    // GitLab's own mail about a personal access token that ends begins 30 days ahead; the team's token checker looks three weeks ahead.
    private const int NoticeDays = 21;

    private static readonly string[] ReadingScopes = ["read_api", "api"];

    private readonly GitLabToken _token;
    private readonly HashSet<string> _invited = new(StringComparer.OrdinalIgnoreCase);
    private List<GitLabAccount> _accounts = [];
    private List<GitLabMembership> _memberships = [];

    /// <summary>An empty population.</summary>
    /// <param name="day">The day that dates are held against, UTC.</param>
    public GitLabComPopulation(GitLabCom platform, GitLabToken token, DateOnly day)
    {
        Platform = platform;
        Day = day;
        _token = token;
        Groups = [.. platform.Groups.Select(g => new GroupReading(g))];
    }

    /// <summary>The platform with its settings.</summary>
    public GitLabCom Platform { get; }

    /// <summary>The day that dates are held against, UTC.</summary>
    public DateOnly Day { get; }

    /// <summary>The groups in the order of the settings.</summary>
    public IReadOnlyList<GroupReading> Groups { get; }

    /// <summary>The token's account.</summary>
    public GitLabSelf? Self { get; set; }

    public override IReadOnlyList<GitLabAccount> Accounts => _accounts;

    /// <summary>All direct memberships: by group as in the settings, then by the user's id.</summary>
    public IReadOnlyList<GitLabMembership> Memberships => _memberships;

    public override bool NamesTell => false;

    public override IReadOnlyList<PopulationCount> Counts =>
        [
            new("groups", Groups.Count),
            new("accounts", _accounts.Count),
            new("direct memberships", _memberships.Count),
            .. Platform.IsOn(typeof(InvitationHasTeammate))
                ? [new PopulationCount("pending invitations", Groups.Sum(g => g.Invitations.Rows.Count))]
                : Array.Empty<PopulationCount>(),
            new("groups invited into them", Groups.Sum(g => g.Record!.Shares.Count)),
        ];

    public override IReadOnlyList<CompletenessAssertion> Completeness
    {
        get
        {
            var groups = Groups.Select(g => g.Id).Distinct(StringComparer.Ordinal).Count();
            var distinct = _memberships.Select(m => (m.Group, m.Account)).Distinct().Count();
            var invitations = Groups.SelectMany(g => g.Invitations.Rows.Select(i => (g, Email: Folded(i.Email)))).ToList();
            var lists = Groups
                .SelectMany(g => new[] { (g.Members.IsWhole, g.Members.Total), (g.Invitations.IsWhole, g.Invitations.Total) })
                .ToList();
            var stateless = _memberships.Count(m => m.Row.State is null);
            return
            [
                new(
                    "The token works and may read the API",
                    _token.IsActive is not false && _token.Scopes.Intersect(ReadingScopes).Any(),
                    $"{(_token.IsActive is false ? "inactive" : "active")}, scopes {Sentence.List(_token.Scopes)}",
                    "Put an active token with the scope read_api into GL_ADMIN_TOKEN."
                ),
                new(
                    "Every configured path is a group of its own",
                    groups == Groups.Count,
                    string.Create(CultureInfo.InvariantCulture, $"{Groups.Count} paths, {groups} groups"),
                    "Two paths lead to one group, as when it was moved: keep the new one in platforms.gitlab-com.groups."
                ),
                new(
                    "Every list has as many rows as GitLab counts",
                    lists.All(l => l.IsWhole),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{lists.Count(l => l.Total is not null)} lists counted, {lists.Count(l => !l.IsWhole)} of another length"
                    ),
                    "Run again when nobody is joining or leaving: a list moved while it was read."
                ),
                new(
                    "Nobody appears twice in a group",
                    distinct == _memberships.Count,
                    string.Create(CultureInfo.InvariantCulture, $"{_memberships.Count} rows, {distinct} memberships"),
                    "Run again when nobody is joining or leaving: a list moved while it was read."
                ),
                new(
                    "No address is invited twice to a group",
                    invitations.Distinct().Count() == invitations.Count,
                    string.Create(CultureInfo.InvariantCulture, $"{invitations.Count} rows, {invitations.Distinct().Count()} invitations"),
                    "Run again when nobody is inviting: a list moved while it was read."
                ),
                .. Platform.IsOn(typeof(MemberIsActive))
                    ?
                    [
                        new CompletenessAssertion(
                            "GitLab tells the state of every member",
                            stateless == 0,
                            string.Create(CultureInfo.InvariantCulture, $"{_memberships.Count} memberships, {stateless} without a state"),
                            "Look at the lists in the snapshot; to do without it, switch member-is-active off in audits.yaml."
                        ),
                    ]
                    : Array.Empty<CompletenessAssertion>(),
            ];
        }
    }

    public override IReadOnlyList<string> Notices
    {
        get
        {
            var notices = new List<string>();
            if (_token.Ends is { } ends && ends <= Day.AddDays(NoticeDays))
            {
                notices.Add(
                    $"The token in GL_ADMIN_TOKEN ends on {ends.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: replace it before then, or the next audit can't be evaluated."
                );
            }

            if (_token.Scopes.Except(["read_api"]).ToList() is { Count: > 0 } more && _token.Scopes.Intersect(ReadingScopes).Any())
            {
                notices.Add($"The token in GL_ADMIN_TOKEN may do more than is needed (scopes {Sentence.List(more)}): read_api is enough.");
            }

            if (Groups.Where(g => !g.Record!.IsManaged).Select(g => g.FullPath).ToList() is { Count: > 0 } groups)
            {
                notices.Add(
                    $"The account of GL_ADMIN_TOKEN does not manage {Sentence.List(groups)}: GitLab may keep from it e-mail addresses of the members there, and invited groups that it can't see."
                );
            }

            return notices;
        }
    }

    /// <summary>Joins the groups' lists, when all of them were read to their ends.</summary>
    public void Complete()
    {
        // An address may be shown in one group's list only: the one where the token's account is Owner.
        var accounts = new Dictionary<string, GitLabAccount>(StringComparer.Ordinal);
        foreach (var row in Groups.SelectMany(g => g.Members.Rows))
        {
            var known = accounts.GetValueOrDefault(row.Account.Id);
            accounts[row.Account.Id] =
                known is null ? row.Account
                : known.Email is null && row.Account.Email is { } email ? known with { Email = email }
                : known;
        }

        _accounts = [.. accounts.Values.OrderBy(a => a.Id.Length).ThenBy(a => a.Id, StringComparer.Ordinal)];
        _memberships =
        [
            .. Groups.SelectMany(g =>
                g.Members.Rows.Select(row => new GitLabMembership(g, accounts[row.Account.Id], row))
                    .OrderBy(m => m.Account.Id.Length)
                    .ThenBy(m => m.Account.Id, StringComparer.Ordinal)
            ),
        ];
        _invited.UnionWith(Groups.SelectMany(g => g.Invitations.Rows).Select(i => i.Email.Trim()));
    }

    public override string? PlatformIdOf(Teammate teammate) => IdOf(teammate);

    /// <summary>The teammate's user name, where the team file has no id: a user name that was given up can be taken by somebody else.</summary>
    public override string? AlternateIdOf(Teammate teammate) =>
        IdOf(teammate) is null && teammate.GitLabUsername is { } username ? Folded(username) : null;

    public override string? AlternateIdOn(Account account) => Folded(((GitLabAccount)account).Username);

    public override bool IsInvited(string email) => _invited.Contains(email.Trim());

    /// <summary>The <c>gitlab.id</c> of the team file, or null.</summary>
    internal static string? IdOf(Teammate teammate) => teammate.Field(GitLabTeamKeys.Id);

    /// <summary>A user name or an address as it may be compared: GitLab ignores their letter case.</summary>
    internal static string Folded(string text) => text.Trim().ToLowerInvariant();
}
