namespace Scriban.Syntax;

/// <summary><c>do ... end</c>.</summary>
internal sealed class ScriptAnonymousFunction(ScriptFunction function) : ScriptExpression
{
    public override object? Evaluate(TemplateContext context) => function;
}
