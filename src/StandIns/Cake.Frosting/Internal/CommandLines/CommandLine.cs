using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal.CommandLines;

/// <summary>A command line that was understood.</summary>
internal sealed class CommandLine
{
    private readonly IReadOnlyList<CommandOption> _options;

    private CommandLine(IReadOnlyList<CommandOption> options)
    {
        _options = options;
        Mode =
            IsOn(CommandSwitch.Help) ? RunMode.Help
            : IsOn(CommandSwitch.Version) ? RunMode.Version
            : IsOn(CommandSwitch.Info) ? RunMode.Info
            : IsOn(CommandSwitch.DryRun) ? RunMode.DryRun
            : IsOn(CommandSwitch.Tree) ? RunMode.Tree
            : IsOn(CommandSwitch.ShowDescription) ? RunMode.Description
            : RunMode.Build;
        Verbosity = ParseVerbosity(ValueOf(CommandSwitch.Verbosity) ?? CommandSwitch.Verbosity.DefaultValue);
        WorkingDirectory = ValueOf(CommandSwitch.Working);
        IsExclusive = IsOn(CommandSwitch.Exclusive);
        Arguments = new CakeArguments(BuildArguments().ToLookup(option => option.Name, option => option.Value));
    }

    public RunMode Mode { get; }

    public Verbosity Verbosity { get; }

    /// <summary>Null when none was given.</summary>
    public string WorkingDirectory { get; }

    /// <summary>Whether targets run without their dependencies.</summary>
    public bool IsExclusive { get; }

    /// <summary>The arguments of the build. Of the host's own switches only the target is among them.</summary>
    public CakeArguments Arguments { get; }

    /// <summary>
    /// What the command line adds to the configuration, the first of several; none of the host's own switches is among it. A flag is an
    /// empty setting.
    /// </summary>
    public IDictionary<string, string> Settings =>
        BuildOptions
            .DistinctBy(option => option.Dashes + option.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(option => option.Dashes + option.Name, option => option.Value ?? string.Empty, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> Targets => Arguments.GetArguments(CommandSwitch.Target.LongName).Select(target => target ?? string.Empty);

    private IEnumerable<CommandOption> BuildOptions => _options.Where(option => option.Switch is null);

    /// <exception cref="CommandLineException">The command line is malformed.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args) => new(new CommandLineReader(args).Read());

    private static Verbosity ParseVerbosity(string text) =>
        text.ToUpperInvariant() switch
        {
            "Q" or "QUIET" => Verbosity.Quiet,
            "M" or "MINIMAL" => Verbosity.Minimal,
            "N" or "NORMAL" => Verbosity.Normal,
            "V" or "VERBOSE" => Verbosity.Verbose,
            "D" or "DIAGNOSTIC" => Verbosity.Diagnostic,
            _ => throw new CommandLineException($"Failed to convert '{text}' to Verbosity."),
        };

    private bool IsOn(CommandSwitch flag) =>
        _options.LastOrDefault(option => option.Switch == flag) is { } option && (option.Value is null || bool.Parse(option.Value));

    private string ValueOf(CommandSwitch known) => _options.LastOrDefault(option => option.Switch == known)?.Value;

    private IEnumerable<CommandOption> BuildArguments()
    {
        var arguments = BuildOptions.ToList();
        var targets = _options
            .Where(option => option.Switch == CommandSwitch.Target)
            .Select(option => option with { Name = CommandSwitch.Target.LongName })
            .ToList();
        var isTargetGiven =
            targets.Count > 0
            || arguments.Exists(option => option.Name.Equals(CommandSwitch.Target.LongName, StringComparison.OrdinalIgnoreCase));
        return isTargetGiven ? arguments.Concat(targets) : arguments.Append(CommandOption.DefaultTarget);
    }
}
