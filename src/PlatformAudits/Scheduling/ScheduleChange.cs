namespace PlatformAudits.Scheduling;

/// <summary>What has to change for a schedule to be as it should.</summary>
/// <param name="Wanted">The schedule as it should be; null for one that should not run.</param>
/// <param name="Existing">The schedule as it is; null for one that is missing.</param>
public sealed record ScheduleChange(PipelineSchedule? Wanted, ExistingSchedule? Existing)
{
    /// <summary>The differences, one a line, for people; none when all is well.</summary>
    public IReadOnlyList<string> Differences =>
        (Wanted, Existing) switch
        {
            ({ } wanted, null) =>
            [
                $"\"{wanted.Description}\" is missing: {wanted.Cron} ({wanted.TimeZone}) on {wanted.Ref}, "
                    + $"{string.Join(", ", wanted.Variables.Select(v => $"{v.Key}={v.Value}"))}",
            ],
            (null, { IsActive: true } existing) => [$"{Name(existing)} runs, and the cadence has no such schedule: it is to be paused"],
            ({ } wanted, { } existing) =>
            [
                .. existing.OwnerProblem is { } problem
                    ? [$"{Name(existing)}: {problem}, so it does not run, and somebody has to take it over"]
                    : Array.Empty<string>(),
                .. Attributes(wanted, existing).Select(a => $"{Name(existing)}: {a.Name} is {a.Is}, and should be {a.Should}"),
                .. Variables(wanted, existing)
                    .Select(v => $"{Name(existing)}: variable {v.Key} is {v.Is ?? "missing"}, and should be {v.Should}"),
            ],
            _ => [],
        };

    /// <summary>The attributes that differ, by GitLab's names for them.</summary>
    internal static IEnumerable<(string Name, string Is, string Should)> Attributes(PipelineSchedule wanted, ExistingSchedule existing) =>
        new[]
        {
            (Name: "description", Is: existing.Description, Should: wanted.Description),
            (Name: "cron", Is: string.Join(' ', existing.Cron.Split(' ', StringSplitOptions.RemoveEmptyEntries)), Should: wanted.Cron),
            (Name: "cron_timezone", Is: existing.TimeZone, Should: wanted.TimeZone),
            (Name: "ref", Is: existing.Ref, Should: wanted.Ref),
            (Name: "active", Is: existing.IsActive ? "true" : "false", Should: "true"),
        }.Where(a => a.Is != a.Should);

    /// <summary>The variables that differ. What people have added besides is left alone.</summary>
    internal static IEnumerable<(string Key, string? Is, string Should)> Variables(PipelineSchedule wanted, ExistingSchedule existing) =>
        wanted
            .Variables.Select(v => (v.Key, Is: existing.Variables.GetValueOrDefault(v.Key), Should: v.Value))
            .Where(v => v.Is != v.Should);

    private static string Name(ExistingSchedule existing) => $"schedule {existing.Number} \"{existing.Description}\"";
}
