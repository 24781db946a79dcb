using System.Buffers;
using System.Text;
using NUnit.Framework;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox.Faults;
using PlatformAudits.Tests.Faults;

namespace PlatformAudits.Tests.Foundation;

public sealed class SecretsTests
{
    private static readonly string[] Canaries =
    [
        "u+canarypagerduty0001",
        "glpat-C4n_ary.01-x/y+z==",
        "0123456789abcdef0123456789abcdef",
        "eyJraWQiOiIxY2UxZTEzNjE3ZGNmNzY2YjNjZWJjY2Y4ZGM1YmFmYThhNjVlNjg0MDIzZjdjMzJiZTgzNDliMjM4MDEzNWI0.canary",
        "p@ss%41&w;rd\\x",
    ];

    private static IEnumerable<string> Encodings => Echo.Encodings;

    [TestCaseSource(nameof(Encodings))]
    public void A_secret_is_redacted_however_it_is_encoded_and_what_stands_around_it_stays(string encoding)
    {
        var secrets = Of(Canaries);
        Assert.Multiple(() =>
        {
            foreach (var canary in Canaries)
            {
                var encoded = new Echo("text", encoding).Encode(canary);
                var redacted = secrets.RedactedIn($"The key \"{encoded}\" is no good; café.");
                Assert.That(redacted, Does.StartWith("The key \"").And.EndWith("\" is no good; café.").And.Contain("[redacted]"), encoded);
                Assert.That(CanarySearch.In(redacted, Canaries), Is.Empty, $"{encoded}: {redacted}");
            }
        });
    }

    [TestCaseSource(nameof(Encodings))]
    public void Where_a_body_is_cut_into_pieces_does_not_matter(string encoding)
    {
        var secrets = Of(Canaries[..2]);
        var body = new string('x', 700) + "{\"said\":\"" + new Echo("text", encoding).Encode(Canaries[0]) + "\"}" + new string('y', 700);
        var whole = secrets.RedactedIn(body);
        Assert.Multiple(() =>
        {
            foreach (var chunk in new[] { 1, 7, 64, 500, 1023 })
            {
                Assert.That(Streamed(secrets, body, chunk), Is.EqualTo(whole), $"pieces of {chunk}");
            }
        });
    }

    [TestCase("https://api.calendly.com/organization_memberships/AAAAAAAAAAAAAAAA?page_token=sNjq4TvMDfUHEl7zHRR0k0E1PCEJWvdi")]
    [TestCase("100% of \\u00e9 &amp; %20 \\ % & \\u00 &# &#; &#x; %u00 \\u{ café 😀 deadbeef")]
    [TestCase("")]
    public void Any_other_text_is_left_as_it_is(string text) => Assert.That(Of(Canaries).RedactedIn(text), Is.SameAs(text));

    [Test]
    public void Several_secrets_in_one_text_are_all_redacted()
    {
        var text = $"{Canaries[0]} {Canaries[0]}{Canaries[1]} {Convert.ToBase64String(Encoding.UTF8.GetBytes("a:" + Canaries[2]))}";
        Assert.That(Of(Canaries).RedactedIn(text), Is.EqualTo("[redacted] [redacted] [redacted]"));
    }

    [Test]
    public void A_secret_that_is_too_short_to_be_told_from_other_text_is_left_out() =>
        Assert.That(Of("abc").RedactedIn("abc"), Is.EqualTo("abc"));

    [TestCase("\\u002B\\u002B", "a++b  c")]
    [TestCase("%41%42%43", "abc ABC")]
    [TestCase("++++++++", "{\n            \"deep\": 1 }")]
    public void What_a_secret_is_once_unescaped_is_left_out_where_it_can_not_be_told_from_other_text(string secret, string text) =>
        Assert.Multiple(() =>
        {
            Assert.That(Of(secret).RedactedIn(text), Is.SameAs(text));
            Assert.That(Of(secret).RedactedIn($"<{secret}>"), Is.EqualTo("<[redacted]>"));
        });

