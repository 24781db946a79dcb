using System.Globalization;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>Answers a call for a list with one page of it. A place is a number, so that rows that come or go move no other row.</summary>
internal sealed class Listing(PageToken tokens)
{
    private const int DefaultCount = 20;
    private const int LargestCount = 100;

    /// <summary>
    /// One page of the rows that are numbered 0 up to <paramref name="numbers"/>; <paramref name="rowAt"/> gives null for a number without
    /// row.
    /// </summary>
    public JObject Page(Call call, int numbers, Func<int, JObject?> rowAt)
    {
        var count = CountOf(call);
        var listing = string.Join(
            '\n',
            call.Query.Where(pair => pair.Key is not ("page_token" or "count"))
                .Select(pair => $"{pair.Key}={pair.Value}")
                .Order(StringComparer.Ordinal)
                .Prepend(string.Join('/', call.Segments))
        );
        var start = call.Parameter("page_token") is { } token ? tokens.Read(listing, token) : 0;
        var rows = new JArray();
        var place = start;
        for (; place < numbers && rows.Count < count; place++)
        {
            if (rowAt(place) is { } row)
            {
                rows.Add(row);
            }
        }

        while (place < numbers && rowAt(place) is null)
        {
            place++;
        }

        var next = place < numbers ? tokens.Of(listing, place) : null;
        var previous = PlaceBefore(start, count, rowAt) is { } before ? tokens.Of(listing, before) : null;
        return new JObject
        {
            ["collection"] = rows,
            ["pagination"] = new JObject
            {
                ["count"] = rows.Count,
                ["next_page"] = AddressOf(call, count, next),
                ["previous_page"] = AddressOf(call, count, previous),
                ["next_page_token"] = next,
                ["previous_page_token"] = previous,
            },
        };
    }

    private static int CountOf(Call call)
    {
        if (call.Parameter("count") is not { } text)
        {
            return DefaultCount;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= LargestCount
            ? count
            : throw CalendlyRefusal.InvalidArgument("count", $"must be a number from 1 to {LargestCount}");
    }

    private static int? PlaceBefore(int start, int count, Func<int, JObject?> rowAt)
    {
        int? before = null;
        for (var (place, found) = (start - 1, 0); place >= 0 && found < count; place--)
        {
            if (rowAt(place) is not null)
            {
                (before, found) = (place, found + 1);
            }
        }

        return before;
    }

    private static string? AddressOf(Call call, int count, string? token)
    {
        if (token is null)
        {
            return null;
        }

        var kept = call
            .Query.Where(pair => pair.Key is not ("page_token" or "count"))
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}");
        var query = string.Join('&', kept.Append($"count={count}").Append($"page_token={token}"));
        return $"{call.Address}/{string.Join('/', call.Segments)}?{query}";
    }
}
