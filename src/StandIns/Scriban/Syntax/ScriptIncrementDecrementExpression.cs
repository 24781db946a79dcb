using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary><c>a++</c>, <c>a--</c>, <c>++a</c> and <c>--a</c>.</summary>
internal sealed class ScriptIncrementDecrementExpression(ScriptExpression target, bool isIncrement, bool isPostfix) : ScriptExpression
{
    public override object? Evaluate(TemplateContext context)
    {
        var before = new Operand(context.Evaluate(target), target.Span);
        if (before.Value is null)
        {
            throw new ScriptRuntimeException(target.Span, "Operator `+` is not supported");
        }

        if (before.Value is string or bool)
        {
            throw new ScriptRuntimeException(
                target.Span,
                $"Unexpected value `{before.Value} / Type: {context.GetTypeName(before.Value)}`. Cannot negate(-)/positive(+) a non-numeric value");
        }

        var after = BinaryOperation.Apply(
            context,
            Span,
            isIncrement ? ScriptBinaryOperator.Add : ScriptBinaryOperator.Subtract,
            before,
            new Operand(1, Span));
        Assignment.To(context, target, after);
        return isPostfix ? before.Value : after;
    }
}
