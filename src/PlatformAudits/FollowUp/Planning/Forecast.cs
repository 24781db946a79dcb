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

    /// <summary>What will be written on a period's issues.</summary>
    /// <param name="days">How many days ahead, from 1.</param>
    /// <param name="room">How many notes that tell of findings a run begins.</param>
    public static IEnumerable<ForecastEntry> Of(PeriodState period, Cadence cadence, DateTimeOffset now, int days, int room = int.MaxValue)
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

            foreach (var note in Planner.Limited(Planner.Plan(period, at), room))
            {
                yield return new ForecastEntry(at, note, What(period, note));
                period = period.After(note, at);
            }
        }
    }

    /// <summary>Why nothing is due on a period's issues now, and what comes next, as the end of a sentence.</summary>
    public static string Lull(PeriodState period, Cadence cadence, DateTimeOffset now)
    {
        var open = period.Cases.Where(file => !file.IsClosed).ToList();
        var why =
            period.Cases.Count == 0 ? "no audit may be followed up now"
            : open.Count == 0
                ? period.Cases.Count == 1 ? "the issue is closed"
                    : "the issues are closed"
            : open.Select(file => file.Calendar.WhyNot(now)).Distinct().ToList() is [{ } reason] ? reason
            : "every wait still runs";
        return Of(period, cadence, now, Horizon).FirstOrDefault(entry => entry.Note.Kind != NoteKind.Start) switch
        {
            null when open.Count == 0 => why,
            null => $"{why}, and in the next {Horizon} days nothing will be while all stays as it is",
            var first when open.Exists(file => file.IsStarted) => $"{why}; on {When(first.At, cadence)}: {first.What}",
            var first => $"{why}; the first asks go out on {When(first.At, cadence)}",
        };
    }

    private static string When(DateTimeOffset at, Cadence cadence) =>
        TimeZoneInfo.ConvertTime(at, cadence.Zone).ToString("dddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
        + $" ({cadence.Zone.Id})";

    /// <summary>What a note will say, in a few words.</summary>
    public static string What(PeriodState period, PlannedNote note) =>
        note.Kind switch
        {
            NoteKind.Start => "the follow-up begins",
            NoteKind.Step => Told(period, note),
            NoteKind.Confirmed => "what a reply has brought about",
            NoteKind.Review => "asked for the review",
            NoteKind.Escalated => "escalated without a review",
            NoteKind.Superseded => "goes on in a later period",
            NoteKind.Evidence => "the evidence, and the issue can be closed",
            NoteKind.Refused => "a review that does not count",
            _ => "closed without a review",
        };

    private static string Told(PeriodState period, PlannedNote note)
    {
        var covered = note
            .Handles.Select(handle => period.Find(note.Issue, handle))
            .OfType<(CaseState File, TrackedFinding Item, string Step)>()
            .ToList();
        var findings = Sentence.Count(covered.Select(step => (step.File.Issue, step.Item.Key)).Distinct().Count(), "finding");
        var steps = covered
            .Select(step => step.Step)
            .Where(step => int.TryParse(step, CultureInfo.InvariantCulture, out _))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var policies = covered.Select(step => step.File.Policy).DistinctBy(policy => policy.Name).ToList();
        var of =
            steps.Count == 0 ? ""
            : policies is [var policy]
                ? string.Create(CultureInfo.InvariantCulture, $" (step {Sentence.List(steps)} of {policy.Steps.Count}, {policy.Name})")
            : $" (step {Sentence.List(steps)})";
        return covered.Count == 0 ? "told who is not reached"
            : note.MessageTo.Count > 0 ? $"direct message about {findings}{of}"
            : covered.TrueForAll(step => step.Step == FindingProgress.Decision) ? $"asked to decide on a reply about {findings}"
            : steps.Count == 0 ? $"told of {findings}"
            : $"asked for {findings}{of}";
    }
}
