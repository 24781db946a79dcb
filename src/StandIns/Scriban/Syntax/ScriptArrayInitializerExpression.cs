using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary><c>[a, b]</c>.</summary>
internal sealed class ScriptArrayInitializerExpression(IReadOnlyList<ScriptExpression> items) : ScriptExpression
{
    public override object? Evaluate(TemplateContext context)
    {
        var array = new ScriptArray(items.Count);
        foreach (var item in items)
        {
            array.Add(context.Evaluate(item));
        }

        return array;
    }
}
