using System.Text;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// Makes text that others chose safe to stand in an issue's title. Markdown means nothing there, but GitLab looks for mentions, references
/// and emoji, so their signs are kept apart from what follows by a word joiner.
/// </summary>
internal static class TitleEncoder
{
    /// <summary>GitLab's limit of a title in characters.</summary>
    private const int LongestTitle = 255;

    private const string Signs = "@#!~%&$^*[:/";

    /// <summary>The title: one line of at most 255 characters.</summary>
    public static string Encode(string text)
    {
        var title = new StringBuilder(text.Length + 8);
        var before = default(Rune);
        foreach (var rune in Invisible.Shown(text).EnumerateRunes())
        {
            if (before.IsAscii && Signs.Contains((char)before.Value, StringComparison.Ordinal) && !Rune.IsWhiteSpace(rune))
            {
                title.Append('\u2060');
            }

            title.Append(rune);
            before = rune;
        }

        var runes = title.ToString().Trim().EnumerateRunes().ToArray();
        return runes.Length <= LongestTitle ? string.Concat(runes) : string.Concat(runes.Take(LongestTitle - 1)) + "…";
    }
}
