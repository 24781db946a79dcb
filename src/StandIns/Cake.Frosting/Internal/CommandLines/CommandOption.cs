namespace Cake.Frosting.Internal.CommandLines;

/// <summary>A <c>--name</c> or <c>-n</c> of a command line with its value, and where in the line it stands.</summary>
internal sealed record CommandOption(CommandSwitch Switch, string Dashes, string Name, int Position, int Length)
{
    /// <summary>What a command line without a target asks for.</summary>
    public static readonly CommandOption DefaultTarget = new(
        CommandSwitch.Target,
        CommandWords.LongPrefix,
        CommandSwitch.Target.LongName,
        0,
        0
    )
    {
        Value = CommandSwitch.Target.DefaultValue,
    };

    private static readonly string[] Booleans = ["true", "false"];

    /// <summary>Null when none was given.</summary>
    public string Value { get; private set; }

    /// <summary>Takes a value, unless the option is a flag and the value is not a boolean.</summary>
    public bool TryTake(string value)
    {
        var isTaken = Value is null && (Switch is null || Switch.TakesValue || Booleans.Contains(value, StringComparer.OrdinalIgnoreCase));
        if (isTaken)
        {
            Value = value;
        }

        return isTaken;
    }
}
