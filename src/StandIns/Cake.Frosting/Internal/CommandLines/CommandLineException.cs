using Cake.Core;

namespace Cake.Frosting.Internal.CommandLines;

/// <summary>A command line that can't be understood.</summary>
internal sealed class CommandLineException(string message) : Exception(message)
{
    private const int Indentation = 7;
    private const string Red = "\e[38;5;9m";
    private const string End = "\e[0m";

    private readonly string _line;
    private readonly int _position;
    private readonly int _length;
    private readonly string _hint;

    /// <param name="position">Where the mistake starts, in characters from 0.</param>
    public CommandLineException(string message, string line, int position, int length, string hint)
        : this(message)
    {
        _line = line;
        _position = position;
        _length = length;
        _hint = hint;
    }

    public void WriteTo(IConsole console)
    {
        var title = $"{Colored("Error:", console)} {Message}";
        if (_line is null)
        {
            console.WriteLine(title);
            return;
        }

        console.WriteLine(string.Empty);
        console.WriteLine(title);
        console.WriteLine(string.Empty);
        console.WriteLine(new string(' ', Indentation) + _line);
        console.WriteLine(new string(' ', Indentation + _position) + Colored($"{new string('^', _length)} {_hint}", console));
        console.WriteLine(string.Empty);
    }

    private static string Colored(string text, IConsole console) => console.SupportAnsiEscapeCodes ? Red + text + End : text;
}
