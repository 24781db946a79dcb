using System.Text.RegularExpressions;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Functions;

/// <summary>The functions of <c>regex</c>. Options are letters: i ignores case, m and s change line ends, x ignores blanks.</summary>
internal static class RegexFunctions
{
    public static string? Escape(string? pattern) => pattern is null ? null : Regex.Escape(pattern);

    public static ScriptArray Match(TemplateContext context, string? text, string? pattern, string? options = null)
    {
        if (string.IsNullOrEmpty(text) || string.IsNullOrEmpty(pattern))
        {
            return [];
        }

        var match = Regex.Match(text, pattern, ReadOptions(context, options), context.RegexTimeOut);
        return match.Success ? Groups(match) : [];
    }

    public static ScriptArray Matches(TemplateContext context, string? text, string? pattern, string? options = null) =>
        string.IsNullOrEmpty(text) || string.IsNullOrEmpty(pattern)
            ? []
            : new ScriptArray(Regex.Matches(text, pattern, ReadOptions(context, options), context.RegexTimeOut).Select(Groups));

    public static string? Replace(TemplateContext context, string? text, string? pattern, string? replace, string? options = null) =>
        string.IsNullOrEmpty(text) || string.IsNullOrEmpty(pattern)
            ? text
            : Regex.Replace(text, pattern, replace ?? string.Empty, ReadOptions(context, options), context.RegexTimeOut);

    public static ScriptArray Split(TemplateContext context, string? text, string? pattern, string? options = null) =>
        string.IsNullOrEmpty(text) || string.IsNullOrEmpty(pattern)
            ? new ScriptArray(new object?[] { text })
            : new ScriptArray(Regex.Split(text, pattern, ReadOptions(context, options), context.RegexTimeOut));

    public static string? Unescape(string? pattern) => pattern is null ? null : Regex.Unescape(pattern);

    private static ScriptArray Groups(Match match) => new(match.Groups.Values.Select(group => group.Value));

    private static RegexOptions ReadOptions(TemplateContext context, string? letters)
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
                _ => throw NotCovered.At(context.CurrentSpan, $"the regex option `{letter}`"),
            };
        }

        return options;
    }
}
