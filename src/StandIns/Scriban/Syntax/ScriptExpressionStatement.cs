namespace Scriban.Syntax;

/// <summary>An expression whose value is printed; of an assignment it is not.</summary>
internal sealed class ScriptExpressionStatement(ScriptExpression expression) : ScriptStatement
{
    internal override bool PrintsItsValue => expression is not ScriptAssignExpression;

    public override object? Evaluate(TemplateContext context)
    {
        var value = context.Evaluate(expression);
        return value is ScriptBlockStatement block ? context.Evaluate(block) : value;
    }
}
