using System.Text.RegularExpressions;

namespace PlatformAudits.FollowUp;

/// <summary>
/// The hidden comments that a note begins with, and the text below them. They are written alone between blank lines and without inner
/// blanks, which is the form that GitLab's rich text editor gives them, and read in any.
/// </summary>
/// <param name="Comments">What stands in the comments, without blanks at its ends, in their order.</param>
internal sealed partial record NoteHead(IReadOnlyList<string> Comments, string Text)
{
    /// <summary>Takes a note apart.</summary>
    /// <param name="body">The note, with line endings of any kind; blank lines may stand above the first comment.</param>
    public static NoteHead Of(string body)
    {
        var head = Form().Match(body);
        return new NoteHead([.. head.Groups["comment"].Captures.Select(comment => comment.Value.Trim())], body[head.Length..]);
    }

    /// <summary>The note with these lines above a text.</summary>
    /// <param name="lines">Hidden comments, or null for none.</param>
    public static string Write(string text, params IEnumerable<string?> lines) => string.Join("\n\n", lines.OfType<string>().Append(text));

    [GeneratedRegex(@"\A(?:\s*<!--(?<comment>.*?)-->)*\s*")]
    private static partial Regex Form();
}
