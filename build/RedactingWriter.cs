using System.Text;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>
/// The last gate before the console: what is written has the secrets of the run redacted, and no address that is dead when it is read.
/// </summary>
/// <param name="address">The address of the run's own sandbox.</param>
/// <param name="holdsLines">
/// Whether a line is held back until it is whole, so that one that is written in pieces is looked through as a whole. In a terminal the
/// colours of the pieces would be lost.
/// </param>
public sealed class RedactingWriter(TextWriter console, bool holdsLines, SandboxAddress address) : TextWriter
{
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => console.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        if (!holdsLines)
        {
            console.Write(Passable(value));
            return;
        }

        var end = value.LastIndexOf('\n') + 1;
        _line.Append(value, 0, end);
        if (end > 0)
        {
            Pass();
        }

        _line.Append(value, end, value.Length - end);
    }

    public override void Flush() => console.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Pass();
            console.Flush();
        }

        base.Dispose(disposing);
    }

    private void Pass()
    {
        console.Write(Passable(_line.ToString()));
        _line.Clear();
    }

    private string Passable(string text) => address.HiddenIn(Secrets.Current.RedactedIn(text));
}
