using Spectre.Console;

namespace PlatformAudits.Build;

/// <summary>
/// How the console is written to: with colours in a terminal, plain in a pipe, in CI, and where <c>NO_COLOR</c> is set (no-color.org).
/// </summary>
public static class ConsoleStyle
{
    private const int PlainWidth = 120;

    /// <summary>
    /// Tells Cake's log to be plain unless a person looks at it. Cake asks only TERM and <c>NO_COLOR</c>, so a file would get escape
    /// sequences.
    /// </summary>
    public static void PlainUnlessTerminal()
    {
        if (Console.IsOutputRedirected || Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
        {
            Environment.SetEnvironmentVariable("NO_COLOR", "1");
        }
    }

    /// <summary>A console for tables.</summary>
    public static IAnsiConsole Create()
    {
        var isPlain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = InteractionSupport.No,
            }
        );
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
