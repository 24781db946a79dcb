using PlatformAudits.Reporting;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tracking;

/// <summary>What people did to findings in the last region: ticks and cells by finding, also of findings that were gone by then.</summary>
internal sealed class CarriedOver
{
    private readonly IReadOnlyList<RegionRow> _old;
    private readonly Dictionary<string, TaskBox> _boxes;
    private readonly Dictionary<string, List<(string Meaning, IReadOnlyList<string> Typed)>> _cells = new(StringComparer.Ordinal);

    /// <summary>What a region holds.</summary>
    public CarriedOver(IReadOnlyList<RegionRow> old)
    {
        _old = old;
        _boxes = old.Where(row => row.Id is not null && row.Box != TaskBox.Empty)
            .GroupBy(row => row.Id!, StringComparer.Ordinal)
            .ToDictionary(
                rows => rows.Key,
                rows => rows.Any(row => row.IsTicked) ? TaskBox.Ticked : TaskBox.Inapplicable,
                StringComparer.Ordinal
            );
        foreach (
            var rows in old.Where(row => row.Id is not null && row.Typed.Any(text => text.Length > 0))
                .GroupBy(row => row.Id!, StringComparer.Ordinal)
        )
        {
            _cells[rows.Key] = [.. rows.Select(row => (row.Meaning, row.Typed))];
        }
    }

    /// <summary>
    /// New rows with ticks and cells in them. Of a finding that has several rows, each keeps its own cells; what stood in one that is no
    /// longer there goes to the next row of the finding that has none.
    /// </summary>
    public List<RegionRow> Into(IReadOnlyList<RegionRow> rows)
    {
        var filled = new Dictionary<RegionRow, IReadOnlyList<string>>(ReferenceEqualityComparer.Instance);
        foreach (var isAlike in new[] { true, false })
        {
            foreach (var row in rows.Where(row => row.Id is not null && row.PeoplesColumns.Count > 0 && !filled.ContainsKey(row)))
            {
                if (Take(row, isAlike) is { } typed)
                {
                    filled[row] = typed;
                }
            }
        }

        return
        [
            .. rows.Select(row =>
                row.Kind == RowKind.Item && row.Id is { } id && _boxes.TryGetValue(id, out var box) ? row.Boxed(box)
                : filled.TryGetValue(row, out var typed) ? row.Filled(typed)
                : row
            ),
        ];
    }

    /// <summary>
    /// The findings that the new rows don't show as open: those that were gone before, those that are gone or waived now, and, of those
    /// that are open and for which there was no room, the ones that people ticked or wrote beside. What people typed stands beside them
    /// where it found no cell in the new rows, so ask after <see cref="Into"/>.
    /// </summary>
    /// <param name="now">What the findings have come to.</param>
    public List<KeptFinding> Gone(IReadOnlyList<RegionRow> rows, FindingsNow now)
    {
        var shown = rows.Where(row => row.IsOpen).Select(row => row.Id!).ToHashSet(StringComparer.Ordinal);
        var gone = new List<KeptFinding>();
        foreach (var row in _old.Where(row => row.Kind == RowKind.Item && row.Id is not null && shown.Add(row.Id)))
        {
            var (id, typed) = (row.Id!, Unplaced(row.Id!));
            var box = _boxes.GetValueOrDefault(id);
            if (!now.Open.Contains(id))
            {
                Keep(id, row.Ended(typed, now, box), box, isOpen: false, typed);
            }
            else if (box != TaskBox.Empty || typed.Count > 0)
            {
                Keep(id, row.OpenWith(typed, box), box, isOpen: true, typed);
            }
        }

        return gone;

        void Keep(string id, IEnumerable<RegionRow> kept, TaskBox box, bool isOpen, IReadOnlyList<string> typed)
        {
            gone.Add(new KeptFinding(id, [.. kept], box, isOpen, IsForAll: !isOpen && box == TaskBox.Empty && typed.Count == 0));
            _cells.Remove(id);
        }
    }

    /// <summary>Whether a row of the old region has something in a cell that found no place in the new one.</summary>
    public bool HasUnplacedCell(RegionRow row) =>
        row.Typed.Any(typed =>
            typed.Length > 0
            && (row.Id is null || (_cells.TryGetValue(row.Id, out var left) && left.Exists(cells => cells.Typed.Contains(typed))))
        );

    /// <summary>What people typed for a finding that has found no cell in the new rows.</summary>
    private List<string> Unplaced(string id) =>
        _cells.TryGetValue(id, out var left) ? [.. left.SelectMany(cells => cells.Typed).Where(text => text.Length > 0)] : [];

    private IReadOnlyList<string>? Take(RegionRow row, bool isAlike)
    {
        if (!_cells.TryGetValue(row.Id!, out var left))
        {
            return null;
        }

        var place = left.FindIndex(cells => cells.Typed.Count <= row.PeoplesColumns.Count && (!isAlike || cells.Meaning == row.Meaning));
        if (place < 0)
        {
            return null;
        }

        var typed = left[place].Typed;
        left.RemoveAt(place);
        return typed;
    }
}

/// <summary>A finding that the new rows don't show, with the rows that keep it.</summary>
/// <param name="Box">The box as people had left it.</param>
/// <param name="IsOpen">Whether it is open, and there is no room for it.</param>
/// <param name="IsForAll">Whether nobody did anything to it, so that it may be left out where there is no room.</param>
internal sealed record KeptFinding(string Id, IReadOnlyList<RegionRow> Rows, TaskBox Box, bool IsOpen, bool IsForAll);
