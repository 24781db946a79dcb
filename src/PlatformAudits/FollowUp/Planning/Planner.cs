using System.Globalization;
using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>
/// Says what is due. It is a pure function of a case and a time: the run writes what it says, and the forecast plays it through.
/// </summary>
internal static class Planner
{
    /// <summary>Nobody is mentioned twice within this time on an audit.</summary>
    public static readonly TimeSpan BetweenMentions = TimeSpan.FromHours(24);

    /// <summary>The notes that are due, in the order in which they are written.</summary>
    /// <param name="file">The case.</param>
    public static IReadOnlyList<PlannedNote> Plan(CaseState file, DateTimeOffset now)
    {
        if (!file.Calendar.Allows(now))
        {
            return [];
        }

        if (!file.IsStarted && (file.IsOld || file.IsClosed))
        {
            return file.IsClosed && !file.IsOld ? Closed(file, now) : [];
        }

        if (file.IsClosed)
        {
            return Closed(file, now);
        }

        var notes = new List<PlannedNote>();
        if (!file.Notified.ContainsKey(CaseState.StartThread))
        {
            notes.Add(new PlannedNote(NoteKind.Start, CaseState.StartThread, [CaseState.StartThread], []) { Due = now });
        }

        var progress = Progress(file, now);
        foreach (
            var thread in progress
                .Where(p => p.Next is not null && p.Due <= now)
                .GroupBy(p => file.ThreadOf(p.Item), StringComparer.Ordinal)
        )
        {
            if (Step(file, thread.Key, [.. thread], now) is { } note)
            {
                notes.Add(note);
            }
        }

        if (progress.All(p => p.Next is null && p.Due <= now))
        {
            notes.AddRange(Ending(file, now));
        }

        return notes;
    }

    /// <summary>How far the asking for every open finding has come.</summary>
    /// <param name="file">The case.</param>
    public static IReadOnlyList<FindingProgress> Progress(CaseState file, DateTimeOffset now) =>
        [.. file.Findings.Where(item => !item.IsEnded).Select(item => FindingProgress.Of(file, item, now))];

    /// <summary>The round of reviews that the case is in; 0 before the first.</summary>
    /// <param name="file">The case.</param>
    public static int RoundOf(CaseState file) =>
        Enumerable.Range(1, file.Notified.Count + 1).TakeWhile(round => AskedFor(file, round) is not null).Count();

    /// <summary>The review that counts in a round, or null.</summary>
    /// <param name="file">The case.</param>
    /// <param name="round">The round, from 1.</param>
    public static Reply? ReviewIn(CaseState file, int round) =>
        AskedFor(file, round) is { } asked
            ? file.Replies.FirstOrDefault(answer => answer.At > asked && IsReview(file, answer) && WhyNot(file, answer) is null)
            : null;

    /// <summary>
    /// Whatever was written to review the audit, oldest first: what begins with a word of a review in its thread, or anywhere else by
    /// somebody who may review. Beside each why it does not count, as a clause, or null where it does.
    /// </summary>
    /// <param name="file">The case.</param>
    public static IReadOnlyList<(Reply Reply, string? WhyNot)> ReviewsOf(CaseState file)
    {
        var asked = AskedFor(file, RoundOf(file));
        return
        [
            .. file
                .Replies.Where(reply =>
                    BeginsWithReviewWord(file, reply) && (reply.Thread == CaseState.ReviewThread || IsReviewer(file, reply.By))
                )
                .Select(reply =>
                    (
                        reply,
                        WhyNot(file, reply) is { } reason ? $"who wrote it{reason.TrimEnd('.')}"
                        : reply.Thread != CaseState.ReviewThread ? "it does not stand in the thread in which the review is asked for"
                        : reply.At > asked ? null
                        : "the review was asked for, or asked for again, after it"
                    )
                ),
        ];
    }

