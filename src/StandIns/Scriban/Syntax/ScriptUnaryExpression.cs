using System.Numerics;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary><c>!a</c>, <c>-a</c>, <c>+a</c>, <c>@a</c> and <c>^a</c>.</summary>
internal sealed class ScriptUnaryExpression(ScriptUnaryOperator unaryOperator, ScriptExpression right) : ScriptExpression
{
    public ScriptUnaryOperator Operator => unaryOperator;

    /// <summary>It has a value of its own, other than that of a constant.</summary>
    public bool IsCalculation =>
        unaryOperator is not (ScriptUnaryOperator.FunctionAlias or ScriptUnaryOperator.FunctionParametersExpand) && right is not ScriptLiteral;

    public override object? Evaluate(TemplateContext context) => unaryOperator switch
    {
        ScriptUnaryOperator.FunctionAlias => context.Evaluate(right, aliasReturnedFunction: true),
        ScriptUnaryOperator.FunctionParametersExpand => context.Evaluate(right),
        ScriptUnaryOperator.Not => !context.ToBool(right.Span, context.Evaluate(right)),
        _ => Sign(context, context.Evaluate(right)),
    };

    private object? Sign(TemplateContext context, object? value)
    {
        var isNegative = unaryOperator == ScriptUnaryOperator.Negate;
        return value switch
        {
            null => throw new ScriptRuntimeException(right.Span, $"Operator `{(isNegative ? '-' : '+')}` is not supported"),
            int number => isNegative ? NumberOperation.Fit(-(BigInteger)number) : number,
            long number => isNegative ? -number : number,
            double number => isNegative ? -number : number,
            float number => isNegative ? -number : number,
            decimal number => isNegative ? -number : number,
            BigInteger number => isNegative ? -number : number,
            _ => throw new ScriptRuntimeException(
                right.Span,
                $"Unexpected value `{value} / Type: {context.GetTypeName(value)}`. Cannot negate(-)/positive(+) a non-numeric value"),
        };
    }
}
