namespace Scriban.Syntax;

/// <summary>The declaration of a named function.</summary>
internal sealed class ScriptFunctionStatement(ScriptVariable target, ScriptFunction function) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        Assignment.To(context, target, function);
        return null;
    }
}
