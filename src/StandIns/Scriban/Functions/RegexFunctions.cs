using System.Text.RegularExpressions;
using Scriban.Runtime;

namespace Scriban.Functions;

/// <summary>
/// The functions of <c>regex</c>. Null is an error, except as options, which are letters: i ignores case, m and s change line ends,
/// x ignores blanks; other letters mean nothing.
/// </summary>
internal static class RegexFunctions
{
    public static string Escape(string pattern) => Regex.Escape(pattern);

    public static ScriptArray Match(TemplateContext context, string text, string pattern, string? options = null)
    {
        var match = Regex.Match(text, pattern, ReadOptions(options), context.RegexTimeOut);
        return match.Success ? Groups(match) : [];
    }

    public static ScriptArray Matches(TemplateContext context, string text, string pattern, string? options = null) =>
        new(Regex.Matches(text, pattern, ReadOptions(options), context.RegexTimeOut).Select(Groups));

    public static string Replace(
        TemplateContext context, string text, string pattern, string replace, string? options = null) =>
        Regex.Replace(
            text, pattern, replace, ReadOptions(options), context.RegexTimeOut);

    public static ScriptArray Split(TemplateContext context, string text, string pattern, string? options = null) =>
        new(Regex.Split(text, pattern, ReadOptions(options), context.RegexTimeOut));

    public static string Unescape(string pattern) => Regex.Unescape(pattern);

    private static ScriptArray Groups(Match match) => new(match.Groups.Values.Select(group => group.Value));

    private static RegexOptions ReadOptions(string? letters)
    {
        var options = RegexOptions.None;
        foreach (var letter in letters ?? string.Empty)
        {
            options |= letter switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => RegexOptions.None,
            };
        }

        return options;
    }
}
