using Cake.Core;

namespace Cake.Frosting.Internal.CommandLines;

/// <summary>The help, 80 columns wide.</summary>
internal static class Help
{
    private const int Width = 80;
    private const string Gap = "    ";
    private const string Yellow = "\e[38;5;11m";
    private const string Green = "\e[38;5;10m";
    private const string DarkGray = "\e[38;5;8m";
    private const string Gray = "\e[38;5;7m";
    private const string Bold = "\e[1m";
    private const string End = "\e[0m";
    private const string DefaultTitle = "DEFAULT";

    private static readonly string[] Examples = ["", "--verbosity quiet", "--tree"];

    public static void WriteTo(IConsole console)
    {
        var program = Path.GetFileName(Environment.GetCommandLineArgs()[0]);
        console.WriteLine(Colored("USAGE:", Yellow));
        console.WriteLine($"{Gap}{program} {Colored("[OPTIONS]", DarkGray)}");
        console.WriteLine(string.Empty);
        console.WriteLine(Colored("EXAMPLES:", Yellow));
        foreach (var example in Examples)
        {
            console.WriteLine($"{Gap}{program} {Colored(example, DarkGray)}");
        }

        console.WriteLine(string.Empty);
        console.WriteLine(Colored("OPTIONS:", Yellow));
        var nameWidth = CommandSwitch.All.Max(known => NameOf(known).Length + ValueOf(known).Length);
        var descriptionWidth = Width - Gap.Length - nameWidth - Gap.Length - DefaultTitle.Length - Gap.Length;
        WriteRow("", "", DefaultTitle, Green, "");
        foreach (var known in CommandSwitch.All)
        {
            var lines = Wrap(known.Description, descriptionWidth);
            WriteRow(NameOf(known), ValueOf(known), known.DefaultValue ?? "", Bold, lines[0]);
            foreach (var line in lines.Skip(1))
            {
                WriteRow("", "", "", Bold, line);
            }
        }

        string Colored(string text, string color) => console.SupportAnsiEscapeCodes && text.Length > 0 ? color + text + End : text;

        void WriteRow(string name, string value, string defaultValue, string defaultColor, string description)
        {
            var nameCell = name + Colored(value, Gray) + new string(' ', nameWidth - name.Length - value.Length);
            var defaultCell = Colored(defaultValue, defaultColor) + new string(' ', DefaultTitle.Length - defaultValue.Length);
            console.WriteLine(Gap + nameCell + Gap + defaultCell + Gap + description.PadRight(descriptionWidth));
        }
    }

    private static string NameOf(CommandSwitch known)
    {
        var shortName = known.ShortName is { } letter ? $"-{letter}, " : Gap;
        return $"{shortName}--{known.LongName}{(known.TakesValue ? " " : "")}";
    }

    private static string ValueOf(CommandSwitch known) => known.TakesValue ? $"<{known.ValueName}>" : "";

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            var extended = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            if (extended.Length <= width)
            {
                lines[^1] = extended;
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }
}
