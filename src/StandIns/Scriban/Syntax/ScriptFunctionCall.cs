using System.Collections;

namespace Scriban.Syntax;

/// <summary>A target with arguments: <c>f a b</c> or <c>f(a, b)</c>.</summary>
internal sealed class ScriptFunctionCall(ScriptExpression target, IReadOnlyList<ScriptExpression> arguments, bool isExplicit = false)
    : ScriptExpression
{
    public ScriptExpression Target => target;

    public IReadOnlyList<ScriptExpression> Arguments => arguments;

    /// <summary>Before an equals sign it declares a function.</summary>
    public bool IsDeclaration => isExplicit && target is ScriptVariableGlobal && arguments.All(argument => argument is ScriptVariableGlobal);

    public override object? Evaluate(TemplateContext context) => Evaluate(context, piped: null, block: null);

    public object? Evaluate(TemplateContext context, ScriptExpression? piped, ScriptBlockStatement? block)
    {
        var value = context.Evaluate(target, aliasReturnedFunction: true);
        if (value is null)
        {
            return context.EnableRelaxedFunctionAccess
                ? null
                : throw new ScriptRuntimeException(target.Span, $"The function `{target}` was not found");
        }

        if (value is not IScriptFunction function)
        {
            throw new ScriptRuntimeException(target.Span, $"Invalid target function `{value}` ({context.GetTypeName(value)})");
        }

        return Invocation.Call(context, this, function, EvaluateArguments(context, piped), block);
    }

    private IEnumerable<Argument> EvaluateArguments(TemplateContext context, ScriptExpression? piped)
    {
        if (piped is not null)
        {
            yield return new Argument(context.Evaluate(piped), piped.Span);
        }

        foreach (var argument in arguments)
        {
            if (argument is ScriptNamedArgument named)
            {
                yield return new Argument(named.Evaluate(context), named.Span, named.Name);
            }
            else if (argument is ScriptUnaryExpression { Operator: ScriptUnaryOperator.FunctionParametersExpand } expansion
                && context.Evaluate(expansion) is IEnumerable items)
            {
                foreach (var item in items)
                {
                    yield return new Argument(item, argument.Span);
                }
            }
            else
            {
                yield return new Argument(context.Evaluate(argument), argument.Span);
            }
        }
    }
}
