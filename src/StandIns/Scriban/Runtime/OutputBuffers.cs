using System.Text;
using Scriban.Parsing;

namespace Scriban.Runtime;

/// <summary>What a template prints: the page, and on top of it what <c>capture</c> and <c>include</c> collect.</summary>
internal sealed class OutputBuffers(TemplateContext context)
{
    private readonly Stack<Buffer> _buffers = new([new Buffer()]);

    public Indent Indent { get; set; }

    public void Push() => _buffers.Push(new Buffer());

    public string Pop() => _buffers.Pop().Text.ToString();

    /// <summary>What was printed since the last call.</summary>
    public string Take()
    {
        var buffer = _buffers.Pop();
        _buffers.Push(new Buffer());
        return buffer.Text.ToString();
    }

    public void Write(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        var buffer = _buffers.Peek();
        if (Indent.Text is null)
        {
            Append(buffer, text);
        }
        else
        {
            WriteIndented(buffer, text);
        }

        buffer.IsAtLineStart = text[^1] == '\n';
    }

    private void WriteIndented(Buffer buffer, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = text.IndexOf('\n') + 1;
            var line = length == 0 ? text : text[..length];
            if (buffer.IsAtLineStart)
            {
                WriteIndent(buffer, line);
            }

            Append(buffer, line);
            buffer.IsAtLineStart = length > 0;
            text = text[line.Length..];
        }
    }

    private void WriteIndent(Buffer buffer, ReadOnlySpan<char> line)
    {
        if (Indent.IsNested)
        {
            throw NotCovered.At(context.CurrentSpan, "a new line printed by code inside indented code; {{~ takes the indentation away");
        }

        if (context.IndentOnEmptyLines || !line.Trim("\r\n").IsEmpty)
        {
            Append(buffer, Indent.Text);
        }
    }

    /// <summary>The package cuts what is printed at its limit and puts three dots behind it, without an error.</summary>
    private void Append(Buffer buffer, ReadOnlySpan<char> text)
    {
        var limit = context.LimitToString;
        if (limit <= 0)
        {
            buffer.Text.Append(text);
        }
        else if (!buffer.IsFull)
        {
            var room = limit - buffer.Text.Length;
            buffer.IsFull = text.Length > room;
            buffer.Text.Append(buffer.IsFull ? text[..room] : text);
            if (buffer.IsFull)
            {
                buffer.Text.Append("...");
            }
        }
    }

    private sealed class Buffer
    {
        public StringBuilder Text { get; } = new();

        public bool IsAtLineStart { get; set; }

        public bool IsFull { get; set; }
    }
}
