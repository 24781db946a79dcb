using static Scriban.Tests.Rendering;

namespace Scriban.Tests;

/// <summary>The built-in functions that no vector calls.</summary>
[TestFixture]
public sealed class FunctionsWithoutVector
{
    [TestCase("[1, null, 2] | array.compact", "[1, 2]")]
    [TestCase("[1, 2, 1] | array.uniq", "[1, 2]")]
    [TestCase("'2026-01-01' | date.parse | date.add_seconds 61 | date.add_milliseconds 5 | date.to_string '%T.%L'", "00:01:01.005")]
    [TestCase("date.parse_to_string '2026-01-05' '%d/%m/%Y'", "05/01/2026")]
    [TestCase("date.utc_now.year > 2000", "true")]
    [TestCase("date.default_format", "%d %b %Y")]
    [TestCase("'a b&c' | html.url_encode", "a%20b%26c")]
    [TestCase("'<a b>?q=1' | html.url_escape", "%3Ca%20b%3E?q=1")]
    [TestCase("\"a\\nb\" | html.newline_to_br", "a<br />\nb")]
    [TestCase("10 | math.divided_by 4", "2")]
    [TestCase("10 | math.divided_by 4.0", "2.5")]
    [TestCase("5 | math.minus 2 | math.modulo 2", "1")]
    [TestCase("math.is_number 1.5", "true")]
    [TestCase("math.random 5 6", "5")]
    [TestCase("math.uuid | string.size", "36")]
    [TestCase("'' | object.default 'd'", "d")]
    [TestCase("'1 + 2' | object.eval", "3")]
    [TestCase("'{' + '{ 1 + 2 }' + '}' | object.eval_template", "3")]
    [TestCase("`a\\.b` | regex.unescape", "a.b")]
    [TestCase("'hello world' | string.capitalize", "Hello world")]
    [TestCase("'hello world' | string.capitalizewords", "Hello World")]
    [TestCase("string.empty ''", "true")]
    [TestCase("' ' | string.whitespace", "true")]
    [TestCase("'b' | string.prepend 'a'", "ab")]
    [TestCase("'abab' | string.remove 'b'", "aa")]
    [TestCase("'abab' | string.remove_first 'b'", "aab")]
    [TestCase("'abab' | string.remove_last 'b'", "aba")]
    [TestCase("'1.5' | string.to_float", "1.5")]
    [TestCase("'99999999999' | string.to_long", "99999999999")]
    [TestCase("'abc' | string.md5", "900150983cd24fb0d6963f7d28e17f72")]
    [TestCase("'abc' | string.sha1", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [TestCase("'abc' | string.sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [TestCase("'abc' | string.sha512 | string.slice 0 16", "ddaf35a193617aba")]
    [TestCase("'abc' | string.hmac_sha1 'key' | string.size", "40")]
    [TestCase("'abc' | string.hmac_sha512 'key' | string.size", "128")]
    [TestCase("timespan.from_minutes 1 | object.format 'c'", "00:01:00")]
    [TestCase("timespan.from_seconds 1", "00:00:01")]
    [TestCase("timespan.from_milliseconds 1500", "00:00:01.5000000")]
    [TestCase("timespan.zero", "00:00:00")]
    public void A_function_keeps_to_its_name(string expression, string expected) =>
        Assert.That(Render("{{ " + expression + " }}"), Is.EqualTo(expected));
}
