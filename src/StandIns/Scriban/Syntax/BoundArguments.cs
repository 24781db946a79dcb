using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>The arguments of a call, each at the place of its parameter.</summary>
internal sealed class BoundArguments(ScriptNode caller)
{
    private readonly List<SourceSpan?> _spans = [];

    public ScriptArray Values { get; } = [];

    /// <summary>How many were given, by place or by name.</summary>
    public int GivenCount { get; private set; }

    public bool IsGiven(int index) => index < _spans.Count && _spans[index] is not null;

    public SourceSpan SpanOf(int index) => index < _spans.Count ? _spans[index] ?? caller.Span : caller.Span;

    public void Add(Argument argument) => Set(Values.Count, argument);

    public void Set(int index, Argument argument)
    {
        while (_spans.Count <= index)
        {
            _spans.Add(null);
            Values.Add(null);
        }

        _spans[index] = argument.Span;
        Values[index] = argument.Value;
        GivenCount++;
    }
}
