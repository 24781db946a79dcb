namespace Scriban.Syntax;

/// <summary>A constant.</summary>
internal sealed class ScriptLiteral(object? value) : ScriptExpression
{
    public object? Value => value;

    public override object? Evaluate(TemplateContext context) => value;
}
