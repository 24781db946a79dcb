namespace Scriban.Syntax;

/// <summary><c>this</c>: the object whose members are the variables.</summary>
internal sealed class ScriptThisExpression : ScriptExpression, IAssignable
{
    public override object? Evaluate(TemplateContext context) => context.CurrentGlobal;

    void IAssignable.Assign(TemplateContext context, object? value) => throw new ScriptRuntimeException(Span, "Unable to set this variable");
}
