using System.Globalization;
using System.Text;

namespace Cake.Core.Diagnostics;

/// <summary>Composite formatting of log lines: <c>{0}</c>, <c>{0:D3}</c>, and doubled braces for single ones.</summary>
internal static class LogFormat
{
    /// <summary>A format of one bare argument, which is how a single value is logged; it is printed without colours (observed).</summary>
    public const string SingleValue = "{0}";

    /// <exception cref="FormatException">The format is malformed or names an argument that was not given; what precedes the fault has been appended.</exception>
    public static void Append(StringBuilder line, LogPalette palette, string format, object[] args)
    {
        if (format == SingleValue)
        {
            line.Append(Value(format, 0, null, args));
            return;
        }

        var position = 0;
        while (position < format.Length)
        {
            var text = ReadText(format, ref position);
            if (text.Length > 0)
            {
                line.Append(palette.Text).Append(text).Append(palette.End);
            }

            if (position < format.Length)
            {
                var argument = ReadArgument(format, ref position, args);
                line.Append(palette.Argument).Append(argument).Append(palette.End);
            }
        }
    }

    private static string ReadText(string format, ref int position)
    {
        var text = new StringBuilder();
        while (position < format.Length)
        {
            var character = format[position];
            if (character is '{' or '}')
            {
                var isDoubled = position + 1 < format.Length && format[position + 1] == character;
                if (!isDoubled && character == '{')
                {
                    break;
                }

                position += isDoubled ? 1 : 0;
            }

            text.Append(character);
            position++;
        }

        return text.ToString();
    }

    private static string ReadArgument(string format, ref int position, object[] args)
    {
        var end = format.IndexOf('}', position);
        if (end < 0)
        {
            throw new FormatException($"The log format '{format}' has an opening brace without a closing one; write '{{{{' for a brace.");
        }

        var (number, specifier) = format[(position + 1)..end].Split(':', 2) switch
        {
            [var only] => (only, null),
            var parts => (parts[0], parts[1]),
        };
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            throw new FormatException($"The log format '{format}' has '{{{number}}}' where the number of an argument is expected; write '{{{{' for a brace.");
        }

        position = end + 1;
        return Value(format, index, specifier, args);
    }

    private static string Value(string format, int index, string specifier, object[] args)
    {
        if (index >= args.Length)
        {
            throw new FormatException($"The log format '{format}' names argument {index}, but only {args.Length} were given.");
        }

        return args[index] switch
        {
            null => "[NULL]",
            IFormattable formattable => formattable.ToString(specifier, CultureInfo.InvariantCulture),
            var value => value.ToString(),
        };
    }
}
