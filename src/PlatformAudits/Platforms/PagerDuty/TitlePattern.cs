using System.Text.RegularExpressions;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>
/// A job title, or a part of one with <c>*</c> for whatever may stand before, between or after it. Letter case and the width of blanks
/// don't matter.
/// </summary>
internal sealed partial class TitlePattern
{
    private readonly Regex _title;

    /// <summary>A pattern.</summary>
    public TitlePattern(string pattern) =>
        _title = new Regex(
            $"^{Regex.Escape(Plain(pattern)).Replace(@"\*", ".*", StringComparison.Ordinal)}$",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking
        );

    /// <summary>Whether a title fits.</summary>
    /// <param name="title">The title, or null, which fits nothing.</param>
    public bool Fits(string? title) => title is not null && _title.IsMatch(Plain(title));

    private static string Plain(string text) => WhiteSpace().Replace(text.Trim(), " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
