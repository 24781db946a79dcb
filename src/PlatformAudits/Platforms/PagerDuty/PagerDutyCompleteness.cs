using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>What shows that PagerDuty's lists are whole, and that the key sees all of them.</summary>
internal static class PagerDutyCompleteness
{
    /// <summary>The statements of a population.</summary>
    public static IReadOnlyList<CompletenessAssertion> Of(PagerDutyPopulation population, PagerDutySettings settings) =>
        [
            KeyAssertion(population.Self),
            population.Users.Assertion,
            .. population.Teams is { } teams ? [teams.Assertion, TeamsAssertion(teams, settings)] : Array.Empty<CompletenessAssertion>(),
            .. population.AllSchedules is { } schedules
                ? [schedules.Layers.Assertion, schedules.Shifts.Assertion, MembersAssertion(population)]
                : Array.Empty<CompletenessAssertion>(),
            .. population.Policies is { } policies ? [policies.Assertion] : Array.Empty<CompletenessAssertion>(),
        ];

    private static CompletenessAssertion KeyAssertion(PagerDutyAccount? self) =>
        new(
            "The key sees the whole account",
            self is null or { SeesEverything: true },
            self is null ? "a general access key" : $"the personal key of somebody whose role is {self.Role ?? "unknown"}",
            "Put a general access key into PD_TOKEN, or the personal key of an admin or the account owner: "
                + "others don't see private teams and their schedules."
        );

    private static CompletenessAssertion TeamsAssertion(PagerDutyList<PagerDutyReference> teams, PagerDutySettings settings)
    {
        var unknown = settings.Teams.Except(teams.Rows.Select(t => t.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new(
            "Every team of the settings is there",
            unknown.Count == 0,
            unknown.Count == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{settings.Teams.Count} looked for")
                : $"{Sentence.List(unknown)} {(unknown.Count == 1 ? "is" : "are")} not",
            "Correct platforms.pagerduty.teams in audits.yaml: nobody would be looked for in a team that is not there."
        );
    }

    private static CompletenessAssertion MembersAssertion(PagerDutyPopulation population)
    {
        var silent = population.Schedules.Where(s => s.Members is null).Select(s => s.Id).ToList();
        return new(
            "Every schedule looked at tells who is in it",
            silent.Count == 0,
            silent.Count == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{population.Schedules.Count} looked at")
                : $"{Sentence.List(silent)} {(silent.Count == 1 ? "does" : "do")} not",
            "Look at the answer in the snapshot; a schedule without any layer or rotation is to be filled, or taken out of audits.yaml."
        );
    }
}
