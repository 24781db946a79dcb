using System.Text.Json;

namespace Scriban.Runtime;

/// <summary>Turns JSON into the values of templates.</summary>
internal static class JsonValues
{
    public static object? FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => ToObject(json),
        JsonValueKind.Array => new ScriptArray(json.EnumerateArray().Select(FromJson)),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.GetDecimal(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static ScriptObject ToObject(JsonElement json)
    {
        var result = new ScriptObject();
        foreach (var property in json.EnumerateObject())
        {
            result[property.Name] = FromJson(property.Value);
        }

        return result;
    }
}
