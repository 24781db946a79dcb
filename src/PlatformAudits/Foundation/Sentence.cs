using System.Globalization;

namespace PlatformAudits.Foundation;

/// <summary>Pieces of the sentences that people read.</summary>
public static class Sentence
{
    /// <summary>A duration such as <c>0.4 s</c>, <c>75 s</c> or <c>15 min</c>.</summary>
    public static string Duration(TimeSpan duration) =>
        duration switch
        {
            { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.#} s"),
            { TotalMinutes: < 3 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0} s"),
            { TotalHours: < 3 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0} min"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalHours:0.#} h"),
        };

    /// <summary>A count with its noun: <c>1 row</c>, <c>2,000 rows</c>.</summary>
    /// <param name="many">The noun for any other number; by default <paramref name="one"/> with an s.</param>
    public static string Count(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>Names joined for reading: <c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count switch
        {
            0 => "none",
            1 => names[0],
            _ => string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1],
        };

    /// <summary>The name that a mistyped one was probably meant to be, or null when none is near.</summary>
    /// <param name="known">The names that there are.</param>
    public static string? Nearest(string typed, IEnumerable<string> known) =>
        known
            .Select(name => (name, distance: Distance(typed.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(c => c.distance <= Math.Max(2, c.name.Length / 2))
            .OrderBy(c => c.distance)
            .ThenBy(c => c.name, StringComparer.Ordinal)
            .Select(c => c.name)
            .FirstOrDefault();

    /// <summary>The number of letters to insert, drop, change or swap (Damerau and Levenshtein's distance, neighbours only).</summary>
    private static int Distance(string one, string other)
    {
        var costs = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    costs[i, j] = i + j;
                    continue;
                }

                var change = costs[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                costs[i, j] = Math.Min(change, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
                }
            }
        }

        return costs[one.Length, other.Length];
    }
}
