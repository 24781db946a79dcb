using System.Collections.Immutable;
using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>All audits of a period that may be followed up now, and where people are asked about them.</summary>
internal sealed record PeriodState
{
    private const int Digits = 16;

    /// <summary>The issue on which threads begin: the one over all audits, or that of the only audit.</summary>
    public required AuditIssueRef Home { get; init; }

    /// <summary>The audits.</summary>
    public required IReadOnlyList<CaseState> Cases { get; init; }

    /// <summary>The people.</summary>
    public required People People { get; init; }

    /// <summary>The issue on which a thread goes on that has begun there.</summary>
    public ImmutableDictionary<string, AuditIssueRef> Threads { get; init; } =
        ImmutableDictionary.Create<string, AuditIssueRef>(StringComparer.Ordinal);

    /// <summary>The notes that are named and not a finding's step, by the number of the issue they stand on.</summary>
    public ImmutableHashSet<(int Issue, string Name)> Named { get; init; } = [];

    /// <summary>The threads in which a run has begun to tell somebody of findings and not finished.</summary>
    public ImmutableHashSet<string> Begun { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What was sent on the issues, so that a wait is counted from it: see <see cref="CaseState.Mentioned"/>.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Mentioned { get; init; } =
        ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>Where a thread stands, or will.</summary>
    public AuditIssueRef PlaceOf(string thread) => Threads.GetValueOrDefault(thread, Home);

    /// <summary>What settles a finding's step in a note on an issue: see <see cref="PlannedNote.Handles"/>.</summary>
    public static string Handle(AuditIssueRef place, CaseState file, string step) =>
        place.Platform == file.Issue.Platform ? step : file.Issue.Code + step;

    /// <summary>Of which audit a note on an issue settles a step, and which; null for what is no finding's step.</summary>
    /// <param name="handle">What the note settles.</param>
    public static (string Code, string Step)? StepIn(AuditIssueRef place, string handle)
    {
        var end = handle.IndexOf(':', StringComparison.Ordinal);
        return end < Digits ? null
            : end == Digits ? (place.Code, handle)
            : (handle[..(end - Digits)], handle[(end - Digits)..]);
    }

    /// <summary>The audit and the finding whose step a note settles, with the step; null for what is no step of theirs.</summary>
    /// <param name="handle">What the note settles.</param>
    public (CaseState File, TrackedFinding Item, string Step)? Find(AuditIssueRef place, string handle) =>
        StepIn(place, handle) is var (code, step)
        && Cases.FirstOrDefault(file => file.Issue.Code == code) is { } file
        && file.Findings.FirstOrDefault(item => step.StartsWith(item.Key, StringComparison.Ordinal)) is { } found
            ? (file, found, step[(Digits + 1)..])
            : null;

    /// <summary>The audits after a note.</summary>
    public PeriodState After(PlannedNote note, DateTimeOffset at)
    {
        var mentioned = Mentioned.SetItems(
            note.To.Where(contact => !WasMentioned(contact, at)).Select(contact => KeyValuePair.Create(contact.Key, at))
        );
        return this with
        {
            Mentioned = mentioned,
            Named = Named.Union(note.Handles.Where(handle => StepIn(note.Issue, handle) is null).Select(name => (note.Issue.Iid, name))),
            Cases =
            [
                .. Cases.Select(file =>
                    file with
                    {
                        Mentioned = mentioned,
                        Notified = file.Notified.SetItems(
                            note.Handles.Select(handle => Own(note.Issue, file, handle))
                                .OfType<string>()
                                .Select(own => KeyValuePair.Create(own, at))
                        ),
                    }
                ),
            ],
        };
    }

    /// <summary>Whether somebody was mentioned in the 24 hours before a moment.</summary>
    public bool WasMentioned(Contact contact, DateTimeOffset now) =>
        Mentioned.TryGetValue(contact.Key, out var at) && now < at + Planner.BetweenMentions;

    /// <summary>What a note on an issue settles, as an audit knows it; null where it is no business of that audit.</summary>
    public static string? Own(AuditIssueRef place, CaseState file, string handle) =>
        StepIn(place, handle) is var (code, step)
            ? code == file.Issue.Code
                ? step
                : null
            : place.Platform == file.Issue.Platform
                ? handle
                : null;
}
