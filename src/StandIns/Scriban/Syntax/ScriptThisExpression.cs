namespace Scriban.Syntax;

/// <summary><c>this</c>: the object whose members are the variables.</summary>
internal sealed class ScriptThisExpression : ScriptExpression
{
    public override object? Evaluate(TemplateContext context) => context.CurrentGlobal;
}
