using System.Globalization;
using System.Text;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.Build;

/// <summary>
/// What can be asked of this program, for people: printed by <c>--help</c>, without a target, and after a word that is none.
/// </summary>
public static class Help
{
    private const int Width = 80;
    private const int Column = 24;
    private const string Indent = "  ";

    private static readonly string[] Options = ["--help", "-h", "-?", "/?"];

    /// <summary>How the program is started.</summary>
    public static string Command { get; } = OperatingSystem.IsWindows() ? "./build.ps1" : "./build.sh";

    /// <summary>The text, no line of which is longer than 80 columns.</summary>
    public static string Text { get; } = Write();

    /// <summary>Whether a command line asks for help.</summary>
    public static bool IsAskedFor(IReadOnlyList<string> words) =>
        words is ["help", ..] || words.TakeWhile(word => word != "--").Any(word => Options.Contains(word, StringComparer.Ordinal));

    /// <summary>
    /// What is wrong with the first word that is neither an argument nor an argument's value, as a sentence; null where there is none.
    /// </summary>
    public static string? UnknownWord(IEnumerable<string> words)
    {
        var mayBeValue = false;
        foreach (var word in words.TakeWhile(word => word != "--"))
        {
            if (word.StartsWith('-'))
            {
                mayBeValue = !word.Contains('=', StringComparison.Ordinal) && !IsSwitch(word.TrimStart('-'));
            }
            else if (mayBeValue || bool.TryParse(word, out _))
            {
                mayBeValue = false;
            }
            else
            {
                return $"Error: Reading the command line: {LogEncoder.Encode(word)} is no argument"
                    + $"{(Meant(word) is { } meant ? $"; did you mean {meant}?" : "; those above are.")}";
            }
        }

        return null;
    }

    private static bool IsSwitch(string name) => Argument.All.Any(argument => argument.Name == name && argument.Value is null);

    private static string? Meant(string word) =>
        Sentence.Nearest(word, Target.All.Select(target => target.Name)) is { } target ? $"--target={target}"
        : Sentence.Nearest(word, Argument.All.Select(argument => argument.Name)) is { } argument ? $"--{argument}"
        : null;

    private static string Write()
    {
        var text = new StringBuilder("Audits who has access to the platforms of a support team.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Indent}{Command} --target=TARGET [--ARGUMENT[=VALUE] ...]\n");
        AddArguments(text, ArgumentUse.First);
        AddTargets(text, "Targets that audit", target => target.Kind == TargetKinds.Audit);
        AddTargets(text, "Targets around the audits", target => target.Kind != TargetKinds.Audit && !target.IsForDevelopment);
        AddArguments(text, ArgumentUse.Audit);
        AddArguments(text, ArgumentUse.FollowUp);
        AddArguments(text, ArgumentUse.Evidence);
        AddArguments(text, ArgumentUse.Sandbox);
        AddTargets(text, "Targets for developing this program", target => target.IsForDevelopment);
        AddArguments(text, ArgumentUse.Development);
        AddArguments(text, ArgumentUse.Cake);
        return text.ToString();
    }

    private static void AddTargets(StringBuilder text, string heading, Predicate<Target> isMeant)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{heading}\n");
        foreach (var target in Target.All.Where(target => isMeant(target)))
        {
            Add(text, $"--target={target.Name}", target.Description);
        }
    }

    private static void AddArguments(StringBuilder text, ArgumentUse use)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{Argument.HeadingOf(use)}\n");
        foreach (var argument in Argument.Shown.Where(argument => argument.Use == use))
        {
            Add(text, $"--{argument.Name}{(argument.Value is null ? "" : $"={argument.Value}")}", argument.Meaning);
            text.Append(CultureInfo.InvariantCulture, $"{Indent}{Indent}{Indent}{Command} {argument.Example}\n");
        }
    }

    /// <summary>Adds a name and, beside it, what it means.</summary>
    private static void Add(StringBuilder text, string name, string meaning)
    {
        var left = (Indent + name).PadRight(Column);
        if (left.Length > Column)
        {
            text.Append(CultureInfo.InvariantCulture, $"{left}\n");
            left = new string(' ', Column);
        }

        foreach (var line in Screen.Fold(meaning, Width - Column - 2))
        {
            text.Append(CultureInfo.InvariantCulture, $"{left}{Indent}{line}\n");
            left = new string(' ', Column);
        }
    }
}
