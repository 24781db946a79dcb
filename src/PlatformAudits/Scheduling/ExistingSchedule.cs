using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Scheduling;

/// <summary>A pipeline schedule as GitLab has it.</summary>
/// <param name="TimeZone">The time zone of <see cref="Cron"/>.</param>
/// <param name="Ref">The branch, without <c>refs/heads/</c>.</param>
/// <param name="IsActive">Whether it runs at all.</param>
/// <param name="Owner">The username of whom its pipelines run as; null when that account is gone, and then none runs.</param>
public sealed record ExistingSchedule(
    long Number,
    string Description,
    string Cron,
    string TimeZone,
    string Ref,
    bool IsActive,
    string? Owner,
    IReadOnlyDictionary<string, string> Variables
)
{
    private const string Branch = "refs/heads/";

    /// <summary><c>active</c>, <c>blocked</c>, <c>deactivated</c> and so on; null where GitLab does not say, or nobody owns it.</summary>
    public string? OwnerState { get; init; }

    /// <summary>
    /// What is wrong with the owner, as a clause; null when nothing is. GitLab then runs no pipeline, and tells nobody
    /// (<c>RunPipelineScheduleWorker</c>).
    /// </summary>
    public string? OwnerProblem =>
        Owner is null ? "its owner's account is gone"
        : OwnerState is null or "active" ? null
        : $"its owner's account is {OwnerState}";

    /// <summary>What it is for, when this program made it; else null.</summary>
    public string? Id => Variables.GetValueOrDefault(PipelineSchedule.Mark);

    /// <summary>Reads GitLab's record of a single schedule (docs.gitlab.com/api/pipeline_schedules).</summary>
    /// <exception cref="BadAnswerException">It is not as documented.</exception>
    internal static ExistingSchedule Of(JsonRecord row)
    {
        var reference = row.GetString("ref");
        return new ExistingSchedule(
            row.FindNumber("id") ?? throw new BadAnswerException("a record has no id"),
            row.FindString("description") ?? "",
            row.GetString("cron"),
            row.FindString("cron_timezone") ?? "UTC",
            reference.StartsWith(Branch, StringComparison.Ordinal) ? reference[Branch.Length..] : reference,
            row.FindBoolean("active") ?? throw new BadAnswerException("a record has no active"),
            row.FindString("owner.username"),
            row.GetRecords("variables").ToDictionary(v => v.GetString("key"), v => v.FindString("value") ?? "", StringComparer.Ordinal)
        )
        {
            OwnerState = row.FindString("owner.state"),
        };
    }
}
