using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>The functions of <c>math</c>.</summary>
internal static class MathFunctions
{
    public static object? Abs(SourceSpan span, object? value) => value switch
    {
        null => null,
        int number => Math.Abs(number),
        long number => Math.Abs(number),
        float number => Math.Abs(number),
        double number => Math.Abs(number),
        decimal number => Math.Abs(number),
        byte or ushort or uint or ulong or char or bool => value,
        sbyte number => Math.Abs(number),
        short number => Math.Abs(number),
        _ => throw new ScriptRuntimeException(span, $"The value `{value}` is not a number"),
    };

    public static double Ceil(double value) => Math.Ceiling(value);

    /// <summary>Divided by an int the result is rounded down to an int.</summary>
    public static object? DividedBy(TemplateContext context, SourceSpan span, double value, object? divisor)
    {
        var quotient = Apply(context, span, ScriptBinaryOperator.Divide, value, divisor);
        return quotient is double number && divisor is int ? (int)Math.Floor(number) : quotient;
    }

    public static double Floor(double value) => Math.Floor(value);

    public static string Format(TemplateContext context, SourceSpan span, object? value, string? format, string? culture = null) =>
        value is null || IsNumber(value)
            ? ObjectFunctions.Format(context, span, value, format, culture)
            : throw new ScriptRuntimeException(span, $"Unexpected `{value}`. Must be a formattable number");

    public static bool IsNumber(object? value) => ObjectFunctions.IsNumber(value);

    public static object? Minus(TemplateContext context, SourceSpan span, object? value, object? with) =>
        Apply(context, span, ScriptBinaryOperator.Subtract, value, with);

    public static object? Modulo(TemplateContext context, SourceSpan span, object? value, object? with) =>
        Apply(context, span, ScriptBinaryOperator.Modulus, value, with);

    public static object? Plus(TemplateContext context, SourceSpan span, object? value, object? with) =>
        Apply(context, span, ScriptBinaryOperator.Add, value, with);

    /// <summary>A number from the first bound to just below the second.</summary>
    public static object Random(SourceSpan span, int minValue, int maxValue) => minValue <= maxValue
        ? System.Random.Shared.Next(minValue, maxValue)
        : throw new ScriptRuntimeException(span, "minValue must be greater than maxValue");

    /// <summary>Halves go to the even neighbour.</summary>
    public static double Round(double value, int precision = 0) => Math.Round(value, precision);

    public static object? Times(TemplateContext context, SourceSpan span, object? value, object? with) =>
        Apply(context, span, ScriptBinaryOperator.Multiply, value, with);

    public static string Uuid() => Guid.NewGuid().ToString();

    private static object? Apply(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, object? left, object? right) =>
        BinaryOperation.Apply(context, span, op, new Operand(left, span), new Operand(right, span));
}
