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

    /// <summary>Findings that a note lists; the descriptions have them all.</summary>
    internal const int MostItems = 200;

    private readonly TemplateFolders _templates;

    /// <summary>The templates of a folder.</summary>
    public NoteText(IReadOnlyList<string> folders) =>
        _templates = new TemplateFolders([.. folders.Select(folder => Path.Combine(folder, Folder))], "Writing a note");

    /// <summary>The text of a note without its mark.</summary>
    /// <param name="at">The period's audits before the note.</param>
    /// <exception cref="AuditException">A template is missing or wrong.</exception>
    public string Render(PeriodCase at, PlannedNote note, NoteSetting setting)
    {
        var file = at.State.Cases.FirstOrDefault(file => file.Issue.Iid == note.Issue.Iid);
        var model = Common(at.State, file, note, setting);
        if (note.Kind == NoteKind.Step)
        {
            new StepText(at, note, setting).AddTo(model);
            return _templates.Render("step", model);
        }

        if (note.Kind == NoteKind.Confirmed)
        {
            return _templates.Render("confirmed", model);
        }

        if (file is null)
        {
            return _templates.Render("conversations", model);
        }

        var (discussions, reading) = (at.Discussions[note.Issue.Iid], at.Readings.GetValueOrDefault(note.Issue.Iid));
        switch (note.Kind)
        {
            case NoteKind.Start:
                AddStart(model, at.State, file, discussions, reading);
                return _templates.Render("start", model);
            case NoteKind.Review:
                AddOutcomes(model, file, discussions, setting);
                return _templates.Render("review", model);
            case NoteKind.Refused:
                return _templates.Render("refused", model);
            case NoteKind.Escalated:
                AddOutcomes(model, file, discussions, setting);
                return _templates.Render("escalated", model);
            case NoteKind.Superseded:
                AddOutcomes(model, file, discussions, setting);
                model["superseded_by"] = file.SupersededBy is { } later
                    ? MarkdownEncoder.Link(new Uri(later.WebUrl), MarkdownEncoder.Encode(later.Name))
                    : "";
                return _templates.Render("superseded", model);
            case NoteKind.Evidence:
                AddOutcomes(model, file, discussions, setting);
                AddEvidence(model, file, discussions, reading);
                return _templates.Render("evidence", model);
            default:
                return _templates.Render("closed", model);
        }
    }

    /// <summary>The text of a direct message.</summary>
    /// <param name="at">The period's audits before the note that it belongs to.</param>
    /// <exception cref="AuditException">The template is missing or wrong.</exception>
    public string RenderMessage(PeriodCase at, PlannedNote note) =>
        _templates.Render(
            "message",
            Record(
                ("audit", note.Issue.Name),
                ("url", note.Issue.WebUrl),
                ("threads", Array(StepText.OwnersIn(at.State, note), owner => Record(("person", owner.Name), ("count", owner.Count))))
            )
        );

    /// <summary>The text of a note that mentions people for the sake of GitLab's e-mail alone.</summary>
    /// <exception cref="AuditException">The template is missing or wrong.</exception>
    public string RenderMention(PlannedNote note, IReadOnlyList<Contact> to, DateTimeOffset now) =>
        _templates.Render(
            "mention",
            Record(
                (
                    "to",
                    Sentence.List([
                        .. to.Select(contact =>
                            Address(
                                contact,
                                new NoteSetting(now, IsOpening: false, to.Select(one => one.Key).ToHashSet(StringComparer.Ordinal))
                            )
                        ),
                    ])
                ),
                ("audit", MarkdownEncoder.Encode(note.Issue.Name))
            )
        );

    private static ScriptObject Common(PeriodState period, CaseState? file, PlannedNote note, NoteSetting setting) =>
        Record(
            ("audit", MarkdownEncoder.Encode(note.Issue.Name)),
            ("to", note.To.Count == 0 ? "" : Sentence.List([.. note.To.Select(contact => Address(contact, setting))])),
            ("policy", file?.Policy.Name ?? ""),
            ("reason", note.Reason ?? ""),
            ("manager_title", MarkdownEncoder.Encode(period.People.ManagerTitle)),
            ("reviewers", Sentence.List([.. (file is null ? [] : Planner.ReviewersOf(file)).Select(Bold)])),
            ("managers", Sentence.List([.. period.People.SupportOpsManagers.Select(Bold)])),
            ("review_word", file is null || file.ReviewWords.Count == 0 ? "" : file.ReviewWords[0])
        );

    /// <summary>Somebody, mentioned where the note may.</summary>
    internal static string Address(Contact contact, NoteSetting setting) =>
        setting.Mentions.Contains(contact.Key) && contact.Username is { } name ? $"@{name}" : Bold(contact);

    /// <summary>Somebody by name.</summary>
    internal static string Bold(Contact contact) => $"**{MarkdownEncoder.Encode(contact.Name)}**";

    private static void AddStart(
        ScriptObject model,
        PeriodState period,
        CaseState file,
        IssueDiscussions correspondence,
        CollectionStamp? reading
    )
    {
        var open = file.Findings.Where(item => !item.IsEnded).ToList();
        model["count"] = open.Count;
        model["ended"] = file.Findings.Count - open.Count;
        model["threads"] = open.Select(file.ThreadOf).Distinct(StringComparer.Ordinal).Count();
        model["is_restored"] = correspondence.Notified.Entries.Any(entry => entry.Stage == NotificationStage.Written);
        model["asks_people"] = file.Policy.Asks == Role.Person;
        model["elsewhere"] =
            period.Home.Iid == file.Issue.Iid
                ? ""
                : MarkdownEncoder.Link(new Uri(period.Home.WebUrl), MarkdownEncoder.Encode(period.Home.Name));
        model["reading_mark"] = reading?.Mark ?? "";
        AddReading(model, "reading", reading);
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
        model["unconfirmed"] = outcomes.Count(outcome => outcome.IsUnconfirmed);
        model["asked"] = file.Findings.Count(item => !item.IsEnded);
        model["open"] = outcomes.Count(outcome => outcome.IsUnconfirmed || !outcome.Item.IsEnded);
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

    /// <summary>A day as people write it; empty for one that never comes.</summary>
    internal static string Day(CaseState file, DateTimeOffset moment) =>
        moment == DateTimeOffset.MaxValue ? "" : file.Calendar.DayOf(moment).ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);
}
