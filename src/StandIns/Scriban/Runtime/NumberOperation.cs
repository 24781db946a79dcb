using System.Numerics;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>
/// Operators between numbers. Decimals win over doubles, doubles over floats and those over whole numbers; a whole result has the smallest
/// of int, long and big integer that holds it.
/// </summary>
internal static class NumberOperation
{
    private const int LargestShift = 1024 * 1024;

    public static bool TryApply(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, object left, object right, out object result)
    {
        result = 0;
        if (Normalize(left) is not { } a || Normalize(right) is not { } b)
        {
            return false;
        }

        AssertNoEnum(span, context, left, b);
        AssertNoEnum(span, context, right, a);
        result = (a, b) switch
        {
            (decimal, _) or (_, decimal) => OfDecimals(span, op, ToDecimal(a), ToDecimal(b)),
            (double, _) or (_, double) => OfDoubles(span, op, ToDouble(a), ToDouble(b)),
            (float, _) or (_, float) => OfFloats(span, op, (float)ToDouble(a), (float)ToDouble(b)),
            _ => OfWholeNumbers(context, span, op, ToBigInteger(a), ToBigInteger(b)),
        };
        return true;
    }

    /// <summary>An enum is an int, and nothing larger.</summary>
    private static void AssertNoEnum(SourceSpan span, TemplateContext context, object value, object other)
    {
        if (value is Enum && other is not int)
        {
            throw new ScriptRuntimeException(span, $"Unable to convert type `enum` to `{context.GetTypeName(other)}`");
        }
    }

    public static bool IsNumber(object value) => Normalize(value) is not null;

    /// <summary>The smallest type that holds a whole number.</summary>
    public static object Fit(BigInteger value) => value switch
    {
        _ when value >= int.MinValue && value <= int.MaxValue => (object)(int)value,
        _ when value >= long.MinValue && value <= long.MaxValue => (long)value,
        _ => value,
    };

    /// <summary>An int, long, big integer, float, double or decimal; null when the value is no number.</summary>
    private static object? Normalize(object value) => value switch
    {
        int or long or float or double or decimal or BigInteger => value,
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
            ScriptBinaryOperator.DivideRound => Math.Round(a / b),
            ScriptBinaryOperator.Modulus => a % b,
            ScriptBinaryOperator.ShiftLeft => a * (decimal)Math.Pow(2, (double)b),
            ScriptBinaryOperator.ShiftRight => a / (decimal)Math.Pow(2, (double)b),
            _ => throw NotImplemented(span, op, "decimal"),
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
        ScriptBinaryOperator.DivideRound => Math.Round(a / b),
        ScriptBinaryOperator.Modulus => a % b,
        ScriptBinaryOperator.ShiftLeft => a * Math.Pow(2, b),
        ScriptBinaryOperator.ShiftRight => a / Math.Pow(2, b),
        _ => throw NotImplemented(span, op, "double"),
    };

    /// <summary>Each result is rounded to a float. Rounded division cuts the fraction off, unlike that of doubles.</summary>
    private static object OfFloats(SourceSpan span, ScriptBinaryOperator op, float a, float b) => op switch
    {
        ScriptBinaryOperator.Add => a + b,
        ScriptBinaryOperator.Subtract => a - b,
        ScriptBinaryOperator.Multiply => a * b,
        ScriptBinaryOperator.Divide => a / b,
        ScriptBinaryOperator.DivideRound => (float)(int)(a / b),
        ScriptBinaryOperator.Modulus => a % b,
        ScriptBinaryOperator.ShiftLeft => a * (float)Math.Pow(2, b),
        ScriptBinaryOperator.ShiftRight => a / (float)Math.Pow(2, b),
        _ when BinaryOperation.IsComparison(op) => OfDoubles(span, op, a, b),
        _ => throw NotImplemented(span, op, "float"),
    };

    private static ScriptRuntimeException NotImplemented(SourceSpan span, ScriptBinaryOperator op, string type) =>
        new(span, $"The operator `{op.ToText()}` is not implemented for {type}<->{type}");

    private static object OfWholeNumbers(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, BigInteger a, BigInteger b)
    {
        if (BinaryOperation.IsComparison(op))
        {
            return BinaryOperation.ToAnswer(op, a.CompareTo(b));
        }

        return op switch
        {
            ScriptBinaryOperator.Add => Fit(a + b),
            ScriptBinaryOperator.Subtract => Fit(a - b),
            ScriptBinaryOperator.Multiply => Fit(a * b),
            ScriptBinaryOperator.Divide => (double)a / (double)b,
            ScriptBinaryOperator.DivideRound => Fit(BigInteger.Divide(a, b)),
            ScriptBinaryOperator.Modulus => Fit(BigInteger.Remainder(a, b)),
            ScriptBinaryOperator.ShiftLeft => Fit(a << ToShift(span, b)),
            ScriptBinaryOperator.ShiftRight => Fit(a >> ToShift(span, b)),
            ScriptBinaryOperator.RangeInclude or ScriptBinaryOperator.RangeExclude => Range(context, span, op, a, b),
            _ => throw new ArgumentOutOfRangeException(nameof(op)),
        };
    }

    private static int ToShift(SourceSpan span, BigInteger bits) => BigInteger.Abs(bits) <= LargestShift
        ? (int)bits
        : throw new ScriptRuntimeException(span, $"Shift amount `{bits}` exceeds maximum supported magnitude `{LargestShift}`.");

    /// <summary>From the left number to the right one, downwards when the left one is larger.</summary>
    private static ScriptRange Range(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, BigInteger from, BigInteger to)
    {
        var count = BigInteger.Abs(to - from) + (op == ScriptBinaryOperator.RangeInclude ? 1 : 0);
        if (context.LoopLimit > 0 && count > context.LoopLimit)
        {
            throw new ScriptRuntimeException(span, $"Range expression exceeds LoopLimit `{context.LoopLimit}`.");
        }

        if (count > Array.MaxLength)
        {
            throw NotCovered.At(span, $"a range of {count} numbers");
        }

        var step = to < from ? -1 : 1;
        return new ScriptRange(Enumerable.Range(0, (int)count).Select(i => Fit(from + (i * step))));
    }
}
