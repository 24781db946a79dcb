namespace Scriban.Syntax;

/// <summary><c>import</c>: the members of an object become variables.</summary>
internal sealed class ScriptImportStatement(ScriptExpression expression) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        context.Import(expression.Span, context.Evaluate(expression));
        return null;
    }
}
