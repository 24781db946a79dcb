using System.Collections.Immutable;
using PlatformAudits.FollowUp.Planning;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>What stands on all issues of a period besides their descriptions, laid together.</summary>
internal sealed class PlaceRecords
{
    private readonly IReadOnlyList<(AuditIssueRef Issue, IssueDiscussions Discussions)> _places;
    private readonly IReadOnlyList<(AuditIssueRef Issue, NotificationEntry Entry)> _sent;

    public PlaceRecords(IEnumerable<(AuditIssueRef Issue, IssueDiscussions Discussions)> places)
    {
        _places = [.. places];
        _sent =
        [
            .. _places.SelectMany(place =>
                place
                    .Discussions.Notified.Entries.Where(entry => entry.Stage == NotificationStage.Written)
                    .Select(entry => (place.Issue, entry))
            ),
        ];
        Mentioned = _sent
            .SelectMany(sent => sent.Entry.To.Select(person => (Person: person, sent.Entry.At)))
            .GroupBy(mention => mention.Person, StringComparer.Ordinal)
            .ToImmutableDictionary(mentions => mentions.Key, mentions => mentions.Max(mention => mention.At), StringComparer.Ordinal);
        Named =
        [
            .. _sent
                .Where(sent => PeriodState.StepIn(sent.Issue, sent.Entry.Covered) is null)
                .Select(sent => (sent.Issue.Iid, sent.Entry.Covered)),
        ];
        Begun =
        [
            .. _places
                .SelectMany(place => place.Discussions.Unfinished)
                .Where(note => note.Mark.Kind == NoteKind.Step)
                .Select(note => note.Mark.Thread),
        ];
    }

    /// <inheritdoc cref="CaseState.Mentioned"/>
    public ImmutableDictionary<string, DateTimeOffset> Mentioned { get; }

    /// <inheritdoc cref="PeriodState.Named"/>
    public ImmutableHashSet<(int Issue, string Name)> Named { get; }

    /// <inheritdoc cref="PeriodState.Begun"/>
    public ImmutableHashSet<string> Begun { get; }

    /// <summary>Where each thread about findings has begun: of several places where it may go on, the one of its first note.</summary>
    /// <param name="mayGoOn">Whether threads on an issue may go on there.</param>
    public ImmutableDictionary<string, AuditIssueRef> ThreadsOn(Func<AuditIssueRef, bool> mayGoOn) =>
        _places
            .Where(place => mayGoOn(place.Issue))
            .SelectMany(place => place.Discussions.Notes.Select(note => (place.Issue, Note: note)))
            .Where(found => found.Note.Mark.Kind == NoteKind.Step)
            .OrderBy(found => found.Note.Id)
            .DistinctBy(found => found.Note.Mark.Thread, StringComparer.Ordinal)
            .ToImmutableDictionary(found => found.Note.Mark.Thread, found => found.Issue, StringComparer.Ordinal);

    /// <summary>An audit with all that stands on the issues about it and its findings.</summary>
    /// <param name="file">The audit without it.</param>
    /// <param name="home">The issue on which threads begin.</param>
    public CaseState Complete(CaseState file, AuditIssueRef home) =>
        file with
        {
            Notified = Of(file)
                .GroupBy(sent => sent.Own, StringComparer.Ordinal)
                .ToImmutableDictionary(sent => sent.Key, sent => sent.Max(one => one.Entry.At), StringComparer.Ordinal),
            Mentioned = Mentioned,
            Begun =
            [
                .. _places
                    .Where(place => place.Issue.Iid == file.Issue.Iid)
                    .SelectMany(place => place.Discussions.Unfinished)
                    .Select(note => note.Mark.Thread),
            ],
            Replies =
            [
                .. _places
                    .SelectMany(place =>
                        place.Issue.Iid == file.Issue.Iid || place.Issue.Iid == home.Iid
                            ? place.Discussions.Answers.Where(reply => place.Issue.Iid == file.Issue.Iid || !IsOfAudit(reply.Thread))
                            : place.Discussions.Answers.Where(reply => reply.Thread is not null && !IsOfAudit(reply.Thread))
                    )
                    .OrderBy(reply => reply.At)
                    .ThenBy(reply => reply.Note),
            ],
        };

    /// <summary>What was sent of an audit and its findings, each as the audit knows it.</summary>
    public IEnumerable<(string Own, NotificationEntry Entry)> Of(CaseState file) =>
        _sent
            .Select(sent => (Own: PeriodState.Own(sent.Issue, file, sent.Entry.Covered), sent.Entry))
            .Where(sent => sent.Own is not null)
            .Select(sent => (sent.Own!, sent.Entry));

    /// <summary>Whether a thread is about one audit as a whole.</summary>
    private static bool IsOfAudit(string? thread) => thread is CaseState.StartThread or CaseState.ReviewThread or CaseState.ClosingThread;
}
