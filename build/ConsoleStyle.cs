using Spectre.Console;

namespace PlatformAudits.Build;

/// <summary>
/// How the console is written to: with colours in a terminal, plain in a pipe, in CI, and where <c>NO_COLOR</c> is set (no-color.org).
/// </summary>
public static class ConsoleStyle
{
    /// <summary>How wide a table may be where nobody says how wide the console is.</summary>
    private const int PlainWidth = 80;

    private const string ShowCursor = "\u001b[?25h";

    private static bool IsPlain => Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

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

    /// <summary>A console for tables and live lines.</summary>
    public static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = IsPlain ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = IsPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = IsPlain ? InteractionSupport.No : InteractionSupport.Yes,
            }
        );
        if (Console.IsOutputRedirected)
        {
            // A line of prose or a link is written as a whole; tables are made to fit.
            console.Profile.Width = PlainWidth;
        }

        return console;
    }

    /// <summary>Shows the cursor again, where a live line may have hidden it and has no time left to show it.</summary>
    public static void RestoreCursor()
    {
        if (!IsPlain)
        {
            Console.Write(ShowCursor);
        }
    }
}
