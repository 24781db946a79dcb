using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.Foundation;

namespace PlatformAudits.Audits;

/// <summary>What the follow-up came to on one issue.</summary>
/// <param name="Notes">The notes that were written, or would be.</param>
/// <param name="Audit">The issue: that of an audit, or the one over all audits of a period.</param>
/// <param name="Open">How many findings are open there; null where nobody knows.</param>
/// <param name="Warning">Why nothing more may be written, as a sentence; null when all that is due was written, or nothing is due.</param>
public sealed record FollowUpOutcome(AuditIssueRef Audit, IReadOnlyList<PlannedNote> Notes, int? Open, string? Warning)
{
    /// <summary>What the run should have done and has not, as a sentence; null when it did all.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether <see cref="Warning"/> stays true until somebody does something about it.</summary>
    public bool NeedsSomebody { get; init; }

    /// <summary>How many notes that tell of findings are due as well, and come with the next run.</summary>
    public int Remaining { get; init; }

    /// <summary>Who can't see the issues or has no account there, a sentence each, encoded: their managers are asked instead.</summary>
    public IReadOnlyList<string> Unreached { get; init; } = [];

    /// <summary>For a preview, the texts of the notes, in their order.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>For a preview, who would hear of what, in the order of the notes.</summary>
    public IReadOnlyList<ForecastEntry> Entries { get; init; } = [];

    /// <summary>Where nothing is due, says why, and what comes next, as the end of a sentence; null where something is.</summary>
    public Func<string>? Lull { get; init; }

    /// <summary>What it came to, on one line without a name. That nothing is due it says only when nothing is.</summary>
    /// <param name="isPreview">Whether the notes would only be written.</param>
    public string Summary(bool isPreview)
    {
        var kinds = Notes.CountBy(note => KebabCase.Of(note.Kind.ToString())).Select(kind => $"{kind.Value} {kind.Key}");
        var isWhole = Warning is null && Failure is null;
        var what =
            Notes.Count > 0
                ? $"{Sentence.Count(Notes.Count, "note")} {(isPreview ? "would be " : "")}written ({string.Join(", ", kinds)})"
                    + (isWhole ? "." : ", and then no more; the reason stands above.")
            : isWhole ? $"nothing is due{(Lull is null ? "" : $": {Lull()}")}."
            : "nothing was written; the reason stands above.";
        var many =
            isPreview ? $"Of these {Remaining} would come"
            : Remaining == 1 ? "Another 1 comes"
            : $"Another {Remaining} come";
        var rest =
            Remaining == 0
                ? ""
                : $" {many} with the next run: a run goes on with so many threads at the most (follow_up.most_notes), the gravest first.";
        var open = Open is { } count ? $"{Sentence.Count(count, "finding")} open" : "how many findings are open is not known";
        return $"{Audit.Name}: {open}, {what}{rest}";
    }
}
