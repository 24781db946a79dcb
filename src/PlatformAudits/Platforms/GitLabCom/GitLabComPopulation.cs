using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>Everybody who is a direct member of an audited group, or may come to be one.</summary>
internal sealed class GitLabComPopulation : Population
{
    // GitLab's own mail about a personal access token that ends begins 30 days ahead; the team's token checker looks three weeks ahead.
    private const int NoticeDays = 21;

    /// <summary>What a fine-grained token has for scopes; its permissions stand elsewhere.</summary>
    private const string Granular = "granular";

    private readonly HashSet<string> _invited;

    /// <summary>A population as it was read: joins the groups' lists.</summary>
    /// <param name="day">The day that dates are held against, UTC.</param>
    /// <param name="groups">The groups in the order of the settings.</param>
    /// <param name="keys">What programs sign in with; null where it was not read.</param>
    public GitLabComPopulation(
        GitLabSelf self,
        GitLabToken token,
        DateOnly day,
        IReadOnlyList<GroupReading> groups,
        GitLabKeys? keys = null
    )
    {
        Keys = keys;
        Self = self;
        Token = token;
        Day = day;
        Groups = groups;

        // An address may be shown in one group's list only: the one where the token's account is Owner.
        var accounts = new Dictionary<string, GitLabAccount>(StringComparer.Ordinal);
        foreach (var row in groups.SelectMany(g => g.Members.Rows))
        {
            var known = accounts.GetValueOrDefault(row.Account.Id);
            accounts[row.Account.Id] =
                known is null ? row.Account
                : known.Email is null && row.Account.Email is { } email ? known with { Email = email }
                : known;
        }

        Accounts = [.. accounts.Values.OrderBy(a => a.Id.Length).ThenBy(a => a.Id, StringComparer.Ordinal)];
        Memberships =
        [
            .. groups.SelectMany(g =>
                g.Members.Rows.Select(row => new GitLabMembership(g, accounts[row.Account.Id], row))
                    .OrderBy(m => m.Account.Id.Length)
                    .ThenBy(m => m.Account.Id, StringComparer.Ordinal)
            ),
        ];
        _invited = groups.SelectMany(g => g.Invitations.Rows).Select(i => i.Email.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The token's account.</summary>
    public GitLabSelf Self { get; }

    /// <summary>The token's own record.</summary>
    public GitLabToken Token { get; }

    /// <summary>What programs sign in with; null where it was not read.</summary>
    public GitLabKeys? Keys { get; }

    public override IReadOnlyList<string> UnreadLists => [.. (Keys?.Unread ?? []).Select(list => list.What)];

    /// <summary>The day that dates are held against, UTC.</summary>
    public DateOnly Day { get; }

    /// <summary>The groups in the order of the settings.</summary>
    public IReadOnlyList<GroupReading> Groups { get; }

    public override IReadOnlyList<GitLabAccount> Accounts { get; }

    /// <summary>All direct memberships: by group as in the settings, then by the user's id.</summary>
    public IReadOnlyList<GitLabMembership> Memberships { get; }

    public override IReadOnlyList<PopulationCount> Counts =>
        [
            new("groups", Groups.Count),
            new("accounts", Accounts.Count),
            new("direct memberships", Memberships.Count),
            .. Groups.Any(g => g.HasInvitations)
                ? [new PopulationCount("pending invitations", Groups.Sum(g => g.Invitations.Rows.Count))]
                : Array.Empty<PopulationCount>(),
            new("groups invited into them", Groups.Sum(g => g.Record.Shares.Count)),
            .. Keys is null
                ? Array.Empty<PopulationCount>()
                :
                [
                    Counted("access tokens of groups and projects", "access_token/"),
                    Counted("deploy tokens", "deploy_token/"),
                    Counted("service accounts", "service_account/"),
                ],
        ];

    public override IReadOnlyList<string> Notices
    {
        get
        {
            var notices = new List<string>();
            if (Token.Ends is { } ends && ends <= Day.AddDays(NoticeDays))
            {
                notices.Add(
                    $"The token in GL_ADMIN_TOKEN ends on {ends.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: "
                        + "replace it before then, or the next audit can't be evaluated."
                );
            }

            if (!Token.IsSeen)
            {
                notices.Add(
                    "The token in GL_ADMIN_TOKEN may not read its own record, so nobody is told before it ends: give it that permission "
                        + "(read_personal_access_token)."
                );
            }

            if (Token.Scopes.Except(["read_api", Granular]).ToList() is { Count: > 0 } more)
            {
                notices.Add(
                    $"The token in GL_ADMIN_TOKEN may do more than is needed (scopes {Sentence.List(more)}): read_api is enough, or a "
                        + "fine-grained token."
                );
            }

            if (Groups.Where(g => !g.Record.IsManaged).Select(g => g.FullPath).ToList() is { Count: > 0 } groups)
            {
                notices.Add(
                    $"The account of GL_ADMIN_TOKEN does not manage {Sentence.List(groups)}: GitLab may keep from it "
                        + "e-mail addresses of the members there, and invited groups that it can't see."
                );
            }

            notices.AddRange(
                (Keys?.Unread ?? [])
                    .GroupBy(list => (list.Kind, list.Why), list => list.Place)
                    .Select(Unknown)
                    .Order(StringComparer.Ordinal)
            );

            return notices;
        }
    }

    internal override IEnumerable<TokenUnderReview> TokensOf(Comparison comparison)
    {
        var teammates = new Dictionary<string, Teammate>(StringComparer.Ordinal);
        foreach (var teammate in comparison.Roster.Teammates)
        {
            if (comparison.Rules.PlatformIdOf(teammate) is { } id)
            {
                teammates.TryAdd(id, teammate);
            }
        }

        var creators = (Keys?.Keys ?? []).Select(key => key.Creator?.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (account, teammate) in creators.Count == 0 ? [] : comparison.Accounts)
        {
            if (teammate is not null && creators.Contains(account.Id))
            {
                teammates[account.Id] = teammate;
            }
        }

        return (Keys?.Keys ?? []).Select(key =>
        {
            var owner = key.Creator is { } creator ? teammates.GetValueOrDefault(creator.Id) : null;
            return new TokenUnderReview
            {
                Account = key.Account,
                Label = key.Label,
                OwnerName = owner?.Name ?? key.Creator?.Handle,
                Owner = owner,
                Traits = key.Traits,
            };
        });
    }

    private static string Unknown(IGrouping<(string Kind, string Why), string> lists)
    {
        var places = lists.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return $"The {lists.Key.Kind} of {Sentence.List(places)} are unknown, and nobody is asked for them: {lists.Key.Why}.";
    }

    private PopulationCount Counted(string what, string kind) =>
        new(what, Keys!.Keys.Count(key => key.Id.StartsWith(kind, StringComparison.Ordinal)));

    /// <summary>Whether an address was invited to a group.</summary>
    public bool IsInvited(string email) => _invited.Contains(email.Trim());
}
