using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using Spectre.Console;

namespace PlatformAudits.Build;

/// <summary>
/// What people read on the console, besides what Cake writes: lines, folded between words where they would not fit a terminal, and tables.
/// Links are never folded: one that is broken over two lines can't be followed.
/// </summary>
public sealed class Screen
{
    /// <summary>How a verdict or a warning is coloured that a person has to do something about.</summary>
    internal static readonly Style Attention = new(Color.Yellow);

    /// <summary>How is coloured what went wrong.</summary>
    internal static readonly Style Alarm = new(Color.Red, decoration: Decoration.Bold);

    /// <summary>How is coloured what is well.</summary>
    internal static readonly Style Fine = new(Color.Green);

    /// <summary>How is shown what everything below it is about.</summary>
    internal static readonly Style Heading = new(decoration: Decoration.Bold);

    private readonly IAnsiConsole _console = ConsoleStyle.Create();

    /// <summary>Whether a person looks at it as it is written, so that lines can be written over.</summary>
    public bool IsLive => _console.Profile.Capabilities is { Ansi: true, Interactive: true };

    /// <summary>What live lines are drawn on.</summary>
    internal IAnsiConsole Console => _console;

    /// <summary>Writes text that may come from others; nothing in it acts.</summary>
    internal void Say(string text, Style? style = null)
    {
        foreach (var line in text.Split('\n'))
        {
            if (!IsLive)
            {
                SayWhole(line);
                continue;
            }

            foreach (var folded in Fold(Secrets.Current.RedactedIn(LogEncoder.Encode(line)), _console.Profile.Width - 1))
            {
                _console.WriteLine(folded, style ?? Style.Plain);
            }
        }
    }

    /// <summary>Writes a line as it is, however long: a link, a path, or a line of a file.</summary>
    internal void SayWhole(string line) => _console.Profile.Out.Writer.WriteLine(LogEncoder.Encode(line));

    /// <summary>Writes a table.</summary>
    internal void Show(Table table) => _console.Write(table);

    /// <summary>Breaks a text between words so that no line is longer than that, but for one that is a single word.</summary>
    internal static IEnumerable<string> Fold(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
