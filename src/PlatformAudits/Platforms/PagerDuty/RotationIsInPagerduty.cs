using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>Whoever is to be in a schedule, by the team file or the settings, is in it.</summary>
internal sealed class RotationIsInPagerduty(PagerDutySettings settings) : Check<PagerDutyPopulation>
{
    private const string UnknownRotation = "unknown-rotation";
    private const string UnknownSchedule = "unknown-schedule";

    public override IReadOnlyList<string> RemedyCases => [UnknownRotation, UnknownSchedule, Stranger];

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, PagerDutyPopulation population)
    {
        var accounts = comparison
            .Accounts.Where(a => a.Teammate is not null)
            .ToLookup(a => a.Teammate!, a => a.Account, (IEqualityComparer<Teammate>)ReferenceEqualityComparer.Instance);
        var members = population.Configured.ToDictionary(
            s => s.Id,
            s => (population.ScheduleOf(s.Id)?.Members ?? []).Select(m => m.Id).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        foreach (var rotation in Rotation.Of(comparison, population, settings))
        {
            var subject = $"{rotation.Named}/{Comparison.SubjectOf(rotation.Teammate)}";
            var own = accounts[rotation.Teammate].ToList();
            if (rotation.Schedule is { } expected && own.Exists(a => members[expected.Id].Contains(a.Id)))
            {
                yield return Met(subject, rotation.Teammate.Name);
                continue;
            }

            var (text, remedy) = Missing(rotation, own.Count > 0, population);
            yield return NotMet(subject, rotation.Teammate.Name, own.Count == 0 ? null : own[0], rotation.Teammate, text, remedy);
        }

        foreach (var (schedule, email) in Rotation.Strangers(comparison.Roster, population))
        {
            var subject = $"{schedule.Id}/{email.Trim().ToLowerInvariant()}";
            yield return NotMet(
                subject,
                email,
                null,
                null,
                $"The settings expect {email} in the schedule {population.LabelOf(schedule)}, "
                    + "and nobody in the team file has that address.",
                Stranger
            );
        }
    }

    private static (string Text, string? Remedy) Missing(Rotation rotation, bool hasAccount, PagerDutyPopulation population)
    {
        var name = rotation.Teammate.Name;
        return rotation.Schedule is not { } schedule
                ? (
                    $"The team file has {name} in the rotation {rotation.Named}, "
                        + "and none of the schedules that this audit looks at is that one.",
                    UnknownRotation
                )
            : population.ScheduleOf(schedule.Id) is null
                ? ($"{name} should be in the schedule {population.LabelOf(schedule)}, which PagerDuty does not have.", UnknownSchedule)
            : (
                $"{name} should be in the schedule {population.LabelOf(schedule)}, "
                    + $"and {(hasAccount ? "is in none of its current layers or rotations" : "has no account")}.",
                null
            );
    }
}
