using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Collecting.Paging;

/// <summary>
/// Zendesk's pages: <c>meta.has_more</c> says whether there are more, and <c>meta.after_cursor</c> where (developer.zendesk.com,
/// "Pagination"). On the last page <c>links.next</c> and the cursor are there all the same, so nothing but <c>has_more</c> ends a list.
/// </summary>
/// <param name="rows">The property of the body that holds the rows.</param>
internal sealed class CursorPager(string rows) : Pager
{
    public override string Rows => rows;

    public override Uri? Next(Uri current, JObject rest, IReadOnlyDictionary<string, string> headers)
    {
        if (rest["meta"] is not JObject meta || meta["has_more"] is not { Type: JTokenType.Boolean } hasMore)
        {
            throw new BadAnswerException(
                "the page has no meta.has_more, so nobody knows whether it is the last; the list counts as cut off"
            );
        }

        if (!(bool)hasMore)
        {
            return null;
        }

        if (meta["after_cursor"] is { Type: JTokenType.String } cursor)
        {
            return WithParameter(current, "page[after]", (string)cursor!);
        }

        return
            rest["links"] is JObject links
            && links["next"] is { Type: JTokenType.String } next
            && Uri.TryCreate(current, (string)next!, out var address)
            ? address
            : throw new BadAnswerException(
                "there are more rows, but no cursor and no address that leads to them; the list counts as cut off"
            );
    }
}
