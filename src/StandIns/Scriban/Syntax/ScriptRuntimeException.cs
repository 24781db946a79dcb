using Scriban.Parsing;

namespace Scriban.Syntax;

/// <summary>An error while rendering. Its message starts with <c>file(line,column) : error : </c>, line and column from 1.</summary>
public class ScriptRuntimeException : Exception
{
    public ScriptRuntimeException(SourceSpan span, string message)
        : base(message) => Span = span;

    public ScriptRuntimeException(SourceSpan span, string message, Exception? innerException)
        : base(message, innerException) => Span = span;

    public SourceSpan Span { get; }

    public override string Message => $"{Span.ToStringSimple()} : error : {OriginalMessage}";

    /// <summary>The message without the place.</summary>
    public string OriginalMessage => base.Message;

    public override string ToString() => Message;
}
