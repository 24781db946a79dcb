using System.Globalization;
using System.Numerics;

namespace Scriban.Parsing;

/// <summary>The value of a number as it is written: the smallest of int, long and big integer that holds it, or a double.</summary>
internal static class NumberLiteral
{
    public static object? Read(string text, TokenType type)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        return type switch
        {
            TokenType.HexaInteger => ReadBits(digits, 16),
            TokenType.BinaryInteger => ReadBits(digits, 2),
            TokenType.Float => ReadFloat(digits),
            _ => ReadInteger(digits),
        };
    }

    private static object? ReadInteger(string digits)
    {
        if (int.TryParse(digits, CultureInfo.InvariantCulture, out var small))
        {
            return small;
        }

        return long.TryParse(digits, CultureInfo.InvariantCulture, out var large) ? large : BigInteger.Parse(digits, CultureInfo.InvariantCulture);
    }

    /// <summary>Patterns with the highest bit set are left out: whether the package takes them as negative is not known.</summary>
    private static object? ReadBits(string digits, int radix)
    {
        try
        {
            var value = Convert.ToInt64(digits[2..], radix);
            return value switch
            {
                < 0 => null,
                <= int.MaxValue => (int)value,
                > uint.MaxValue => value,
                _ => null,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
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
