using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Collecting.Recording;

namespace PlatformAudits.Collecting.Http;

/// <summary>
/// Reads a response's JSON while it arrives, row by row. A body that is cut off, or goes on after its end, is a
/// <see cref="JsonException"/>; one of another shape than documented is a <see cref="BadAnswerException"/>.
/// </summary>
internal static class JsonBody
{
    public static async ValueTask<T> ReadObjectAsync<T>(
        RecordedAnswer answer,
        Func<JsonRecord, T> read,
        CancellationToken cancellationToken
    )
    {
        using var reader = NewReader(answer.Body);
        await reader.ReadAsync(cancellationToken);
        if (reader.TokenType != JsonToken.StartObject)
        {
            throw new BadAnswerException("the body is not a JSON object");
        }

        var json = await JObject.LoadAsync(reader, cancellationToken);
        await EndAsync(reader, cancellationToken);
        answer.Rows = 1;
        return read(new JsonRecord(json));
    }

    /// <summary>Reads a page's rows, and where the next one is.</summary>
    public static async ValueTask<(IReadOnlyList<T> Rows, Uri? Next)> ReadPageAsync<T>(
        RecordedAnswer answer,
        Uri address,
        Pager pager,
        Func<JsonRecord, T> read,
        CancellationToken cancellationToken
    )
    {
        List<T>? rows = null;
        var rest = new JObject();
        using var reader = NewReader(answer.Body);
        await reader.ReadAsync(cancellationToken);
        if (pager.Rows is null)
        {
            rows = await ReadRowsAsync(reader, read, cancellationToken);
        }
        else
        {
            if (reader.TokenType != JsonToken.StartObject)
            {
                throw new BadAnswerException("the body is not a JSON object");
            }

            while (await reader.ReadAsync(cancellationToken) && reader.TokenType == JsonToken.PropertyName)
            {
                var property = (string)reader.Value!;
                await reader.ReadAsync(cancellationToken);
                if (property == pager.Rows)
                {
                    rows = await ReadRowsAsync(reader, read, cancellationToken);
                }
                else
                {
                    rest[property] = await JToken.LoadAsync(reader, cancellationToken);
                }
            }

            if (reader.TokenType != JsonToken.EndObject)
            {
                throw new JsonReaderException("The body is cut off.");
            }

            rows ??= pager.MayLackRows(rest) ? [] : throw new BadAnswerException($"the body has no {pager.Rows}");
            rest[pager.Rows] = rows.Count;
        }

        await EndAsync(reader, cancellationToken);
        answer.Rows = rows.Count;
        return (rows, pager.Next(address, rest, answer.Headers));
    }

    /// <summary>
    /// Reads the records of a body that holds any number of documents one after the other, each a record or a list of them; a body without
    /// any has none.
    /// </summary>
    public static async ValueTask<List<T>> ReadDocumentsAsync<T>(
        RecordingStream body,
        Func<JsonRecord, T> read,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<T>();
        using var reader = NewReader(body);
        reader.SupportMultipleContent = true;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.TokenType == JsonToken.StartObject)
            {
                rows.Add(read(new JsonRecord(await JObject.LoadAsync(reader, cancellationToken))));
            }
            else
            {
                rows.AddRange(await ReadRowsAsync(reader, read, cancellationToken));
            }
        }

        return rows;
    }

    private static async ValueTask<List<T>> ReadRowsAsync<T>(
        JsonTextReader reader,
        Func<JsonRecord, T> read,
        CancellationToken cancellationToken
    )
    {
        if (reader.TokenType != JsonToken.StartArray)
        {
            throw new BadAnswerException("the rows are not a JSON array");
        }

        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken) && reader.TokenType != JsonToken.EndArray)
        {
            if (reader.TokenType != JsonToken.StartObject)
            {
                throw new BadAnswerException($"row {rows.Count + 1} is not a JSON object");
            }

            var json = await JObject.LoadAsync(reader, cancellationToken);
            try
            {
                rows.Add(read(new JsonRecord(json)));
            }
            catch (BadAnswerException problem)
            {
                throw new BadAnswerException($"row {rows.Count + 1}: {problem.Message}");
            }
        }

        return reader.TokenType == JsonToken.EndArray ? rows : throw new JsonReaderException("The body is cut off.");
    }

    /// <summary>Reads on to the end of the body: more after the JSON is no JSON.</summary>
    private static async ValueTask EndAsync(JsonTextReader reader, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(cancellationToken))
        {
            throw new JsonReaderException("There is more after the end of the body.");
        }
    }

    private static JsonTextReader NewReader(RecordingStream body) =>
        new(new StreamReader(body, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 16 * 1024, leaveOpen: true))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
            MaxDepth = 64,
        };
}
