namespace Scriban.Syntax;

/// <summary><c>name: value</c> in a call or a loop. Only the options of loops may lack a value.</summary>
internal sealed class ScriptNamedArgument(string name, ScriptExpression? value) : ScriptExpression
{
    public string Name => name;

    public ScriptExpression? Value => value;

    public override string ToString() => value is null ? name : $"{name}:{value}";

    public override object? Evaluate(TemplateContext context) => value is null ? true : context.Evaluate(value);
}
