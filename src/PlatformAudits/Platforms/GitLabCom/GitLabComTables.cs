using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>
/// The issue's tables: <c>not_in_team</c> with the members whom nobody knows, <c>tokens</c> with what programs sign in with and
/// <c>unread_tokens</c> with what GitLab does not show of it, <c>groups</c> with what was read of each group, and <c>support_team</c> with
/// the teammates and their groups.
/// </summary>
internal static class GitLabComTables
{
    public static IEnumerable<IssueTable> Of(
        Comparison comparison,
        GitLabComPopulation population,
        GitLabComSettings settings,
        AuditReport report
    )
    {
        var holders = new Holders(comparison, settings);
        yield return new IssueTable("not_in_team", IsAppendix: false, NotInTeam(population, holders, report));
        yield return new IssueTable("tokens", IsAppendix: false, Tokens(comparison, population, report))
        {
            Without = population.Keys is null ? $"Not reviewed: {Check.IdOf<TokenIsJustified>()} is switched off." : "None.",
        };
        yield return new IssueTable("unread_tokens", IsAppendix: false, UnreadTokens(population));
        yield return new IssueTable("groups", IsAppendix: false, Groups(population));
        yield return new IssueTable("support_team", IsAppendix: true, SupportTeam(comparison, population, settings, holders, report));
    }

    private static IEnumerable<IssueRow> NotInTeam(GitLabComPopulation population, Holders holders, AuditReport report)
    {
        var check = Check.IdOf<MemberIsOnTheTeam>();
        foreach (var membership in population.Memberships)
        {
            var key = new FindingKey(check, membership.Subject);
            if (holders.Of(membership.Account).Kind == HolderKind.Nobody)
            {
                yield return new IssueRow(
                    key,
                    new Dictionary<string, string?>
                    {
                        ["group"] = membership.Group.FullPath,
                        ["name"] = membership.Account.Name,
                        ["username"] = membership.Account.Username,
                        ["access"] = membership.Access.Name,
                        ["since"] = Day(membership.Row.Since),
                        ["ends"] = Day(membership.Row.Ends),
                        ["waived"] = report.AcceptanceOf(key),
                    }
                );
            }
        }
    }

    private static IEnumerable<IssueRow> Tokens(Comparison comparison, GitLabComPopulation population, AuditReport report) =>
        (population.Keys?.Keys ?? []).Zip(
            population.TokensOf(comparison),
            (key, review) =>
                new IssueRow(
                    review.Key,
                    new Dictionary<string, string?>
                    {
                        ["id"] = key.Id,
                        ["kind"] = key.Kind,
                        ["name"] = key.Name,
                        ["description"] = key.Description ?? key.Remark,
                        ["place"] = key.Place,
                        ["owner"] = review.OwnerName ?? "unknown",
                        ["created"] = Day(key.Created) ?? "unknown",
                        ["last_used"] = Day(key.LastUsed) ?? (key.TellsUse ? "never" : "unknown"),
                        ["ends"] = Day(key.Ends) ?? "never",
                        ["scopes"] = string.Join(", ", key.Access is { } access ? key.Scopes.Prepend(access.Name) : key.Scopes),
                        ["justified"] = comparison.Justifications.ShownOf(review),
                        ["waived"] = report.AcceptanceOf(review.Key),
                    }
                )
        );

    private static IEnumerable<IssueRow> UnreadTokens(GitLabComPopulation population) =>
        (population.Keys?.Unread ?? [])
            .GroupBy(list => (list.Kind, list.Place, list.Why))
            .Select(lists => new IssueRow(
                null,
                new Dictionary<string, string?>
                {
                    ["kind"] = lists.Key.Kind,
                    ["place"] = lists.Key.Place,
                    ["lists"] = Number(lists.Count()),
                    ["why"] = lists.Key.Why,
                }
            ));

    private static IEnumerable<IssueRow> Groups(GitLabComPopulation population) =>
        population.Groups.Select(group => new IssueRow(
            null,
            new Dictionary<string, string?>
            {
                ["group"] = group.FullPath,
                ["members"] = Number(group.Members.Rows.Count),
                ["invitations"] = group.HasInvitations ? Number(group.Invitations.Rows.Count) : "not read",
                ["shared_with"] = string.Join(
                    "; ",
                    group.Record.Shares.Select(s => $"{s.FullPath} as {s.Access.Name}{(s.Ends is null ? "" : $" until {Day(s.Ends)}")}")
                ),
            }
        ));

    private static IEnumerable<IssueRow> SupportTeam(
        Comparison comparison,
        GitLabComPopulation population,
        GitLabComSettings settings,
        Holders holders,
        AuditReport report
    )
    {
        var failed = report.FailedChecks(f => f.Teammate?.Email);
        var memberships = population
            .Memberships.Where(m => holders.Of(m.Account).Teammate is not null)
            .ToLookup(m => holders.Of(m.Account).Teammate!.Email);
        foreach (var (teammate, account) in comparison.Teammates)
        {
            yield return new IssueRow(
                null,
                new Dictionary<string, string?>
                {
                    ["name"] = teammate.Name,
                    ["title"] = teammate.Title,
                    ["region"] = teammate.Region,
                    ["account"] = account is GitLabAccount own ? own.Username : "none",
                    ["access"] = string.Join("; ", memberships[teammate.Email].Select(m => AccessOf(m, holders))),
                    ["baseline"] = string.Join("; ", BaselineOf(teammate, population, settings)),
                    ["notes"] = comparison.NotesOn(account, failed[teammate.Email].Distinct()),
                }
            );
        }
    }

    private static string AccessOf(GitLabMembership membership, Holders holders) =>
        $"{membership.Group.FullPath}: {membership.Access.Name}{(membership.Row.Ends is null ? "" : $" until {Day(membership.Row.Ends)}")}"
        + (holders.Of(membership.Account).Kind == HolderKind.SecondAccount ? $" (as {membership.Account.Username})" : "");

    private static IEnumerable<string> BaselineOf(Teammate teammate, GitLabComPopulation population, GitLabComSettings settings) =>
        from path in population.Groups
        let needed = settings.BaselineOf(teammate, path.Path)
        where needed is not null
        select $"{path.FullPath}: {needed.Name}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
