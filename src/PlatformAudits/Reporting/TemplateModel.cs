using Scriban.Runtime;

namespace PlatformAudits.Reporting;

/// <summary>Makes what templates find.</summary>
internal static class TemplateModel
{
    /// <summary>A record with named members.</summary>
    public static ScriptObject Record(params (string Name, object? Value)[] members)
    {
        var record = new ScriptObject();
        foreach (var (name, value) in members)
        {
            record[name] = value!;
        }

        return record;
    }

    /// <summary>A list of what is made of each item.</summary>
    public static ScriptArray Array<T>(IEnumerable<T> items, Func<T, object> model) => new(items.Select(model));
}
