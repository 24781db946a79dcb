using System.Globalization;

namespace PlatformAudits.Tests;

/// <summary>
/// How far the tests of the category go that search: a short sample of each with <c>--target=Test</c>, and for hours with
/// <c>--target=Search</c>, which sets AUDIT_SEARCH. The variable of a single search stands above both.
/// </summary>
public static class Search
{
    /// <summary>The NUnit category of the tests that search.</summary>
    public const string Category = "Search";

    /// <summary>Whether this is the long search.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("AUDIT_SEARCH") == "long";

    /// <summary>One of two, for the sample and for the long search.</summary>
    /// <typeparam name="T">What there are two of.</typeparam>
    public static T Of<T>(T sample, T whole) => IsLong ? whole : sample;

    /// <summary>How many are tried.</summary>
    /// <param name="variable">The environment variable that says so for this search alone.</param>
    /// <param name="whole">How many without it, in the long search.</param>
    public static int Count(string variable, int sample, int whole) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } count
            ? int.Parse(count, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)
            : Of(sample, whole);
}
