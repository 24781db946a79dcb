using NUnit.Framework;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tests.Reporting;

public sealed partial class MarkdownEncoderTests
{
    [TestCase("Ada Lovelace")]
    [TestCase("Seán O'Brien-Müller, Jr.")]
    [TestCase("李小龙")]
    [TestCase("Ольга (support)")]
    [TestCase("and/or: see expected_admins")]
    [TestCase("")]
    public void An_ordinary_name_looks_as_typed(string name) => Assert.That(MarkdownEncoder.Encode(name), Is.EqualTo(name));

    [TestCase("@all")]
    [TestCase("/close")]
    [TestCase("a | b")]
    [TestCase("`code`")]
    [TestCase("<img src=x onerror=alert(1)>")]
    [TestCase("--> <script>")]
    [TestCase("![x](https://evil.example/x.png)")]
    [TestCase("[click](javascript:alert(1))")]
    [TestCase("https://evil.example www.evil.example a@evil.example")]
    [TestCase("#1 !2 ~label %milestone &3 $4 ^5 *iteration:6 :tada:")]
    [TestCase("**bold** _it_ ~~gone~~ $`math`$")]
    [TestCase("{{ 7 * 7 }}")]
    [TestCase("&#64;all")]
    [TestCase("1. list")]
    [TestCase("- [x] done")]
    public void Nothing_that_Markdown_or_GitLab_acts_on_stays_active(string hostile)
    {
        var encoded = Code().Replace(MarkdownEncoder.Encode(hostile), "");
        Assert.Multiple(() =>
        {
            Assert.That(
                encoded.IndexOfAny(['@', '|', '`', '<', '>', '!', '~', '%', '$', '^', '*', '[', ']', '{', '}', '\\']),
                Is.EqualTo(-1)
            );
            Assert.That(encoded, Does.Not.Match("&(?!#[0-9]+;)"), "an ampersand stands only in a character reference");
            Assert.That(encoded, Does.Not.Match("^([-+#/]|[0-9]+[.)])"), "nothing begins a list, a heading or a quick action");
            Assert.That(encoded, Does.Not.Match(@":\S|\b_|_\b"), "no address, no emoji, no emphasis");
            Assert.That(encoded, Does.Not.Match(@"www\.\w"), "no host name becomes a link");
        });
    }

    [TestCase("@élan")]
    [TestCase("x #12")]
    [TestCase("ftp://évil.example")]
    public void A_sign_that_starts_a_reference_is_kept_apart_from_what_follows(string hostile) =>
        Assert.That(System.Net.WebUtility.HtmlDecode(MarkdownEncoder.Encode(hostile)), Does.Match("[@#:]\u2060"));

    [Test]
    public void What_can_not_be_seen_is_shown_by_its_number() =>
        Assert.That(
            System
                .Net.WebUtility.HtmlDecode(MarkdownEncoder.Encode("a\u202eb\u200bc\nd\u001b[31m"))
                .Replace("\u2060", "", StringComparison.Ordinal),
            Is.EqualTo("a[U+202E]b[U+200B]c[U+000A]d[U+001B][31m")
        );

    [Test]
    public void A_text_without_end_is_cut_and_says_so() =>
        Assert.That(MarkdownEncoder.Encode(new string('x', 5000)), Is.EqualTo(new string('x', 1000) + "…"));

    [TestCase("agent157@gitlab.com")]
    [TestCase("sean.o'brien+zendesk@gitlab.com")]
    [TestCase("https://calendly.com/awalsh16")]
    [TestCase("https://calendly.com/~a?b=c&d=%20#e")]
    [TestCase("9001#4000265")]
    [TestCase("360000000008")]
    [TestCase("+493012345678")]
    [TestCase("4000265")]
    [TestCase("AB12CD34")]
    [TestCase("2f6e7a9c-1d34-4b5a-8c7d-1234567890ab")]
    [TestCase("https://api.calendly.com/users/7904F7AD845B6684")]
    [TestCase("group/project#12")]
    [TestCase("ABC-12")]
    [TestCase("mailto:ada@gitlab.com")]
    [TestCase("@jane.doe")]
    public void A_value_stands_as_code(string value) => Assert.That(MarkdownEncoder.Encode(value), Is.EqualTo($"`{value}`"));

    [TestCase("2024-05-14")]
    [TestCase("2026-02-06 07:15:30 UTC")]
    [TestCase("030-555-0199")]
    [TestCase("+1 (555) 555-0199")]
    [TestCase("123456")]
    [TestCase("PABC123")]
    [TestCase("jane.doe")]
    [TestCase("gitlab-com/support")]
    [TestCase("CALENDLY_TOKEN")]
    [TestCase("C# in R&D 3:2")]
    [TestCase("FY27-Q2")]
    public void A_date_a_number_or_a_word_stands_plain(string text) =>
        Assert.That(System.Net.WebUtility.HtmlDecode(MarkdownEncoder.Encode(text)), Is.EqualTo(text));

