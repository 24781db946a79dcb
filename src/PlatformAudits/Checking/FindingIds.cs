namespace PlatformAudits.Checking;

/// <summary>
/// The short ids by which people quote findings, and by which the program knows its rows again whatever an editor made of them. Findings
/// whose ids would be alike have long ones.
/// </summary>
internal sealed class FindingIds
{
    private readonly HashSet<string> _ambiguous;

    /// <summary>The ids of an audit.</summary>
    /// <param name="known">The digits of the keys of the audit's findings, whatever has become of them.</param>
    public FindingIds(IEnumerable<string> known) =>
        _ambiguous = [
            .. known
                .Distinct(StringComparer.Ordinal)
                .GroupBy(ShortOf, StringComparer.Ordinal)
                .Where(alike => alike.Skip(1).Any())
                .Select(alike => alike.Key),
        ];

    /// <summary>The ids of what a report has found, open or waived.</summary>
    public static FindingIds Of(AuditReport report) =>
        new(report.Findings.Select(f => f.Key.Digits).Concat(report.Waived.Select(w => w.Finding.Key.Digits)));

    /// <summary>The digits that an id of either length may stand for.</summary>
    /// <param name="digits">The digits of keys.</param>
    public static ILookup<string, string> Lookup(IEnumerable<string> digits) =>
        digits
            .SelectMany(all => new[] { (Id: ShortOf(all), all), (Id: $"F{all}", all) })
            .ToLookup(pair => pair.Id, pair => pair.all, StringComparer.Ordinal);

    /// <summary>The id, such as <c>F79e8b29d</c>: <c>F</c> with the first 8 or with all 16 digits of the key.</summary>
    public string Of(FindingKey key) => Of(key.Digits);

    /// <inheritdoc cref="Of(FindingKey)"/>
    /// <param name="digits">The 16 digits of the key.</param>
    public string Of(string digits) => ShortOf(digits) is var id && _ambiguous.Contains(id) ? $"F{digits}" : id;

    private static string ShortOf(string digits) => $"F{digits[..8]}";
}
