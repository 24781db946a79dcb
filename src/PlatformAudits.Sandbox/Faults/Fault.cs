using System.Globalization;

namespace PlatformAudits.Sandbox.Faults;

/// <summary>
/// Something that goes wrong at certain requests. Written as a line: <c>calendly 2 503</c>, <c>gitlab /api/v4/projects#1 truncated</c>,
/// <c>pagerduty 3- 401</c>.
/// </summary>
public sealed record Fault
{
    /// <summary>The vendor, by the first part of its path in the sandbox.</summary>
    public required string Vendor { get; init; }

    /// <summary>What the path below the vendor begins with; null for any.</summary>
    public string? Path { get; init; }

    /// <summary>The first of the vendor's matching requests that it happens to, from 1.</summary>
    public int First { get; init; } = 1;

    /// <summary>The last one.</summary>
    public int Last { get; init; } = int.MaxValue;

    /// <summary>What happens, one of <see cref="Kinds"/> or an <see cref="Echo"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>All that can happen.</summary>
    public static IReadOnlyCollection<string> Kinds => FaultKinds.All.Keys;

    /// <summary>Reads one fault a line; blank lines and what follows <c>#</c> after a blank do not count.</summary>
    /// <param name="lines">The lines: vendor, which requests (<c>2</c>, <c>2-4</c>, <c>2-</c>, <c>*</c>, or a path with or without
    /// <c>#2</c>), and what happens.</param>
    /// <exception cref="FormatException">A line is wrong; the message says which and how to write it.</exception>
    public static IReadOnlyList<Fault> Parse(IEnumerable<string> lines) =>
        [
            .. lines
                .Select((line, index) => (Words: WordsOf(line), Line: index + 1))
                .Where(read => read.Words.Length > 0)
                .Select(read => Parse(read.Words, read.Line)),
        ];

    private static string[] WordsOf(string line) =>
        line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word[0] != '#').ToArray();

    private static Fault Parse(string[] words, int line)
    {
        if (words is not [var vendor, var which, var kind])
        {
            throw Wrong(line, "it needs three words: the vendor, which requests and what happens, such as 'calendly 2 503'");
        }

        if (FaultKinds.Of(kind) is null)
        {
            throw Wrong(line, $"there is no fault {kind}; there are {string.Join(", ", Kinds)}, and echo:PLACE:ENCODING");
        }

        var (path, numbers) = which.StartsWith('/') ? Split(which) : (null, which);
        var (first, last) = RangeOf(numbers) ?? throw Wrong(line, $"'{which}' names no requests; write 2, 2-4, 2-, *, /path or /path#2");
        return new Fault
        {
            Vendor = vendor,
            Path = path,
            First = first,
            Last = last,
            Kind = kind,
        };
    }

    private static (string Path, string Numbers) Split(string which) =>
        which.LastIndexOf('#') is > 0 and var at ? (which[..at], which[(at + 1)..]) : (which, "*");

    private static (int First, int Last)? RangeOf(string numbers)
    {
        if (numbers == "*")
        {
            return (1, int.MaxValue);
        }

        var parts = numbers.Split('-');
        return parts switch
        {
            [var one] when Number(one) is { } number => (number, number),
            [var from, ""] when Number(from) is { } number => (number, int.MaxValue),
            [var from, var to] when Number(from) is { } first && Number(to) is { } last && first <= last => (first, last),
            _ => null,
        };
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static FormatException Wrong(int line, string problem) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {line}: {problem}"));
}