    [TestCase("(a@b.example)", "(`a@b.example`)")]
    [TestCase("Put 360000000008 into the team file.", "Put `360000000008` into the team file.")]
    [TestCase("See https://x.example/a.", "See `https://x.example/a`.")]
    [TestCase("a@b.example, c@d.example; e@f.example: g", "`a@b.example`, `c@d.example`; `e@f.example`: g")]
    [TestCase("'a@b.example' \"4000265\" “deadbeef”", "'`a@b.example`' \"`4000265`\" “`deadbeef`”")]
    [TestCase("a@b.example,c@d.example", "`a@b.example`,`c@d.example`")]
    public void What_ends_a_sentence_or_surrounds_a_value_is_no_part_of_it(string text, string encoded) =>
        Assert.That(MarkdownEncoder.Encode(text), Is.EqualTo(encoded));

    [TestCase("$4000265")]
    [TestCase("4000265$")]
    [TestCase("a|b@c.example")]
    [TestCase("a`b@c.example")]
    [TestCase("https://x.example/a`b")]
    [TestCase("https://x.example/a\\b")]
    [TestCase("аgent@gitlab.com")]
    [TestCase("agent@gitlab\u200b.com")]
    [TestCase("@jane/doe")]
    public void What_code_could_not_hold_is_free_text(string text) => Assert.That(MarkdownEncoder.Encode(text), Does.Not.Contain("`"));

    [TestCase("F79e8b29d is here")]
    [TestCase("\"F79e8b29d\"")]
    [TestCase("f79e8b29d79e8b29d")]
    public void No_text_begins_with_what_passes_for_the_id_of_a_finding(string text)
    {
        var encoded = MarkdownEncoder.Encode(text);
        Assert.Multiple(() =>
        {
            Assert.That(encoded, Does.Not.Contain("`"));
            Assert.That(MarkdownEncoder.Decode(encoded), Is.EqualTo(text));
            Assert.That(MarkdownEncoder.Encode($"Finding {text}"), Does.Contain("`"));
            Assert.That(CodeEncoder.Encode(text.Split(' ')[0].Trim('"')), Does.Not.Contain("`"));
        });
    }

    [Test]
    public void A_value_that_is_cut_does_not_pass_for_a_whole_one()
    {
        var text = new string('x', 990) + " agent157@gitlab.com";
        Assert.That(MarkdownEncoder.Encode(text), Does.Not.Contain("`").And.EndsWith("…"));
    }

    [TestCase("a@b.example (Ada & Bob) #12 `x` \\* 1. [y] 9001#4000265, $1 *z*")]
    [TestCase("&amp; &#64; \\` `` | ~~a~~")]
    public void What_was_encoded_is_read_back_as_it_was(string text)
    {
        var encoded = MarkdownEncoder.Encode(text);
        var saved = SavedByTheRichTextEditor(encoded);
        Assert.Multiple(() =>
        {
            Assert.That(MarkdownEncoder.Decode(encoded), Is.EqualTo(text));
            Assert.That(MarkdownEncoder.Decode(saved), Is.EqualTo(text));
        });
    }

    [TestCase("a `b` c", "a b c")]
    [TestCase("a `` b`c `` d", "a b`c d")]
    [TestCase("a ` b", "a ` b")]
    [TestCase("a `` b ` c", "a `` b ` c")]
    [TestCase("` `", " ")]
    [TestCase("`&amp;` &amp; \\& \\x", "&amp; & & \\x")]
    [TestCase("\\`a\\`", "`a`")]
    public void What_people_wrote_is_read_as_Markdown_reads_it(string written, string text) =>
        Assert.That(MarkdownEncoder.Decode(written), Is.EqualTo(text));

    /// <summary>The editor writes every character as itself, with a backslash before those that mean something; code stays.</summary>
    private static string SavedByTheRichTextEditor(string encoded) =>
        string.Concat(
            Code()
                .Split(encoded)
                .Zip([.. Code().Matches(encoded).Select(code => code.Value), ""])
                .Select(part => Meaning().Replace(System.Net.WebUtility.HtmlDecode(part.First), @"\$0") + part.Second)
        );

    [System.Text.RegularExpressions.GeneratedRegex("`[!-_a-{}~]+`")]
    private static partial System.Text.RegularExpressions.Regex Code();

    [System.Text.RegularExpressions.GeneratedRegex(@"[`*\\~\[\]_|&]")]
    private static partial System.Text.RegularExpressions.Regex Meaning();
}
