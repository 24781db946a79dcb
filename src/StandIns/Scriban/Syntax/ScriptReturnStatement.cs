namespace Scriban.Syntax;

/// <summary><c>ret</c>: leaves the function, the included template or the page, with or without a value.</summary>
internal sealed class ScriptReturnStatement(ScriptExpression? expression) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        var value = expression is null ? null : context.Evaluate(expression);
        context.FlowState = ScriptFlowState.Return;
        return value;
    }
}
