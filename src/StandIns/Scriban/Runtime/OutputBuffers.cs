using System.Text;

namespace Scriban.Runtime;

/// <summary>What a template prints: the page, and on top of it what <c>capture</c> and <c>include</c> collect.</summary>
internal sealed class OutputBuffers(TemplateContext context)
{
    private const string Ellipsis = "...";

    private readonly Stack<StringBuilder> _buffers = new([new StringBuilder()]);
    private int _length;
    private bool _isFull;

    /// <summary>The blanks that are printed at the start of each line; null for none.</summary>
    public string? Indent { get; set; }

    /// <summary>The last character that was printed, whatever buffer it went to, ended a line.</summary>
    public bool IsAtLineStart { get; set; }

    public void Push() => _buffers.Push(new StringBuilder());

    public string Pop() => _buffers.Pop().ToString();

    /// <summary>What was printed since the last call.</summary>
    public string Take()
    {
        var text = _buffers.Pop().ToString();
        _buffers.Push(new StringBuilder());
        return text;
    }

    public void Write(ReadOnlySpan<char> text)
    {
        if (Indent is not null)
        {
            WriteIndented(text, Indent);
        }
        else if (!text.IsEmpty)
        {
            IsAtLineStart = text[^1] == '\n';
            Append(text);
        }
    }

    private void WriteIndented(ReadOnlySpan<char> text, string indent)
    {
        while (!text.IsEmpty)
        {
            var length = text.IndexOf('\n') + 1;
            var line = length == 0 ? text : text[..length];
            if (IsAtLineStart && (length == 0 || context.IndentOnEmptyLines || line is not ("\n" or "\r\n")))
            {
                Append(indent);
                IsAtLineStart = false;
            }

            Append(line);
            IsAtLineStart |= length > 0;
            text = text[line.Length..];
        }
    }

    /// <summary>The package cuts what is printed at its limit and puts three dots behind it, without an error. What is captured counts too.</summary>
    private void Append(ReadOnlySpan<char> text)
    {
        var buffer = _buffers.Peek();
        if (context.LimitToString <= 0)
        {
            buffer.Append(text);
        }
        else if (!_isFull)
        {
            var room = context.LimitToString - _length;
            _isFull = text.Length > room;
            buffer.Append(_isFull ? text[..room] : text);
            _length += Math.Min(room, text.Length);
            if (_isFull)
            {
                buffer.Append(Ellipsis);
            }
        }
    }
}
