using PlatformAudits.Foundation;

namespace PlatformAudits.Scheduling;

/// <summary>A pipeline schedule as it should be.</summary>
/// <param name="Id">
/// What it is for; it stands in the schedule's variable <see cref="Mark"/>, so that renaming the schedule leads to no second one.
/// </param>
/// <param name="Cron">When it runs: minute, hour, day, month and weekday.</param>
/// <param name="TimeZone">The time zone of <see cref="Cron"/>, a name of the IANA database.</param>
/// <param name="Variables">The variables that its pipelines get, <see cref="Mark"/> included.</param>
public sealed record PipelineSchedule(
    string Id,
    string Description,
    string Cron,
    string TimeZone,
    string Ref,
    IReadOnlyDictionary<string, string> Variables
)
{
    /// <summary>The variable that says what a schedule is for.</summary>
    public const string Mark = "AUDIT_SCHEDULE";

    /// <summary>The schedules of a cadence.</summary>
    /// <param name="quarters">All quarters in which any platform is audited.</param>
    /// <param name="followsUp">Whether the settings say whom to ask for what is open.</param>
    public static IReadOnlyList<PipelineSchedule> Of(Cadence cadence, IReadOnlyCollection<int> quarters, bool followsUp)
    {
        // A quarter begins in February, May, August and November.
        var months = string.Join(',', quarters.Distinct().Order().Select(quarter => (3 * quarter) - 1));
        var days = quarters.Distinct().Order().Select(quarter => $"Q{quarter}").ToList();
        var schedules = new List<PipelineSchedule>
        {
            Make("open", $"Platform audits: open on the first day of {Sentence.List(days)}", cadence.OpensAt, $"1 {months} *", "All", []),
        };
        if (cadence.RechecksAt is { } time)
        {
            schedules.Add(
                Make("recheck", "Platform audits: look again while an audit is open", time, "* * *", "All", [new("AUDIT_RECHECK", "true")])
            );
        }

        if (followsUp && cadence.FollowsUpAt is { } asking)
        {
            schedules.Add(Make("follow-up", "Platform audits: follow up what is open", asking, "* * *", "FollowUp", []));
        }

        if (cadence.SearchesAt is { } night)
        {
            schedules.Add(Make("search", "Platform audits: search for what breaks them", night, "* * *", "Search", []));
        }

        return schedules;

        PipelineSchedule Make(
            string id,
            string description,
            TimeOnly time,
            string days,
            string target,
            IEnumerable<KeyValuePair<string, string>> variables
        ) =>
            new(
                id,
                description,
                $"{time.Minute} {time.Hour} {days}",
                cadence.Zone.Id,
                cadence.Ref,
                new Dictionary<string, string>([new("AUDIT_TARGET", target), .. variables, new(Mark, id)], StringComparer.Ordinal)
            );
    }
}
