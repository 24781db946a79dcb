using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>Operators between a date and a date or a duration. The package has none between durations.</summary>
internal static class TimeOperation
{
    public static object Apply(SourceSpan span, ScriptBinaryOperator op, DateTime left, object right) => right switch
    {
        DateTime other when BinaryOperation.IsComparison(op) => BinaryOperation.ToAnswer(op, left.CompareTo(other)),
        DateTime other when op == ScriptBinaryOperator.Subtract => left - other,
        DateTime => throw new ScriptRuntimeException(span, $"The operator `{op}` is not supported for DateTime"),
        TimeSpan duration when op == ScriptBinaryOperator.Add => left + duration,
        _ => throw new ScriptRuntimeException(span, $"The operator `{op}` is not supported for between <DateTime> and <TimeSpan>"),
    };
}
