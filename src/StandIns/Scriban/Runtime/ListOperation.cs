using System.Collections;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>Operators of which at least one side is a list.</summary>
internal static class ListOperation
{
    public static object Apply(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, Operand left, Operand right)
    {
        switch (op)
        {
            case ScriptBinaryOperator.Add:
                return Concatenate(context, op, left, right);
            case ScriptBinaryOperator.ShiftLeft when left.Value is IList list:
                return Like(list, list.Cast<object?>().Append(right.Value));
            case ScriptBinaryOperator.ShiftRight when right.Value is IList list:
                return Like(list, list.Cast<object?>().Prepend(left.Value));
            case ScriptBinaryOperator.Subtract when left.Value is ScriptArray:
                throw BinaryOperation.Unsupported(context, span, op, left.Value, right.Value);
            case ScriptBinaryOperator.CompareEqual when left.Value is IList first && right.Value is IList second:
                return AreEqual(context, span, first, second);
            case ScriptBinaryOperator.CompareNotEqual when left.Value is IList first && right.Value is IList second:
                return !AreEqual(context, span, first, second);
            default:
                throw NotCovered.At(
                    span, $"the operator `{op.ToText()}` between {context.GetTypeName(left.Value)} and {context.GetTypeName(right.Value)}");
        }
    }

    private static ScriptArray Concatenate(TemplateContext context, ScriptBinaryOperator op, Operand left, Operand right)
    {
        if (left.Value is not IList first)
        {
            throw BinaryOperation.Unsupported(context, left.Span, op, left.Value, right.Value, " Expecting an array for the left argument.");
        }

        if (right.Value is not IList second)
        {
            throw BinaryOperation.Unsupported(context, right.Span, op, left.Value, right.Value, " Expecting an array for the right argument.");
        }

        return Like(first is ScriptRange ? first : second, first.Cast<object?>().Concat(second.Cast<object?>()));
    }

    private static ScriptArray Like(IList model, IEnumerable<object?> items) => model is ScriptRange ? new ScriptRange(items) : new ScriptArray(items);

    private static bool AreEqual(TemplateContext context, SourceSpan span, IList first, IList second)
    {
        if (first.Count != second.Count)
        {
            return false;
        }

        for (var i = 0; i < first.Count; i++)
        {
            if (BinaryOperation.Apply(context, span, ScriptBinaryOperator.CompareEqual, new Operand(first[i], span), new Operand(second[i], span)) is not true)
            {
                return false;
            }
        }

        return true;
    }
}
