namespace Scriban.Syntax;

/// <summary><c>wrap</c>: a call whose function may print the body with <c>$$</c>.</summary>
internal sealed class ScriptWrapStatement(ScriptExpression target, ScriptBlockStatement body) : ScriptStatement
{
    public override object? Evaluate(TemplateContext context)
    {
        if (target is ScriptFunctionCall call)
        {
            return call.Evaluate(context, piped: null, body);
        }

        if (context.Evaluate(target, aliasReturnedFunction: true) is not IScriptFunction function)
        {
            throw new ScriptRuntimeException(target.Span, "Expecting a direct function call or a function");
        }

        return Invocation.Call(context, target, function, [], body);
    }
}
