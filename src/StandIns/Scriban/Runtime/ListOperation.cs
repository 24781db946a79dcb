using System.Collections;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>Operators of which at least one side is a list of templates.</summary>
internal static class ListOperation
{
    public static object Apply(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, Operand left, Operand right)
    {
        var isRange = (left.Value as ScriptArray ?? right.Value) is ScriptRange;
        var (first, second) = (ItemsOf(left.Value, isRange), ItemsOf(right.Value, isRange));
        switch (op)
        {
            case ScriptBinaryOperator.ShiftLeft:
                return Make(isRange, Needed(first, "left").Append(right.Value));
            case ScriptBinaryOperator.ShiftRight:
                return Make(isRange, Needed(second, "right").Prepend(left.Value));
            case ScriptBinaryOperator.Multiply:
                return Multiply();
            case ScriptBinaryOperator.Divide or ScriptBinaryOperator.DivideRound or ScriptBinaryOperator.Modulus:
                return Divide();
        }

        if (op != ScriptBinaryOperator.Add && !BinaryOperation.IsComparison(op))
        {
            throw BinaryOperation.Unsupported(context, span, op, left.Value, right.Value);
        }

        // When neither is a list, the right one is named.
        Needed(second, "right");
        Needed(first, "left");
        return op == ScriptBinaryOperator.Add ? new ScriptRange(first!.Concat(second!)) : Compare(context, span, op, [.. first!], [.. second!]);

        IEnumerable<object?> Needed(IEnumerable<object?>? items, string side) => items ?? throw BinaryOperation.Unsupported(
            context, side == "left" ? left.Span : right.Span, op, left.Value, right.Value, $" Expecting an array for the {side} argument.");

        ScriptArray Multiply()
        {
            if (first is null == second is null)
            {
                throw BinaryOperation.Unsupported(context, span, op, left.Value, right.Value, " Expecting only one array for the left or right argument.");
            }

            var times = CountOf(first is null ? left : right);
            var items = (first ?? second)!.ToList();
            context.Loops.Count(context, span, times == 0 || items.Count == 0 ? 0 : ((long)times * items.Count) + times);
            return Make(isRange, Enumerable.Repeat(items, items.Count == 0 ? 0 : times).SelectMany(item => item));
        }

        ScriptArray Divide()
        {
            if (isRange && op != ScriptBinaryOperator.Modulus)
            {
                throw NotCovered.At(span, $"the operator `{op.ToText()}` on a range");
            }

            var items = Needed(first, "left").ToList();
            var divisor = CountOf(right);
            if (divisor == 0)
            {
                throw new ScriptRuntimeException(right.Span, "Cannot divide by 0");
            }

            return Make(isRange, op == ScriptBinaryOperator.Modulus ? items.Where((_, i) => i % divisor == 0) : items.Take(items.Count / divisor));
        }

        int CountOf(Operand count)
        {
            var number = context.ToInt(span, count.Value);
            return number >= 0 ? number : throw BinaryOperation.Unsupported(
                context, count.Span, op, left.Value, right.Value, $" Integer {number} cannot be negative when multiplying");
        }
    }

    private static ScriptArray Make(bool isRange, IEnumerable<object?> items) => isRange ? new ScriptRange(items) : new ScriptArray(items);

    private static IEnumerable<object?>? ItemsOf(object? value, bool isRange) => value switch
    {
        string => null,
        IEnumerable<object?> items => items,
        IEnumerable items when !isRange => items.Cast<object?>(),
        _ => null,
    };

    /// <summary>The shorter list is the lesser one. Of lists of one length every pair of items must fulfil the comparison, inequality too.</summary>
    private static bool Compare(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, List<object?> left, List<object?> right)
    {
        if (left.Count != right.Count || (left.Count == 0 && op is not (ScriptBinaryOperator.CompareLessOrEqual or ScriptBinaryOperator.CompareGreaterOrEqual)))
        {
            return BinaryOperation.ToAnswer(op, left.Count.CompareTo(right.Count));
        }

        return left.Zip(right).All(pair => BinaryOperation.Apply(context, span, op, new Operand(pair.First, span), new Operand(pair.Second, span)) is true);
    }
}
