using System.Globalization;
using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Paging;

/// <summary>
/// PagerDuty's classic pages: <c>offset</c>, <c>limit</c> and <c>more</c>, with <c>total</c> when asked for (developer.pagerduty.com,
/// "Pagination"). Rows beyond the 10,000th can't be asked for: the vendor refuses an offset and limit that exceed it together. One pager
/// reads one list.
/// </summary>
internal sealed class OffsetPager : Pager
{
    private const long Wall = 10_000;

    private readonly string _what;
    private long? _total;

    /// <param name="rows">The property of the body that holds the rows.</param>
    /// <param name="what">What the list holds, for sentences.</param>
    public OffsetPager(string rows, string what)
    {
        Rows = rows;
        _what = what;
    }

    public override string Rows { get; }

    /// <summary>The vendor's own count of the rows, as the last page told it; null when it told none.</summary>
    public override long? Total => _total;

    /// <exception cref="AuditException">The list is longer than the vendor gives.</exception>
    public override Uri? Next(Uri current, JObject rest, IReadOnlyDictionary<string, string> headers)
    {
        var page = new JsonRecord(rest);
        _total = page.FindNumber("total") ?? _total;
        var asked = AskedOffset(current);
        var offset = page.FindNumber("offset") ?? asked;
        if (offset != asked)
        {
            throw new BadAnswerException($"the page begins at offset {offset}, and {asked} was asked for; the list counts as cut off");
        }

        var limit = page.FindNumber("limit") is { } told and > 0
            ? told
            : throw new BadAnswerException(
                "the page does not say its limit, so nobody knows where the next one begins; the list counts as cut off"
            );
        var next = offset + limit;
        var hasMore =
            page.FindBoolean("more")
            ?? (
                page.FindNumber("total") is { } total
                    ? next < total
                    : throw new BadAnswerException(
                        "the page says neither more nor total, so nobody knows whether it is the last; the list counts as cut off"
                    )
            );
        if (!hasMore)
        {
            return null;
        }

        return next + limit <= Wall
            ? WithParameter(current, "offset", next.ToString(CultureInfo.InvariantCulture))
            : throw new AuditException(
                $"Reading {_what} (GET {current.GetLeftPart(UriPartial.Path)}): there are more than "
                    + $"{Wall.ToString("N0", CultureInfo.InvariantCulture)}"
                    + $"{(Total is { } all ? $" ({all.ToString("N0", CultureInfo.InvariantCulture)})" : "")}, "
                    + $"and PagerDuty gives no more than the first {Wall.ToString("N0", CultureInfo.InvariantCulture)} of a list. "
                    + "A part of them proves nothing, so nothing was judged."
            );
    }

    private static long AskedOffset(Uri address)
    {
        var parameter = address.Query.TrimStart('?').Split('&').FirstOrDefault(p => p.StartsWith("offset=", StringComparison.Ordinal));
        return parameter is null ? 0 : long.Parse(parameter["offset=".Length..], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
