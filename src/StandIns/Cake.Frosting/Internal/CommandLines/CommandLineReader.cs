namespace Cake.Frosting.Internal.CommandLines;

/// <summary>Reads the options of a command line. After a bare <c>--</c> options are the build's, and loose words are dropped.</summary>
internal sealed class CommandLineReader(IReadOnlyList<string> args)
{
    private readonly string _line = string.Join(' ', args);
    private readonly List<CommandOption> _options = [];
    private CommandOption _open;
    private bool _isRemainder;

    /// <exception cref="CommandLineException">A word is malformed or stands where none is expected.</exception>
    public IReadOnlyList<CommandOption> Read()
    {
        foreach (var word in new CommandWords(args).Read())
        {
            Read(word);
        }

        var lacking = _options.Find(option => option.Switch is { TakesValue: true } && option.Value is null);
        return lacking is null
            ? _options
            : throw new CommandLineException(
                $"Option '{lacking.Switch.LongName}' is defined but no value has been provided.",
                _line,
                lacking.Position,
                lacking.Length,
                "No value provided"
            );
    }

    private void Read(CommandWord word)
    {
        if (word.Names.Count > 0)
        {
            ReadOption(word);
        }
        else if (word.Dashes.Length > 0)
        {
            _isRemainder = true;
            _open = null;
        }
        else
        {
            ReadValue(word);
        }
    }

    private void ReadOption(CommandWord word)
    {
        foreach (var name in word.Names)
        {
            _open = new CommandOption(_isRemainder ? null : CommandSwitch.Find(name), word.Dashes, name, word.Position, word.Length);
            _options.Add(_open);
        }

        if (word.Value is not null && !_open.TryTake(word.Value))
        {
            throw new CommandLineException("Flags cannot be assigned a value.", _line, word.Position, word.Length, "Can't assign value");
        }
    }

    private void ReadValue(CommandWord word)
    {
        var isTaken = _open is not null && _open.TryTake(word.Value);
        _open = null;
        if (!isTaken && !_isRemainder)
        {
            throw new CommandLineException($"Unknown command '{word.Value}'.", _line, word.Position, word.Length, "No such command");
        }
    }
}
