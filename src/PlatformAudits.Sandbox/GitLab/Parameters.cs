using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// The parameters of a call from its query and its JSON or form body, read with GitLab's own complaints about wrong ones.
/// </summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, JToken> _values = [];

    private Parameters(IEnumerable<KeyValuePair<string, StringValues>> query) => Take(query);

    /// <summary>The parameters of a call that has no body.</summary>
    public static Parameters OfQuery(Call call) => new(call.Query);

    /// <summary>The parameters of query and body together.</summary>
    /// <exception cref="Refusal">The body is not what its content type says, or of a type that GitLab does not read.</exception>
    public static async Task<Parameters> OfBodyAsync(Call call)
    {
        var parameters = new Parameters(call.Query);
        var body = await call.ReadBodyAsync();
        if (body.Length == 0)
        {
            return parameters;
        }

        switch (call.ContentType?.Split(';')[0].Trim().ToLowerInvariant())
        {
            case Call.Json:
                parameters.TakeJson(body);
                break;
            case "application/x-www-form-urlencoded":
                parameters.Take(QueryHelpers.ParseQuery(body));
                break;
            default:
                throw GitLabRefusal.UnsupportedContentType(call.ContentType);
        }

        return parameters;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public bool HasAny(IEnumerable<string> names) => names.Any(Has);

    /// <summary>A text; null when absent or null.</summary>
    public string? Text(string name) =>
        _values.GetValueOrDefault(name) switch
        {
            null or { Type: JTokenType.Null } => null,
            JValue value => value.ToString(CultureInfo.InvariantCulture),
            _ => throw GitLabRefusal.Parameter($"{name} is invalid"),
        };

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string name) => Text(name) ?? throw GitLabRefusal.Parameter($"{name} is missing");

    /// <summary>One of several texts, or the default when absent.</summary>
    public string Choice(string name, string otherwise, params string[] choices) =>
        Text(name) switch
        {
            null or "" => otherwise,
            var value when choices.Contains(value) => value,
            _ => throw GitLabRefusal.Parameter($"{name} does not have a valid value"),
        };

    public bool? Flag(string name) =>
        Text(name)?.ToLowerInvariant() switch
        {
            null or "" => null,
            "true" or "1" => true,
            "false" or "0" => false,
            _ => throw GitLabRefusal.Parameter($"{name} is invalid"),
        };

    public long? Number(string name) => Text(name) is { Length: > 0 } text ? Number(name, text) : null;

    public DateTimeOffset? Time(string name) =>
        Text(name) switch
        {
            null or "" => null,
            var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) =>
                time,
            _ => throw GitLabRefusal.Parameter($"{name} is invalid"),
        };

    /// <summary>A date as <c>2026-02-01</c>; the empty text takes a date away.</summary>
    public string? Date(string name) =>
        Text(name) switch
        {
            null or "" => null,
            var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => text,
            _ => throw GitLabRefusal.Parameter($"{name} is invalid"),
        };

    /// <summary>Texts separated by commas, or given as a list; null when absent.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        Items(name)?.SelectMany(item => item.Split(',')).Select(item => item.Trim()).Where(item => item.Length > 0).Distinct().ToList();

    /// <summary>Numbers, one or a list; null when absent.</summary>
    public IReadOnlyList<long>? Numbers(string name) =>
        Items(name)?.SelectMany(item => item.Split(',')).Where(item => item.Length > 0).Select(item => Number(name, item)).ToList();

    private static long Number(string name, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw GitLabRefusal.Parameter($"{name} is invalid");

    private List<string>? Items(string name) =>
        _values.GetValueOrDefault(name) switch
        {
            null => null,
            JArray array =>
            [
                .. array.Select(item =>
                    item is JValue value
                        ? value.ToString(CultureInfo.InvariantCulture)
                        : throw GitLabRefusal.Parameter($"{name} is invalid")
                ),
            ],
            _ => [Text(name) ?? string.Empty],
        };

    private void TakeJson(string body)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(body)) { DateParseHandling = DateParseHandling.None };
            foreach (var property in JObject.Load(reader).Properties())
            {
                _values[property.Name] = property.Value;
            }
        }
        catch (JsonException)
        {
            throw GitLabRefusal.Parameter("message body does not match declared format");
        }
    }

    // Rails writes a list as iids[]=1&iids[]=2, and of a plain parameter given twice takes the last.
    private void Take(IEnumerable<KeyValuePair<string, StringValues>> pairs)
    {
        foreach (var (name, values) in pairs)
        {
            if (name.EndsWith("[]", StringComparison.Ordinal))
            {
                _values[name[..^2]] = JArray.FromObject(values);
            }
            else
            {
                _values[name] = values[^1];
            }
        }
    }
}
