using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// What GitLab makes of inline text. It first reads Markdown: code, links, images, HTML, emphasis, formulas. Of what is then left as text,
/// with character references resolved, it reads mentions, references, addresses and emoji. A sign behind a backslash stays a sign.
/// </summary>
internal sealed partial class InlineText
{
    /// <summary>
    /// Stands where Markdown took something out, and on both sides of an escaped sign, which GitLab keeps in an element of its own.
    /// </summary>
    private const char Apart = '\ue000';

    private readonly List<string> _mentions = [];
    private readonly List<string> _references = [];
    private readonly List<string> _activated = [];

    public InlineText(IEnumerable<string> texts)
    {
        foreach (var text in texts.Where(text => text.AsSpan().IndexOfAnyExceptInRange('a', 'z') >= 0))
        {
            Read(text);
        }
    }

    public IReadOnlyList<string> Mentions => [.. _mentions.Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<string> References => [.. _references.Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<string> Activated => _activated;

    private void Read(string text)
    {
        var source = Code().Replace(text, match => match.Groups["escaped"].Success ? match.Value : $"{Apart}");
        source = Escaped().Replace(source, match => $"{Apart}{(char)(match.Groups["sign"].Value[0] + 0xE100)}{Apart}");
        source = Take(source, Math(), "formula");
        source = Take(source, Image(), "image");
        source = Take(source, Link(), "link");
        source = Take(source, Definition(), "link definition");
        source = Take(source, Footnote(), "footnote");
        source = Take(source, Autolink(), "link");
        source = Take(source, Html(), "html");
        source = Take(source, Web(), "link");
        foreach (var emphasis in new[] { Strong(), Emphasis(), Underscores(), Struck() })
        {
            foreach (Match match in emphasis.Matches(source))
            {
                _activated.Add("emphasis " + match.Value);
            }

            source = emphasis.Replace(source, "${text}");
        }

        ReadText(Decoded(source));
    }

    private void ReadText(string text)
    {
        text = Take(text, CodeBetweenDollars(), "formula");
        text = Take(text, Address(), "link");
        text = Take(text, Mail(), "link");
        text = Take(text, Changed(), "inline diff");
        text = Take(text, Contents(), "contents");
        text = Take(text, Emoji(), "emoji");
        foreach (Match match in Mention().Matches(text))
        {
            _mentions.Add(match.Value.TrimEnd('.', '-'));
        }

        foreach (Match match in Reference().Matches(text))
        {
            _references.Add(match.Value);
        }
    }

    private string Take(string text, Regex pattern, string kind) =>
        pattern.Replace(
            text,
            match =>
            {
                _activated.Add($"{kind} {match.Value}");
                return $"{Apart}";
            }
        );

    private static string Decoded(string source)
    {
        var decoded = WebUtility.HtmlDecode(
            source
                .Replace("&commat;", "@", StringComparison.Ordinal)
                .Replace("&num;", "#", StringComparison.Ordinal)
                .Replace("&excl;", "!", StringComparison.Ordinal)
                .Replace("&colon;", ":", StringComparison.Ordinal)
        );
        var text = new StringBuilder(decoded.Length);
        foreach (var sign in decoded)
        {
            text.Append(sign is >= '\ue100' and < '\ue180' ? (char)(sign - 0xE100) : sign);
        }

        return text.ToString();
    }

    [GeneratedRegex(@"(?<escaped>\\`)|(?<!`)(?<ticks>`+)(?!`).*?(?<!`)\k<ticks>(?!`)", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\\(?<sign>[!-/:-@\[-`{-~])")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"\$\$[^$]+\$\$|\$\ue000\$|(?<![\w$])\$(?=\S)[^$\n]*?(?<=\S)\$(?![\w$])")]
    private static partial Regex Math();

    [GeneratedRegex(@"!\[[^\[\]]*\](\([^()]*(\([^()]*\))?[^()]*\)|\[[^\[\]]*\])?")]
    private static partial Regex Image();

    [GeneratedRegex(@"\[[^\[\]]*\](\([^()]*(\([^()]*\))?[^()]*\)|\[[^\[\]]+\])")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\[[^\[\]^][^\[\]]*\]:\s*\S+", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\[\^[^\]\s]+\]")]
    private static partial Regex Footnote();

    [GeneratedRegex(@"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+)>")]
    private static partial Regex Autolink();

    [GeneratedRegex(@"</?[A-Za-z][A-Za-z0-9-]*(\s[^<>]*)?/?>|<[!?][^>]*>")]
    private static partial Regex Html();

    [GeneratedRegex(@"(?<![\w.])www\.[^\s<]+", RegexOptions.IgnoreCase)]
    private static partial Regex Web();

    [GeneratedRegex(@"\*\*(?=\S)(?<text>[^*]+?)(?<=\S)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<!\*)\*(?=[^\s*])(?<text>[^*]+?)(?<=\S)\*(?!\*)")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"(?<!\w)_{1,2}(?=[^\s_])(?<text>[^_]+?)(?<=\S)_{1,2}(?!\w)")]
    private static partial Regex Underscores();

    [GeneratedRegex(@"~~?(?=[^\s~])(?<text>[^~]+?)(?<=\S)~~?")]
    private static partial Regex Struck();

    [GeneratedRegex(@"(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]*://[^\s\ue000<]+|(mailto|xmpp):[A-Za-z0-9._%+-]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"[A-Za-z0-9._+-]+@[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+")]
    private static partial Regex Mail();

    [GeneratedRegex(@"\{[+-].*?[+-]\}|\[[+-].*?[+-]\]")]
    private static partial Regex Changed();

    [GeneratedRegex(@"\[\[.+?\]\]|^\[TOC\]\s*$", RegexOptions.Multiline)]
    private static partial Regex Contents();

    // What GitLab looks for has no letter, digit or colon on its outside (tanuki_emoji, alpha_code_pattern).
    [GeneratedRegex(@"(?<![\p{L}\p{Nd}:]):[a-z0-9_+-]+:(?![\p{L}\p{Nd}:])")]
    private static partial Regex Emoji();

    // Older versions of GitLab look for the dollars on both sides of code after character references are resolved.
    [GeneratedRegex(@"\$\ue000\$")]
    private static partial Regex CodeBetweenDollars();

    // To GitLab's patterns a word has no letters but those from A to Z.
    [GeneratedRegex(@"(?<![A-Za-z0-9_/])@[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")]
    private static partial Regex Mention();

    [GeneratedRegex(
        """
            (?<![A-Za-z0-9_&])([A-Za-z0-9_][A-Za-z0-9_./-]*)?(
              \#[0-9]+ | ![0-9]+ | \$[0-9]+ | &[0-9]+ | \^alert\#[0-9]+ | \*iteration:\S+
              | %([0-9]+|"[^"]+"|[A-Za-z][A-Za-z0-9_.-]*)
              | ~([0-9]+|"[^"]+"|[A-Za-z][A-Za-z0-9_:.&?-]*)
            )
            | \[(vulnerability|issue|work_item|epic|feature_flag|contact|cve_request|snippet|design|wiki_page):[^\]]+\]
            | (?<![A-Za-z0-9_])[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+>
            | (?<![A-Za-z0-9_.])[0-9a-f]{7,40}(\.{2,3}[0-9a-f]{7,40})?(?![A-Za-z0-9_])
            | (?<![A-Za-z0-9_])GL-[0-9]+
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Reference();
}
