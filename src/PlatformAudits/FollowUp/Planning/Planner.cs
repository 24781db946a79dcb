using System.Globalization;
using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>
/// Says what is due. It is a pure function of a period's audits and a time: the run writes what it says, and the forecast plays it
/// through.
/// </summary>
internal static class Planner
{
    /// <summary>Nobody is mentioned twice within this time, on whatever issues of a period.</summary>
    public static readonly TimeSpan BetweenMentions = TimeSpan.FromHours(24);

    /// <summary>
    /// The notes that are due, in the order in which they are written: what begins and what confirms; then whom to tell of findings, the
    /// gravest first; then what ends an audit.
    /// </summary>
    public static IReadOnlyList<PlannedNote> Plan(PeriodState period, DateTimeOffset now)
    {
        var (begins, ends) = (new List<PlannedNote>(), new List<PlannedNote>());
        var asking = new List<CaseState>();
        foreach (var file in period.Cases.Where(file => file.Calendar.Allows(now)))
        {
            if (file.IsClosed || (!file.IsStarted && file.IsOld))
            {
                ends.AddRange(file.IsClosed && (file.IsStarted || !file.IsOld) ? Closed(file, now) : []);
                continue;
            }

            if (file.SupersededBy is not null && file.Findings.Any(item => !item.IsEnded))
            {
                ends.AddRange(Superseded(file, now));
                continue;
            }

            if (!file.Notified.ContainsKey(CaseState.StartThread))
            {
                begins.Add(Named(NoteKind.Start, file, CaseState.StartThread, CaseState.StartThread, now));
            }

            asking.Add(file);
            if (Progress(file, now).All(p => p.Next is null && p.Due <= now))
            {
                ends.AddRange(Ending(file, now));
            }
        }

        var steps = Telling.Of(period, asking, now);
        if (steps.Count > 0 && period.Home.IsOverview && !period.Named.Contains((period.Home.Iid, CaseState.StartThread)))
        {
            begins.Add(new PlannedNote(NoteKind.Start, period.Home, CaseState.StartThread, [CaseState.StartThread], []) { Due = now });
        }

        return [.. begins, .. Confirming.Of(period, asking, now), .. steps, .. ends];
    }

    /// <summary>The notes that one run writes of those that are due: so many of those that tell of findings, and all others.</summary>
    /// <param name="most">How many.</param>
    public static IReadOnlyList<PlannedNote> Limited(IReadOnlyList<PlannedNote> plan, int most) =>
        [.. plan.Where(note => note.Kind != NoteKind.Step || most-- > 0)];

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

    /// <summary>Those who may review this audit: they can see it, and are neither subject nor performer of it.</summary>
    /// <param name="file">The case.</param>
    public static IReadOnlyList<Contact> ReviewersOf(CaseState file) =>
        [
            .. file.People.Reviewers.Where(reviewer =>
                file.People.IsReached(reviewer) && !IsSubject(file, reviewer.Key) && !IsPerformer(file, reviewer.Key)
            ),
        ];

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
            return IsTooSoon(file, note.To, now) ? [] : [note];
        }

        return Reviewed(file, round, asked.Value, now);
    }

    private static PlannedNote Asking(CaseState file, int round, DateTimeOffset now)
    {
        var reviewers = ReviewersOf(file);
        return reviewers.Count > 0
            ? Named(NoteKind.Review, file, CaseState.ReviewThread, Name("review", round), now, reviewers)
            : Named(NoteKind.Escalated, file, CaseState.ReviewThread, Name("handover", round), now, file.People.SupportOpsManagers) with
            {
                Reason =
                    "Nobody in follow_up.reviewers may review it: each of them is subject or performer of this audit, or can't see it.",
            };
    }

    private static IEnumerable<PlannedNote> Reviewed(CaseState file, int round, DateTimeOffset asked, DateTimeOffset now)
    {
        foreach (var answer in file.Replies.Where(answer => answer.At > asked && IsReview(file, answer)))
        {
            var name = Name("refused", answer.Note);
            if (WhyNot(file, answer) is { } reason && !file.Notified.ContainsKey(name))
            {
                yield return Named(NoteKind.Refused, file, CaseState.ReviewThread, name, now) with
                {
                    Reason = $"{answer.Name}{reason}",
                };
            }
        }

        var (evidence, handover) = (Name("evidence", round), Name("handover", round));
        if (ReviewIn(file, round) is not null)
        {
            if (!file.Notified.ContainsKey(evidence) && !IsTooSoon(file, file.People.SupportOpsManagers, now))
            {
                yield return Named(NoteKind.Evidence, file, CaseState.ReviewThread, evidence, now, file.People.SupportOpsManagers);
            }
        }
        else if (
            !file.Notified.ContainsKey(handover)
            && file.Calendar.Due(asked, file.Policy.ReviewWithinHours, file.Policy.UsesWorkingHours) is var due
            && due <= now
            && !IsTooSoon(file, file.People.SupportOpsManagers, now)
        )
        {
            yield return Named(NoteKind.Escalated, file, CaseState.ReviewThread, handover, due, file.People.SupportOpsManagers) with
            {
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
            return file.Notified.ContainsKey(evidence) ? [] : [Named(NoteKind.Evidence, file, CaseState.ReviewThread, evidence, now)];
        }

        return file.Notified.ContainsKey("closed") ? [] : [Named(NoteKind.ClosedUnreviewed, file, CaseState.ClosingThread, "closed", now)];
    }

    /// <summary>Nobody is asked any more for what a later reading may no longer find.</summary>
    private static IReadOnlyList<PlannedNote> Superseded(CaseState file, DateTimeOffset now) =>
        !file.IsStarted || file.Notified.ContainsKey("superseded") || IsTooSoon(file, file.People.SupportOpsManagers, now)
            ? []
            : [Named(NoteKind.Superseded, file, CaseState.ClosingThread, "superseded", now, file.People.SupportOpsManagers)];

    private static PlannedNote Named(
        NoteKind kind,
        CaseState file,
        string thread,
        string name,
        DateTimeOffset due,
        IReadOnlyList<Contact>? to = null
    ) => new(kind, file.Issue, thread, [name], to ?? []) { Due = due };

    /// <summary>When a round's review was asked for, or escalated at once; null when it was not.</summary>
    private static DateTimeOffset? AskedFor(CaseState file, int round) =>
        file.Notified.TryGetValue(Name("review", round), out var asked) || file.Notified.TryGetValue(Name("handover", round), out asked)
            ? asked
            : null;

    /// <summary>
    /// Whether all who have to hear of what ends the audit were mentioned less than a day ago. A note that was begun is finished all the
    /// same, and names them.
    /// </summary>
    private static bool IsTooSoon(CaseState file, IReadOnlyList<Contact> contacts, DateTimeOffset now) =>
        !file.Begun.Contains(CaseState.ReviewThread)
        && !file.Begun.Contains(CaseState.ClosingThread)
        && contacts.All(contact => file.WasMentioned(contact, now));

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
