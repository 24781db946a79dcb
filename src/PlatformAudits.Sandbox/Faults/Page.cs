using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.Faults;

/// <summary>A page of any vendor's list: its rows, and what says where the next page is.</summary>
internal sealed class Page
{
    private static readonly string[] Identifiers = ["id", "uri", "username"];

    private readonly JToken _json;
    private readonly HeldAnswer _answer;

    private Page(JToken json, JArray rows, HeldAnswer answer)
    {
        _json = json;
        Rows = rows;
        _answer = answer;
    }

    /// <summary>The rows.</summary>
    public JArray Rows { get; }

    /// <summary>The page in a body, or null when it is none.</summary>
    public static Page? Of(JToken json, HeldAnswer answer) =>
        json switch
        {
            JArray rows => new Page(json, rows, answer),
            JObject record when !record.ContainsKey("id") => record
                .Properties()
                .Select(property => property.Value)
                .OfType<JArray>()
                .FirstOrDefault(array => array.All(item => item is JObject))
                is { } rows
                ? new Page(json, rows, answer)
                : null,
            _ => null,
        };

    /// <summary>Takes the first row's identifier away.</summary>
    public bool TakeIdentifier()
    {
        var named = (Rows.FirstOrDefault() as JObject)?.Property(
            Identifiers.FirstOrDefault(name => (Rows.First as JObject)?.ContainsKey(name) == true) ?? ""
        );
        named?.Remove();
        return named is not null;
    }

    /// <summary>Says that this page is the last one.</summary>
    public void Close() => Point(null, isMore: false);

    /// <summary>Says that the next page is this one again; false for a list that has no pages.</summary>
    public bool Repeat() =>
        Point(
            $"{_answer.Call.Address}/{string.Join('/', _answer.Call.Segments.Select(Uri.EscapeDataString))}{_answer.Call.QueryString}",
            isMore: true
        );

    /// <summary>Says that the next page is on another host; false for a list whose pages are numbers or tokens.</summary>
    public bool LeadElsewhere()
    {
        const string Elsewhere = "http://localhost.invalid/next";
        var hasAddress = _json is JObject record && (record["pagination"] is JObject || record["links"] is JObject);
        return hasAddress && Point(Elsewhere, isMore: true);
    }

    private bool Point(string? address, bool isMore)
    {
        var isPaged = false;
        if (_json is JObject record)
        {
            if (record["pagination"] is JObject pagination)
            {
                (pagination["next_page"], pagination["next_page_token"], isPaged) = (address, null, true);
            }

            if (record["meta"] is JObject meta && meta.ContainsKey("has_more"))
            {
                meta["has_more"] = isMore;
                meta["after_cursor"] = _answer.Call.Parameter("page[after]") ?? (isMore ? meta["after_cursor"] : null);
                isPaged = true;
            }

            if (record["links"] is JObject links)
            {
                links["next"] = address;
            }

            if (record.ContainsKey("more"))
            {
                (record["more"], isPaged) = (isMore, true);
            }

            if (record.ContainsKey("totalResults") && !isMore)
            {
                (record["totalResults"], isPaged) = ((int?)record["startIndex"] - 1 + Rows.Count, true);
            }
        }

        if (_answer.Headers.ContainsKey("x-next-page"))
        {
            _answer.Headers["x-next-page"] = isMore ? _answer.Call.Parameter("page") ?? "1" : string.Empty;
            _answer.Headers.Remove("Link");
            isPaged = true;
        }

        return isPaged;
    }
}
