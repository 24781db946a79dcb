using System.Globalization;
using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>What shows that Calendly's lists are whole.</summary>
internal static class CalendlyCompleteness
{
    /// <summary>The statements of a population.</summary>
    public static IReadOnlyList<CompletenessAssertion> Of(CalendlyPopulation population)
    {
        var groups = population.Groups.Count;
        var cutShort = population.Groups.Values.Count(g => g.MemberCount > population.Parts.CountOf(g.Uri));
        return
        [
            new(
                "The token belongs to an owner or admin, who alone sees everybody",
                population.RoleOfSelf is "owner" or "admin",
                $"its role is {population.RoleOfSelf ?? "not in the list"}",
                "Put the token of an owner or admin of the organization into CALENDLY_TOKEN."
            ),
            new(
                "No group appears twice",
                groups == population.GroupRows,
                string.Create(CultureInfo.InvariantCulture, $"{population.GroupRows} rows, {groups} groups"),
                "Run again when nobody is changing groups."
            ),
            new(
                "Every group has at least as many relationships as the members that Calendly counts in it",
                cutShort == 0,
                string.Create(CultureInfo.InvariantCulture, $"{groups} groups, {cutShort} with fewer"),
                "Run again when nobody is changing groups; if it stays, give the token the scope groups:read."
            ),
            new(
                "Everybody in a group is in the list of members",
                population.Parts.Strangers == 0,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{population.Parts.People} people in groups, {population.Parts.Strangers} of them not in the list"
                ),
                "Run again when nobody is joining or leaving; if it stays, the list of members is not whole."
            ),
        ];
    }
}
