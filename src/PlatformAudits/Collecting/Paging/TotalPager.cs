using System.Globalization;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Collecting.Paging;

/// <summary>
/// GitLab's pages as <see cref="NextPageHeaderPager"/> reads them, with the vendor's own count of rows beside: the header <c>x-total</c>,
/// which GitLab leaves out of lists of more than 10,000 rows. One for each list.
/// </summary>
internal sealed class TotalPager : Pager
{
    private readonly NextPageHeaderPager _pages = new();
    private long? _total;

    public override string? Rows => _pages.Rows;

    /// <summary>The number of rows in the whole list by the page that was read last; null when GitLab does not count them.</summary>
    public override long? Total => _total;

    public override Uri? Next(Uri current, JObject rest, IReadOnlyDictionary<string, string> headers)
    {
        _total =
            headers.TryGetValue("x-total", out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var total)
                ? total
                : null;
        return _pages.Next(current, rest, headers);
    }
}
