using System.Globalization;
using System.Text;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// Makes text that others chose safe to stand in a quoted label of a Mermaid chart. Everything but letters, digits and blanks becomes one
/// of Mermaid's own character codes (mermaid.js.org, "Entity codes to escape characters"), so nothing ends the label, the line, the chart
/// or the code block around it, or is HTML.
/// </summary>
internal static class MermaidEncoder
{
    /// <summary>A label longer than this makes a chart nobody can read.</summary>
    private const int LongestLabel = 100;

    /// <summary>The label, without the quotes around it.</summary>
    /// <param name="text">The text as it came; null gives an empty one.</param>
    public static string Encode(string? text)
    {
        var label = new StringBuilder();
        foreach (var rune in Invisible.Shown(text ?? "").EnumerateRunes().Take(LongestLabel + 1))
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value == ' ' || !rune.IsAscii)
            {
                label.Append(rune);
            }
            else
            {
                label.Append('#').Append(rune.Value.ToString(CultureInfo.InvariantCulture)).Append(';');
            }
        }

        return label.ToString();
    }
}
