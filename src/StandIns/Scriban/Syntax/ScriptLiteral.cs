namespace Scriban.Syntax;

/// <summary>A constant.</summary>
internal sealed class ScriptLiteral(object? value) : ScriptExpression
{
    public override object? Evaluate(TemplateContext context) => value;
}
