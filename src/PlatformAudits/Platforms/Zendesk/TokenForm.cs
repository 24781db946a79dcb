using System.Globalization;
using System.Text.RegularExpressions;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// One way in which a token's description may say who asked for it: a text with placeholders, such as <c>{person} - {link} - {date}</c>.
/// <c>{link}</c> is an https address,
/// <c>{date}</c> a day such as 2027-01-31, <c>{teammate}</c> the name of somebody in the team file, <c>{person}</c> and <c>{text}</c> any
/// text.
/// </summary>
internal sealed partial class TokenForm
{
    private readonly Regex _form;
    private readonly IReadOnlyList<string> _titles;

    private TokenForm(Regex form, IReadOnlyList<string> titles) => (_form, _titles) = (form, titles);

    /// <summary>Reads a form.</summary>
    /// <exception cref="AuditException">It has no text, an unknown placeholder, one placeholder twice, or titles without a
    /// teammate.</exception>
    public static TokenForm Read(SettingsSection settings) =>
        Of(settings.RequiredText("form").Trim(), settings.Texts("titles"), (key, problem) => settings.Wrong(key, problem));

    /// <summary>A form as people write it.</summary>
    /// <param name="titles">A part of the job title that the teammate must have, any of them; none for any title.</param>
    /// <exception cref="ArgumentException">It has no text, an unknown placeholder, one placeholder twice, or titles without a
    /// teammate.</exception>
    public static TokenForm Of(string text, params IReadOnlyList<string> titles) =>
        Of(text, titles, (key, problem) => new ArgumentException($"{key} {problem}", nameof(text)));

    private static TokenForm Of(string text, IReadOnlyList<string> titles, Func<string, string, Exception> wrong)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var pattern = Placeholder().Split(text).Select((part, index) => index % 2 == 0 ? Regex.Escape(part) : PatternOf(part));
        var form = new Regex(
            $"^{string.Concat(pattern)}$",
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
        );
        return titles.Count == 0 || names.Contains("teammate")
            ? new TokenForm(form, titles)
            : throw wrong("titles", "need a form with {teammate}");

        string PatternOf(string name) =>
            !names.Add(name)
                ? throw wrong("form", $"has {{{name}}} twice")
                : name switch
                {
                    "link" => @"(?<link>https://\S+)",
                    "date" => @"(?<date>\d{4}-\d{2}-\d{2})",
                    "person" => @"(?<person>\S.*?)",
                    "teammate" => @"(?<teammate>\S.*?)",
                    "text" => @"(?<text>\S.*?)",
                    _ => throw wrong(
                        "form",
                        $"has the placeholder {{{name}}}, and there are {{link}}, {{date}}, {{person}}, {{teammate}} and {{text}}"
                    ),
                };
    }

    /// <summary>Whether a description has this form.</summary>
    public bool Fits(string description, Roster roster) =>
        _form.Match(description.Trim()) is { Success: true } match
        && (!match.Groups["date"].Success || DateOf(match) is not null)
        && (!match.Groups["teammate"].Success || roster.ByName(match.Groups["teammate"].Value).Any(HasTitle));

    /// <summary>The https address that a description of this form gives, or null.</summary>
    public Uri? LinkIn(string description) =>
        _form.Match(description.Trim()) is { Success: true } match
        && Uri.TryCreate(match.Groups["link"].Value, UriKind.Absolute, out var link)
        && link.Scheme == Uri.UriSchemeHttps
            ? link
            : null;

    /// <summary>The day that a description of this form gives as its end, or null.</summary>
    public DateOnly? EndOf(string description) => _form.Match(description.Trim()) is { Success: true } match ? DateOf(match) : null;

    private static DateOnly? DateOf(System.Text.RegularExpressions.Match match) =>
        DateOnly.TryParseExact(match.Groups["date"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    private bool HasTitle(Teammate teammate) =>
        _titles.Count == 0 || _titles.Any(title => teammate.Title?.Contains(title, StringComparison.OrdinalIgnoreCase) == true);

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Placeholder();
}
