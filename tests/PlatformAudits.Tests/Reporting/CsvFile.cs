using System.Globalization;
using System.Text;
using CsvHelper;
using NUnit.Framework;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tests.Reporting;

/// <summary>A CSV file as a reader other than the program's own sees it, and as a spreadsheet would.</summary>
internal sealed class CsvFile
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        HasHeader = false,
        SkipEmptyLines = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    /// <summary>Reads a file, which must be of RFC 4180, in UTF-8 with its mark, and hold nothing that a spreadsheet runs.</summary>
    public CsvFile(string path)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.That(bytes.AsSpan(0, 3).SequenceEqual(Encoding.UTF8.Preamble), $"{path} begins with the mark of UTF-8");
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.AsSpan(3));
        Assert.That(text, Does.EndWith("\r\n"));
        using var reader = CsvReader.Create(bytes, Options);
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add(reader.Current.ToArray());
        }

        Columns = rows[0];
        Cells = rows[1..];
        Assert.That(Cells.SelectMany(row => row).Where(Runs), Is.Empty, path);
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>The cells as they stand, without the head.</summary>
    public IReadOnlyList<string[]> Cells { get; }

    /// <summary>The rows as somebody gets them who takes the apostrophes away; null is what nobody knows.</summary>
    public IEnumerable<Dictionary<string, string?>> Rows =>
        Cells.Select(row => Columns.Zip(row).ToDictionary(cell => cell.First, cell => CsvEncoder.Decode(cell.Second)));

    /// <summary>
    /// Whether a spreadsheet might run a cell, or one of the cells that it would make of it where others than commas separate cells.
    /// </summary>
    public static bool Runs(string cell) =>
        cell.Length > 0 && (cell[0] is '\t' or '\r' or '\n' || cell.Split(',', ';', '|', '\t', '\r', '\n').Any(Begins));

    private static bool Begins(string part)
    {
        var first = part.EnumerateRunes().Cast<Rune?>().FirstOrDefault(rune => !IsPassedOver(rune!.Value));
        return first is { } rune
            && (rune.Value == 0x2212 || rune.ToString().Normalize(NormalizationForm.FormKC)[0] is '=' or '+' or '-' or '@' or '\u2212');
    }

    private static bool IsPassedOver(Rune rune) =>
        rune.Value is '"' or 0xFFFE or 0xFFFF
        || Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format;
}
