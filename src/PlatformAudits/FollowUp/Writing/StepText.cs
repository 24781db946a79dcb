using System.Globalization;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.FollowUp.Reading;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using Scriban.Runtime;
using static PlatformAudits.Reporting.TemplateModel;

namespace PlatformAudits.FollowUp.Writing;

/// <summary>What a note that tells somebody of findings says: part by part, each by platform.</summary>
/// <param name="at">The period's audits before the note.</param>
internal sealed class StepText(PeriodCase at, PlannedNote note, NoteSetting setting)
{
    /// <summary>The kinds of parts in the order in which they stand.</summary>
    private static readonly string[] Kinds =
    [
        "ask",
        "stranger",
        "again",
        "handed",
        "instead",
        "unowned",
        "audit",
        "decide",
        "escalate",
        "message",
        "told",
    ];

    private int _room = NoteText.MostItems;

    /// <summary>Gives a template what the note is to say.</summary>
    public void AddTo(ScriptObject model)
    {
        var covered = Covered(at.State, note).ToList();
        model["owner"] = note.To.Concat(note.MessageTo).FirstOrDefault() is { } first ? MarkdownEncoder.Encode(first.Name) : "";
        model["owner_kind"] =
            note.Thread == People.ManagerThread ? "manager"
            : note.Thread == at.State.People.OperatorsThread ? "operator"
            : "person";
        model["is_opening"] = setting.IsOpening;
        model["lead"] = note.To.Count == 0 ? "" : Sentence.List([.. note.To.Select(contact => NoteText.Address(contact, setting))]) + ": ";
        model["is_overview"] = note.Issue.IsOverview;
        model["parts"] = Array(
            covered
                .GroupBy(step => (step.Kind, Who: step.Kind is "message" or "told" ? "" : step.Owner, step.Instead))
                .OrderBy(part => System.Array.IndexOf(Kinds, part.Key.Kind))
                .ThenBy(part => part.Min(step => step.Item.Severity)),
            part => Part(part.Key.Kind, [.. part])
        );
        model["count"] = covered.Count;
        model["next"] = NextOf(covered);
        model["unreached"] = Array(
            at.State.People.Unreached.Where(person => note.Handles.Contains($"{Telling.Unreached}:{person.Key}")),
            person => person.Why
        );
        model["messages"] = Array(
            setting.Messages,
            message =>
                Record(("name", NoteText.Bold(message.To)), ("fate", KebabCase.Of(message.Fate.ToString())), ("reason", message.Reason))
        );
    }

    /// <summary>Whose findings a note tells of, each with how many, the gravest first.</summary>
    public static IReadOnlyList<(string Name, int Count)> OwnersIn(PeriodState period, PlannedNote note) =>
        [
            .. Covered(period, note)
                .GroupBy(step => step.Name, StringComparer.Ordinal)
                .OrderBy(steps => steps.Min(step => step.Item.Severity))
                .Select(steps => (steps.Key, steps.Count())),
        ];

    private static IEnumerable<CoveredStep> Covered(PeriodState period, PlannedNote note)
    {
        foreach (var handle in note.Handles)
        {
            if (period.Find(note.Issue, handle) is var (file, item, step))
            {
                yield return Of(file, item, step);
            }
        }
    }

    private static CoveredStep Of(CaseState file, TrackedFinding item, string step)
    {
        var asked = file.For(Role.Person, item);
        var owner = item.Holder ?? item.Person;
        var isOfPerson = file.Policy.Asks == Role.Person || item.Holder is not null;
        var kind =
            step == FindingProgress.Decision ? "decide"
            : step[0] == FindingProgress.HandOver[0] ? "handed"
            : step.Contains(':', StringComparison.Ordinal) ? "told"
            : file.Policy.Steps[Number(step) - 1] is { IsMessage: true } ? "message"
            : file.Policy.Steps[Number(step) - 1].To[0] != Role.Person
                ? isOfPerson || Number(step) > 1 ? "escalate"
                    : "audit"
            : !isOfPerson ? "audit"
            : owner is null && item.AccountHolder is not null && Number(step) == 1 ? "stranger"
            : owner is null && item.AccountHolder is null ? "unowned"
            : asked.Instead is not null ? "instead"
            : Number(step) == 1 ? "ask"
            : "again";
        return new CoveredStep(file, item, step, kind, owner ?? "", kind == "instead" ? asked.Instead : null)
        {
            Name = owner is null
                ? isOfPerson
                    ? "nobody in the team file"
                    : file.Issue.Title
                : file.People.Find(owner)?.Name ?? "somebody who is no longer in the team file",
        };
    }

    private static int Number(string step) => int.Parse(step.Split(':')[0], CultureInfo.InvariantCulture);

    private ScriptObject Part(string kind, IReadOnlyList<CoveredStep> steps)
    {
        var (file, item) = (steps[0].File, steps[0].Item);
        var isSummary = kind is "message" or "told";
        return Record(
            ("kind", kind),
            ("who", MarkdownEncoder.Encode(steps[0].Name)),
            ("is_somebodys", steps[0].Owner.Length > 0),
            ("asked_whom", AskedWhom(steps[0])),
            ("is_about", steps[0].Owner.Length > 0 && file.For(Role.Person, item).Instead is not null),
            ("thread", LinkTo(file.ThreadOf(item))),
            ("asked", AskedOn(steps[0])),
            ("instead", steps[0].Instead ?? ""),
            ("handed_by", item.HandedOver?.Name ?? ""),
            ("reply", LinkTo(file.LastReplyAbout(item))),
            ("unfounded", IsUnfounded(steps)),
            ("count", steps.Count),
            (
                "people",
                isSummary
                    ? Array(steps.GroupBy(step => (step.Owner, step.Name)), person => Person([.. person]))
                    : Array<string>([], text => text)
            ),
            (
                "platforms",
                isSummary ? Array<string>([], text => text) : Array(steps.GroupBy(step => step.File.Issue), part => Platform([.. part]))
            )
        );
    }

