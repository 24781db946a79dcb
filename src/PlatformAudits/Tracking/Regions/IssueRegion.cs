using System.Text.RegularExpressions;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking.Regions;

/// <summary>The program's region of a description, row by row.</summary>
internal sealed partial class IssueRegion
{
    private readonly Dictionary<string, int>? _ours;

    private IssueRegion(IReadOnlyList<RegionRow> lines)
    {
        Rows = [.. lines.Where(row => !row.IsOfFrame)];
        _ours = lines.Select(row => row.Fingerprints).OfType<string>().ToList() is [var fingerprints]
            ? fingerprints
                .Chunk(RegionRow.FingerprintLength)
                .CountBy(fingerprint => new string(fingerprint))
                .ToDictionary(StringComparer.Ordinal)
            : null;
    }

    /// <summary>The rows, without the marks about the region itself.</summary>
    public IReadOnlyList<RegionRow> Rows { get; }

    /// <summary>How often the program wrote which row, by fingerprint; null where the region does not tell.</summary>
    public IReadOnlyDictionary<string, int>? Ours => _ours;

    /// <summary>The digits of the findings that are shown as open.</summary>
    public IReadOnlySet<string> OpenKeys => Rows.Select(row => row.OpenKey).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the rows are those of an earlier run, because the last one could not evaluate the platform.</summary>
    public bool HasNotice => Rows.Any(row => row.IsOfNotice);

    /// <summary>What the platform's reading came to that the rows come from, or null.</summary>
    public CollectionStamp? Stamp => Rows.Select(row => row.Stamp).FirstOrDefault(stamp => stamp is not null);

    /// <summary>When the rows say that the platform was read, such as <c>2026-11-21 13:40 UTC</c>, or null.</summary>
    public string? ReadOn =>
        Rows.Select(row => ReadOnForm().Match(row.Text)).FirstOrDefault(match => match.Success) is { } read
            ? read.Groups["time"].Value
            : null;

    /// <summary>The region of what stands between its marks.</summary>
    public static IssueRegion Parse(string text) => new([.. text.Trim('\r', '\n').Split('\n').Select(RegionRow.Parse)]);

    /// <summary>Whether the program wrote a row; true where the region does not tell.</summary>
    public bool MayBeOurs(RegionRow row) => _ours is null || _ours.ContainsKey(row.Fingerprint());

    [GeneratedRegex("^Read on (?<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} UTC) by ")]
    private static partial Regex ReadOnForm();
}
