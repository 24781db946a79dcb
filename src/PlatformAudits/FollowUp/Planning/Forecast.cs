using System.Globalization;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.Foundation;
using PlatformAudits.Scheduling;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>Plays the planner through the days to come, as if nobody reacted.</summary>
internal static class Forecast
{
    /// <summary>How many days ahead the next note is looked for.</summary>
    private const int Horizon = 60;

    /// <summary>What will be written on an audit's issue.</summary>
    /// <param name="file">The case.</param>
    /// <param name="days">How many days ahead, from 1.</param>
    public static IEnumerable<ForecastEntry> Of(AuditIssueRef audit, CaseState file, Cadence cadence, DateTimeOffset now, int days)
    {
        var runs = new WorkCalendar { Zone = cadence.Zone };
        var day = runs.DayOf(now);
        for (var ahead = 0; ahead <= days; ahead++)
        {
            var at = runs.At(day.AddDays(ahead), cadence.FollowsUpAt ?? Cadence.Default.FollowsUpAt!.Value);
            if (at < now || at > now.AddDays(days))
            {
                continue;
            }

            foreach (var note in Planner.Plan(file, at))
            {
                yield return new ForecastEntry(at, audit, note, What(file, note));
                file = file.After(note, at);
            }
        }
    }

    /// <summary>Why nothing is due on an audit now, and what comes next, as the end of a sentence.</summary>
    /// <param name="file">The case.</param>
    public static string Lull(AuditIssueRef audit, CaseState file, Cadence cadence, DateTimeOffset now)
    {
        var why =
            file.IsClosed ? "the issue is closed"
            : file.Calendar.WhyNot(now) is { } reason ? reason
            : "every wait still runs";
        return Of(audit, file, cadence, now, Horizon).FirstOrDefault(entry => entry.Note.Kind != NoteKind.Start) switch
        {
            null when file.IsClosed => why,
            null => $"{why}, and in the next {Horizon} days nothing will be while all stays as it is",
            var first when file.IsStarted => $"{why}; on {When(first.At, cadence)}: {first.What}",
            var first => $"{why}; the first asks go out on {When(first.At, cadence)}",
        };
    }

    private static string When(DateTimeOffset at, Cadence cadence) =>
        TimeZoneInfo.ConvertTime(at, cadence.Zone).ToString("dddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
        + $" ({cadence.Zone.Id})";

    /// <summary>What a note will say, in a few words.</summary>
    /// <param name="file">The case.</param>
    public static string What(CaseState file, PlannedNote note)
    {
        var steps = note
            .Handles.Select(covered => covered[(covered.IndexOf(':', StringComparison.Ordinal) + 1)..])
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return note.Kind switch
        {
            NoteKind.Start => "the follow-up begins",
            NoteKind.Step when note.MessageTo.Count > 0 =>
                $"direct message about {Sentence.Count(note.Handles.Count, "finding")} ({Step(file, steps)})",
            NoteKind.Step when steps is [FindingProgress.Decision] =>
                $"asked to decide on a reply about {Sentence.Count(note.Handles.Count, "finding")}",
            NoteKind.Step => $"asked for {Sentence.Count(note.Handles.Count, "finding")} ({Step(file, steps)})",
            NoteKind.Review => "asked for the review",
            NoteKind.Escalated => "escalated without a review",
            NoteKind.Evidence => "the evidence, and the issue can be closed",
            NoteKind.Refused => "a review that does not count",
            _ => "closed without a review",
        };
    }

    private static string Step(CaseState file, IReadOnlyList<string> steps) =>
        string.Create(CultureInfo.InvariantCulture, $"step {Sentence.List(steps)} of {file.Policy.Steps.Count}, {file.Policy.Name}");
}
