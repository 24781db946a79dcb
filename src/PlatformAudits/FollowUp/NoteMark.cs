using System.Globalization;
using System.Text.RegularExpressions;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.FollowUp;

/// <summary>
/// The hidden first line of a note of the follow-up, which is all its memory. It counts in notes of the program's own account alone, and
/// only where it begins the note, so that nobody can forge one. A save in GitLab's rich text editor leaves it there: see
/// <see cref="NoteHead"/>.
/// </summary>
/// <param name="Kind">What the note is for.</param>
/// <param name="At">When it was written; for one that is only reserved, when it was reserved. UTC, to the millisecond.</param>
/// <param name="Due">When the next step is due if nothing happens; null for none.</param>
/// <param name="Covers">What it settles; see <see cref="PlannedNote.Handles"/>.</param>
/// <param name="To">Whom it mentions, as digits.</param>
/// <param name="Run">The run that reserved it: sixteen hexadecimal digits.</param>
internal sealed partial record NoteMark(
    NoteKind Kind,
    string Thread,
    NoteStage Stage,
    DateTimeOffset At,
    DateTimeOffset? Due,
    IReadOnlyList<string> Covers,
    IReadOnlyList<string> To,
    string Run
)
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The line.</summary>
    public string Line =>
        IssueMarks.Note(
            "follow-up",
            $"{KebabCase.Of(Kind.ToString())} {Thread} {KebabCase.Of(Stage.ToString())} {Time(At)} "
                + $"due={(Due is { } due ? Time(due) : "")} to={string.Join('.', To)} run={Run} covers={string.Join('.', Covers)}"
        );

    /// <summary>The mark that a note begins with, or null.</summary>
    public static NoteMark? In(string body)
    {
        if (
            NoteHead.Of(body).Comments is not [var first, ..]
            || Form().Match(first) is not { Success: true } mark
            || TimeOf(mark.Groups["at"].Value) is not { } at
        )
        {
            return null;
        }

        var kind = Enum.GetValues<NoteKind>()
            .Cast<NoteKind?>()
            .FirstOrDefault(k => KebabCase.Of(k.ToString()!) == mark.Groups["kind"].Value);
        var stage = Enum.GetValues<NoteStage>()
            .Cast<NoteStage?>()
            .FirstOrDefault(s => KebabCase.Of(s.ToString()!) == mark.Groups["stage"].Value);
        return kind is null || stage is null
            ? null
            : new NoteMark(
                kind.Value,
                mark.Groups["thread"].Value,
                stage.Value,
                at,
                TimeOf(mark.Groups["due"].Value),
                Split(mark.Groups["covers"].Value),
                Split(mark.Groups["to"].Value),
                mark.Groups["run"].Value
            );
    }

    /// <summary>A moment as marks have it.</summary>
    internal static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    /// <summary>The moment, or null.</summary>
    internal static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParseExact(text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;

    /// <summary>The parts between full stops.</summary>
    internal static IReadOnlyList<string> Split(string text) => text.Length == 0 ? [] : text.Split('.');

    [GeneratedRegex(
        @"^platform-audits:follow-up 1 (?<kind>[a-z-]+) (?<thread>[a-z0-9]+) (?<stage>[a-z]+) (?<at>[0-9TZ:.-]{24}) "
            + @"due=(?<due>[0-9TZ:.-]*) to=(?<to>[0-9a-f.]*) run=(?<run>[0-9a-f]{16}) covers=(?<covers>[a-z0-9:.]*)$"
    )]
    private static partial Regex Form();
}
