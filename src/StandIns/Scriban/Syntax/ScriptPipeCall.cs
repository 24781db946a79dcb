using Scriban.Parsing;

namespace Scriban.Syntax;

/// <summary><c>value | function arguments</c>: the value becomes the first argument. The function is looked up before the value is evaluated.</summary>
internal sealed class ScriptPipeCall(ScriptExpression from, ScriptExpression to) : ScriptExpression
{
    public override string ToString() => $"{from}|{to}";

    public override object? Evaluate(TemplateContext context) => Call(context, to, from);

    /// <summary>Of an operation the first operand gets the value: <c>x | f + 1</c> is <c>(f x) + 1</c>.</summary>
    internal static object? Call(TemplateContext context, ScriptExpression target, ScriptExpression piped) => target switch
    {
        ScriptFunctionCall call => call.Evaluate(context, piped, block: null),
        ScriptBinaryExpression operation => operation.Evaluate(context, piped),
        ScriptNestedExpression or ScriptConditionalExpression or ScriptNamedArgument or ScriptIncrementDecrementExpression or ScriptAssignExpression
            => throw NotCovered.At(target.Span, $"a pipe into `{target}`"),
        ScriptUnaryExpression { IsCalculation: true } => throw NotCovered.At(target.Span, $"a pipe into `{target}`"),
        _ => CallFunction(context, target, piped),
    };

    private static object? CallFunction(TemplateContext context, ScriptExpression target, ScriptExpression piped)
    {
        var value = context.Evaluate(target, aliasReturnedFunction: true);
        if (value is null && target is IAssignable)
        {
            return context.EnableRelaxedFunctionAccess
                ? null
                : throw new ScriptRuntimeException(target.Span, $"The function `{target}` was not found");
        }

        return value is IScriptFunction function
            ? Invocation.Call(context, target, function, [new Argument(piped)])
            : throw new ScriptRuntimeException(target.Span, $"Pipe expression destination `{target}` is not a valid function ");
    }
}