    [Test]
    public void A_secret_is_redacted_in_base64_that_is_cut_into_lines([Values("\n", "\r\n", "\\n", "\\r\\n")] string end)
    {
        var secrets = Of(Canaries);
        Assert.Multiple(() =>
        {
            for (var before = 30; before < 60; before++)
            {
                var text = new string('p', before) + Canaries[0] + new string('q', 70);
                var lines = Convert
                    .ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks)
                    .Replace("\r\n", end, StringComparison.Ordinal);
                var body = $"{{\"said\": \"{lines}\", \"more\": \"{new string('y', 700)}\"}}";
                var redacted = secrets.RedactedIn(body);
                var joined = redacted.Replace(end, "", StringComparison.Ordinal);
                Assert.That(redacted, Does.Contain("[redacted]"), $"{before}");
                Assert.That(CanarySearch.In(joined, Canaries), Is.Empty, $"{before}: {redacted}");
                Assert.That(Streamed(secrets, body, 50), Is.EqualTo(redacted), $"{before}");
            }
        });
    }

    [Test]
    public void A_secret_is_redacted_in_hexadecimal_digits_whatever_keeps_them_apart(
        [Values(":", " ", "-", ".", "_", "\n", "\r\n", "\t", ": ", ":\n    ")] string between,
        [Values(1, 2, 4, 16)] int bytes,
        [Values] bool isUpper
    )
    {
        var secrets = Of(Canaries);
        Assert.Multiple(() =>
        {
            foreach (var canary in Canaries)
            {
                var digits = Encoding.UTF8.GetBytes($"a:{canary}?").Chunk(bytes).Select(Convert.ToHexStringLower);
                var written = string.Join(between, isUpper ? digits.Select(pair => pair.ToUpperInvariant()) : digits);
                var body = $"{{\"said\": \"no: {written}.\", \"n\": [1, 2], \"more\": \"{new string('y', 700)}\"}}";
                var redacted = secrets.RedactedIn(body);
                Assert.That(redacted, Does.StartWith("{\"said\": \"no: [redacted]").And.Contain("\", \"n\": [1, 2], "), canary);
                Assert.That(Streamed(secrets, body, 50), Is.EqualTo(redacted), canary);
            }
        });
    }

    [TestCase("2026-11-30 10:00:00.123 8f14e45f-ceea-467e-8c52-5d1e4a7b9d21 00:1a:2b:3c:4d:5e fe80::1:2")]
    [TestCase("ab:cd:ef:01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef:01:23:45:67:89:75:2b")]
    [TestCase("-------- ------------------------------------ ::::::::::::::::::::::::::::::::::::::::::::::::::::::")]
    public void Digits_apart_that_are_no_secret_are_left_as_they_are(string text) =>
        Assert.That(Of(Canaries).RedactedIn(text), Is.SameAs(text));

    [Test]
    public async Task A_proxys_password_that_is_a_word_is_redacted_with_its_user_alone()
    {
        await RunAsync();

        static async Task RunAsync()
        {
            Secrets.Begin(name => name == "http_proxy" ? "http://audit:memberships@proxy.example" : null);
            await Task.Yield();
            Assert.That(
                Secrets.Current.RedactedIn("memberships-0001.json http://audit:memberships@proxy.example YXVkaXQ6bWVtYmVyc2hpcHM="),
                Is.EqualTo("memberships-0001.json http://[redacted]@proxy.example [redacted]")
            );
        }
    }

    [Test]
    public async Task Each_run_has_its_own_secrets_and_the_password_of_the_proxy_is_one_of_them()
    {
        var before = Secrets.Current;
        await RunAsync();
        Assert.That(Secrets.Current, Is.SameAs(before));

        async Task RunAsync()
        {
            Secrets.Begin(name => name == "https_proxy" ? "http://audit-bot:S3cret%2FPr0xyPw@proxy.example:3128" : null);
            await Task.Yield();
            Assert.That(Secrets.Current.RedactedIn("S3cret/Pr0xyPw, S3cret%2FPr0xyPw"), Is.EqualTo("[redacted], [redacted]"));
        }
    }

    private static Secrets Of(params string[] values)
    {
        var secrets = new Secrets();
        foreach (var value in values)
        {
            secrets.Add(value);
        }

        return secrets;
    }

    private static string Streamed(Secrets secrets, string text, int chunk)
    {
        var filter = new SecretFilter(secrets);
        var kept = new ArrayBufferWriter<byte>();
        foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(chunk))
        {
            filter.Take(part);
            filter.Pass(kept, isEnd: false);
        }

        filter.Pass(kept, isEnd: true);
        return Encoding.UTF8.GetString(kept.WrittenSpan);
    }
}
