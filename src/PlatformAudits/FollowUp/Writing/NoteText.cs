using System.Globalization;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.FollowUp.Reading;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using Scriban.Runtime;
using static PlatformAudits.Reporting.TemplateModel;

namespace PlatformAudits.FollowUp.Writing;

/// <summary>
/// Makes the text of notes and messages with the templates in <c>templates/follow-up</c>. What they find is listed in
/// <c>docs/follow-up.md</c>.
/// </summary>
internal sealed class NoteText
{
    /// <summary>The folder of these templates, below that of the issue templates.</summary>
    public const string Folder = "follow-up";

    /// <summary>Findings that a note lists; the description has them all.</summary>
    private const int MostItems = 200;

    private readonly TemplateFolders _templates;

    /// <summary>The templates of a folder.</summary>
    public NoteText(IReadOnlyList<string> folders) =>
        _templates = new TemplateFolders([.. folders.Select(folder => Path.Combine(folder, Folder))], "Writing a note");

    /// <summary>The text of a note without its mark.</summary>
    /// <param name="file">The case before the note.</param>
    /// <param name="reading">What the issue says was read; null when it does not.</param>
    /// <exception cref="AuditException">A template is missing or wrong.</exception>
    public string Render(
        AuditIssueRef audit,
        CaseState file,
        IssueDiscussions correspondence,
        CollectionStamp? reading,
        PlannedNote note,
        NoteSetting setting
    )
    {
        var model = Common(audit, file, note, setting);
        switch (note.Kind)
        {
            case NoteKind.Start:
                AddStart(model, file, correspondence, reading);
                return _templates.Render("start", model);
            case NoteKind.Step:
                AddStep(model, file, note, setting);
                return _templates.Render("step", model);
            case NoteKind.Review:
                AddOutcomes(model, file, correspondence, setting);
                return _templates.Render("review", model);
            case NoteKind.Refused:
                return _templates.Render("refused", model);
            case NoteKind.Escalated:
                AddOutcomes(model, file, correspondence, setting);
                return _templates.Render("escalated", model);
            case NoteKind.Evidence:
                AddOutcomes(model, file, correspondence, setting);
                AddEvidence(model, file, correspondence, reading);
                return _templates.Render("evidence", model);
            default:
                return _templates.Render("closed", model);
        }
    }

    /// <summary>The text of a direct message.</summary>
    /// <param name="file">The case.</param>
    /// <param name="notes">The notes that it stands for, at least one.</param>
    /// <exception cref="AuditException">The template is missing or wrong.</exception>
    public string RenderMessage(AuditIssueRef audit, CaseState file, IReadOnlyList<PlannedNote> notes) =>
        _templates.Render(
            "message",
            Record(
                ("audit", audit.Name),
                ("url", audit.WebUrl),
                ("threads", Array(notes, note => Record(("person", PlainOwner(file, note)), ("count", note.Handles.Count))))
            )
        );

    /// <summary>Whose a thread is, for people.</summary>
    /// <param name="file">The case.</param>
    internal static string OwnerOf(CaseState file, PlannedNote note) => MarkdownEncoder.Encode(PlainOwner(file, note));

    private static string PlainOwner(CaseState file, PlannedNote note) =>
        note.Thread switch
        {
            CaseState.UnownedThread => "nobody in the team file",
            CaseState.OperatorThread or CaseState.ManagerThread => "the whole audit",
            _ => file.People.Find(note.Thread)?.Name ?? "somebody who is no longer in the team file",
        };

    private static ScriptObject Common(AuditIssueRef audit, CaseState file, PlannedNote note, NoteSetting setting) =>
        Record(
            ("audit", MarkdownEncoder.Encode(audit.Name)),
            ("to", note.To.Count == 0 ? "" : Sentence.List([.. note.To.Select(contact => Address(contact, setting))])),
            ("policy", file.Policy.Name),
            ("reason", note.Reason ?? ""),
            ("manager_title", MarkdownEncoder.Encode(file.People.ManagerTitle)),
            ("reviewers", Sentence.List([.. Planner.ReviewersOf(file).Select(Bold)])),
            ("managers", Sentence.List([.. file.People.SupportOpsManagers.Select(Bold)])),
            ("review_word", file.ReviewWords.Count == 0 ? "" : file.ReviewWords[0])
        );

