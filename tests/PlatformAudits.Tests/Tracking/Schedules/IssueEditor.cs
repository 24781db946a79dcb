using System.Text.RegularExpressions;
using PlatformAudits.Checking;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.GitLab.RichText;

namespace PlatformAudits.Tests.Tracking.Schedules;

/// <summary>
/// Somebody who works on the audit issue by hand, in plain text or in the rich text editor, and remembers every word; and strangers who
/// write the program's marks.
/// </summary>
public sealed partial class IssueEditor(
    Project project,
    GitLabUser user,
    IReadOnlyList<GitLabUser> strangers,
    GitLabUser program,
    Random random,
    List<string> steps
)
{
    private static readonly string[] Spices = ["", "  ", "\r", " 😀", " <!-- a <!-- b -->", " é́", " | x", " `", "\t"];

    private int _words;

    /// <summary>What was typed and must be found again.</summary>
    public HashSet<string> Words { get; } = [];

    /// <summary>The last tick of each finding of an issue.</summary>
    public Dictionary<(long Issue, string Key), bool> Ticks { get; } = [];

    /// <summary>The issues whose marks were damaged, so that ticks of several regions compete.</summary>
    public HashSet<long> Damaged { get; } = [];

    /// <summary>The issues whose marks say something else now, or nothing.</summary>
    public HashSet<long> Remarked { get; } = [];

    public bool HasClosed { get; private set; }

    /// <summary>The issues that strangers opened.</summary>
    public HashSet<long> Forged { get; } = [];

    public void Act()
    {
        if (random.Next(12) == 0)
        {
            steps.Add($"  a stranger {Forge()}");
            return;
        }

        var issues = project.Issues.Where(issue => issue.Author == program).ToList();
        if (issues.Count == 0)
        {
            return;
        }

        var issue = issues[random.Next(issues.Count)];
        var act = random.Next(26) switch
        {
            0 or 1 or 2 => TypeOutside(issue),
            3 or 4 => TypeInside(issue),
            5 => Append(issue),
            6 or 7 or 8 or 9 => Tick(issue),
            10 or 11 => Fill(issue),
            12 => Change(issue, i => i with { Title = "Renamed " + random.Next(100) }, "renames"),
            13 => Change(issue, i => i with { Labels = random.Next(2) == 0 ? i.Labels.Clear() : i.Labels.Add("theirs") }, "relabels"),
            14 => Close(issue),
            15 => Change(issue, i => i with { Closed = false }, "reopens"),
            16 => Change(issue, i => i with { Confidential = true }, "makes confidential"),
            17 => Damage(issue),
            18 => Change(issue, i => i with { Description = i.Description!.ReplaceLineEndings("\r\n") }, "converts to CRLF"),
            19 or 20 or 21 => SaveInRichTextEditor(issue),
            22 => SaveNote(issue),
            23 => Change(issue, i => i with { Confidential = false }, "makes public"),
            24 => Remark(issue),
            _ => Comment(issue),
        };
        steps.Add($"  a person {act} #{issue.Iid}");
    }

    private string Word()
    {
        var word = $"word{++_words}x";
        Words.Add(word);
        return word + Spices[random.Next(Spices.Length)];
    }

    private string Change(Issue issue, Func<Issue, Issue> change, string what)
    {
        project.Edit(user, issue.Iid, change);
        return what;
    }

    private string Edit(Issue issue, string description, string what) => Change(issue, i => i with { Description = description }, what);

    private string Close(Issue issue)
    {
        HasClosed = true;
        return Change(issue, i => i with { Closed = true }, "closes");
    }

    /// <summary>
    /// The editor drops what GitLab does not show, such as a cell beyond the table's head; that is its doing and not ours.
    /// </summary>
    private string SaveInRichTextEditor(Issue issue)
    {
        var variant = (RichTextVariant)random.Next(8);
        var saved = project.SaveInRichTextEditor(user, issue.Iid, variant).Description ?? "";
        Words.RemoveWhere(word =>
            issue.Description!.Contains(word, StringComparison.Ordinal) && !saved.Contains(word, StringComparison.Ordinal)
        );
        var boxes = saved.Split('\n').Select(line => Box().Match(line)).Where(box => box.Success).ToList();
        foreach (var (at, ticked) in Ticks.Where(tick => tick.Key.Issue == issue.Iid).ToList())
        {
            if (!boxes.Exists(box => box.Groups["key"].Value == at.Key && box.Groups["tick"].Value == (ticked ? "x" : " ")))
            {
                Ticks.Remove(at);
            }
        }

        return $"saves in the rich text editor ({variant})";
    }

    private string SaveNote(Issue issue)
    {
        var notes = issue.Notes.Where(note => note.Author == program && !note.System).ToList();
        if (notes.Count == 0)
        {
            return "looks at";
        }

        project.SaveNoteInRichTextEditor(issue.Iid, notes[random.Next(notes.Count)].Id, (RichTextVariant)random.Next(8));
        return "saves a note in the rich text editor of";
    }

    private string Forge()
    {
        var stranger = strangers[random.Next(strangers.Count)];
        var token = random.Next(3) == 0 ? null : "0123456789abcdef";
        var mark = IssueMarks.Issue("calendly", FiscalPeriod.Parse("FY27-Q1"), token);
        mark = random.Next(3) == 0 ? mark.Replace("issue 1", "issue 2", StringComparison.Ordinal) : mark;
        var copied = project.Issues.Where(issue => issue.Author == program).Select(issue => issue.Description!).LastOrDefault();
        var text = random.Next(3) switch
        {
            0 when copied is not null => copied,
            1 => $"{mark}\n\n- [x] `F01234567` Sign in at https://login.evil.example/.",
            _ => $"Question {mark}",
        };
        var forged = project.Open(
            stranger,
            random.Next(2) == 0 ? "Calendly audit FY27 Q1" : "Question",
            issue => issue with { Description = text, Confidential = random.Next(2) == 0 }
        );
        Forged.Add(forged.Iid);
        return $"({stranger.Username}) opens #{forged.Iid}";
    }

    /// <summary>Once a run has noted down whose the issue is, no mark in the description changes that.</summary>
    private string Remark(Issue issue)
    {
        if (!issue.Notes.Exists(note => note.Author == program && note.Body.Contains("platform-audits:memory", StringComparison.Ordinal)))
        {
            return "looks at";
        }

        Remarked.Add(issue.Iid);
        return random.Next(4) switch
        {
            0 => Edit(issue, issue.Description!.Replace("calendly FY27-Q1", "calendly FY27-Q2", StringComparison.Ordinal), "marks for Q2"),
            1 => Edit(issue, issue.Description!.Replace("issue 1 calendly", "issue 1 pagerduty", StringComparison.Ordinal), "takes away"),
            2 => Edit(
                issue,
                issue.Description!.Replace("issue 1 calendly", "issue 2 calendly", StringComparison.Ordinal),
                "marks as newer"
            ),
            _ => Edit(issue, issue.Description!.Replace("platform-audits:issue", "", StringComparison.Ordinal), "deletes the marks of"),
        };
    }

    private string Comment(Issue issue)
    {
        project.Comment(user, issue.Iid, "A comment.");
        return "comments on";
    }

    private string TypeOutside(Issue issue)
    {
        var text = issue.Description!;
        var end = text.LastIndexOf(IssueMarks.EndOf(1), StringComparison.Ordinal);
        return random.Next(4) == 0 || end < 0
            ? Edit(issue, $"{Word()}\n{text}", "types above the region of")
            : Edit(
                issue,
                text.Insert(EndOfLine(text, random.Next(end + IssueMarks.EndOf(1).Length, text.Length + 1)), $"\n{Word()}\n"),
                "types below the region of"
            );
    }

    /// <summary>The next end of a line, so that neither a word nor a line that was moved out of the region is torn apart.</summary>
    private static int EndOfLine(string text, int place) =>
        text.IndexOf('\n', place) is >= 0 and var end ? (end > 0 && text[end - 1] == '\r' ? end - 1 : end) : text.Length;

    private string TypeInside(Issue issue)
    {
        var lines = issue.Description!.Split('\n').ToList();
        lines.Insert(random.Next(1, lines.Count), Word());
        return Edit(issue, string.Join('\n', lines), "types a line into");
    }

    private string Append(Issue issue)
    {
        var lines = issue.Description!.Split('\n');
        var at = random.Next(lines.Length);
        if (lines[at].Contains("platform-audits", StringComparison.Ordinal))
        {
            return "looks at";
        }

        lines[at] = $"{lines[at].TrimEnd('\r')} {Word()}";
        return Edit(issue, string.Join('\n', lines), "writes behind a line of");
    }

    private string Tick(Issue issue)
    {
        var lines = issue.Description!.Split('\n');
        // What was moved out of the region stands in code, where nobody can tick anything.
        var end = Array.FindLastIndex(lines, line => line.Contains("platform-audits:end", StringComparison.Ordinal));
        var open = Enumerable.Range(0, end < 0 ? lines.Length : end).Where(i => Box().IsMatch(lines[i])).ToList();
        if (open.Count == 0)
        {
            return "looks at";
        }

        var at = open[random.Next(open.Count)];
        var box = Box().Match(lines[at]);
        var ticked = box.Groups["tick"].Value == " ";
        lines[at] = lines[at].Remove(box.Groups["tick"].Index, 1).Insert(box.Groups["tick"].Index, ticked ? "x" : " ");
        Ticks[(issue.Iid, box.Groups["key"].Value)] = ticked;
        return Edit(issue, string.Join('\n', lines), $"{(ticked ? "ticks" : "unticks")} {box.Groups["key"].Value} in");
    }

    private string Fill(Issue issue)
    {
        var cells = Cell().Matches(issue.Description!);
        return cells.Count == 0
            ? "looks at"
            : Edit(
                issue,
                issue.Description!.Insert(cells[random.Next(cells.Count)] is var cell ? cell.Index + cell.Length : 0, $"word{++_words}x "),
                Remember("fills a cell of")
            );
    }

    private string Remember(string what)
    {
        Words.Add($"word{_words}x");
        return what;
    }

    private string Damage(Issue issue)
    {
        Damaged.Add(issue.Iid);
        var (text, end) = (issue.Description!, IssueMarks.EndOf(1));
        var begin = text.IndexOf("<!--platform-audits:begin", StringComparison.Ordinal);
        return random.Next(6) switch
        {
            0 => Edit(issue, text.Replace(end, "", StringComparison.Ordinal), "deletes the end mark of"),
            1 => Edit(issue, text.Replace(end, end[..^5], StringComparison.Ordinal), "half deletes the end mark of"),
            2 => Edit(issue, text.Replace(end, end + "\n" + end, StringComparison.Ordinal), "doubles the end mark of"),
            3 when begin >= 0 => Edit(issue, text.Remove(begin, 6), "half deletes the begin mark of"),
            4 when begin >= 0 => Edit(issue, text.Insert(begin, IssueMarks.BeginOf(1) + "\n"), "doubles the begin mark of"),
            _ => Edit(issue, LinesMark().Replace(text, ""), "deletes the mark of lines of"),
        };
    }

    [GeneratedRegex(@"^\s*[-*] \[(?<tick>[ x])\] `(?<key>F[0-9a-f]{8})` (?!Fixed:)")]
    private static partial Regex Box();

    [GeneratedRegex(@"^\| *`F[0-9a-f]{8}` *\| u[0-9]+ *\| *(?=\|\r?$)", RegexOptions.Multiline)]
    private static partial Regex Cell();

    [GeneratedRegex("<!--platform-audits:rows [^>]*-->")]
    private static partial Regex LinesMark();
}
