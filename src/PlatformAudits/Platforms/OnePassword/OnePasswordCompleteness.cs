using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>What shows that 1Password's lists are whole, and that they are the right account's.</summary>
internal static class OnePasswordCompleteness
{
    /// <summary>The statements of a population.</summary>
    /// <param name="asksWhoIsActive">Whether a check needs the state of each member's account.</param>
    public static IReadOnlyList<CompletenessAssertion> Of(
        OnePasswordPopulation population,
        OnePasswordSettings settings,
        bool asksWhoIsActive
    ) =>
        [
            .. IdentityProofs(population, settings),
            .. population.Totals.Select(TotalProof),
            .. GroupProofs(population, settings),
            .. MemberProofs(population, asksWhoIsActive),
        ];

    private static CompletenessAssertion TotalProof((string What, long Total, long Read) list) =>
        new(
            $"The list of {list.What} has as many rows as the SCIM bridge counts",
            list.Total == list.Read,
            string.Create(CultureInfo.InvariantCulture, $"{list.Read} rows, {list.Total} counted"),
            "Run again when nobody is joining or leaving."
        );

    private static IEnumerable<CompletenessAssertion> IdentityProofs(OnePasswordPopulation population, OnePasswordSettings settings)
    {
        if (population.Identity is not { } identity)
        {
            yield break;
        }

        yield return new(
            "The token is that of a service account",
            identity.IsServiceAccount,
            $"its type is {identity.Type ?? "not told"}",
            "Put a service account's token into OP_SERVICE_ACCOUNT_TOKEN."
        );
        if (settings.ExpectedAccount is { } expected)
        {
            yield return new(
                "The account is the one that is meant",
                identity.Host == OnePasswordIdentity.HostOf(expected),
                $"it is {identity.Host}, and {OnePasswordIdentity.HostOf(expected)} is expected",
                "Put the token of a service account of that account into OP_SERVICE_ACCOUNT_TOKEN, or correct "
                    + "platforms.1password.account in audits.yaml."
            );
        }
    }

    private static IEnumerable<CompletenessAssertion> GroupProofs(OnePasswordPopulation population, OnePasswordSettings settings)
    {
        var wrong = settings
            .Groups.Select(rule => (rule.Group, rule.FindIn(population.AllGroups).Count))
            .Where(found => found.Count != 1)
            .Select(found =>
                found.Count == 0
                    ? $"no group {found.Group}"
                    : string.Create(CultureInfo.InvariantCulture, $"{found.Count} groups {found.Group}")
            )
            .ToList();
        yield return new(
            "Each group of the settings stands for exactly one group of the account",
            wrong.Count == 0,
            wrong.Count == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{settings.Groups.Count} of {population.AllGroups.Count} groups")
                : $"{Sentence.List(wrong)} among {Sentence.Count(population.AllGroups.Count, "group")}",
            "Correct platforms.1password.groups in audits.yaml, with the id of the group where several have its name; "
                + "if the group is there and is not shown, the credential may not see it."
        );
        var ids = population.AllGroups.Select(g => g.Id).Distinct(StringComparer.Ordinal).Count();
        yield return new(
            "No group appears twice",
            ids == population.AllGroups.Count,
            string.Create(CultureInfo.InvariantCulture, $"{population.AllGroups.Count} rows, {ids} ids"),
            "Run again when nobody is changing groups."
        );
        var audited = population.Groups.Select(g => g.Group.Id).Distinct(StringComparer.Ordinal).Count();
        yield return new(
            "No group stands twice in the settings",
            audited == population.Groups.Count,
            string.Create(CultureInfo.InvariantCulture, $"{population.Groups.Count} entries, {audited} groups"),
            "Take the second entry out of platforms.1password.groups in audits.yaml."
        );
    }

    private static IEnumerable<CompletenessAssertion> MemberProofs(OnePasswordPopulation population, bool asksWhoIsActive)
    {
        var rows = population.Groups.Sum(g => g.Rows);
        var members = population.Groups.Sum(g => g.Members.Count);
        yield return new(
            "Nobody is in one group twice",
            rows == members,
            string.Create(CultureInfo.InvariantCulture, $"{rows} rows, {members} members"),
            "Run again when nobody is changing groups."
        );
        var known = population.Accounts.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var strange = population
            .Groups.SelectMany(g => g.Members)
            .Select(m => m.AccountId)
            .Where(id => !known.Contains(id))
            .Distinct(StringComparer.Ordinal)
            .Count();
        yield return new(
            "Everybody in a group is in the list of accounts",
            strange == 0,
            string.Create(CultureInfo.InvariantCulture, $"{members} members, {strange} people among them not in the list"),
            "Run again when nobody is joining or leaving; if it stays, the credential does not see everybody."
        );
        if (asksWhoIsActive)
        {
            var untold = population
                .Groups.SelectMany(g => population.Accounts.Where(a => a.State is null && g.Find(a) is not null))
                .Distinct()
                .Count();
            yield return new(
                "It is known of everybody in a group whether they are active",
                untold == 0,
                string.Create(CultureInfo.InvariantCulture, $"{members} members, of {untold} the source does not tell"),
                "Read with op (OP_SERVICE_ACCOUNT_TOKEN), or switch member-is-active off in audits.yaml to do without it."
            );
        }
    }
}
