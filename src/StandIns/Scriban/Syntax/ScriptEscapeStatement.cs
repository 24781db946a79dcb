namespace Scriban.Syntax;

/// <summary>The start or end of a piece of code. A start that is first on its line sets the indentation of what the code prints.</summary>
internal sealed class ScriptEscapeStatement(bool isEntering, string? indent) : ScriptStatement
{
    public void ApplyIndent(TemplateContext context, string? outer)
    {
        if (context.AutoIndent)
        {
            context.Output.Indent = isEntering ? indent : outer;
        }
    }

    public override object? Evaluate(TemplateContext context) => null;
}
