namespace Scriban.Syntax;

/// <summary>Text outside of code.</summary>
internal sealed class ScriptRawStatement(string text) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        context.Write(text);
        return null;
    }
}
