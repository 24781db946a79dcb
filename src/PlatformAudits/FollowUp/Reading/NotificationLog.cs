using System.Text;
using System.Text.RegularExpressions;
using PlatformAudits.Reporting;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>
/// The log of all that was sent, which two notes keep. It says nothing that the other notes don't say; it is there so that nobody is asked
/// again when somebody deletes or edits one of those.
/// </summary>
internal sealed partial class NotificationLog
{
    /// <summary>GitLab takes notes of 1,000,000 characters; the rest is left to the text.</summary>
    private const int LongestList = 900_000;

    private const string Beginning = "platform-audits:notified ";

    /// <summary>Stand behind the time of an entry that was not written yet, in the order of <see cref="NotificationStage"/>.</summary>
    private const string Signs = "!~";

    private readonly SortedDictionary<string, (DateTimeOffset At, string To, NotificationStage Stage)> _entries = new(
        StringComparer.Ordinal
    );

    /// <summary>The entries, by what they are about.</summary>
    public IEnumerable<NotificationEntry> Entries =>
        _entries.Select(entry => new NotificationEntry(entry.Key, entry.Value.At, NoteMark.Split(entry.Value.To), entry.Value.Stage));

    /// <summary>Adds what a note settles. What was written counts, and before that the latest entry.</summary>
    public void Add(IEnumerable<string> covers, DateTimeOffset at, IEnumerable<string> to, NotificationStage stage)
    {
        var people = string.Join('.', to);
        foreach (var covered in covers)
        {
            var isWritten = stage == NotificationStage.Written;
            if (
                !_entries.TryGetValue(covered, out var known)
                || (isWritten, at, stage).CompareTo((known.Stage == NotificationStage.Written, known.At, known.Stage)) > 0
            )
            {
                _entries[covered] = (at, people, stage);
            }
        }
    }

    /// <summary>Adds what another list has.</summary>
    public void Add(NotificationLog other)
    {
        foreach (var (covered, at, to, stage) in other.Entries)
        {
            Add([covered], at, to, stage);
        }
    }

    /// <summary>The hidden line; of a list that would be too long the latest entries.</summary>
    public string Line()
    {
        var text = new StringBuilder();
        foreach (
            var group in _entries
                .GroupBy(entry => entry.Value, entry => entry.Key)
                .OrderByDescending(group => group.Key.At)
                .ThenBy(group => group.Key.To, StringComparer.Ordinal)
        )
        {
            var sign = group.Key.Stage == NotificationStage.Written ? "" : Signs[(int)group.Key.Stage].ToString();
            var entry = $" {NoteMark.Time(group.Key.At)}{sign}/{group.Key.To}/{string.Join('.', group)}";
            if (text.Length + entry.Length > LongestList)
            {
                break;
            }

            text.Append(entry);
        }

        return $"<!--{Beginning}{IssueMarks.Version}{text}-->";
    }

    /// <summary>The hidden line of a note's log, as <see cref="Line"/> writes it; null where it has none.</summary>
    public static string? LineIn(NoteHead head) => CommentIn(head) is { } comment ? $"<!--{comment}-->" : null;

    /// <summary>The list in a note; an empty one where there is none.</summary>
    public static NotificationLog In(string body)
    {
        var list = new NotificationLog();
        if (CommentIn(NoteHead.Of(body)) is { } comment && Form().Match(comment) is { Success: true } mark)
        {
            foreach (Capture entry in mark.Groups["entry"].Captures)
            {
                if (entry.Value.Split('/') is [var time, var to, var covers] && NoteMark.TimeOf(time.TrimEnd([.. Signs])) is { } at)
                {
                    list.Add(
                        NoteMark.Split(covers),
                        at,
                        NoteMark.Split(to),
                        Signs.IndexOf(time[^1], StringComparison.Ordinal) is >= 0 and var sign
                            ? (NotificationStage)sign
                            : NotificationStage.Written
                    );
                }
            }
        }

        return list;
    }

    private static string? CommentIn(NoteHead head) =>
        head.Comments.FirstOrDefault(comment => comment.StartsWith(Beginning, StringComparison.Ordinal));

    [GeneratedRegex("^platform-audits:notified 1(?: (?<entry>[0-9TZ:.-]{24}[!~]?/[0-9a-f.]*/[a-z0-9:.]*))*$")]
    private static partial Regex Form();
}
