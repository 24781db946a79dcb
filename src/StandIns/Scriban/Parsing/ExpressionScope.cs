namespace Scriban.Parsing;

/// <summary>How much of an expression is read.</summary>
internal enum ExpressionScope
{
    /// <summary>All of it.</summary>
    Full,

    /// <summary>No space-separated arguments at the top: what follows may be the option of a loop.</summary>
    LoopSource,

    /// <summary>Up to <c>||</c>, which separates the values of <c>when</c>.</summary>
    WhenValue,

    /// <summary>A constant, variable, member, call with parentheses or nested expression: no operators.</summary>
    Operand,

    /// <summary>A variable or member that parentheses may follow, which are not arguments.</summary>
    Declaration,
}
