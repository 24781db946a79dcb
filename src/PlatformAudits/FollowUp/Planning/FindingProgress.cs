using System.Globalization;
using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>How far the asking for one finding has come, and what comes next.</summary>
/// <param name="Done">How many steps of the policy are done.</param>
/// <param name="Next">
/// What comes next, such as <c>4702c13d326137c4:2</c>; null when nothing does.
/// </param>
/// <param name="Due">When that is due; when nothing comes next, from when on it goes into the review as it is.</param>
internal sealed record FindingProgress(TrackedFinding Item, int Done, string? Next, DateTimeOffset Due)
{
    /// <summary>What stands for the step that asks somebody to decide on an answer.</summary>
    public const string Decision = "d";

    /// <summary>What stands before the number of the reply that handed a finding over: its new holder is asked.</summary>
    public const string HandOver = "h";

    /// <summary>Whether somebody is to decide on an answer.</summary>
    public bool IsDecision => Next?.EndsWith(":" + Decision, StringComparison.Ordinal) == true;

    /// <summary>Whether whoever it was handed over to is to be asked.</summary>
    public bool IsHandOver => Next is not null && Next[Item.Key.Length + 1] == HandOver[0];

    /// <summary>How it stands with a finding.</summary>
    /// <param name="file">The case.</param>
    /// <param name="now">The time; when the follow-up has not begun, it begins then.</param>
    public static FindingProgress Of(CaseState file, TrackedFinding item, DateTimeOffset now)
    {
        var steps = file.Policy.Steps;
        var done = DoneOf(file, item);
        if (done == 0)
        {
            var begun = file.Notified.GetValueOrDefault(CaseState.StartThread, now);
            return new FindingProgress(item, 0, Step(item, 1), Due(begun, steps[0].AfterHours));
        }

        var last = file.Notified[Step(item, done)];
        if (item.HandedOver is { } handed)
        {
            var asking = string.Create(CultureInfo.InvariantCulture, $"{item.Key}:{HandOver}{handed.Note}");
            if (!file.Notified.TryGetValue(asking, out var asked))
            {
                return new FindingProgress(item, done, asking, Due(handed.At, 0));
            }

            last = asked > last ? asked : last;
        }

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
            ? new FindingProgress(item, done, null, NotBefore(Due(since, file.Policy.ReviewAfterHours)))
            : new FindingProgress(item, done, Step(item, done + 1), NotBefore(Due(since, steps[done].AfterHours)));

        DateTimeOffset Due(DateTimeOffset from, double hours) => file.Calendar.Due(from, hours, file.Policy.UsesWorkingHours);

        DateTimeOffset NotBefore(DateTimeOffset due) =>
            due < DateTimeOffset.MaxValue && Postponement.Of(file, item) is { } postponed && postponed.Reply.At > last
                ? postponed.Move(file, due)
                : due;
    }

    /// <summary>A step of a finding.</summary>
    /// <param name="number">The step's number, from 1.</param>
    public static string Step(TrackedFinding item, int number) => string.Create(CultureInfo.InvariantCulture, $"{item.Key}:{number}");

    /// <summary>What stands for the other roles of a step, which are told of it.</summary>
    /// <param name="number">The step's number, from 1.</param>
    /// <param name="role">The role's place among those of the step, from 1.</param>
    public static string Told(TrackedFinding item, int number, int role) =>
        string.Create(CultureInfo.InvariantCulture, $"{item.Key}:{number}:{role}");

    /// <summary>How many steps are done.</summary>
    /// <param name="file">The case.</param>
    public static int DoneOf(CaseState file, TrackedFinding item)
    {
        var done = 0;
        while (done < file.Policy.Steps.Count && file.Notified.ContainsKey(Step(item, done + 1)))
        {
            done++;
        }

        return done;
    }

    /// <summary>
    /// Whose a reply is, for a finding: of those who are asked for it; of those who may decide, where one of them answers for it; or of
    /// nobody whose reply counts for it.
    /// </summary>
    /// <param name="file">The case.</param>
    public static ReplyWeight WeightOf(CaseState file, TrackedFinding item, Reply reply)
    {
        if (reply.By is not { } by)
        {
            return ReplyWeight.None;
        }

        var thread = file.ThreadOf(item);
        var person = item.Holder ?? item.Person;
        if (by == person || file.For(Role.Person, item).Contacts.Any(contact => contact.Key == by))
        {
            return reply.Thread == thread || (reply.Thread is null && by == person) ? ReplyWeight.Asked : ReplyWeight.None;
        }

        return
            (reply.Thread == thread || ThreadsTold(file, item).Contains(reply.Thread, StringComparer.Ordinal))
            && file.People.SupportOpsManagers.Concat(file.People.Operators)
                .Concat(file.People.Reviewers)
                .Concat(file.For(Role.Manager, item).Contacts)
                .Any(contact => contact.Key == by)
            ? ReplyWeight.Deciding
            : ReplyWeight.None;
    }

    /// <summary>The threads in which those above the finding's owner were told of it.</summary>
    private static IEnumerable<string> ThreadsTold(CaseState file, TrackedFinding item) =>
        file
            .Policy.Steps.Take(DoneOf(file, item))
            .SelectMany(step => step.To)
            .Concat(file.Notified.ContainsKey($"{item.Key}:{Decision}") ? [Role.SupportOpsManager] : [])
            .Distinct()
            .Select(role => file.People.ThreadOf(file.For(role, item).Contacts));

    /// <summary>
    /// When the person asked last answered, and when somebody with a role last answered to that; both since the last step.
    /// </summary>
    private static (DateTimeOffset? Theirs, DateTimeOffset Others) AnswersSince(CaseState file, TrackedFinding item, DateTimeOffset last)
    {
        DateTimeOffset? theirs = null;
        var others = DateTimeOffset.MinValue;
        foreach (var reply in file.Replies.Where(reply => reply.At > last && reply.Command is null))
        {
            switch (WeightOf(file, item, reply))
            {
                case ReplyWeight.Asked:
                    theirs = UnexplainedIntent.IsUnfounded(reply.Text) ? theirs : reply.At;
                    break;
                case ReplyWeight.Deciding:
                    others = reply.At;
                    break;
                default:
                    break;
            }
        }

        return (theirs, others);
    }
}

/// <summary>What a reply counts as for a finding.</summary>
internal enum ReplyWeight
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The answer of whom it is asked of.</summary>
    Asked,

    /// <summary>That of somebody who may decide on it.</summary>
    Deciding,
}
