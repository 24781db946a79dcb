namespace Scriban.Syntax;

/// <summary>The operators that stand before one expression.</summary>
internal enum ScriptUnaryOperator
{
    Not,
    Negate,
    Plus,
    FunctionAlias,
    FunctionParametersExpand,
}
