using Scriban.Parsing;

namespace Scriban.Syntax;

/// <summary><c>value | function arguments</c>: the value becomes the first argument.</summary>
internal sealed class ScriptPipeCall(ScriptExpression from, ScriptExpression to) : ScriptExpression
{
    public override object? Evaluate(TemplateContext context) => Call(context, to, new Argument(context.Evaluate(from), from.Span));

    /// <summary>Of an operation the first operand gets the value: <c>x | f + 1</c> is <c>(f x) + 1</c>.</summary>
    internal static object? Call(TemplateContext context, ScriptExpression target, Argument piped) => target switch
    {
        ScriptFunctionCall call => call.Evaluate(context, piped, block: null),
        ScriptBinaryExpression operation => operation.Evaluate(context, piped),
        IAssignable => CallFunction(context, target, piped),
        _ => throw NotCovered.At(target.Span, $"a pipe into `{target}`"),
    };

    private static object? CallFunction(TemplateContext context, ScriptExpression target, Argument piped)
    {
        var value = context.Evaluate(target, aliasReturnedFunction: true);
        if (value is null && context.EnableRelaxedFunctionAccess)
        {
            return null;
        }

        if (value is not IScriptFunction function)
        {
            throw new ScriptRuntimeException(
                target.Span, value is null ? $"The function `{target}` was not found" : $"Pipe expression destination `{target}` is not a valid function ");
        }

        return Invocation.Call(context, target, function, [piped]);
    }
}
