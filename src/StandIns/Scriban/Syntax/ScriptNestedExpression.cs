namespace Scriban.Syntax;

/// <summary>An expression in parentheses.</summary>
internal sealed class ScriptNestedExpression(ScriptExpression inner) : ScriptExpression
{
    public override object? Evaluate(TemplateContext context) => context.Evaluate(inner);
}
