namespace Scriban.Syntax;

/// <summary>A target with arguments: <c>f a b</c> or <c>f(a, b)</c>.</summary>
internal sealed class ScriptFunctionCall(ScriptExpression target, IReadOnlyList<ScriptExpression> arguments, bool isExplicit = false)
    : ScriptExpression
{
    public ScriptExpression Target => target;

    public IReadOnlyList<ScriptExpression> Arguments => arguments;

    /// <summary>Before an equals sign it declares a function.</summary>
    public bool IsDeclaration => isExplicit && target is ScriptVariableGlobal && arguments.All(argument => argument is ScriptVariableGlobal);

    public override string ToString() => isExplicit ? $"{target}({string.Join(", ", arguments)})" : $"{target} {string.Join(" ", arguments)}";

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
            throw piped is not null
                ? new ScriptRuntimeException(target.Span, $"Pipe expression destination `{target}` is not a valid function ")
                : new ScriptRuntimeException(target.Span, $"Invalid target function `{value}` ({context.GetTypeName(value)})");
        }

        var all = piped is null ? arguments : arguments.Prepend(piped);
        return Invocation.Call(context, this, function, all.Select(argument => new Argument(argument)), block);
    }
}
