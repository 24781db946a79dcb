using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tracking;

/// <summary>Finds the table of API keys that people have filled in, in whatever form an editor left it.</summary>
internal static class KeyTableReader
{
    /// <summary>More than this is left to people to take over.</summary>
    private const int MostRows = 500;
    private const int MostColumns = 12;

    private static readonly string[] LineBreaks = ["<br>", "<br/>", "<br />"];

    /// <summary>The table in a description; null where there is none, or nothing stands in it.</summary>
    public static KeyTable? In(string description)
    {
        List<string>? head = null;
        var rows = new List<IReadOnlyList<string>>();
        foreach (var row in RegionReader.Read(description))
        {
            if (head is null)
            {
                head =
                    row.Kind == RowKind.Cells && row.Cells.Count <= MostColumns && TextsOf(row) is var cells && KeyTable.IsHead(cells)
                        ? cells
                        : null;
            }
            else if (row.Kind == RowKind.Cells && rows.Count < MostRows)
            {
                rows.Add([.. TextsOf(row).Concat(Enumerable.Repeat("", head.Count)).Take(head.Count)]);
            }
            else if (row.Kind != RowKind.Frame)
            {
                break;
            }
        }

        rows.RemoveAll(row => row.All(string.IsNullOrWhiteSpace));
        return head is null || rows.Count == 0 ? null : new KeyTable(head, rows);
    }

    private static List<string> TextsOf(RegionRow row) =>
        [
            .. row.Cells.Select(cell =>
                Secrets.Current.RedactedIn(
                    MarkdownEncoder
                        .Decode(LineBreaks.Aggregate(cell, (text, tag) => text.Replace(tag, " ", StringComparison.OrdinalIgnoreCase)))
                        .Trim()
                )
            ),
        ];
}
