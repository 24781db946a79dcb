using PlatformAudits.Reporting;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tracking;

/// <summary>What people did to findings in the last region: ticks and cells by finding, also of findings that were gone by then.</summary>
internal sealed class CarriedOver
{
    private readonly List<RegionRow> _old;
    private readonly HashSet<string> _ticked;
    private readonly Dictionary<string, Queue<string>> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _typed = new(StringComparer.Ordinal);

    /// <summary>What a region holds.</summary>
    public CarriedOver(IEnumerable<RegionRow> old)
    {
        _old = [.. old.Select(row => row.WithoutLineEnd())];
        _ticked = _old.Where(row => row.IsTicked).Select(row => row.Key).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var cells in _old.SelectMany(row => row.Cells).GroupBy(cell => cell.Key, cell => cell.Typed, StringComparer.Ordinal))
        {
            var typed = cells.ToList();
            if (typed.Exists(text => text.Length > 0))
            {
                _typed[cells.Key] = [.. typed.Where(text => text.Length > 0)];
                _cells[cells.Key] = new Queue<string>(typed);
            }
        }
    }

    /// <summary>New rows with ticks and cells in them.</summary>
    public List<RegionRow> Into(IEnumerable<RegionRow> rows) =>
        [
            .. rows.Select(row =>
                (row.OpenKey is { } key && _ticked.Contains(key) ? row.Ticked() : row).Filled(cell =>
                    _cells.TryGetValue(cell, out var typed) && typed.TryDequeue(out var next) && next.Length > 0 ? next : null
                )
            ),
        ];

    /// <summary>
    /// The rows of findings that the new rows don't show: those that were gone before, those that are gone now, and, of those that are
    /// open and for which there was no room,
    /// the ones that people ticked or wrote beside.
    /// </summary>
    /// <param name="now">What the findings have come to.</param>
    public List<RegionRow> Gone(IReadOnlyList<RegionRow> rows, FindingsNow now)
    {
        var shown = rows.Select(row => row.OpenKey).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var gone = new List<RegionRow>();
        foreach (var row in _old)
        {
            if (row.GoneKey is { } before ? shown.Add(before) : row.LeftOut is not null)
            {
                Keep(row);
            }
            else if (row.OpenKey is { } key && shown.Add(key))
            {
                var typed = _typed.GetValueOrDefault(key) ?? [];
                if (!now.Open.Contains(key))
                {
                    Keep(row.Ended(typed, now.Waived.Contains(key), now.Run));
                }
                else if (_ticked.Contains(key) || typed.Count > 0)
                {
                    Keep(row.With(typed));
                }
            }
        }

        return gone;

        void Keep(RegionRow row)
        {
            gone.Add(row);
            foreach (var cell in row.Cells)
            {
                _cells.Remove(cell.Key);
            }
        }
    }

    /// <summary>Whether a row of the old region has something in a cell that found no place in the new one.</summary>
    public bool HasUnplacedCell(RegionRow row) =>
        row.Cells.Any(cell => cell.Typed.Length > 0 && _cells.TryGetValue(cell.Key, out var left) && left.Contains(cell.Typed));
}
