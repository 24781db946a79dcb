namespace Cake.Frosting.Internal.CommandLines;

/// <summary>A switch that the host itself understands; every other one is an argument of the build. Case matters.</summary>
internal sealed class CommandSwitch(char? shortName, string[] longNames, string description)
{
    public static readonly CommandSwitch Help = new('h', ["help"], "Prints help information");

    public static readonly CommandSwitch Target = new('t', ["target"], "Target task to invoke")
    {
        ValueName = "TARGET",
        DefaultValue = "Default",
    };

    public static readonly CommandSwitch Working = new('w', ["working"], "Sets the working directory") { ValueName = "PATH" };

    public static readonly CommandSwitch Verbosity = new(
        'v',
        ["verbosity"],
        "Specifies the amount of information to be displayed. (Quiet, Minimal, Normal, Verbose, Diagnostic)"
    )
    {
        ValueName = "VERBOSITY",
        DefaultValue = "Normal",
    };

    public static readonly CommandSwitch ShowDescription = new(
        null,
        ["description", "descriptions", "showdescription", "showdescriptions"],
        "Shows description for each task"
    );

    public static readonly CommandSwitch Tree = new(null, ["tree", "showtree"], "Shows the task dependency tree");

    public static readonly CommandSwitch DryRun = new(null, ["dryrun", "noop", "whatif"], "Performs a dry run");

    public static readonly CommandSwitch Exclusive = new('e', ["exclusive"], "Executes the target task without any dependencies");

    public static readonly CommandSwitch Version = new(null, ["version", "ver"], "Displays version information");

    public static readonly CommandSwitch Info = new(null, ["info"], "Displays additional information about Cake");

    /// <summary>Every switch, in the order of the help.</summary>
    public static readonly CommandSwitch[] All =
    [
        Help,
        Target,
        Working,
        Verbosity,
        ShowDescription,
        Tree,
        DryRun,
        Exclusive,
        Version,
        Info,
    ];

    public char? ShortName => shortName;

    public string LongName => longNames[0];

    public string Description => description;

    /// <summary>What the switch's value is called; null for a switch without one.</summary>
    public string ValueName { get; init; }

    public string DefaultValue { get; init; }

    public bool TakesValue => ValueName is not null;

    /// <summary>The switch of a name without its dashes; null when there is none.</summary>
    public static CommandSwitch Find(string name) => Array.Find(All, known => known.IsCalled(name));

    private bool IsCalled(string name) => name.Length == 1 ? shortName == name[0] : longNames.Contains(name);
}
