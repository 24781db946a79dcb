using System.Globalization;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Scriban.Runtime;

namespace Scriban.Tests.Golden;

/// <summary>Turns the model of a vector into the objects that the recordings were made with.</summary>
internal static class VectorModel
{
    public static ScriptObject Build(Vector vector, MemberRenamerDelegate? renamer)
    {
        if ((string?)vector.Options["model_type"] is null)
        {
            return vector.Model is JObject model ? ToScriptObject(model) : [];
        }

        var report = vector.Model!.ToObject<Report>(JsonSerializer.Create(new JsonSerializerSettings
        {
            DateParseHandling = DateParseHandling.DateTime,
            DateTimeZoneHandling = DateTimeZoneHandling.RoundtripKind,
        }));
        var variables = new ScriptObject();
        variables.Import(report, renamer: renamer);
        return variables;
    }

    public static MemberRenamerDelegate? RenamerOf(Vector vector) =>
        (string?)vector.Options["member_renamer"] == "none" ? (MemberInfo member) => member.Name : null;

    private static ScriptObject ToScriptObject(JObject json)
    {
        var result = new ScriptObject();
        foreach (var property in json.Properties())
        {
            result[property.Name] = ToValue(property.Value);
        }

        return result;
    }

    private static object? ToValue(JToken json) => json.Type switch
    {
        JTokenType.Object when json["$date"] is { } date =>
            DateTime.Parse((string)date!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        JTokenType.Object => ToScriptObject((JObject)json),
        JTokenType.Array => new ScriptArray(json.Select(ToValue)),
        JTokenType.Integer => (long)json is var number and >= int.MinValue and <= int.MaxValue ? (object)(int)number : (long)json,
        JTokenType.Float => (double)json,
        JTokenType.Boolean => (bool)json,
        JTokenType.String => (string)json!,
        _ => null,
    };
}
