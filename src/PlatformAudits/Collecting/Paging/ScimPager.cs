using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Collecting.Paging;

/// <summary>
/// SCIM's pages (RFC 7644, section 3.4.2.4): <c>startIndex</c> counts from 1, <c>totalResults</c> tells the whole, and a page may have
/// fewer resources than were asked for, so the next one begins after as many as came. One pager reads one list.
/// </summary>
internal sealed class ScimPager : Pager
{
    private long? _total;

    public override string Rows => "Resources";

    /// <summary>The service's own total; null before the first page.</summary>
    public override long? Total => _total;

    /// <summary>The first page of a list.</summary>
    public static string FirstPage(string path, int count) => FormattableString.Invariant($"{path}?startIndex=1&count={count}");

    public override bool MayLackRows(JObject rest) => Number(rest, "totalResults") == 0;

    public override Uri? Next(Uri current, JObject rest, IReadOnlyDictionary<string, string> headers)
    {
        var total =
            Number(rest, "totalResults")
            ?? throw new BadAnswerException(
                "the page has no totalResults, so nobody knows whether it is the last; the list counts as cut off"
            );
        var asked = long.Parse(
            System.Web.HttpUtility.ParseQueryString(current.Query)["startIndex"]!,
            System.Globalization.CultureInfo.InvariantCulture
        );
        var start = Number(rest, "startIndex") ?? asked;
        var rows = (long)rest[Rows]!;
        if (start != asked && rows > 0)
        {
            throw new BadAnswerException(
                $"the page begins with resource {start}, and {asked} was asked for; the list would repeat itself or have a gap"
            );
        }

        if (_total is { } before && before != total)
        {
            throw new BadAnswerException($"totalResults was {before} and is {total} now: the list moved while it was read; run again");
        }

        _total = total;
        var next = asked + rows;
        return next - 1 == total ? null
            : next - 1 > total ? throw new BadAnswerException($"there are {next - 1} resources, and totalResults is {total}")
            : rows == 0
                ? throw new BadAnswerException(
                    $"the page is empty, and {next - 1} of {total} resources have come; the list counts as cut off"
                )
            : WithParameter(current, "startIndex", next.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static long? Number(JObject body, string name) => body[name] is { Type: JTokenType.Integer } number ? (long)number : null;
}
