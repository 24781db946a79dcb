using PlatformAudits.Reporting;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tracking;

/// <summary>What people did to findings in the last region: ticks and cells by finding, also of findings that were gone by then.</summary>
internal sealed class CarriedOver
{
    private readonly IReadOnlyList<RegionRow> _old;
    private readonly HashSet<string> _ticked;
    private readonly Dictionary<string, Queue<string>> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _typed = new(StringComparer.Ordinal);

    /// <summary>What a region holds.</summary>
    public CarriedOver(IReadOnlyList<RegionRow> old)
    {
        _old = old;
        _ticked = old.Where(row => row.IsTicked).Select(row => row.Id).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var cells in old.Where(row => row.Id is not null).GroupBy(row => row.Id!, row => row.Typed, StringComparer.Ordinal))
        {
            var typed = cells.SelectMany(texts => texts).ToList();
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
                row.Id is not { } id ? row
                : row.Kind == RowKind.Item && _ticked.Contains(id) ? row.Ticked()
                : row.Filled(() =>
                    _cells.TryGetValue(id, out var typed) && typed.TryDequeue(out var next) && next.Length > 0 ? next : null
                )
            ),
        ];

    /// <summary>
    /// The findings that the new rows don't show: those that were gone before, those that are gone now, and, of those that are open and
    /// for which there was no room, the ones that people ticked or wrote beside.
    /// </summary>
    /// <param name="now">What the findings have come to.</param>
    public List<KeptFinding> Gone(IReadOnlyList<RegionRow> rows, FindingsNow now)
    {
        var shown = rows.Where(row => row.IsOpen).Select(row => row.Id!).ToHashSet(StringComparer.Ordinal);
        var gone = new List<KeptFinding>();
        foreach (var row in _old.Where(row => row.Kind == RowKind.Item && row.Id is not null && shown.Add(row.Id)))
        {
            var (id, typed) = (row.Id!, _typed.GetValueOrDefault(row.Id!) ?? []);
            var isTicked = _ticked.Contains(id);
            if (row.IsGone)
            {
                Keep(id, row.EndedBefore(typed, isTicked), isTicked, isOpen: false, typed);
            }
            else if (!now.Open.Contains(id))
            {
                Keep(id, row.Ended(typed, now.Waived.Contains(id), now.Run, isTicked), isTicked, isOpen: false, typed);
            }
            else if (isTicked || typed.Count > 0)
            {
                Keep(id, row.OpenWith(typed, isTicked), isTicked, isOpen: true, typed);
            }
        }

        return gone;

        void Keep(string id, IEnumerable<RegionRow> kept, bool isTicked, bool isOpen, IReadOnlyList<string> typed)
        {
            gone.Add(new KeptFinding(id, [.. kept], isTicked, isOpen, IsForAll: !isOpen && !isTicked && typed.Count == 0));
            _cells.Remove(id);
        }
    }

    /// <summary>Whether a row of the old region has something in a cell that found no place in the new one.</summary>
    public bool HasUnplacedCell(RegionRow row) =>
        row.Typed.Any(typed => typed.Length > 0 && (row.Id is null || (_cells.TryGetValue(row.Id, out var left) && left.Contains(typed))));
}

/// <summary>A finding that the new rows don't show, with the rows that keep it.</summary>
/// <param name="IsTicked">Whether people had ticked it.</param>
/// <param name="IsOpen">Whether it is open, and there is no room for it.</param>
/// <param name="IsForAll">Whether nobody did anything to it, so that it may be left out where there is no room.</param>
internal sealed record KeptFinding(string Id, IReadOnlyList<RegionRow> Rows, bool IsTicked, bool IsOpen, bool IsForAll);
