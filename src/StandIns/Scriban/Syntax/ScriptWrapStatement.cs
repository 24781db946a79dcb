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
            throw new ScriptRuntimeException(target.Span, $"Expecting a direct function instead of the expression `{target}/{KindOf(target)}`");
        }

        return Invocation.Call(context, target, function, [], body);
    }

    /// <summary>The package's names of its nodes.</summary>
    private static string KindOf(ScriptExpression expression) => expression switch
    {
        ScriptVariable => "variable",
        ScriptLiteral => "literal",
        ScriptMemberExpression => "member expression",
        ScriptIndexerExpression => "indexer expression",
        ScriptNestedExpression => "nested expression",
        ScriptThisExpression => "this expression",
        ScriptPipeCall => "pipe expression",
        ScriptBinaryExpression => "binary expression",
        ScriptUnaryExpression => "unary expression",
        _ => "unknown",
    };
}