    /// <summary>Those who may review this audit: neither subject nor performer of it.</summary>
    /// <param name="file">The case.</param>
    public static IReadOnlyList<Contact> ReviewersOf(CaseState file) =>
        [.. file.People.Reviewers.Where(reviewer => !IsSubject(file, reviewer.Key) && !IsPerformer(file, reviewer.Key))];

    private static PlannedNote? Step(CaseState file, string thread, IReadOnlyList<FindingProgress> due, DateTimeOffset now)
    {
        var first = due.MaxBy(p => (p.IsDecision, p.Done))!;
        var addressed = due.OrderByDescending(p => (p.IsDecision, p.Done)).SelectMany(p => AddressedBy(file, p)).ToList();
        var to = addressed.Where(a => !a.IsMessage).SelectMany(a => a.Addressed.Contacts).DistinctBy(contact => contact.Key).ToList();
        var messages = addressed
            .Where(a => a.IsMessage)
            .SelectMany(a => a.Addressed.Contacts)
            .DistinctBy(contact => contact.Key)
            .Where(contact => !to.Contains(contact))
            .ToList();
        if (IsTooSoon(file, thread, AddressedBy(file, first)[0].Addressed.Contacts, now))
        {
            return null;
        }

        return new PlannedNote(NoteKind.Step, thread, [.. due.Select(p => p.Next!)], to)
        {
            MessageTo = messages,
            Instead = addressed.Select(a => a.Addressed.Instead).FirstOrDefault(reason => reason is not null),
            Due = due.Min(p => p.Due),
        };
    }

    private static IReadOnlyList<(Addressed Addressed, bool IsMessage)> AddressedBy(CaseState file, FindingProgress progress)
    {
        if (progress.IsDecision)
        {
            return [(new Addressed(file.People.SupportOpsManagers, null), false)];
        }

        var step = file.Policy.Steps[progress.Done];
        return [.. step.To.Select(role => (file.For(role, progress.Item), step.IsMessage))];
    }

    private static IEnumerable<PlannedNote> Ending(CaseState file, DateTimeOffset now)
    {
        var round = RoundOf(file);
        var asked = AskedFor(file, round);
        var last = file
            .Findings.SelectMany(item => Enumerable.Range(1, file.Policy.Steps.Count).Select(step => FindingProgress.Step(item, step)))
            .Select(step => file.Notified.GetValueOrDefault(step))
            .DefaultIfEmpty()
            .Max();
        if (asked is null || last > asked)
        {
            var note = Asking(file, round + 1, now);
            return IsTooSoon(file, note.Thread, note.To, now) ? [] : [note];
        }

        return Reviewed(file, round, asked.Value, now);
    }

    private static PlannedNote Asking(CaseState file, int round, DateTimeOffset now)
    {
        var reviewers = ReviewersOf(file);
        return reviewers.Count > 0
            ? new PlannedNote(NoteKind.Review, CaseState.ReviewThread, [Name("review", round)], reviewers) { Due = now }
            : new PlannedNote(NoteKind.Escalated, CaseState.ReviewThread, [Name("handover", round)], file.People.SupportOpsManagers)
            {
                Due = now,
                Reason = "Nobody in follow_up.reviewers may review it: each of them is subject or performer of this audit.",
            };
    }

