using System.Text;
using System.Xml;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// Makes text that others chose safe to be handed to an XML writer, which escapes everything but what XML 1.0 can't hold at all.
/// </summary>
internal static class XmlEncoder
{
    /// <summary>The text with characters that nobody sees by their numbers, and with U+FFFD for what is no XML.</summary>
    public static string Encode(string text)
    {
        var valid = new StringBuilder(text.Length);
        foreach (var rune in Invisible.Shown(text).EnumerateRunes())
        {
            valid.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        }

        return valid.ToString();
    }
}
