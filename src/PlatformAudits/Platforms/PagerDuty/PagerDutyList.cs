using System.Globalization;
using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>One list of the vendor, read to its end.</summary>
public sealed class PagerDutyList<T>
{
    /// <summary>A list as it was read.</summary>
    /// <param name="what">What it holds, for sentences.</param>
    /// <param name="total">The vendor's own count, or null.</param>
    public PagerDutyList(string what, IEnumerable<T> rows, Func<T, string> idOf, long? total)
    {
        Rows = [.. rows.OrderBy(idOf, StringComparer.Ordinal)];
        var ids = Rows.Select(idOf).Distinct(StringComparer.Ordinal).Count();
        var counted = total is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"{known} by PagerDuty's count")
            : "PagerDuty gave no count";
        Assertion = new CompletenessAssertion(
            $"The list of {what} has as many ids as PagerDuty counts in it",
            ids == Rows.Count && (total ?? ids) == ids,
            string.Create(CultureInfo.InvariantCulture, $"{Rows.Count} rows, {ids} ids, {counted}"),
            "Run again when nobody is changing it: the list moved while it was read."
        );
    }

    /// <summary>The rows in the order of their ids.</summary>
    public IReadOnlyList<T> Rows { get; }

    /// <summary>
    /// That it is whole, by the vendor's own count and the ids; offset pages lose or repeat rows when the list moves while it is read.
    /// </summary>
    public CompletenessAssertion Assertion { get; }
}
