namespace Scriban.Syntax;

/// <summary>The declaration of a named function.</summary>
internal sealed class ScriptFunctionStatement(IAssignable target, ScriptFunction function) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        target.Assign(context, function);
        return null;
    }
}