    private ScriptObject Person(IReadOnlyList<CoveredStep> steps) =>
        Record(
            ("who", MarkdownEncoder.Encode(steps[0].Name)),
            ("count", steps.Count),
            ("on", Sentence.List([.. steps.Select(step => step.File.Issue.Title).Distinct(StringComparer.Ordinal)])),
            ("asked", AskedOn(steps[0])),
            ("thread", LinkTo(steps[0].File.ThreadOf(steps[0].Item)))
        );

    private ScriptObject Platform(IReadOnlyList<CoveredStep> steps)
    {
        var shown = steps.Take(Math.Max(_room, 0)).ToList();
        _room -= shown.Count;
        return Record(
            ("title", MarkdownEncoder.Encode(steps[0].File.Issue.Title)),
            ("issue", MarkdownEncoder.Link(new Uri(steps[0].File.Issue.WebUrl), "issue")),
            ("items", Array(shown, step => Record(("text", step.Item.Text), ("id", step.Item.Id)))),
            ("left_out", steps.Count - shown.Count)
        );
    }

    private static string AskedOn(CoveredStep step)
    {
        var first = FindingProgress.Step(step.Item, 1);
        return
            step.Kind is "ask" or "stranger" or "unowned" or "audit" or "instead" || !step.File.Notified.TryGetValue(first, out var asked)
            ? ""
            : NoteText.Day(step.File, asked);
    }

    /// <summary>Who was asked first, with the verb: <c>you were</c> where the note is for the same.</summary>
    private string AskedWhom(CoveredStep step)
    {
        var asked = step.File.For(Role.Person, step.Item).Contacts;
        return at.State.People.ThreadOf(asked) == note.Thread
            ? "you were"
            : $"{Sentence.List([.. asked.Select(NoteText.Bold)])} {(asked.Count == 1 ? "was" : "were")}";
    }

    private static bool IsUnfounded(IReadOnlyList<CoveredStep> steps) =>
        steps.Any(step =>
            step.File.Replies.Any(reply =>
                FindingProgress.WeightOf(step.File, step.Item, reply) == ReplyWeight.Asked && UnexplainedIntent.IsUnfounded(reply.Text)
            )
        );

    /// <summary>A link to a thread's first note; empty for the thread itself, and while there is none.</summary>
    private string LinkTo(string thread)
    {
        var place = at.State.PlaceOf(thread);
        return
            thread != note.Thread
            && at.Discussions.GetValueOrDefault(place.Iid)?.Notes.FirstOrDefault(written => written.Mark.Thread == thread) is { } first
            ? LinkTo(place, first.Id, "thread")
            : "";
    }

    private string LinkTo(Reply? reply) =>
        reply is not null && Places().FirstOrDefault(place => place.Iid == reply.Issue) is { } place
            ? LinkTo(place, reply.Note, "reply")
            : "";

    private IEnumerable<AuditIssueRef> Places() => at.State.Cases.Select(file => file.Issue).Append(at.State.Home);

    private static string LinkTo(AuditIssueRef place, long id, string text) =>
        MarkdownEncoder.Link(new Uri(string.Create(CultureInfo.InvariantCulture, $"{place.WebUrl}#note_{id}")), text);

    /// <summary>What happens if nothing happens.</summary>
    private ScriptObject? NextOf(IReadOnlyList<CoveredStep> covered)
    {
        var after = at.State.After(note, setting.Now);
        var found = covered
            .Where(step => step.Kind != "told" && !step.Item.IsEnded)
            .Select(step => (File: after.Cases.First(file => file.Issue == step.File.Issue), step.Item))
            .Select(step => (step.File, Next: FindingProgress.Of(step.File, step.Item, setting.Now)))
            .OrderBy(step => step.Next.Due)
            .Take(1)
            .ToList();
        if (found is not [(var file, var next)])
        {
            return null;
        }

        var step = next.Next is null || next.IsDecision || next.IsHandOver ? null : file.Policy.Steps[next.Done];
        return Record(
            ("day", NoteText.Day(file, next.Due)),
            ("to", step is null ? "" : Sentence.List([.. file.For(step.To[0], next.Item).Contacts.Select(NoteText.Bold)])),
            ("is_same", step is not null && at.State.People.ThreadOf(file.For(step.To[0], next.Item).Contacts) == note.Thread),
            ("by_message", step?.IsMessage == true),
            (
                "later",
                next.Due == DateTimeOffset.MaxValue
                    ? ""
                    : file.Calendar.DayOf(next.Due).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            ),
            (
                "kind",
                next.IsDecision ? "decide"
                : step is null ? "review"
                : "step"
            )
        );
    }

    /// <summary>A finding's step that a note covers.</summary>
    /// <param name="Owner">Whose it is now, as digits; empty for nobody.</param>
    /// <param name="Instead">Why somebody else is asked in their place, as a sentence, encoded; null when nobody is.</param>
    private sealed record CoveredStep(CaseState File, TrackedFinding Item, string Step, string Kind, string Owner, string? Instead)
    {
        /// <summary>Whose it is, for people; not encoded.</summary>
        public required string Name { get; init; }
    }
}
