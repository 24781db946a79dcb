using Scriban.Syntax;

namespace Scriban.Parsing;

/// <summary>Which tokens are operators, how strongly they bind and how they are written.</summary>
internal static class Operators
{
    /// <summary>Binds more strongly than every operator between two expressions.</summary>
    public const int UnaryPrecedence = 200;

    /// <summary>Binds more strongly than every other operator.</summary>
    public const int IncrementPrecedence = 210;

    private static readonly Dictionary<TokenType, (ScriptBinaryOperator Operator, int Precedence)> Binary = new()
    {
        [TokenType.DoubleQuestion] = (ScriptBinaryOperator.EmptyCoalescing, 20),
        [TokenType.QuestionExclamation] = (ScriptBinaryOperator.NotEmptyCoalescing, 20),
        [TokenType.DoubleVerticalBar] = (ScriptBinaryOperator.Or, 30),
        [TokenType.DoubleAmpersand] = (ScriptBinaryOperator.And, 40),
        [TokenType.DoubleEqual] = (ScriptBinaryOperator.CompareEqual, 70),
        [TokenType.ExclamationEqual] = (ScriptBinaryOperator.CompareNotEqual, 70),
        [TokenType.Less] = (ScriptBinaryOperator.CompareLess, 80),
        [TokenType.LessEqual] = (ScriptBinaryOperator.CompareLessOrEqual, 80),
        [TokenType.Greater] = (ScriptBinaryOperator.CompareGreater, 80),
        [TokenType.GreaterEqual] = (ScriptBinaryOperator.CompareGreaterOrEqual, 80),
        [TokenType.Plus] = (ScriptBinaryOperator.Add, 100),
        [TokenType.Minus] = (ScriptBinaryOperator.Subtract, 100),
        [TokenType.Asterisk] = (ScriptBinaryOperator.Multiply, 110),
        [TokenType.Divide] = (ScriptBinaryOperator.Divide, 110),
        [TokenType.DoubleDivide] = (ScriptBinaryOperator.DivideRound, 110),
        [TokenType.Percent] = (ScriptBinaryOperator.Modulus, 110),
        [TokenType.DoubleLess] = (ScriptBinaryOperator.ShiftLeft, 110),
        [TokenType.DoubleGreater] = (ScriptBinaryOperator.ShiftRight, 110),
        [TokenType.DoubleDot] = (ScriptBinaryOperator.RangeInclude, 130),
        [TokenType.DoubleDotLess] = (ScriptBinaryOperator.RangeExclude, 130),
    };

    private static readonly Dictionary<TokenType, ScriptUnaryOperator> Unary = new()
    {
        [TokenType.Exclamation] = ScriptUnaryOperator.Not,
        [TokenType.Minus] = ScriptUnaryOperator.Negate,
        [TokenType.Plus] = ScriptUnaryOperator.Plus,
        [TokenType.Arroba] = ScriptUnaryOperator.FunctionAlias,
        [TokenType.Caret] = ScriptUnaryOperator.FunctionParametersExpand,
    };

    private static readonly Dictionary<TokenType, ScriptBinaryOperator?> Assignments = new()
    {
        [TokenType.Equal] = null,
        [TokenType.PlusEqual] = ScriptBinaryOperator.Add,
        [TokenType.MinusEqual] = ScriptBinaryOperator.Subtract,
        [TokenType.AsteriskEqual] = ScriptBinaryOperator.Multiply,
        [TokenType.DivideEqual] = ScriptBinaryOperator.Divide,
        [TokenType.DoubleDivideEqual] = ScriptBinaryOperator.DivideRound,
        [TokenType.PercentEqual] = ScriptBinaryOperator.Modulus,
    };

    public static bool TryGetBinary(TokenType type, out (ScriptBinaryOperator Operator, int Precedence) binary) =>
        Binary.TryGetValue(type, out binary);

    public static bool TryGetUnary(TokenType type, out ScriptUnaryOperator unary) => Unary.TryGetValue(type, out unary);

    /// <summary>The operator before the equals sign is null for a plain assignment.</summary>
    public static bool TryGetAssignment(TokenType type, out ScriptBinaryOperator? compound) => Assignments.TryGetValue(type, out compound);

    /// <summary>How an operator is written.</summary>
    public static string ToText(this ScriptBinaryOperator binaryOperator) => binaryOperator switch
    {
        ScriptBinaryOperator.EmptyCoalescing => "??",
        ScriptBinaryOperator.NotEmptyCoalescing => "?!",
        ScriptBinaryOperator.Or => "||",
        ScriptBinaryOperator.And => "&&",
        ScriptBinaryOperator.CompareEqual => "==",
        ScriptBinaryOperator.CompareNotEqual => "!=",
        ScriptBinaryOperator.CompareLess => "<",
        ScriptBinaryOperator.CompareLessOrEqual => "<=",
        ScriptBinaryOperator.CompareGreater => ">",
        ScriptBinaryOperator.CompareGreaterOrEqual => ">=",
        ScriptBinaryOperator.Add => "+",
        ScriptBinaryOperator.Subtract => "-",
        ScriptBinaryOperator.Multiply => "*",
        ScriptBinaryOperator.Divide => "/",
        ScriptBinaryOperator.DivideRound => "//",
        ScriptBinaryOperator.Modulus => "%",
        ScriptBinaryOperator.ShiftLeft => "<<",
        ScriptBinaryOperator.ShiftRight => ">>",
        ScriptBinaryOperator.RangeInclude => "..",
        ScriptBinaryOperator.RangeExclude => "..<",
        _ => throw new ArgumentOutOfRangeException(nameof(binaryOperator)),
    };
}
