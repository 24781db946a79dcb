using System.Text;

namespace Cake.Core.Diagnostics;

/// <summary>Writes the log to the console.</summary>
internal sealed class CakeBuildLog(AnsiSupport ansi) : ICakeLog
{
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (verbosity > Verbosity)
        {
            return;
        }

        var writer = level > LogLevel.Error ? Console.Out : Console.Error;
        var line = new StringBuilder();
        try
        {
            LogFormat.Append(line, ansi.IsSupported ? LogPalette.Ansi(level) : LogPalette.Plain, format, args);
        }
        catch (FormatException)
        {
            // What was rendered before the fault is printed, without an end of line (observed).
            writer.Write(line);
            throw;
        }

        writer.WriteLine(line);
    }
}
