using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Scriban.Tests.Golden;

/// <summary>A template with its model and options, and what the real package makes of it.</summary>
public sealed class Vector
{
    private readonly JObject _json;

    private Vector(JObject json) => _json = json;

    public string Name => (string)_json["name"]!;

    public string Template => (string)_json["template"]!;

    public JToken? Model => _json["model"];

    public JObject Options => (JObject?)_json["options"] ?? [];

    public IReadOnlyDictionary<string, string>? Includes => _json["includes"]?.ToObject<Dictionary<string, string>>();

    public string? Expected => (string?)_json["expected"];

    /// <summary><c>parse</c> or <c>render</c> when the template fails.</summary>
    public string? ErrorPhase => (string?)_json["error_phase"];

    public string? ErrorMessage => (string?)_json["error_message"];

    /// <summary>The result depends on the time zone or on the culture data of the machine.</summary>
    public bool IsEnvironmentSensitive => _json.ContainsKey("env_sensitive");

    public static IReadOnlyList<Vector> ReadAll(string folder)
    {
        var paths = Directory.GetFiles(folder, "*.json");
        Array.Sort(paths, StringComparer.Ordinal);
        return [.. paths.Select(Read)];
    }

    /// <summary>The test runner shows it as the name of the case.</summary>
    public override string ToString() => Name;

    private static Vector Read(string path)
    {
        using var reader = new JsonTextReader(File.OpenText(path)) { DateParseHandling = DateParseHandling.None };
        return new Vector(JObject.Load(reader));
    }
}
