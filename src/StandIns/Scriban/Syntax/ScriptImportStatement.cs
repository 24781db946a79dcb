namespace Scriban.Syntax;

/// <summary><c>import</c>: the members of an object become variables.</summary>
internal sealed class ScriptImportStatement(ScriptExpression expression) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        if (context.Evaluate(expression) is { } members)
        {
            context.Import(expression.Span, members);
        }

        return null;
    }
}