    private static string Address(Contact contact, NoteSetting setting) =>
        setting.Mentions.Contains(contact.Key) && contact.Username is { } name ? $"@{name}" : Bold(contact);

    private static string Bold(Contact contact) => $"**{MarkdownEncoder.Encode(contact.Name)}**";

    private static void AddStart(ScriptObject model, CaseState file, IssueDiscussions correspondence, CollectionStamp? reading)
    {
        var open = file.Findings.Where(item => !item.IsEnded).ToList();
        model["count"] = open.Count;
        model["ended"] = file.Findings.Count - open.Count;
        model["threads"] = open.Select(file.ThreadOf).Distinct(StringComparer.Ordinal).Count();
        model["is_restored"] = correspondence.Notified.Entries.Any(entry => entry.Stage == NotificationStage.Written);
        model["asks_people"] = file.Policy.Asks == Role.Person;
        model["reading_mark"] = reading?.Mark ?? "";
        AddReading(model, "reading", reading);
    }

    private static void AddStep(ScriptObject model, CaseState file, PlannedNote note, NoteSetting setting)
    {
        var items = file.Findings.ToDictionary(item => item.Key, StringComparer.Ordinal);
        var covered = note
            .Handles.Select(covers => covers.Split(':'))
            .Where(parts => items.ContainsKey(parts[0]))
            .Select(parts => (Item: items[parts[0]], Step: parts[1]))
            .ToList();
        var after = file.After(note, setting.Now);
        model["owner"] = OwnerOf(file, note);
        model["owner_kind"] = note.Thread switch
        {
            CaseState.UnownedThread => "nobody",
            CaseState.OperatorThread or CaseState.ManagerThread => "audit",
            _ => "person",
        };
        model["is_opening"] = setting.IsOpening;
        var lead = note.To.Count == 0 ? "" : Sentence.List([.. note.To.Select(contact => Address(contact, setting))]) + ": ";
        model["lead"] = note.Instead is null ? lead : $"{lead}{note.Instead} So this goes to you: ";
        model["groups"] = Array(
            covered.GroupBy(c => c.Step, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal),
            group => Group(file, note, group.Key, [.. group.Select(c => c.Item)])
        );
        model["count"] = covered.Count;
        model["next"] = NextOf(after, [.. covered.Select(c => c.Item)], setting.Now);
        model["siblings"] = Array(setting.Siblings, sibling => Record(("to", sibling.To), ("owners", sibling.Owners)));
        model["messages"] = Array(
            setting.Messages,
            message => Record(("name", Bold(message.To)), ("fate", KebabCase.Of(message.Fate.ToString())), ("reason", message.Reason))
        );
        model["unfounded"] = file.Replies.Any(answer => answer.Thread == note.Thread && UnexplainedIntent.IsUnfounded(answer.Text));
    }

    private static ScriptObject Group(CaseState file, PlannedNote note, string step, IReadOnlyList<TrackedFinding> items)
    {
        var number = step == FindingProgress.Decision ? 0 : int.Parse(step, CultureInfo.InvariantCulture);
        var to = number == 0 ? [] : file.Policy.Steps[number - 1].To;
        var asked =
            number == 0
                ? null
                : Enumerable
                    .Range(1, number - 1)
                    .Select(earlier => FindingProgress.Step(items[0], earlier))
                    .Where(file.Notified.ContainsKey)
                    .Select(earlier => (DateTimeOffset?)file.Notified[earlier])
                    .FirstOrDefault();
        return Record(
            (
                "kind",
                number == 0 ? "decide"
                : number == 1 ? "ask"
                : file.Policy.Steps[number - 1].IsMessage ? "message"
                : to[0] == Role.Person ? "again"
                : "escalate"
            ),
            ("asked", asked is { } day ? Day(file, day) : ""),
            ("count", items.Count),
            ("items", Array(items.Take(MostItems), item => item.Text)),
            ("left_out", Math.Max(0, items.Count - MostItems)),
            ("is_directly", note.Instead is null)
        );
    }

