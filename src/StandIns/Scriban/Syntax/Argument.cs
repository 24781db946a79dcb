using Scriban.Parsing;

namespace Scriban.Syntax;

/// <summary>An argument of a call, evaluated when its turn comes.</summary>
internal readonly struct Argument
{
    private readonly ScriptExpression? _expression;
    private readonly object? _value;

    public Argument(object? value, SourceSpan span)
    {
        _value = value;
        Span = span;
    }

    public Argument(ScriptExpression expression)
    {
        _expression = expression;
        Span = expression.Span;
    }

    public SourceSpan Span { get; }

    /// <summary>The name that the template gives, or null.</summary>
    public string? Name => (_expression as ScriptNamedArgument)?.Name;

    /// <summary>The items of its value are the arguments.</summary>
    public bool IsExpansion => _expression is ScriptUnaryExpression { Operator: ScriptUnaryOperator.FunctionParametersExpand };

    public object? Evaluate(TemplateContext context) => _expression is null ? _value : context.Evaluate(_expression);
}
