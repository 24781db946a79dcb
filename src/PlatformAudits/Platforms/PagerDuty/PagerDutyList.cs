using System.Globalization;
using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>One list of the vendor, as far as it was read. One reading fills it.</summary>
public sealed class PagerDutyList<T>
{
    private readonly List<T> _rows = [];
    private readonly Func<T, string> _idOf;
    private long? _total;

    /// <summary>An empty list.</summary>
    /// <param name="property">The property of the body that holds its rows.</param>
    public PagerDutyList(string name, string what, string property, Func<T, string> idOf)
    {
        Name = name;
        What = what;
        Property = property;
        _idOf = idOf;
    }

    /// <summary>Its name in files and evidence.</summary>
    public string Name { get; }

    /// <summary>What it holds, for sentences.</summary>
    public string What { get; }

    /// <summary>The property of the body that holds its rows.</summary>
    public string Property { get; }

    /// <summary>The rows; once <see cref="Close"/> was called, in the order of their ids.</summary>
    public IReadOnlyList<T> Rows => _rows;

    /// <summary>Whether it was read at all: a list that no check needs is not.</summary>
    public bool WasRead { get; private set; }

    /// <summary>That it is whole, by the vendor's own count and the ids; offset pages lose or repeat rows when the list moves while it is read.</summary>
    public CompletenessAssertion Proof
    {
        get
        {
            var ids = _rows.Select(_idOf).Distinct(StringComparer.Ordinal).Count();
            return new CompletenessAssertion(
                $"The list of {What} has as many ids as PagerDuty counts in it",
                ids == _rows.Count && (_total ?? ids) == ids,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{_rows.Count} rows, {ids} ids, {(_total is { } total ? $"{total} by PagerDuty's count" : "PagerDuty gave no count")}"
                ),
                "Run again when nobody is changing it: the list moved while it was read."
            );
        }
    }

    /// <summary>Adds a page.</summary>
    public void Add(IReadOnlyList<T> page) => _rows.AddRange(page);

    /// <summary>Ends the list.</summary>
    /// <param name="total">The vendor's own count, or null.</param>
    public void Close(long? total)
    {
        _rows.Sort((one, other) => string.CompareOrdinal(_idOf(one), _idOf(other)));
        _total = total;
        WasRead = true;
    }
}
