using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>Operators between dates and durations.</summary>
internal static class TimeOperation
{
    /// <summary>Null when the operator does not apply to these values.</summary>
    public static object? TryApply(ScriptBinaryOperator op, object left, object right) => (left, right) switch
    {
        (DateTime a, DateTime b) when BinaryOperation.IsComparison(op) => BinaryOperation.ToAnswer(op, a.CompareTo(b)),
        (TimeSpan a, TimeSpan b) when BinaryOperation.IsComparison(op) => BinaryOperation.ToAnswer(op, a.CompareTo(b)),
        (DateTime a, DateTime b) when op == ScriptBinaryOperator.Subtract => a - b,
        (DateTime a, TimeSpan b) when op == ScriptBinaryOperator.Add => a + b,
        (DateTime a, TimeSpan b) when op == ScriptBinaryOperator.Subtract => a - b,
        (TimeSpan a, TimeSpan b) when op == ScriptBinaryOperator.Add => a + b,
        (TimeSpan a, TimeSpan b) when op == ScriptBinaryOperator.Subtract => a - b,
        _ => null,
    };
}
