using System.Globalization;
using System.Numerics;
using Scriban.Runtime;

namespace Scriban.Parsing;

/// <summary>The value of a number as it is written: the smallest of int, long and big integer that holds it, a double or a decimal.</summary>
internal static class NumberLiteral
{
    /// <summary>A longer number would take the memory and the time of the whole rendering.</summary>
    private const int LargestExponent = 9999;

    /// <param name="text">The number as it is written.</param>
    /// <param name="type">What the lexer took it for.</param>
    /// <param name="problem">What is wrong when the result is null.</param>
    public static object? Read(string text, TokenType type, out string problem)
    {
        problem = $"{NotCovered.Phrase}the number `{text}`";
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        return type switch
        {
            TokenType.HexaInteger => ReadBits(digits, 16),
            TokenType.BinaryInteger => ReadBits(digits, 2),
            TokenType.Float => ReadFloat(digits),
            _ => ReadInteger(digits, ref problem),
        };
    }

    /// <summary>Seen with the package: without a point the number is whole, with an exponent too, so that <c>1e-7</c> is an error.</summary>
    private static object? ReadInteger(string digits, ref string problem)
    {
        var exponent = digits.AsSpan(digits.IndexOfAny(['e', 'E']) + 1);
        if (exponent.Length < digits.Length && !(int.TryParse(exponent, CultureInfo.InvariantCulture, out var power) && Math.Abs(power) <= LargestExponent))
        {
            return null;
        }

        if (BigInteger.TryParse(digits, NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
        {
            return NumberOperation.Fit(value);
        }

        problem = $"Unable to parse the integer {digits}";
        return null;
    }

    /// <summary>The bits of an int or a long, whose highest one is its sign; a u behind them keeps the number positive.</summary>
    private static object ReadBits(string digits, int radix)
    {
        var isUnsigned = digits[^1] is 'u' or 'U';
        var bits = digits.AsSpan(2, digits.Length - (isUnsigned ? 3 : 2));
        var style = radix == 16 ? NumberStyles.AllowHexSpecifier : NumberStyles.AllowBinarySpecifier;
        var value = BigInteger.Parse($"0{bits}", style, CultureInfo.InvariantCulture);
        return value switch
        {
            _ when value > ulong.MaxValue => value,
            _ when value > uint.MaxValue => isUnsigned ? value : unchecked((long)(ulong)value),
            _ => isUnsigned ? (long)value : (object)unchecked((int)(uint)value),
        };
    }

    private static object? ReadFloat(string digits)
    {
        var number = digits.TrimEnd('f', 'F', 'd', 'D', 'm', 'M');
        return digits[^1] switch
        {
            'm' or 'M' => decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
            'f' or 'F' => float.Parse(number, CultureInfo.InvariantCulture),
            _ => double.Parse(number, CultureInfo.InvariantCulture),
        };
    }
}