    private static IEnumerable<PlannedNote> Reviewed(CaseState file, int round, DateTimeOffset asked, DateTimeOffset now)
    {
        foreach (var answer in file.Replies.Where(answer => answer.At > asked && IsReview(file, answer)))
        {
            var name = Name("refused", answer.Note);
            if (WhyNot(file, answer) is { } reason && !file.Notified.ContainsKey(name))
            {
                yield return new PlannedNote(NoteKind.Refused, CaseState.ReviewThread, [name], [])
                {
                    Due = now,
                    Reason = $"{answer.Name}{reason}",
                };
            }
        }

        var (evidence, handover) = (Name("evidence", round), Name("handover", round));
        if (ReviewIn(file, round) is not null)
        {
            if (!file.Notified.ContainsKey(evidence) && !IsTooSoon(file, CaseState.ReviewThread, file.People.SupportOpsManagers, now))
            {
                yield return new PlannedNote(NoteKind.Evidence, CaseState.ReviewThread, [evidence], file.People.SupportOpsManagers)
                {
                    Due = now,
                };
            }
        }
        else if (
            !file.Notified.ContainsKey(handover)
            && file.Calendar.Due(asked, file.Policy.ReviewWithinHours, file.Policy.UsesWorkingHours) is var due
            && due <= now
            && !IsTooSoon(file, CaseState.ReviewThread, file.People.SupportOpsManagers, now)
        )
        {
            yield return new PlannedNote(NoteKind.Escalated, CaseState.ReviewThread, [handover], file.People.SupportOpsManagers)
            {
                Due = due,
                Reason = "Nobody who may review it has done so.",
            };
        }
    }

    private static List<PlannedNote> Closed(CaseState file, DateTimeOffset now)
    {
        var round = RoundOf(file);
        if (ReviewIn(file, round) is not null)
        {
            var evidence = Name("evidence", round);
            return file.Notified.ContainsKey(evidence)
                ? []
                : [new PlannedNote(NoteKind.Evidence, CaseState.ReviewThread, [evidence], []) { Due = now }];
        }

        return file.Notified.ContainsKey("closed")
            ? []
            : [new PlannedNote(NoteKind.ClosedUnreviewed, CaseState.ClosingThread, ["closed"], []) { Due = now }];
    }

    /// <summary>When a round's review was asked for, or escalated at once; null when it was not.</summary>
    private static DateTimeOffset? AskedFor(CaseState file, int round) =>
        file.Notified.TryGetValue(Name("review", round), out var asked) || file.Notified.TryGetValue(Name("handover", round), out asked)
            ? asked
            : null;

    /// <summary>
    /// Whether all who have to hear of it were mentioned less than a day ago. A note that was begun is finished all the same, and names
    /// them.
    /// </summary>
    private static bool IsTooSoon(CaseState file, string thread, IReadOnlyList<Contact> contacts, DateTimeOffset now) =>
        !file.Begun.Contains(thread) && contacts.All(contact => file.WasMentioned(contact, now));

    private static bool IsReview(CaseState file, Reply answer) =>
        answer.Thread == CaseState.ReviewThread && BeginsWithReviewWord(file, answer);

    private static bool IsReviewer(CaseState file, string? person) => file.People.Reviewers.Any(reviewer => reviewer.Key == person);

    private static bool BeginsWithReviewWord(CaseState file, Reply answer)
    {
        var text = ReplyText.FirstWordsOf(answer.Text);
        return file.ReviewWords.Any(word =>
            text.StartsWith(word, StringComparison.OrdinalIgnoreCase)
            && (text.Length == word.Length || !char.IsLetterOrDigit(text[word.Length]))
        );
    }

    /// <summary>Why a review does not count, to stand behind the name; null when it does.</summary>
    private static string? WhyNot(CaseState file, Reply answer) =>
        answer.By is null || !IsReviewer(file, answer.By) ? " is not among the reviewers of this audit."
        : IsSubject(file, answer.By) ? " is subject of this audit, and nobody reviews their own access."
        : IsPerformer(file, answer.By) ? " carried this audit out, and nobody reviews their own work."
        : null;

    private static bool IsSubject(CaseState file, string person) => file.Findings.Any(item => item.Person == person);

    private static bool IsPerformer(CaseState file, string person) =>
        (file.People.HasOperators && file.People.Operators.Any(contact => contact.Key == person))
        || (file.Policy.Asks == Role.Operator && file.People.Operators.Any(contact => contact.Key == person))
        || (file.Policy.Asks == Role.SupportOpsManager && file.People.SupportOpsManagers.Any(contact => contact.Key == person));

    private static string Name(string what, long number) => string.Create(CultureInfo.InvariantCulture, $"{what}:{number}");
}
