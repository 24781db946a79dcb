using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>
/// Answers a call for a list with one page of it: by cursor where <c>page[size]</c> is there, else by page number. A place is a number, so
/// that rows that come or go move no other row. On the last page the next address and the cursor are there all the same; only
/// <c>has_more</c> tells.
/// </summary>
internal sealed class ZendeskListing(int seed)
{
    private const int LargestPage = 100;
    private const int LargestPageNumber = 100;
    private const int PlaceLength = 4;
    private const int CursorLength = 20;
    private readonly byte[] _key = SHA256.HashData(Encoding.UTF8.GetBytes($"zendesk cursors {seed}"));

    /// <summary>
    /// One page of the rows that are numbered 0 up to <paramref name="numbers"/>; <paramref name="rowAt"/> gives null for a number without
    /// row.
    /// </summary>
    public JObject Page(Call call, string rows, int numbers, Func<int, JObject?> rowAt) =>
        call.Query.ContainsKey("page[size]") ? ByCursor(call, rows, numbers, rowAt) : ByNumber(call, rows, numbers, rowAt);

    private JObject ByCursor(Call call, string name, int numbers, Func<int, JObject?> rowAt)
    {
        var size = SizeOf(call, "page[size]", 0);
        var listing = string.Join(
            '\n',
            call.Query.Where(pair => !pair.Key.StartsWith("page[", StringComparison.Ordinal))
                .Select(pair => $"{pair.Key}={pair.Value}")
                .Order(StringComparer.Ordinal)
                .Prepend(string.Join('/', call.Segments))
        );
        var start = call.Parameter("page[after]") is { } cursor ? Read(listing, cursor) : 0;
        var rows = new JArray();
        var place = start;
        for (; place < numbers && rows.Count < size; place++)
        {
            if (rowAt(place) is { } row)
            {
                rows.Add(row);
            }
        }

        var hasMore = Enumerable.Range(place, Math.Max(0, numbers - place)).Any(next => rowAt(next) is not null);
        var after = rows.Count == 0 ? null : CursorOf(listing, place);
        var before = rows.Count == 0 ? null : CursorOf(listing, start);
        return new JObject
        {
            [name] = rows,
            ["meta"] = new JObject
            {
                ["has_more"] = hasMore,
                ["after_cursor"] = after,
                ["before_cursor"] = before,
            },
            ["links"] = new JObject
            {
                ["prev"] = AddressOf(call, "page[before]", before, size),
                ["next"] = AddressOf(call, "page[after]", after, size),
            },
        };
    }

    private static JObject ByNumber(Call call, string name, int numbers, Func<int, JObject?> rowAt)
    {
        var size = SizeOf(call, "per_page", LargestPage);
        var page =
            call.Parameter("page") is not { } text ? 1
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= LargestPageNumber
                ? number
            : throw ZendeskRefusal.InvalidValue("page", $"must be a number from 1 to {LargestPageNumber}");
        var all = Enumerable.Range(0, numbers).Select(rowAt).OfType<JObject>().ToList();
        return new JObject
        {
            [name] = new JArray(all.Skip((page - 1) * size).Take(size)),
            ["next_page"] =
                page * size < all.Count ? AddressOf(call, "page", (page + 1).ToString(CultureInfo.InvariantCulture), null) : null,
            ["previous_page"] = page > 1 ? AddressOf(call, "page", (page - 1).ToString(CultureInfo.InvariantCulture), null) : null,
            ["count"] = all.Count,
        };
    }

    private static int SizeOf(Call call, string parameter, int fallback)
    {
        if (!call.Query.ContainsKey(parameter))
        {
            return fallback;
        }

        return
            int.TryParse(call.Parameter(parameter), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && size is >= 1 and <= LargestPage
            ? size
            : throw ZendeskRefusal.InvalidValue(parameter, $"must be a number from 1 to {LargestPage}");
    }

    private static string? AddressOf(Call call, string parameter, string? value, int? size)
    {
        if (value is null)
        {
            return null;
        }

        var kept = call
            .Query.Where(pair => !pair.Key.StartsWith("page", StringComparison.Ordinal))
            .SelectMany(pair => pair.Value.Select(one => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(one ?? "")}"));
        var query = kept.Append($"{Uri.EscapeDataString(parameter)}={value}")
            .Concat(size is null ? [] : [$"{Uri.EscapeDataString("page[size]")}={size}"]);
        return $"{call.Address}/{string.Join('/', call.Segments)}?{string.Join('&', query)}";
    }

    private string CursorOf(string listing, int place)
    {
        var cursor = new byte[CursorLength];
        BinaryPrimitives.WriteInt32BigEndian(cursor, place);
        Sign(listing, cursor.AsSpan(0, PlaceLength)).AsSpan(0, CursorLength - PlaceLength).CopyTo(cursor.AsSpan(PlaceLength));
        return Base64Url.EncodeToString(cursor);
    }

    private int Read(string listing, string text)
    {
        Span<byte> cursor = stackalloc byte[CursorLength];
        return
            Base64Url.IsValid(text, out var length)
            && length == CursorLength
            && Base64Url.TryDecodeFromChars(text, cursor, out _)
            && CryptographicOperations.FixedTimeEquals(
                Sign(listing, cursor[..PlaceLength]).AsSpan(0, CursorLength - PlaceLength),
                cursor[PlaceLength..]
            )
            ? BinaryPrimitives.ReadInt32BigEndian(cursor)
            : throw ZendeskRefusal.InvalidValue("page[after]", "is not a valid cursor");
    }

    private byte[] Sign(string listing, ReadOnlySpan<byte> payload) =>
        HMACSHA256.HashData(_key, (byte[])[.. payload, .. Encoding.UTF8.GetBytes(listing)]);
}
