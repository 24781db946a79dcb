using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>
/// The functions of <c>regex</c>. Null is an error, except as options, which are letters: i ignores case, m and s change line ends,
/// x ignores blanks.
/// </summary>
internal static class RegexFunctions
{
    public static string Escape(SourceSpan span, string? pattern) => Regex.Escape(Required(span, pattern));

    public static ScriptArray Match(TemplateContext context, SourceSpan span, string? text, string? pattern, string? options = null)
    {
        var match = Regex.Match(Required(span, text), Required(span, pattern), ReadOptions(context, options), context.RegexTimeOut);
        return match.Success ? Groups(match) : [];
    }

    public static ScriptArray Matches(TemplateContext context, SourceSpan span, string? text, string? pattern, string? options = null) =>
        new(Regex.Matches(Required(span, text), Required(span, pattern), ReadOptions(context, options), context.RegexTimeOut).Select(Groups));

    public static string Replace(
        TemplateContext context, SourceSpan span, string? text, string? pattern, string? replace, string? options = null) =>
        Regex.Replace(
            Required(span, text), Required(span, pattern), Required(span, replace), ReadOptions(context, options), context.RegexTimeOut);

    public static ScriptArray Split(TemplateContext context, SourceSpan span, string? text, string? pattern, string? options = null) =>
        new(Regex.Split(Required(span, text), Required(span, pattern), ReadOptions(context, options), context.RegexTimeOut));

    public static string Unescape(SourceSpan span, string? pattern) => Regex.Unescape(Required(span, pattern));

    private static string Required(
        SourceSpan span, string? value, [CallerArgumentExpression(nameof(value))] string name = "", [CallerMemberName] string function = "") =>
        value ?? throw new ScriptRuntimeException(span, $"Argument `{name}` cannot be null for function `{function}`.");

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
