namespace Scriban.Syntax;

/// <summary><c>if</c> with its <c>else</c>, which is a block or another <c>if</c>.</summary>
internal sealed class ScriptIfStatement(ScriptExpression condition, ScriptBlockStatement then, ScriptStatement? otherwise) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        if (context.ToBool(condition.Span, context.Evaluate(condition)))
        {
            return context.Evaluate(then);
        }

        return otherwise is null ? null : context.Evaluate(otherwise);
    }
}