    /// <summary>What happens if nothing happens.</summary>
    private static ScriptObject? NextOf(CaseState after, IReadOnlyList<TrackedFinding> items, DateTimeOffset now)
    {
        var next = items.Where(item => !item.IsEnded).Select(item => FindingProgress.Of(after, item, now)).MinBy(progress => progress.Due);
        if (next is null)
        {
            return null;
        }

        var step = next.Next is null || next.IsDecision ? null : after.Policy.Steps[next.Done];
        return Record(
            ("day", Day(after, next.Due)),
            (
                "to",
                step is null
                    ? ""
                    : Sentence.List([
                        .. step.To.SelectMany(role => after.For(role, next.Item).Contacts).DistinctBy(contact => contact.Key).Select(Bold),
                    ])
            ),
            ("by_message", step?.IsMessage == true),
            (
                "kind",
                next.IsDecision ? "decide"
                : step is null ? "review"
                : "step"
            )
        );
    }

    private static void AddOutcomes(ScriptObject model, CaseState file, IssueDiscussions correspondence, NoteSetting setting)
    {
        var outcomes = Resolutions.Of(file, correspondence, setting.Accounts);
        model["outcomes"] = Array(
            outcomes.Take(MostItems),
            outcome => Record(("text", outcome.Item.Text), ("what", outcome.What), ("by", outcome.By), ("when", outcome.When))
        );
        model["left_out"] = Math.Max(0, outcomes.Count - MostItems);
        model["total"] = outcomes.Count;
        model["open"] = file.Findings.Count(item => !item.IsEnded);
        model["unconfirmed"] = outcomes.Count(outcome => outcome.IsUnconfirmed);
    }

    private static void AddEvidence(ScriptObject model, CaseState file, IssueDiscussions correspondence, CollectionStamp? reading)
    {
        var before = correspondence.Start is { } start ? CollectionStamp.In(start.Body) : null;
        var review = Planner.ReviewIn(file, Planner.RoundOf(file));
        AddReading(model, "before", before);
        AddReading(model, "after", reading);
        model["is_later_reading"] = before is not null && reading is not null && before.Seal != reading.Seal;
        model["is_one_reading"] = before is not null && reading is not null && before.Seal == reading.Seal;
        model["counts"] = Array(
            (reading?.Counts ?? []).Select(count => count.What).Union((before?.Counts ?? []).Select(count => count.What)),
            what => Record(("what", what.Replace('_', ' ')), ("before", Count(before, what)), ("after", Count(reading, what)))
        );
        model["removed"] = Array(
            file.Findings.Where(item => item is { State: FindingState.Gone, Person: null, IsNotLookedFor: false }).Take(MostItems),
            item => Record(("text", item.Text), ("run", item.Detail), ("last_sign_in", item.LastSignIn ?? ""))
        );
        model["reviewer"] = review?.Name ?? "";
        model["reviewed"] = review is null ? "" : Day(file, review.At);

        static string Count(CollectionStamp? of, string what) =>
            of?.Counts.FirstOrDefault(count => count.What == what) is { } count
                ? count.Count.ToString("N0", CultureInfo.InvariantCulture)
                : "";
    }

    private static void AddReading(ScriptObject model, string name, CollectionStamp? reading) =>
        model[name] = reading is null
            ? null!
            : Record(
                ("as_of", reading.AsOf.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
                ("seal", reading.Seal),
                (
                    "counts",
                    Sentence.List([
                        .. reading.Counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Count:N0} {count.What}")),
                    ])
                )
            );

    private static string Day(CaseState file, DateTimeOffset moment) =>
        moment == DateTimeOffset.MaxValue ? "" : file.Calendar.DayOf(moment).ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
}
