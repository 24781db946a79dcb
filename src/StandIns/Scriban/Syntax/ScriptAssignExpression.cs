using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary><c>target = value</c>, or with an operator before the equals sign. It has no value itself.</summary>
internal sealed class ScriptAssignExpression(
    ScriptExpression target, ScriptBinaryOperator? compoundOperator, SourceSpan operatorSpan, ScriptExpression value) : ScriptExpression
{
    public override object? Evaluate(TemplateContext context)
    {
        var result = context.Evaluate(value);
        if (compoundOperator is { } binaryOperator)
        {
            var before = new Operand(context.Evaluate(target), target.Span);
            result = BinaryOperation.Apply(context, operatorSpan, binaryOperator, before, new Operand(result, value.Span));
        }

        Assignment.To(context, target, result);
        return null;
    }
}
