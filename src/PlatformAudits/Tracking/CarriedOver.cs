using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking;

/// <summary>What people did to findings in the last region: ticks and cells by finding, also of findings that were gone by then.</summary>
internal sealed class CarriedOver
{
    private readonly List<string> _old;
    private readonly HashSet<string> _ticked;
    private readonly Dictionary<string, Queue<string>> _cells = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _typed = new(StringComparer.Ordinal);

    /// <summary>What a region holds.</summary>
    public CarriedOver(List<string> old)
    {
        _old = [.. old.Select(line => line.TrimEnd('\r'))];
        _ticked = _old.Where(RegionLine.IsTicked)
            .Select(line => RegionLine.OpenKey(line) ?? RegionLine.GoneKey(line))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var cells in _old.SelectMany(RegionLine.Cells).GroupBy(cell => cell.Key, cell => cell.Typed, StringComparer.Ordinal))
        {
            var typed = cells.ToList();
            if (typed.Exists(text => text.Length > 0))
            {
                _typed[cells.Key] = [.. typed.Where(text => text.Length > 0)];
                _cells[cells.Key] = new Queue<string>(typed);
            }
        }
    }

    /// <summary>Puts ticks and cells into new lines.</summary>
    public void Into(List<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (RegionLine.OpenKey(lines[i]) is { } key && _ticked.Contains(key))
            {
                lines[i] = RegionLine.Tick(lines[i]);
            }

            lines[i] = RegionLine.Fill(
                lines[i],
                cell => _cells.TryGetValue(cell, out var typed) && typed.TryDequeue(out var next) && next.Length > 0 ? next : null
            );
        }
    }

    /// <summary>
    /// The lines of findings that the new lines don't show: those that were gone before, those that are gone now, and, of those that are open and for which there was no room,
    /// the ones that people ticked or wrote beside.
    /// </summary>
    /// <param name="now">What the findings have come to.</param>
    public List<string> Gone(List<string> lines, FindingsNow now)
    {
        var shown = lines.Select(RegionLine.OpenKey).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var gone = new List<string>();
        foreach (var line in _old)
        {
            if (RegionLine.GoneKey(line) is { } before ? shown.Add(before) : line.Contains("<!-- gone:", StringComparison.Ordinal))
            {
                Keep(line);
            }
            else if (RegionLine.OpenKey(line) is { } key && shown.Add(key))
            {
                if (!now.Open.Contains(key))
                {
                    Keep(
                        RegionLine.Gone(
                            line,
                            _typed.GetValueOrDefault(key) ?? [],
                            $"{(now.Waived.Contains(key) ? "Waived since" : "Fixed: no longer found on")} {now.Run}"
                        )
                    );
                }
                else if (_ticked.Contains(key) || _typed.ContainsKey(key))
                {
                    Keep(RegionLine.Beside(line, _typed.GetValueOrDefault(key) ?? []));
                }
            }
        }

        return gone;

        void Keep(string line)
        {
            gone.Add(line);
            foreach (var (key, _) in RegionLine.Cells(line))
            {
                _cells.Remove(key);
            }
        }
    }

    /// <summary>Whether a line of the old region has something in a cell that found no place in the new one.</summary>
    public bool HasUnplacedCell(string line) =>
        RegionLine
            .Cells(line)
            .Any(cell => cell.Typed.Length > 0 && _cells.TryGetValue(cell.Key, out var left) && left.Contains(cell.Typed));
}
