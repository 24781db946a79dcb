using System.Net;
using System.Text.RegularExpressions;

namespace PlatformAudits.FollowUp;

/// <summary>
/// What somebody has said in a reply, as a reader of it sees it: without what it quotes, without Markdown's signs, and with every blank as
/// one. A save in GitLab's rich text editor changes the signs and leaves this.
/// </summary>
internal static partial class ReplyText
{
    /// <summary>The words, on one line.</summary>
    /// <param name="markdown">The reply as it came.</param>
    public static string Of(string markdown)
    {
        var own = string.Join('\n', OwnLines(Comment().Replace(markdown, " ").ReplaceLineEndings("\n")));
        var shown = WebUtility.HtmlDecode(Escape().Replace(HardBreak().Replace(Tag().Replace(own, ""), " "), "$1"));
        return Blanks().Replace(Emphasis().Replace(Invisible().Replace(shown, ""), ""), " ").Trim();
    }

    /// <summary>
    /// The words behind what a list, a heading or a box that is ticked puts before them. A box that is not ticked stays: it says that
    /// something is still to come.
    /// </summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static string FirstWordsOf(string markdown) => Leading().Replace(Of(markdown), "");

    /// <summary>The lines that are no quotation; a line below one belongs to it until a blank line ends it.</summary>
    private static IEnumerable<string> OwnLines(string text)
    {
        var isQuoted = false;
        foreach (var line in text.Split('\n'))
        {
            isQuoted = line.TrimStart().StartsWith('>') || (isQuoted && !string.IsNullOrWhiteSpace(line));
            if (!isQuoted)
            {
                yield return line;
            }
        }
    }

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex("</?(?:a|b|br|code|del|em|i|ins|kbd|mark|p|s|span|strong|sub|sup|u)(?:\\s[^<>]*)?/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\\\n")]
    private static partial Regex HardBreak();

    /// <summary>A backslash before any punctuation of ASCII (spec.commonmark.org, "Backslash escapes").</summary>
    [GeneratedRegex(@"\\([!-/:-@\[-`{-~])")]
    private static partial Regex Escape();

    /// <summary>Characters that are not seen and are no blanks: joiners, zero-width ones, marks of direction, soft hyphens.</summary>
    [GeneratedRegex(@"[\p{Cf}\u034F]")]
    private static partial Regex Invisible();

    /// <summary>Asterisks and underscores at the edge of a word. Struck-out words (~) are left as they are.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}*_])[*_]+(?=[\p{L}\p{N}""'`])|(?<=[\p{L}\p{N}.!?,:;""'`)])[*_]+(?![\p{L}\p{N}*_])")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"[\s\p{Z}]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(?:\s|[*_#+-]|\[[xX]\]|[0-9]{1,9}[.)](?=\s))*")]
    private static partial Regex Leading();
}
