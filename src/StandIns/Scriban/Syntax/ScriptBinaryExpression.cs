using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary><c>a operator b</c>.</summary>
internal sealed class ScriptBinaryExpression(ScriptExpression left, ScriptBinaryOperator binaryOperator, SourceSpan operatorSpan, ScriptExpression right)
    : ScriptExpression
{
    public override object? Evaluate(TemplateContext context) => Combine(context, context.Evaluate(left));

    /// <summary>With a value that is piped into the left operand.</summary>
    public object? Evaluate(TemplateContext context, Argument piped) => Combine(context, ScriptPipeCall.Call(context, left, piped));

    private object? Combine(TemplateContext context, object? leftValue)
    {
        switch (binaryOperator)
        {
            case ScriptBinaryOperator.EmptyCoalescing:
                return leftValue ?? context.Evaluate(right);
            case ScriptBinaryOperator.NotEmptyCoalescing:
                return leftValue is null ? null : context.Evaluate(right);
            case ScriptBinaryOperator.And:
                return context.ToBool(left.Span, leftValue) && context.ToBool(right.Span, context.Evaluate(right));
            case ScriptBinaryOperator.Or:
                return context.ToBool(left.Span, leftValue) || context.ToBool(right.Span, context.Evaluate(right));
            default:
                return BinaryOperation.Apply(
                    context,
                    operatorSpan,
                    binaryOperator,
                    new Operand(leftValue, left.Span),
                    new Operand(context.Evaluate(right), right.Span));
        }
    }
}
