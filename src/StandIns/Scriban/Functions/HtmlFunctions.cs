using System.Net;
using System.Text.RegularExpressions;

namespace Scriban.Functions;

/// <summary>The functions of <c>html</c>.</summary>
internal static partial class HtmlFunctions
{
    private const string Hidden = "<script.*?</script>|<!--.*?-->|<style.*?</style>";
    private const string OutsideAttributes = "[^>=]";
    private const string Quoted = "('[^']*'|\"[^\"]*\")";
    private const string Bare = "[^'\"][^\\s>]*";

    public static string? Escape(string? text) => WebUtility.HtmlEncode(text);

    public static string? NewlineToBr(string? text) => text is null ? null : LineEnd().Replace(text, "<br />$0");

    public static string? Strip(TemplateContext context, string? text) =>
        string.IsNullOrEmpty(text)
            ? text
            : Regex.Replace(
                text,
                $"{Hidden}|<({OutsideAttributes}|={Quoted}|={Bare})*>",
                string.Empty,
                RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
                context.RegexTimeOut);

    public static string? UrlEncode(string? text) => string.IsNullOrEmpty(text) ? text : Uri.EscapeDataString(text);

    public static string? UrlEscape(string? text) => string.IsNullOrEmpty(text) ? text : ReservedKept().Replace(text, match => Uri.EscapeDataString(match.Value));

    [GeneratedRegex("\r\n|\r|\n")]
    private static partial Regex LineEnd();

    /// <summary>Everything but the characters that have a meaning of their own in an address.</summary>
    [GeneratedRegex("[^;/?:@&=+$,#!'()*\\[\\]]+")]
    private static partial Regex ReservedKept();
}
