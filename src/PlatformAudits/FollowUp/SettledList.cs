using System.Text;
using System.Text.RegularExpressions;
using PlatformAudits.Tracking;

namespace PlatformAudits.FollowUp;

/// <summary>
/// The list of all that was settled, which two notes keep. It says nothing that the other notes don't say; it is there so that nobody is asked again when somebody deletes or edits one of those.
/// </summary>
public sealed partial class SettledList
{
    /// <summary>GitLab takes notes of 1,000,000 characters; the rest is left to the text.</summary>
    private const int LongestList = 900_000;

    private readonly SortedDictionary<string, (DateTimeOffset At, string To)> _entries = new(StringComparer.Ordinal);

    /// <summary>What was settled, when, and who was mentioned for it, by digits.</summary>
    public IEnumerable<(string Covered, DateTimeOffset At, IReadOnlyList<string> To)> Entries => _entries.Select(entry => (entry.Key, entry.Value.At, NoteMark.Split(entry.Value.To)));

    /// <summary>Adds what a note settled.</summary>
    /// <param name="covers">What.</param>
    /// <param name="at">When; the latest counts.</param>
    /// <param name="to">Who was mentioned.</param>
    public void Add(IEnumerable<string> covers, DateTimeOffset at, IEnumerable<string> to)
    {
        var people = string.Join('.', to);
        foreach (var covered in covers)
        {
            if (!_entries.TryGetValue(covered, out var known) || known.At < at)
            {
                _entries[covered] = (at, people);
            }
        }
    }

    /// <summary>Adds what another list has.</summary>
    /// <param name="other">The other list.</param>
    public void Add(SettledList other)
    {
        foreach (var (covered, at, to) in other.Entries)
        {
            Add([covered], at, to);
        }
    }

    /// <summary>The hidden line; of a list that would be too long the latest entries.</summary>
    public string Line()
    {
        var text = new StringBuilder();
        foreach (var group in _entries.GroupBy(entry => entry.Value, entry => entry.Key).OrderByDescending(group => group.Key.At).ThenBy(group => group.Key.To, StringComparer.Ordinal))
        {
            var entry = $" {NoteMark.Time(group.Key.At)}/{group.Key.To}/{string.Join('.', group)}";
            if (text.Length + entry.Length > LongestList)
            {
                break;
            }

            text.Append(entry);
        }

        return $"<!-- platform-audits:settled {IssueMarks.Version}{text} -->";
    }

    /// <summary>The list in a note; an empty one where there is none.</summary>
    /// <param name="body">The note.</param>
    public static SettledList In(string body)
    {
        var list = new SettledList();
        if (Form().Match(body) is { Success: true } mark)
        {
            foreach (Capture entry in mark.Groups["entry"].Captures)
            {
                if (entry.Value.Split('/') is [var time, var to, var covers] && NoteMark.TimeOf(time) is { } at)
                {
                    list.Add(NoteMark.Split(covers), at, NoteMark.Split(to));
                }
            }
        }

        return list;
    }

    [GeneratedRegex(@"^<!-- platform-audits:settled 1(?: (?<entry>[0-9TZ:.-]{24}/[0-9a-f.]*/[a-z0-9:.]*))* -->", RegexOptions.Multiline)]
    private static partial Regex Form();
}
