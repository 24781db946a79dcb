namespace Cake.Core.Diagnostics;

/// <summary>The escape sequences around the text and the arguments of a log line.</summary>
internal sealed record LogPalette(string Text, string Argument, string End)
{
    public static readonly LogPalette Plain = new("", "", "");

    public static LogPalette Ansi(LogLevel level) => level switch
    {
        LogLevel.Fatal => Colored(Background.BrightMagenta + Foreground.White, Background.Magenta + Foreground.White),
        LogLevel.Error => Colored(Background.Red + Foreground.White, Background.BrightRed + Foreground.White),
        LogLevel.Warning => Colored(Foreground.Yellow, Foreground.Yellow),
        LogLevel.Information => Colored(Foreground.White, Background.Blue + Foreground.White),
        LogLevel.Verbose => Colored(Foreground.Gray, Foreground.White),
        LogLevel.Debug => Colored(Foreground.DarkGray, Foreground.Gray),
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "A log line was written at a level that does not exist."),
    };

    private static LogPalette Colored(string text, string argument) => new(text, argument, "\e[0m");

    private static class Foreground
    {
        public const string DarkGray = "\e[30;1m";
        public const string Yellow = "\e[33;1m";
        public const string Gray = "\e[37m";
        public const string White = "\e[37;1m";
    }

    private static class Background
    {
        public const string Red = "\e[41m";
        public const string BrightRed = "\e[41;1m";
        public const string Blue = "\e[44m";
        public const string Magenta = "\e[45m";
        public const string BrightMagenta = "\e[45;1m";
    }
}
