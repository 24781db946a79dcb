using System.Globalization;
using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>What shows that GitLab.com's lists are whole.</summary>
internal static class GitLabComCompleteness
{
    /// <summary>The statements of a population.</summary>
    /// <param name="asksWhoIsActive">Whether a check needs the state of each member.</param>
    public static IReadOnlyList<CompletenessAssertion> Of(GitLabComPopulation population, bool asksWhoIsActive)
    {
        var groups = population.Groups.Select(g => g.Id).Distinct(StringComparer.Ordinal).Count();
        var distinct = population.Memberships.Select(m => (m.Group, m.Account)).Distinct().Count();
        var invitations = population
            .Groups.SelectMany(g => g.Invitations.Rows.Select(i => (g, Email: GitLabComMatching.Folded(i.Email))))
            .ToList();
        var lists = population
            .Groups.SelectMany(g => new[] { (g.Members.IsWhole, g.Members.Total), (g.Invitations.IsWhole, g.Invitations.Total) })
            .Concat(population.Keys?.Lists ?? [])
            .ToList();
        var stateless = population.Memberships.Count(m => m.Row.State is null);
        return
        [
            new(
                "The token works",
                population.Token.IsActive is not false,
                population.Token.Figures,
                "Put an active token into GL_ADMIN_TOKEN, with the scope read_api or as a fine-grained one."
            ),
            new(
                "Every configured path is a group of its own",
                groups == population.Groups.Count,
                string.Create(CultureInfo.InvariantCulture, $"{population.Groups.Count} paths, {groups} groups"),
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
                distinct == population.Memberships.Count,
                string.Create(CultureInfo.InvariantCulture, $"{population.Memberships.Count} rows, {distinct} memberships"),
                "Run again when nobody is joining or leaving: a list moved while it was read."
            ),
            new(
                "No address is invited twice to a group",
                invitations.Distinct().Count() == invitations.Count,
                string.Create(CultureInfo.InvariantCulture, $"{invitations.Count} rows, {invitations.Distinct().Count()} invitations"),
                "Run again when nobody is inviting: a list moved while it was read."
            ),
            .. asksWhoIsActive
                ?
                [
                    new CompletenessAssertion(
                        "GitLab tells the state of every member",
                        stateless == 0,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{population.Memberships.Count} memberships, {stateless} without a state"
                        ),
                        "Look at the lists in the snapshot; to do without it, switch member-is-active off in audits.yaml."
                    ),
                ]
                : Array.Empty<CompletenessAssertion>(),
        ];
    }
}
