using System.Globalization;

namespace PlatformAudits.Reporting;

/// <summary>
/// What the program knows of the rows that it wrote into a region: their fingerprints one behind the other, and which findings are gone.
/// It stands in a hidden mark of its own, because editors tear marks out of list items and tables.
/// </summary>
/// <param name="Ordinary">The fingerprints of rows that are neither of the run nor of a notice.</param>
/// <param name="Run">Those of rows that speak of the run itself.</param>
/// <param name="Notice">Those of the notice above the last known rows.</param>
/// <param name="Gone">The findings that are no longer found, by id, and their boxes as people had left them.</param>
/// <param name="LeftOut">How many such findings there was no room for.</param>
internal sealed record RowMarks(string Ordinary, string Run, string Notice, IReadOnlyDictionary<string, TaskBox> Gone, int LeftOut)
{
    /// <summary>Characters of a row's fingerprint: 30 bits, so one typed line in a billion would pass for a given line of ours.</summary>
    public const int FingerprintLength = 5;

    /// <summary>Characters that a finding that is gone takes at the most.</summary>
    public const int GoneLength = 20;

    /// <summary>The mark.</summary>
    public string Mark
    {
        get
        {
            var gone = Gone.OrderBy(finding => finding.Key, StringComparer.Ordinal)
                .Select(finding => $" {finding.Key}:{LetterOf(finding.Value)}");
            var leftOut = LeftOut == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" left-out={LeftOut}");
            return $"<!--platform-audits:rows {IssueMarks.Version} {Ordinary}.{Run}.{Notice}{string.Concat(gone)}{leftOut}-->";
        }
    }

    /// <summary>The box of a finding that is gone.</summary>
    /// <param name="letter">What the mark has for it.</param>
    public static TaskBox BoxOf(string letter) =>
        letter switch
        {
            "x" => TaskBox.Ticked,
            "n" => TaskBox.Inapplicable,
            _ => TaskBox.Empty,
        };

    private static char LetterOf(TaskBox box) =>
        box switch
        {
            TaskBox.Ticked => 'x',
            TaskBox.Inapplicable => 'n',
            _ => 'o',
        };

    /// <summary>How often the program wrote which row, by fingerprint.</summary>
    public Dictionary<string, int> Counts() =>
        new[] { Ordinary, Run, Notice }.SelectMany(Split).CountBy(fingerprint => fingerprint).ToDictionary(StringComparer.Ordinal);

    /// <summary>The fingerprints of a group.</summary>
    public static IEnumerable<string> Split(string group) => group.Chunk(FingerprintLength).Select(fingerprint => new string(fingerprint));
}
