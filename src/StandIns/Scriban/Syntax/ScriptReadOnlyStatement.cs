namespace Scriban.Syntax;

/// <summary><c>readonly</c>: the variable can't be set any more.</summary>
internal sealed class ScriptReadOnlyStatement(ScriptVariable variable) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        context.Variables.SetReadOnly(variable);
        return null;
    }
}
