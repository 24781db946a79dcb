namespace Cake.Frosting.Internal.CommandLines;

/// <summary>Splits a command line into its options. Behind a bare <c>--</c> every option is an argument of the build and loose words are dropped.</summary>
internal sealed class CommandLineReader(IReadOnlyList<string> args)
{
    private const string LongPrefix = "--";

    private readonly string _line = string.Join(' ', args);
    private readonly List<CommandOption> _options = [];
    private CommandOption _open;
    private bool _isRemainder;

    /// <exception cref="CommandLineException">A word is malformed or stands where none is expected.</exception>
    public IReadOnlyList<CommandOption> Read()
    {
        var position = 0;
        foreach (var arg in args)
        {
            ReadWord(arg, position);
            position += arg.Length + 1;
        }

        var lacking = _options.Find(option => option.Switch is { TakesValue: true } && option.Value is null);
        return lacking is null
            ? _options
            : throw new CommandLineException($"Option '{lacking.Switch.LongName}' is defined but no value has been provided.", _line, lacking.Position, lacking.Length, "No value provided");
    }

    private void ReadWord(string word, int position)
    {
        if (word == LongPrefix && !_isRemainder)
        {
            _isRemainder = true;
            _open = null;
        }
        else if (word.StartsWith(LongPrefix, StringComparison.Ordinal))
        {
            ReadLong(word, position);
        }
        else if (word.StartsWith('-'))
        {
            ReadShort(word, position);
        }
        else
        {
            ReadValue(word, position);
        }
    }

    private void ReadLong(string word, int position)
    {
        var length = NameLength(word);
        var name = word[LongPrefix.Length..length];
        if (name.Length < 2)
        {
            throw new CommandLineException("Invalid long option name.", _line, position, length, $"Did you mean -{name}?");
        }

        Open(name, position, length);
        ReadAssigned(word, position, length);
    }

    private void ReadShort(string word, int position)
    {
        var length = NameLength(word);
        if (length == 1)
        {
            throw new CommandLineException("Option does not have a name.", _line, position, 1, "Did you forget the option name?");
        }

        for (var i = 1; i < length; i++)
        {
            if (!char.IsLetter(word[i]))
            {
                throw new CommandLineException("Short option does not have a valid name.", _line, position + i, 1, "Not a valid name for a short option");
            }

            Open(word[i].ToString(), position, length);
        }

        ReadAssigned(word, position, length);
    }

    private void ReadAssigned(string word, int position, int nameLength)
    {
        if (nameLength == word.Length)
        {
            return;
        }

        var value = word[(nameLength + 1)..];
        if (value.Length == 0)
        {
            throw new CommandLineException("Expected an option value.", _line, position + word.Length, 1, "Did you forget the option value?");
        }

        if (!_open.TryTake(value))
        {
            throw new CommandLineException("Flags cannot be assigned a value.", _line, position, word.Length, "Can't assign value");
        }
    }

    private void ReadValue(string word, int position)
    {
        var isTaken = _open is not null && _open.TryTake(word);
        _open = null;
        if (!isTaken && !_isRemainder)
        {
            throw new CommandLineException($"Unknown command '{word}'.", _line, position, word.Length, "No such command");
        }
    }

    private void Open(string name, int position, int length)
    {
        _open = new CommandOption(_isRemainder ? null : CommandSwitch.Find(name), name, position, length);
        _options.Add(_open);
    }

    private static int NameLength(string word)
    {
        var end = word.IndexOf('=', StringComparison.Ordinal);
        return end < 0 ? word.Length : end;
    }
}
