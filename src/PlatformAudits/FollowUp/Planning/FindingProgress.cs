using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>How far the asking for one finding has come, and what comes next.</summary>
/// <param name="Next">What comes next, as <see cref="PlannedNote.Handles"/> has it; null when nothing does.</param>
/// <param name="Due">When that is due; when nothing comes next, from when on it goes into the review as it is.</param>
internal sealed record FindingProgress(TrackedFinding Item, int Done, string? Next, DateTimeOffset Due)
{
    /// <summary>What stands for the step that asks somebody to decide on an answer.</summary>
    public const string Decision = "d";

    /// <summary>Whether somebody is to decide on an answer.</summary>
    public bool IsDecision => Next?.EndsWith(":" + Decision, StringComparison.Ordinal) == true;

    /// <summary>How it stands with a finding.</summary>
    /// <param name="file">The case.</param>
    /// <param name="now">The time; when the follow-up has not begun, it begins then.</param>
    public static FindingProgress Of(CaseState file, TrackedFinding item, DateTimeOffset now)
    {
        var steps = file.Policy.Steps;
        var done = 0;
        while (done < steps.Count && file.Notified.ContainsKey(Step(item, done + 1)))
        {
            done++;
        }

        if (done == 0)
        {
            var begun = file.Notified.GetValueOrDefault(CaseState.StartThread, now);
            return new FindingProgress(
                item,
                0,
                Step(item, 1),
                file.Calendar.Due(begun, steps[0].AfterHours, file.Policy.UsesWorkingHours)
            );
        }

        var last = file.Notified[Step(item, done)];
        var (theirs, others) = AnswersSince(file, item, last);
        var decision = $"{item.Key}:{Decision}";
        if (theirs is { } answered && answered > others)
        {
            return file.Notified.TryGetValue(decision, out var asked)
                ? new FindingProgress(item, done, null, Due(asked > theirs ? asked : answered, file.Policy.ReviewAfterHours))
                : new FindingProgress(item, done, decision, Due(answered, file.Policy.DecideAfterHours));
        }

        var since = others > last ? others : last;
        return done == steps.Count
            ? new FindingProgress(item, done, null, Due(since, file.Policy.ReviewAfterHours))
            : new FindingProgress(item, done, Step(item, done + 1), Due(since, steps[done].AfterHours));

        DateTimeOffset Due(DateTimeOffset from, double hours) => file.Calendar.Due(from, hours, file.Policy.UsesWorkingHours);
    }

    /// <summary>A step of a finding.</summary>
    /// <param name="number">The step's number, from 1.</param>
    public static string Step(TrackedFinding item, int number) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{item.Key}:{number}");

    /// <summary>
    /// When the person asked last answered, and when somebody with a role last answered to that; both since the last step.
    /// </summary>
    private static (DateTimeOffset? Theirs, DateTimeOffset Others) AnswersSince(CaseState file, TrackedFinding item, DateTimeOffset last)
    {
        var thread = file.ThreadOf(item);
        var asked = file.For(Role.Person, item).Contacts.Select(contact => contact.Key).Append(thread).ToHashSet(StringComparer.Ordinal);
        var deciding = file
            .People.SupportOpsManagers.Concat(file.People.Operators)
            .Concat(file.People.Reviewers)
            .Concat(file.For(Role.Manager, item).Contacts)
            .Select(contact => contact.Key)
            .ToHashSet(StringComparer.Ordinal);
        DateTimeOffset? theirs = null;
        var others = DateTimeOffset.MinValue;
        foreach (var answer in file.Replies.Where(answer => answer.At > last && answer.By is not null))
        {
            if (asked.Contains(answer.By!) && (answer.Thread == thread || (answer.Thread is null && answer.By == thread)))
            {
                theirs = UnexplainedIntent.IsUnfounded(answer.Text) ? theirs : answer.At;
            }
            else if (answer.Thread == thread && deciding.Contains(answer.By!))
            {
                others = answer.At;
            }
        }

        return (theirs, others);
    }
}
