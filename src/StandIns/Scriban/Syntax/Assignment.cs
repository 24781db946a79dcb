namespace Scriban.Syntax;

/// <summary>Sets what an expression stands for.</summary>
internal static class Assignment
{
    public static void To(TemplateContext context, ScriptExpression target, object? value)
    {
        if (target is not IAssignable assignable)
        {
            throw new ScriptRuntimeException(target.Span, "Unsupported target expression for assignment.");
        }

        assignable.Assign(context, value);
    }
}
