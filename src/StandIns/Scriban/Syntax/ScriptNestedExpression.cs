namespace Scriban.Syntax;

/// <summary>An expression in parentheses.</summary>
internal sealed class ScriptNestedExpression(ScriptExpression inner) : ScriptExpression, IAssignable
{
    public override string ToString() => $"({inner})";

    public override object? Evaluate(TemplateContext context) => context.Evaluate(inner);

    void IAssignable.Assign(TemplateContext context, object? value) => Assignment.To(context, inner, value);
}
