using System.Globalization;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Collecting.Json;

/// <summary>
/// One record of a vendor's answer. What a platform needs is asked for with <see cref="GetString"/>, and a record without it stops the
/// audit with the field's name; what may be missing is asked for with <see cref="FindString"/>.
/// </summary>
public sealed class JsonRecord
{
    private readonly JObject _json;

    public JsonRecord(JObject json) => _json = json;

    /// <summary>What tells the record from others of its list: its <c>id</c>, else its <c>uri</c>; null when it has neither.</summary>
    internal string? Identity =>
        (_json["id"] ?? _json["uri"]) is JValue { Type: JTokenType.String or JTokenType.Integer } id
            ? id.ToString(CultureInfo.InvariantCulture)
            : null;

    /// <summary>The required text at a path such as <c>user.uri</c>.</summary>
    /// <exception cref="BadAnswerException">It is absent, null, blank or not text.</exception>
    public string GetString(string path) =>
        FindString(path) is { Length: > 0 } text ? text : throw new BadAnswerException($"a record has no {path}");

    /// <summary>The text at a path, or null when it is absent or null.</summary>
    /// <exception cref="BadAnswerException">There is something that is not text.</exception>
    public string? FindString(string path) =>
        Find(path) switch
        {
            null or { Type: JTokenType.Null } => null,
            { Type: JTokenType.String } text => (string?)text,
            var other => throw new BadAnswerException($"a record's {path} is {Describe(other)}, and text was expected"),
        };

    /// <summary>The whole number at a path, or null when it is absent or null.</summary>
    /// <exception cref="BadAnswerException">There is something else.</exception>
    public long? FindNumber(string path) =>
        Find(path) switch
        {
            null or { Type: JTokenType.Null } => null,
            { Type: JTokenType.Integer } number => (long)number,
            var other => throw new BadAnswerException($"a record's {path} is {Describe(other)}, and a whole number was expected"),
        };

    /// <summary>The whole number that must be at a path.</summary>
    /// <exception cref="BadAnswerException">It is absent, null or no whole number.</exception>
    public long GetNumber(string path) => FindNumber(path) ?? throw new BadAnswerException($"a record has no {path}");

    /// <summary>The vendor's number for a record, as text.</summary>
    /// <exception cref="BadAnswerException">It is absent, null or no whole number.</exception>
    public string GetNumberText(string path) =>
        FindNumber(path)?.ToString(CultureInfo.InvariantCulture) ?? throw new BadAnswerException($"a record has no {path}");

    /// <summary>Yes or no at a path; null when it is absent or null, which means that nobody knows.</summary>
    /// <exception cref="BadAnswerException">There is something else.</exception>
    public bool? FindBoolean(string path) =>
        Find(path) switch
        {
            null or { Type: JTokenType.Null } => null,
            { Type: JTokenType.Boolean } flag => (bool)flag,
            var other => throw new BadAnswerException($"a record's {path} is {Describe(other)}, and true or false was expected"),
        };

    /// <summary>The texts in a list; none when it is absent or null.</summary>
    /// <exception cref="BadAnswerException">There is something else, or something that is no text in the list.</exception>
    public IReadOnlyList<string> GetStrings(string path) =>
        Find(path) switch
        {
            null or { Type: JTokenType.Null } => [],
            JArray list =>
            [
                .. list.Select(item =>
                    item.Type == JTokenType.String
                        ? (string)item!
                        : throw new BadAnswerException($"a record's {path} holds {Describe(item)}, and texts were expected")
                ),
            ],
            var other => throw new BadAnswerException($"a record's {path} is {Describe(other)}, and a list was expected"),
        };

    /// <summary>The records in a list; none when it is absent or null.</summary>
    /// <exception cref="BadAnswerException">There is something else, or something that is no record in the list.</exception>
    public IReadOnlyList<JsonRecord> GetRecords(string path) => FindRecords(path) ?? [];

    /// <summary>The records in a list; null when it is absent or null, which is not the same as an empty one.</summary>
    /// <exception cref="BadAnswerException">There is something else, or something that is no record in the list.</exception>
    public IReadOnlyList<JsonRecord>? FindRecords(string path) =>
        Find(path) switch
        {
            null or { Type: JTokenType.Null } => null,
            JArray list =>
            [
                .. list.Select(item =>
                    item is JObject json
                        ? new JsonRecord(json)
                        : throw new BadAnswerException($"a record's {path} holds {Describe(item)}, and records were expected")
                ),
            ],
            var other => throw new BadAnswerException($"a record's {path} is {Describe(other)}, and a list was expected"),
        };

    /// <summary>The texts in a list that must be there.</summary>
    /// <exception cref="BadAnswerException">There is something else, or nothing, or something that is no text in the list.</exception>
    public IReadOnlyList<string> GetRequiredStrings(string path) =>
        Find(path) switch
        {
            JArray list =>
            [
                .. list.Select(item =>
                    item.Type == JTokenType.String
                        ? (string)item!
                        : throw new BadAnswerException($"a record's {path} holds {Describe(item)}, and texts were expected")
                ),
            ],
            null => throw new BadAnswerException($"a record has no {path}"),
            var other => throw new BadAnswerException($"a record's {path} is {Describe(other)}, and a list was expected"),
        };

    /// <summary>The record at a path, or null when there is none or it is of another kind, as a bare URI is.</summary>
    public JsonRecord? FindRecord(string path) => Find(path) is JObject json ? new JsonRecord(json) : null;

    /// <exception cref="BadAnswerException">There is none.</exception>
    public JsonRecord GetRecord(string path) => FindRecord(path) ?? throw new BadAnswerException($"a record has no {path}");

    /// <summary>Whether there is anything at a path, null included: absent and null are different answers.</summary>
    public bool Has(string path) => Find(path) is not null;

    /// <summary>Whether there is a bare text at a path, where vendors may also put a record.</summary>
    public bool IsText(string path) => Find(path)?.Type == JTokenType.String;

    private static string Describe(JToken token) =>
        token.Type switch
        {
            JTokenType.Object => "a record",
            JTokenType.Array => "a list",
            _ => token.Type.ToString().ToLowerInvariant(),
        };

    private JToken? Find(string path)
    {
        JToken? token = _json;
        foreach (var name in path.Split('.'))
        {
            token = (token as JObject)?[name];
        }

        return token;
    }
}
