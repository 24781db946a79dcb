using System.Globalization;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// One page of a list by page number, with the headers that tell where it is. GitLab gives at most 100 rows whatever is asked.
/// </summary>
internal sealed class OffsetPage
{
    private const int LargestPerPage = 100;

    // Above this number of rows GitLab does not count them.
    private const int LargestTotal = 10_000;

    private readonly Call _call;
    private readonly int _page;
    private readonly int _perPage;

    public OffsetPage(Call call, Parameters parameters)
    {
        _call = call;
        _page = (int)Math.Clamp(parameters.Number("page") ?? 1, 1, int.MaxValue / LargestPerPage);
        var perPage = parameters.Number("per_page") ?? 20;
        _perPage =
            perPage == 0 ? throw GitLabRefusal.Parameter("per_page has a value not allowed") : (int)Math.Clamp(perPage, 1, LargestPerPage);
    }

    public Task ReplyAsync<T>(IReadOnlyList<T> rows, Func<T, JToken> toJson) => ReplyAsync(rows.Count, index => toJson(rows[index]));

    public Task ReplyAsync(int total, Func<int, JToken> rowAt)
    {
        var pages = Math.Max(1, (total + _perPage - 1) / _perPage);
        int? next = _page < pages ? _page + 1 : null;
        int? previous = _page > 1 ? _page - 1 : null;
        _call.Set("x-page", Number(_page));
        _call.Set("x-per-page", Number(_perPage));
        _call.Set("x-next-page", Number(next));
        _call.Set("x-prev-page", Number(previous));
        var links = new List<(int? Page, string Relation)> { (previous, "prev"), (next, "next"), (1, "first") };
        if (total <= LargestTotal)
        {
            _call.Set("x-total", Number(total));
            _call.Set("x-total-pages", Number(pages));
            links.Add((pages, "last"));
        }

        _call.Set(
            "Link",
            string.Join(
                ", ",
                links.Where(link => link.Page is not null).Select(link => $"<{AddressOf(link.Page!.Value)}>; rel=\"{link.Relation}\"")
            )
        );
        var first = (_page - 1) * _perPage;
        var rows = Enumerable.Range(first, Math.Clamp(total - first, 0, _perPage)).Select(rowAt);
        return _call.ReplyAsync(200, new JArray(rows));
    }

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private string AddressOf(int page)
    {
        var kept = _call
            .Query.Where(pair => pair.Key is not ("page" or "per_page"))
            .SelectMany(pair =>
                pair.Value.Select(value => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? string.Empty)}")
            );
        var path = string.Join('/', _call.Segments.Select(Uri.EscapeDataString));
        return $"{_call.Address}/{path}?"
            + $"{string.Join('&', kept.Append($"page={page}").Append($"per_page={_perPage}").Order(StringComparer.Ordinal))}";
    }
}
