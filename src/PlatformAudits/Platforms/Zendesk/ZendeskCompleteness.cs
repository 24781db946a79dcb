using System.Globalization;
using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>What shows that an instance's lists are whole.</summary>
internal static class ZendeskCompleteness
{
    /// <summary>The statements of a population.</summary>
    public static IReadOnlyList<CompletenessAssertion> Of(ZendeskPopulation population, ZendeskSettings settings) =>
        [
            new(
                "The credential's own account is in the list, as an agent or admin",
                population.Accounts.Any(a => a.Id == population.Self.Id),
                $"its role is {population.Self.Role ?? "unknown"}",
                "Run again when nobody is joining or leaving; if it stays, the list is not whole."
            ),
            CountProof(population, settings),
            .. population.Groups is { } groups ? GroupProofs(population, groups) : [],
            .. population.HasTokens ? [TokenProof(population)] : Array.Empty<CompletenessAssertion>(),
        ];

    private static CompletenessAssertion CountProof(ZendeskPopulation population, ZendeskSettings settings)
    {
        var rows = population.Accounts.Count + population.Deleted;
        var counted = population.Counted;
        return new(
            "There are not fewer agents and admins than Zendesk counts, apart from what its count may be behind",
            rows + counted.Drift >= counted.Total,
            string.Create(CultureInfo.InvariantCulture, $"{rows} rows, {counted.Total} counted, {counted.Drift} may be missing"),
            "Run again later, because Zendesk may keep its count for a day; if it stays, the list is not whole, "
                + $"or count_tolerance in audits.yaml is too small for {settings.Title}."
        );
    }

    private static CompletenessAssertion[] GroupProofs(ZendeskPopulation population, ZendeskGroups groups)
    {
        var memberships = groups.Memberships;
        var (count, repeated) = (memberships.Count, memberships.Repeated);
        var ids = population.Accounts.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var strangers = memberships.Users.Count(user => !ids.Contains(user));
        return
        [
            new(
                "No group and no membership appears twice",
                groups.Count == groups.Rows && repeated == 0,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{groups.Rows} rows, {groups.Count} groups; {count} memberships, {repeated} of them repeated"
                ),
                "Run again when nobody is changing groups."
            ),
            new(
                "Everybody in a group is in the list of agents and admins",
                strangers == 0,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{memberships.Users.Count} people in groups, {strangers} of them not in the list"
                ),
                "Run again when nobody is joining or leaving; if it stays, the list of agents is not whole, "
                    + $"or switch {Check.IdOf<GroupsMatch>()} off to do without groups."
            ),
        ];
    }

    private static CompletenessAssertion TokenProof(ZendeskPopulation population)
    {
        var ids = population.Tokens.Select(t => t.Id).Distinct(StringComparer.Ordinal).Count();
        return new(
            "No API token and no OAuth client appears twice",
            ids == population.Tokens.Count,
            string.Create(CultureInfo.InvariantCulture, $"{population.Tokens.Count} rows, {ids} ids"),
            "Run again when nobody is changing tokens."
        );
    }
}
