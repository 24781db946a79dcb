using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary><c>with</c>: the members of an object are the variables of the body.</summary>
internal sealed class ScriptWithStatement(ScriptExpression target, ScriptBlockStatement body) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        var value = context.Evaluate(target);
        if (value is not IScriptObject scope)
        {
            throw new ScriptRuntimeException(
                target.Span, $"Invalid target property `{target}` used for [with] statement. Must be a ScriptObject instead of `{value?.GetType().Name ?? "null"}`");
        }

        context.PushGlobal(scope);
        try
        {
            return context.Evaluate(body);
        }
        finally
        {
            context.PopGlobal();
        }
    }
}
