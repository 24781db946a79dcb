using System.Numerics;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>What an operator makes of two values.</summary>
internal static class BinaryOperation
{
    public static object? Apply(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, Operand left, Operand right)
    {
        try
        {
            return ApplyUnguarded(context, span, op, left, right);
        }
        catch (ArithmeticException exception)
        {
            throw new ScriptRuntimeException(span, exception.Message);
        }
    }

    private static object? ApplyUnguarded(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, Operand left, Operand right)
    {
        var (leftValue, rightValue) = (left.Value, right.Value);
        var isOfText = leftValue is string or char || rightValue is string or char;
        if (IsComparison(op) && !isOfText && (leftValue is null || rightValue is null))
        {
            return op switch
            {
                ScriptBinaryOperator.CompareEqual => leftValue is null && rightValue is null,
                ScriptBinaryOperator.CompareNotEqual => leftValue is not null || rightValue is not null,
                _ => false,
            };
        }

        if (isOfText)
        {
            return TextOperation.Apply(context, span, op, left, right);
        }

        if (leftValue is null || rightValue is null)
        {
            return null;
        }

        if (leftValue is EmptyScriptObject || rightValue is EmptyScriptObject)
        {
            return ApplyToEmpty(context, span, op, leftValue, rightValue);
        }

        if (leftValue is ScriptArray || rightValue is ScriptArray)
        {
            return ListOperation.Apply(context, span, op, left, right);
        }

        return ApplyToValues(context, span, op, left, right);
    }

    public static bool IsComparison(ScriptBinaryOperator op) =>
        op is >= ScriptBinaryOperator.CompareEqual and <= ScriptBinaryOperator.CompareGreaterOrEqual;

    /// <summary>The answer of a comparison, from the order of its sides.</summary>
    public static bool ToAnswer(ScriptBinaryOperator op, int order) => op switch
    {
        ScriptBinaryOperator.CompareEqual => order == 0,
        ScriptBinaryOperator.CompareNotEqual => order != 0,
        ScriptBinaryOperator.CompareLess => order < 0,
        ScriptBinaryOperator.CompareLessOrEqual => order <= 0,
        ScriptBinaryOperator.CompareGreater => order > 0,
        ScriptBinaryOperator.CompareGreaterOrEqual => order >= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    public static ScriptRuntimeException Unsupported(
        TemplateContext context, SourceSpan span, ScriptBinaryOperator op, object? left, object? right, string hint = "") =>
        new(span, $"The operator `{op.ToText()}` is not supported between {context.GetTypeName(left)} and {context.GetTypeName(right)}.{hint}");

    /// <summary>Something empty equals <c>empty</c>, and is neither more nor less; a calculation with it is empty.</summary>
    private static object? ApplyToEmpty(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, object left, object right)
    {
        var isEmpty = left is EmptyScriptObject && right is EmptyScriptObject ? true : context.IsEmpty(span, left is EmptyScriptObject ? right : left);
        return op switch
        {
            ScriptBinaryOperator.CompareEqual or ScriptBinaryOperator.CompareLessOrEqual or ScriptBinaryOperator.CompareGreaterOrEqual => isEmpty,
            ScriptBinaryOperator.CompareNotEqual => isEmpty is not true,
            ScriptBinaryOperator.CompareLess or ScriptBinaryOperator.CompareGreater => false,
            ScriptBinaryOperator.ShiftLeft or ScriptBinaryOperator.ShiftRight when left is not EmptyScriptObject || right is not EmptyScriptObject => throw new ScriptRuntimeException(
                span, $"Operator `{op.ToText()}` is not implemented for `{NameOf(left)}` / `{NameOf(right)}`"),
            _ => EmptyScriptObject.Default,
        };
    }

    private static object NameOf(object value) => value is EmptyScriptObject ? "empty" : value;

    private static object ApplyToValues(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, Operand left, Operand right)
    {
        var (leftValue, rightValue) = (left.Value!, right.Value!);
        if (leftValue is bool || rightValue is bool)
        {
            (leftValue, rightValue) = (AsNumber(leftValue, rightValue), AsNumber(rightValue, leftValue));
        }

        if (leftValue is bool || rightValue is bool)
        {
            var areSame = context.ToBool(left.Span, leftValue) == context.ToBool(right.Span, rightValue);
            return op switch
            {
                ScriptBinaryOperator.CompareEqual => areSame,
                ScriptBinaryOperator.CompareNotEqual => !areSame,
                _ => throw new ScriptRuntimeException(span, $"The operator `{op.ToText()}` is not valid for bool<->bool"),
            };
        }

        if (NumberOperation.TryApply(context, span, op, leftValue, rightValue, out var number))
        {
            return number;
        }

        AssertNoNumber(context, span, leftValue, rightValue);
        AssertNoNumber(context, span, rightValue, leftValue);
        if (leftValue is DateTime date && rightValue is DateTime or TimeSpan)
        {
            return TimeOperation.Apply(span, op, date, rightValue);
        }

        return op switch
        {
            ScriptBinaryOperator.CompareEqual => leftValue.Equals(rightValue),
            ScriptBinaryOperator.CompareNotEqual => !leftValue.Equals(rightValue),
            _ => throw new ScriptRuntimeException(
                span,
                $"Unsupported types `{leftValue}/{context.GetTypeName(leftValue)}` {op.ToText()} `{rightValue}/{context.GetTypeName(rightValue)}` for binary operation"),
        };
    }

    /// <summary>Beside a number true is 1 and false is 0.</summary>
    private static object AsNumber(object value, object other) =>
        value is bool flag && NumberOperation.IsNumber(other) ? (flag ? 1 : 0) : value;

    /// <summary>A number is neither combined nor compared with something that can't become a number of its type.</summary>
    private static void AssertNoNumber(TemplateContext context, SourceSpan span, object value, object other)
    {
        if (value is Enum or int or long or uint or ulong or float or double or decimal or BigInteger)
        {
            var type = value is Enum or int ? "int" : $"`{context.GetTypeName(value)}`";
            throw new ScriptRuntimeException(span, $"Unable to convert type `{context.GetTypeName(other)}` to {type}");
        }
    }
}
