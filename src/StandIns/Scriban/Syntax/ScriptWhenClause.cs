using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary><c>when</c> with the values it accepts.</summary>
internal sealed class ScriptWhenClause(IReadOnlyList<ScriptExpression> values, ScriptBlockStatement body)
{
    public ScriptBlockStatement Body => body;

    public bool Matches(TemplateContext context, object? wanted, SourceSpan wantedSpan)
    {
        foreach (var value in values)
        {
            var left = new Operand(wanted, wantedSpan);
            var right = new Operand(context.Evaluate(value), value.Span);
            if (BinaryOperation.Apply(context, value.Span, ScriptBinaryOperator.CompareEqual, left, right) is true)
            {
                return true;
            }
        }

        return false;
    }
}
