namespace Scriban.Parsing;

/// <summary>How much of an expression is read.</summary>
internal enum ExpressionScope
{
    /// <summary>All of it.</summary>
    Full,

    /// <summary>All of it, but a colon behind a name belongs to what is around it: the two values of <c>? :</c>.</summary>
    WithoutNames,

    /// <summary>Up to <c>||</c>, which separates the values of <c>when</c>.</summary>
    WhenValue,

    /// <summary>A constant, variable, member or nested expression: no operators, no arguments.</summary>
    Operand,
}
