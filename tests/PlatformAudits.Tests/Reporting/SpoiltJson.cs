using System.Globalization;
using System.Text.Json.Nodes;

namespace PlatformAudits.Tests.Reporting;

/// <summary>A document in every way in which one field of it can be wrong.</summary>
internal static class SpoiltJson
{
    /// <summary>A field that no object has.</summary>
    private const string Surplus = "surplus";

    /// <summary>The document without a field, with one too many, and with one of another kind, for each field of each object.</summary>
    /// <param name="mayLack">Whether a field may be absent from the object at a path.</param>
    public static IEnumerable<(string What, string Json)> Of(JsonObject document, Func<string[], string, bool> mayLack) =>
        Fields(document).SelectMany(field => Spoilt(document, field.Path, field.Name, mayLack(field.Path, field.Name)));

    public static void Put(JsonNode node, string[] path, JsonNode value)
    {
        if (At(node, path[..^1]) is JsonArray items)
        {
            items[int.Parse(path[^1], CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            At(node, path[..^1])![path[^1]] = value;
        }
    }

    /// <summary>Every field of every object, and one more for each.</summary>
    private static IEnumerable<(string[] Path, string Name)> Fields(JsonNode? node, params string[] path) =>
        node switch
        {
            JsonObject fields =>
            [
                (path, Surplus),
                .. fields.Select(field => (path, field.Key)),
                .. fields.SelectMany(field => Fields(field.Value, [.. path, field.Key])),
            ],
            JsonArray items => items.SelectMany((item, i) => Fields(item, [.. path, i.ToString(CultureInfo.InvariantCulture)])),
            _ => [],
        };

    private static IEnumerable<(string What, string Json)> Spoilt(JsonObject document, string[] path, string name, bool mayLack)
    {
        var place = string.Join('/', [.. path, name]);
        var other = document.DeepClone();
        Put(other, [.. path, name], At(other, [.. path, name]) is JsonObject ? "text" : new JsonObject());
        yield return ($"{place} of another kind", other.ToJsonString());
        if (name != Surplus && !mayLack)
        {
            var lacking = document.DeepClone();
            At(lacking, path)!.AsObject().Remove(name);
            yield return ($"without {place}", lacking.ToJsonString());
        }
    }

    private static JsonNode? At(JsonNode node, string[] path) =>
        path.Aggregate(
            (JsonNode?)node,
            (at, step) => at is JsonArray items ? items[int.Parse(step, CultureInfo.InvariantCulture)] : at![step]
        );
}
