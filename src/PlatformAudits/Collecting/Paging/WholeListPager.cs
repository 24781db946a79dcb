using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Collecting.Paging;

/// <summary>
/// A list that the vendor does not page: the first answer is all of it. A body that names a further page stops the audit, because then the
/// vendor has begun to.
/// </summary>
/// <param name="rows">The property of the body that holds the rows.</param>
internal sealed class WholeListPager(string rows) : Pager
{
    public override string Rows => rows;

    public override Uri? Next(Uri current, JObject rest, IReadOnlyDictionary<string, string> headers) =>
        rest.SelectToken("next_page") is { Type: not JTokenType.Null }
        || rest.SelectToken("meta.has_more") is { Type: JTokenType.Boolean } more && (bool)more
            ? throw new BadAnswerException("the list says that it has further pages, and it was known to have none; it counts as cut off")
            : null;
}
