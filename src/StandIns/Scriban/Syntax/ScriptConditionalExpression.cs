namespace Scriban.Syntax;

/// <summary><c>condition ? a : b</c>.</summary>
internal sealed class ScriptConditionalExpression(ScriptExpression condition, ScriptExpression then, ScriptExpression otherwise) : ScriptExpression
{
    public override object? Evaluate(TemplateContext context) =>
        context.Evaluate(context.ToBool(condition.Span, context.Evaluate(condition)) ? then : otherwise);
}
