using NUnit.Framework;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tests.Reporting;

public sealed class MarkdownEncoderTests
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
        var encoded = MarkdownEncoder.Encode(hostile);
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

    [TestCase("@all")]
    [TestCase("x #12")]
    [TestCase("https://evil.example")]
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
}
