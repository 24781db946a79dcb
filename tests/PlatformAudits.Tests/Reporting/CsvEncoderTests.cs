using NUnit.Framework;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tests.Reporting;

/// <summary>No text becomes a formula, and every text comes back.</summary>
public sealed class CsvEncoderTests
{
    internal static readonly string[] Formulas =
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "\u3000＝1",
        "＝1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "﹦1",
        "⁺1",
        "−1",
        "\u200b=1",
        "\u202e=1",
        "\0=1",
        "\"=1+1\"",
        "Ada;=1+1",
        "Ada; =1+1",
        "Ada,\"=1+1",
        "Ada|@x",
        "Ada\t-2",
        "Ada\r\n=cmd|' /C calc'!A0",
        "=HYPERLINK(\"https://evil.example\",\"x\")",
        "-",
        "=",
    ];

    private static readonly string[] Texts =
    [
        "",
        "unknown",
        "'unknown",
        "'",
        "''",
        "'=1",
        "a,'b",
        "a,''b",
        ";';'",
        "O'Brien",
        "a \"b\" c",
        " a ",
        "1",
        "true",
        "never",
        "Ada, Countess",
        "\r\n",
        "a\rb",
        "\0",
        "\u0007",
        "😀",
    ];

    [Test]
    public void A_formula_gets_an_apostrophe([ValueSource(nameof(Formulas))] string formula)
    {
        var cell = CsvEncoder.Encode(formula);
        Assert.Multiple(() =>
        {
            Assert.That(CsvFile.Runs(formula), "else the test proves nothing");
            Assert.That(CsvFile.Runs(cell), Is.False, cell);
            Assert.That(CsvEncoder.Decode(cell), Is.EqualTo(formula));
        });
    }

    [TestCase("Ada Lovelace")]
    [TestCase("ada@example.com")]
    [TestCase("https://api.calendly.com/users/AAA-1")]
    [TestCase("Martin Luther King, Jr.")]
    [TestCase("Seán O'Brien")]
    [TestCase("X Æ A-12 Musk")]
    [TestCase("9970#4000001")]
    public void What_runs_nowhere_stays_as_it_is(string text) => Assert.That(CsvEncoder.Encode(text), Is.EqualTo(text));

    [Test]
    public void What_nobody_knows_is_told_from_the_word() =>
        Assert.Multiple(() =>
        {
            Assert.That(CsvEncoder.Encode(null), Is.EqualTo("unknown"));
            Assert.That(CsvEncoder.Decode("unknown"), Is.Null);
            Assert.That(CsvEncoder.Decode(CsvEncoder.Encode("unknown")), Is.EqualTo("unknown"));
            Assert.That(CsvEncoder.Encode(""), Is.Empty);
        });

    /// <summary>AUDIT_NAMES says how many.</summary>
    [Test]
    [Category(Search.Category)]
    public void No_name_does_anything_in_a_cell_and_every_one_comes_back()
    {
#pragma warning disable CA5394 // The names must come again from their seed; nothing is secured by them.
        var random = new Random(4180);
#pragma warning restore CA5394
        using var folder = new TemporaryFolder();
        for (var done = 0; done < HostileNames.Count; done += 10_000)
        {
            List<string> names =
            [
                .. Formulas,
                .. Texts,
                .. HostileNames.Pieces,
                .. HostileNames.Ordinary,
                .. Enumerable.Range(0, Math.Min(10_000, HostileNames.Count - done)).Select(_ => HostileNames.Next(random)),
            ];
            new CsvTable<string>(("name", name => name), ("before", name => $"x{name}"), ("behind", name => $"{name};{name}")).Write(
                names,
                folder.File("names.csv")
            );
            var rows = new CsvFile(folder.File("names.csv")).Rows.ToList();
            var expected = names.ConvertAll(WellFormed);
            Assert.Multiple(() =>
            {
                Assert.That(rows.Select(row => row["name"]), Is.EqualTo(expected));
                Assert.That(rows.Select(row => row["before"]), Is.EqualTo(expected.Select(name => $"x{name}")));
                Assert.That(rows.Select(row => row["behind"]), Is.EqualTo(expected.Select(name => $"{name};{name}")));
            });
        }
    }

    /// <summary>UTF-8 can't hold half of a surrogate pair.</summary>
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes());
}
