namespace Cake.Frosting.Internal.CommandLines;

/// <summary>Takes the words of a command line apart. A mistake is shown at the end of what was read so far (observed).</summary>
internal sealed class CommandWords(IReadOnlyList<string> args)
{
    public const string LongPrefix = "--";

    private const string ShortPrefix = "-";

    private static readonly char[] Assignments = ['=', ':'];

    private string _line = "";
    private int _position;

    /// <exception cref="CommandLineException">A word is malformed.</exception>
    public IReadOnlyList<CommandWord> Read()
    {
        var words = new List<CommandWord>();
        foreach (var arg in args)
        {
            _line = words.Count == 0 ? arg : $"{_line} {arg}";
            _position = _line.Length - arg.Length;
            words.Add(Read(arg));
        }

        return words;
    }

    private CommandWord Read(string word) =>
        word == LongPrefix ? new CommandWord(LongPrefix, [], null, _position, word.Length)
        : word.StartsWith(LongPrefix, StringComparison.Ordinal) ? ReadLong(word)
        : word.StartsWith(ShortPrefix, StringComparison.Ordinal) && !IsNumber(word) ? ReadShort(word)
        : new CommandWord("", [], word, _position, word.Length);

    private CommandWord ReadLong(string word)
    {
        var length = NameLength(word);
        var name = word[LongPrefix.Length..length];
        if (name.Length < 2)
        {
            throw InvalidLongName(0, length, $"Did you mean -{name}?");
        }

        if (char.IsDigit(name[0]))
        {
            throw InvalidLongName(0, length, "Option names cannot start with a digit");
        }

        var valid = name.TakeWhile(IsOfLongName).Count();
        return valid == name.Length
            ? new CommandWord(LongPrefix, [name], AssignedValue(word, length), _position, length)
            : throw InvalidLongName(LongPrefix.Length + valid, 1, "Invalid character");
    }

    private CommandWord ReadShort(string word)
    {
        var length = NameLength(word);
        if (length == ShortPrefix.Length)
        {
            throw Malformed("Option does not have a name.", 0, 1, "Did you forget the option name?");
        }

        for (var i = ShortPrefix.Length; i < length; i++)
        {
            if (!char.IsLetter(word[i]))
            {
                throw Malformed("Short option does not have a valid name.", i, 1, "Not a valid name for a short option");
            }
        }

        return new CommandWord(
            ShortPrefix,
            [.. word[ShortPrefix.Length..length].Select(name => name.ToString())],
            AssignedValue(word, length),
            _position,
            length
        );
    }

    private string AssignedValue(string word, int nameLength)
    {
        if (nameLength == word.Length)
        {
            return null;
        }

        var value = word[(nameLength + 1)..];
        return value.Length > 0 ? value : throw Malformed("Expected an option value.", word.Length, 1, "Did you forget the option value?");
    }

    private CommandLineException InvalidLongName(int start, int length, string hint) =>
        Malformed("Invalid long option name.", start, length, hint);

    private CommandLineException Malformed(string message, int start, int length, string hint) =>
        new(message, _line, _position + start, length, hint);

    private static bool IsNumber(string word) => word.Length > ShortPrefix.Length && char.IsDigit(word[ShortPrefix.Length]);

    private static bool IsOfLongName(char character) => char.IsLetterOrDigit(character) || character is '-' or '_';

    private static int NameLength(string word)
    {
        var end = word.IndexOfAny(Assignments);
        return end < 0 ? word.Length : end;
    }
}
