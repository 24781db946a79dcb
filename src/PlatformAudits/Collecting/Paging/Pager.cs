using System.Globalization;
using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Collecting.Paging;

/// <summary>How a vendor's lists go on from page to page.</summary>
public abstract class Pager
{
    /// <summary>The property of the body that holds the rows, or null when the body itself is the array.</summary>
    public abstract string? Rows { get; }

    /// <summary>Where the next page is, or null when the chain is closed.</summary>
    /// <param name="rest">The body, with the number of its rows in their place.</param>
    /// <param name="headers">The response's headers by lower-case name.</param>
    /// <exception cref="BadAnswerException">The page does not say whether it is the last.</exception>
    public abstract Uri? Next(Uri current, JObject rest, IReadOnlyDictionary<string, string> headers);

    /// <summary>The vendor's own count of the rows, as the pages told it; null when they told none.</summary>
    public virtual long? Total => null;

    /// <summary>Whether a page may leave out the property of its rows when it has none.</summary>
    public virtual bool MayLackRows(JObject rest) => false;

    /// <summary>The address with one parameter of its query replaced or added.</summary>
    protected static Uri WithParameter(Uri address, string name, string value)
    {
        var kept = address
            .Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(p => Uri.UnescapeDataString(p.Split('=')[0]) != name);
        return new UriBuilder(address)
        {
            Query = string.Join('&', kept.Append($"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}")),
        }.Uri;
    }
}

/// <summary>
/// Calendly's pages: <c>collection</c> and <c>pagination.next_page</c>, which is null on the last page
/// (developer.calendly.com, "Pagination").
/// </summary>
internal sealed class NextPagePager : Pager
{
    public override string Rows => "collection";

    public override Uri? Next(Uri current, JObject rest, IReadOnlyDictionary<string, string> headers)
    {
        if (rest["pagination"] is not JObject pagination || pagination["next_page"] is not { } next)
        {
            throw new BadAnswerException(
                "the page has no pagination.next_page, so nobody knows whether it is the last; the list counts as cut off"
            );
        }

        if (next.Type == JTokenType.Null)
        {
            // A token without an address would mean more rows: following it can only find more.
            return (string?)pagination["next_page_token"] is { Length: > 0 } token ? WithParameter(current, "page_token", token) : null;
        }

        return next.Type == JTokenType.String && Uri.TryCreate(current, (string)next!, out var address)
            ? address
            : throw new BadAnswerException("pagination.next_page is not an address; the list counts as cut off");
    }
}

/// <summary>
/// GitLab's pages: the header <c>x-next-page</c>, empty on the last page (docs.gitlab.com/api/rest, "Offset-based pagination").
/// </summary>
internal sealed class NextPageHeaderPager : Pager
{
    public override string? Rows => null;

    public override Uri? Next(Uri current, JObject rest, IReadOnlyDictionary<string, string> headers)
    {
        if (!headers.TryGetValue("x-next-page", out var next))
        {
            throw new BadAnswerException(
                "the page has no x-next-page header, so nobody knows whether it is the last; the list counts as cut off"
            );
        }

        if (next.Trim().Length == 0)
        {
            return null;
        }

        return int.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? WithParameter(current, "page", page.ToString(CultureInfo.InvariantCulture))
            : throw new BadAnswerException("x-next-page is not a number; the list counts as cut off");
    }
}
