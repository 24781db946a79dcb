using Scriban.Runtime;

namespace Scriban.Functions;

/// <summary>The names that every template finds without a model.</summary>
internal static class BuiltinFunctions
{
    private static readonly ScriptObject Shared = new()
    {
        ["array"] = Module(typeof(ArrayFunctions)),
        ["html"] = Module(typeof(HtmlFunctions)),
        ["math"] = Module(typeof(MathFunctions)),
        ["object"] = Module(typeof(ObjectFunctions)),
        ["regex"] = Module(typeof(RegexFunctions)),
        ["string"] = Module(typeof(StringFunctions)),
        ["timespan"] = Module(typeof(TimeSpanFunctions)),
        ["include"] = new IncludeFunction(),
        ["include_join"] = new IncludeJoinFunction(),
        ["empty"] = EmptyScriptObject.Default,
        ["blank"] = EmptyScriptObject.Default,
    };

    /// <summary>A copy that a template may change without changing it for others.</summary>
    public static ScriptObject Create()
    {
        var builtin = (ScriptObject)Shared.Clone(true);
        builtin["date"] = new DateTimeFunctions();
        foreach (var name in builtin.GetMembers())
        {
            builtin.SetReadOnly(name, readOnly: true);
        }

        return builtin;
    }

    private static FunctionModule Module(Type type)
    {
        var module = new FunctionModule();
        module.Import(type);
        return module;
    }
}
