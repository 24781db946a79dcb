using Scriban.Parsing;

namespace Scriban.Syntax;

/// <summary><c>target.empty?</c>.</summary>
internal sealed class ScriptIsEmptyExpression(ScriptExpression target, SourceSpan memberSpan) : ScriptExpression, IAssignable
{
    public override object? Evaluate(TemplateContext context) => context.IsEmpty(memberSpan, context.Evaluate(target));

    void IAssignable.Assign(TemplateContext context, object? value) => throw NotCovered.At(Span, $"setting `{this}`");
}
