using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>The arguments of a call, each at the place of its parameter.</summary>
internal sealed class BoundArguments(ScriptNode caller)
{
    private readonly List<SourceSpan?> _spans = [];

    public ScriptArray Values { get; } = [];

    /// <summary>The values of the arguments with a name.</summary>
    public Dictionary<string, object?> Named { get; } = new(StringComparer.Ordinal);

    public bool IsGiven(int index) => index < _spans.Count && _spans[index] is not null;

    public SourceSpan SpanOf(int index) => index < _spans.Count ? _spans[index] ?? caller.Span : caller.Span;

    public void Set(int index, object? value, SourceSpan span)
    {
        while (_spans.Count <= index)
        {
            _spans.Add(null);
            Values.Add(null);
        }

        _spans[index] = span;
        Values[index] = value;
    }
}
