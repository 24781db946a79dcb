using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary><c>a operator b</c>.</summary>
internal sealed class ScriptBinaryExpression(ScriptExpression left, ScriptBinaryOperator binaryOperator, SourceSpan operatorSpan, ScriptExpression right)
    : ScriptExpression
{
    public override string ToString() => $"{left}{(binaryOperator == ScriptBinaryOperator.Subtract ? " - " : binaryOperator.ToText())}{right}";

    public override object? Evaluate(TemplateContext context) => Combine(context, context.Evaluate(left));

    /// <summary>With a value that is piped into the left operand.</summary>
    public object? Evaluate(TemplateContext context, ScriptExpression piped) => Combine(context, ScriptPipeCall.Call(context, left, piped));

    /// <summary>Seen with the package: <c>??</c> and <c>?!</c> evaluate their right side always, <c>&amp;&amp;</c> and <c>||</c> only when it decides.</summary>
    private object? Combine(TemplateContext context, object? leftValue)
    {
        switch (binaryOperator)
        {
            case ScriptBinaryOperator.And:
                return context.ToBool(left.Span, leftValue) && context.ToBool(right.Span, context.Evaluate(right));
            case ScriptBinaryOperator.Or:
                return context.ToBool(left.Span, leftValue) || context.ToBool(right.Span, context.Evaluate(right));
        }

        var rightValue = context.Evaluate(right);
        return binaryOperator switch
        {
            ScriptBinaryOperator.EmptyCoalescing => leftValue ?? rightValue,
            ScriptBinaryOperator.NotEmptyCoalescing => leftValue is null ? null : rightValue,
            _ => BinaryOperation.Apply(context, operatorSpan, binaryOperator, new Operand(leftValue, left.Span), new Operand(rightValue, right.Span)),
        };
    }
}
