using Scriban.Parsing;

namespace Scriban.Syntax;

/// <summary>A node of a parsed template. It shows itself as it stands in the template.</summary>
public abstract class ScriptNode
{
    /// <summary>Where the node stands; a field in the package too.</summary>
    public SourceSpan Span;

    private string? _source;

    /// <summary>The value of an expression; of a statement what it leaves behind, usually nothing.</summary>
    public abstract object? Evaluate(TemplateContext context);

    /// <summary>As the package writes it in messages: expressions lose the blanks that they do not need.</summary>
    public override string ToString() => _source is null ? GetType().Name : _source[Span.Start.Offset..Math.Min(Span.End.Offset + 1, _source.Length)];

    internal void Place(SourceSpan span, string source)
    {
        Span = span;
        _source = source;
    }
}
