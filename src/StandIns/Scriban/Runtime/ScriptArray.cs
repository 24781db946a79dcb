using System.Collections;

namespace Scriban.Runtime;

/// <summary>The array of templates. Setting an item behind its end fills the gap with nulls.</summary>
public class ScriptArray : ScriptArray<object?>
{
    public ScriptArray()
    {
    }

    public ScriptArray(int capacity)
        : base(capacity)
    {
    }

    public ScriptArray(IEnumerable<object?> values)
        : base(values)
    {
    }

    public ScriptArray(IEnumerable values)
        : base(values)
    {
    }

    public static ScriptArray From(object obj) => obj is IEnumerable items and not string
        ? new ScriptArray(items)
        : throw new ArgumentOutOfRangeException(nameof(obj), $"Unsupported object type `{obj?.GetType()}`. Expecting a list");
}
