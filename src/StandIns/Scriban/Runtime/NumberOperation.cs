using System.Numerics;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>
/// Operators between numbers. Decimals win over doubles and doubles over whole numbers; a whole result that does not fit its type
/// gets a larger one.
/// </summary>
internal static class NumberOperation
{
    public static bool TryApply(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, object left, object right, out object result)
    {
        result = 0;
        if (Normalize(left) is not { } a || Normalize(right) is not { } b)
        {
            return false;
        }

        if (a is decimal || b is decimal)
        {
            result = OfDecimals(span, op, ToDecimal(a), ToDecimal(b));
        }
        else if (a is double || b is double)
        {
            result = OfDoubles(span, op, ToDouble(a), ToDouble(b));
        }
        else
        {
            result = OfWholeNumbers(context, span, op, ToBigInteger(a), ToBigInteger(b), isInt: a is int && b is int);
        }

        return true;
    }

    public static bool IsNumber(object value) => Normalize(value) is not null;

    /// <summary>The smallest type that holds a whole number, an int only when that is wanted.</summary>
    public static object Fit(BigInteger value, bool isInt) => value switch
    {
        _ when isInt && value >= int.MinValue && value <= int.MaxValue => (object)(int)value,
        _ when value >= long.MinValue && value <= long.MaxValue => (long)value,
        _ => value,
    };

    /// <summary>An int, long, big integer, double or decimal; null when the value is no number.</summary>
    private static object? Normalize(object value) => value switch
    {
        int or long or double or decimal or BigInteger => value,
        float number => (double)number,
        byte or sbyte or short or ushort => Convert.ToInt32(value, null),
        uint number => (long)number,
        ulong number => new BigInteger(number),
        Enum => Normalize(Convert.ChangeType(value, Enum.GetUnderlyingType(value.GetType()), null)),
        _ => null,
    };

    private static decimal ToDecimal(object value) => value is BigInteger big ? (decimal)big : Convert.ToDecimal(value, null);

    private static double ToDouble(object value) => value is BigInteger big ? (double)big : Convert.ToDouble(value, null);

    private static BigInteger ToBigInteger(object value) => value is BigInteger big ? big : Convert.ToInt64(value, null);

    private static object OfDecimals(SourceSpan span, ScriptBinaryOperator op, decimal a, decimal b)
    {
        if (BinaryOperation.IsComparison(op))
        {
            return BinaryOperation.ToAnswer(op, a.CompareTo(b));
        }

        return op switch
        {
            ScriptBinaryOperator.Add => a + b,
            ScriptBinaryOperator.Subtract => a - b,
            ScriptBinaryOperator.Multiply => a * b,
            ScriptBinaryOperator.Divide => a / b,
            ScriptBinaryOperator.Modulus => a % b,
            _ => throw OnlyForWholeNumbers(span, op),
        };
    }

    private static object OfDoubles(SourceSpan span, ScriptBinaryOperator op, double a, double b) => op switch
    {
        ScriptBinaryOperator.CompareEqual => a == b,
        ScriptBinaryOperator.CompareNotEqual => a != b,
        ScriptBinaryOperator.CompareLess => a < b,
        ScriptBinaryOperator.CompareLessOrEqual => a <= b,
        ScriptBinaryOperator.CompareGreater => a > b,
        ScriptBinaryOperator.CompareGreaterOrEqual => a >= b,
        ScriptBinaryOperator.Add => a + b,
        ScriptBinaryOperator.Subtract => a - b,
        ScriptBinaryOperator.Multiply => a * b,
        ScriptBinaryOperator.Divide => a / b,
        ScriptBinaryOperator.Modulus => a % b,
        _ => throw OnlyForWholeNumbers(span, op),
    };

    private static ScriptRuntimeException OnlyForWholeNumbers(SourceSpan span, ScriptBinaryOperator op) =>
        NotCovered.At(span, $"the operator `{op.ToText()}` with a number that is not an integer");

    private static object OfWholeNumbers(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, BigInteger a, BigInteger b, bool isInt)
    {
        if (BinaryOperation.IsComparison(op))
        {
            return BinaryOperation.ToAnswer(op, a.CompareTo(b));
        }

        return op switch
        {
            ScriptBinaryOperator.Add => Fit(a + b, isInt),
            ScriptBinaryOperator.Subtract => Fit(a - b, isInt),
            ScriptBinaryOperator.Multiply => Fit(a * b, isInt),
            ScriptBinaryOperator.Divide => (double)a / (double)b,
            ScriptBinaryOperator.DivideRound => Fit(BigInteger.Divide(a, b), isInt),
            ScriptBinaryOperator.Modulus => Fit(BigInteger.Remainder(a, b), isInt),
            ScriptBinaryOperator.ShiftLeft or ScriptBinaryOperator.ShiftRight => Shift(span, op, a, b, isInt),
            ScriptBinaryOperator.RangeInclude or ScriptBinaryOperator.RangeExclude => Range(context, span, op, a, b, isInt),
            _ => throw new ArgumentOutOfRangeException(nameof(op)),
        };
    }

    private static object Shift(SourceSpan span, ScriptBinaryOperator op, BigInteger a, BigInteger b, bool isInt)
    {
        if (b < 0 || b > 31)
        {
            throw NotCovered.At(span, $"the operator `{op.ToText()}` by {b} bits");
        }

        return Fit(op == ScriptBinaryOperator.ShiftLeft ? a << (int)b : a >> (int)b, isInt);
    }

    /// <summary>From the left number to the right one, downwards when the left one is larger.</summary>
    private static ScriptRange Range(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, BigInteger from, BigInteger to, bool isInt)
    {
        var count = BigInteger.Abs(to - from) + (op == ScriptBinaryOperator.RangeInclude ? 1 : 0);
        if (context.LoopLimit > 0 && count > context.LoopLimit)
        {
            throw new ScriptRuntimeException(span, $"Range expression exceeds LoopLimit `{context.LoopLimit}`.");
        }

        var step = to < from ? -1 : 1;
        return new ScriptRange(Enumerable.Range(0, (int)count).Select(i => Fit(from + (i * step), isInt)));
    }
}
