using System.Globalization;
using Newtonsoft.Json;

namespace PlatformAudits.Collecting.Http;

/// <summary>
/// Looks whether GitLab's answer is whole before a client library makes something of it, which would take an empty body for no list. A
/// page of issues must have the rows that its own headers count: from one that has fewer an issue could be missing, and would be opened a
/// second time.
/// </summary>
internal static class WholeAnswer
{
    /// <summary>
    /// What is wrong with an answer, as a clause; null when nothing is, or it is no JSON at all, which is said elsewhere.
    /// </summary>
    /// <param name="response">The answer, whose body was read to its end.</param>
    public static async Task<string?> ProblemAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        if (!response.IsSuccessStatusCode || response.StatusCode == System.Net.HttpStatusCode.NoContent)
        {
            return null;
        }

        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var begin = body.AsSpan().IndexOfAnyExcept(" \t\r\n"u8);
        if (begin < 0)
        {
            return "its answer is empty";
        }

        if (body[begin] is not ((byte)'{' or (byte)'['))
        {
            return null;
        }

        try
        {
            var rows = RowsIn(body);
            return
                request.RequestUri!.AbsolutePath.EndsWith("/issues", StringComparison.Ordinal)
                && Counted(response) is { } counted
                && rows < counted
                ? string.Create(CultureInfo.InvariantCulture, $"its page has {rows} rows, and by its own count {counted} belong there")
                : null;
        }
        catch (JsonException)
        {
            return "its answer is not whole JSON";
        }
    }

    /// <summary>The rows of the array that a body is; reads it to its end.</summary>
    private static int RowsIn(byte[] body)
    {
        using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body)))
        {
            DateParseHandling = DateParseHandling.None,
            MaxDepth = 64,
        };
        var (rows, open) = (0, 0);
        while (reader.Read())
        {
            rows += open == 1 && reader.TokenType == JsonToken.StartObject ? 1 : 0;
            open += reader.TokenType switch
            {
                JsonToken.StartObject or JsonToken.StartArray => 1,
                JsonToken.EndObject or JsonToken.EndArray => -1,
                _ => 0,
            };
        }

        // At the end of the text the reader just stops, however many brackets are open.
        return open == 0 ? rows : throw new JsonReaderException("The answer is cut off.");
    }

    /// <summary>
    /// How many rows belong on a page by its headers (docs.gitlab.com/api/rest, "Offset-based pagination"); null where they don't count.
    /// </summary>
    private static long? Counted(HttpResponseMessage response) =>
        Number(response, "X-Total") is { } total && Number(response, "X-Page") is { } page && Number(response, "X-Per-Page") is { } size
            ? Math.Clamp(total - ((page - 1) * size), 0, size)
            : null;

    /// <summary>The number that a header holds; null where it is not there, or no number.</summary>
    public static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.NonValidated.TryGetValues(header, out var values)
        && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
