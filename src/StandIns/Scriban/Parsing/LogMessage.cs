using System.Globalization;

namespace Scriban.Parsing;

/// <summary>One message of the parser, shown as <c>file(line,column) : error : text</c> with line and column from 1.</summary>
public class LogMessage
{
    public LogMessage(ParserMessageType type, SourceSpan span, string message)
    {
        Type = type;
        Span = span;
        Message = message;
    }

    public ParserMessageType Type { get; set; }

    public SourceSpan Span { get; set; }

    public string Message { get; set; }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Span.ToStringSimple()} : {(Type == ParserMessageType.Error ? "error" : "warning")} : {Message}");
}
