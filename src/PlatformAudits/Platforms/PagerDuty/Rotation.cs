using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>That a teammate is to be in a schedule.</summary>
/// <param name="Schedule">The schedule; null when the rotation in the team file is none of those that the audit looks at.</param>
/// <param name="Named">The schedule's id, or what the team file says.</param>
internal sealed record Rotation(Teammate Teammate, ConfiguredSchedule? Schedule, string Named)
{
    /// <summary>
    /// Everybody's rotations, by the settings and by the team file, each once, in the order of the schedules and of the team file.
    /// </summary>
    public static IEnumerable<Rotation> Of(Comparison comparison, PagerDutyPopulation population, PagerDutySettings settings)
    {
        var byName = population
            .Configured.SelectMany(s =>
                new[] { s.Name, population.ScheduleOf(s.Id)?.Name }
                    .OfType<string>()
                    .Select(name => (Name: Plain(name), Schedule: s))
                    .Distinct()
            )
            .ToLookup(n => n.Name, n => n.Schedule, StringComparer.Ordinal);
        var bySettings = population.Configured.SelectMany(s =>
            s.Members.Select(comparison.Roster.ByEmail).OfType<Teammate>().Select(t => new Rotation(t, s, s.Id))
        );
        var byTeamFile = comparison.Roster.Teammates.SelectMany(t =>
            settings
                .RotationsOf(t)
                .Select(named =>
                    Find(population, byName, named) is { } schedule ? new Rotation(t, schedule, schedule.Id) : new Rotation(t, null, named)
                )
        );
        return bySettings.Concat(byTeamFile).Where(r => !settings.Skips(r.Teammate.Title)).DistinctBy(r => (r.Teammate.Email, r.Named));
    }

    /// <summary>The members in the settings who are nobody in the team file.</summary>
    public static IEnumerable<(ConfiguredSchedule Schedule, string Email)> Strangers(Roster roster, PagerDutyPopulation population) =>
        population.Configured.SelectMany(s => s.Members.Where(email => roster.ByEmail(email) is null).Select(email => (s, email)));

    private static ConfiguredSchedule? Find(PagerDutyPopulation population, ILookup<string, ConfiguredSchedule> byName, string named) =>
        population.Configured.FirstOrDefault(s => s.Id == named) ?? (byName[Plain(named)].Take(2).ToList() is [var only] ? only : null);

    private static string Plain(string name) => Roster.NormaliseName(name);
}
