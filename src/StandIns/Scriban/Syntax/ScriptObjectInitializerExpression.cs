using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary><c>{a: 1, "b c": 2}</c>.</summary>
internal sealed class ScriptObjectInitializerExpression(IReadOnlyList<KeyValuePair<string, ScriptExpression>> members) : ScriptExpression
{
    public override object? Evaluate(TemplateContext context)
    {
        var result = new ScriptObject();
        foreach (var (name, value) in members)
        {
            result[name] = context.Evaluate(value);
        }

        return result;
    }
}
