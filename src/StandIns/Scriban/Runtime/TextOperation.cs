using System.Text;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>Operators of which at least one side is a text: the other side is taken as text too.</summary>
internal static class TextOperation
{
    public static object Apply(TemplateContext context, SourceSpan span, ScriptBinaryOperator op, Operand left, Operand right)
    {
        (left, right) = (WithoutCharacter(left), WithoutCharacter(right));
        if (BinaryOperation.IsComparison(op))
        {
            return BinaryOperation.ToAnswer(op, string.CompareOrdinal(ToText(context, left.Value), ToText(context, right.Value)));
        }

        return op switch
        {
            ScriptBinaryOperator.Add => context.ObjectToString(left.Value) + context.ObjectToString(right.Value),
            ScriptBinaryOperator.Multiply => right.Value is string ? Repeat(context, right, left) : Repeat(context, left, right),
            _ => throw new ScriptRuntimeException(span, $"Operator `{op.ToText()}` is not supported on string objects"),
        };
    }

    private static Operand WithoutCharacter(Operand operand) => operand.Value is char character ? operand with { Value = character.ToString() } : operand;

    /// <summary>Null and <c>empty</c> come before every text, the empty one too.</summary>
    private static string? ToText(TemplateContext context, object? value) => value is null or EmptyScriptObject ? null : context.ObjectToString(value);

    private static string Repeat(TemplateContext context, Operand text, Operand count)
    {
        int times;
        try
        {
            times = context.ToInt(count.Span, count.Value);
        }
        catch (ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(
                count.Span,
                "Expecting an integer. The operator `*` is not supported for the expression. Only working on string x int or int x string");
        }

        var part = context.ObjectToString(text.Value);
        if (context.LimitToString > 0 && (long)part.Length * times > context.LimitToString)
        {
            throw new ScriptRuntimeException(count.Span, $"String multiplication exceeds LimitToString `{context.LimitToString}`.");
        }

        return times <= 0 ? string.Empty : new StringBuilder(part.Length * times).Insert(0, part, times).ToString();
    }
}
