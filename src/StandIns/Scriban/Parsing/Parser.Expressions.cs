using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    /// <summary>After <c>do ... end</c> an expression is over.</summary>
    private bool _endedWithFunction;

    private bool StartsExpression => Current.Type is
        TokenType.Identifier or TokenType.LocalIdentifier
        or TokenType.Integer or TokenType.HexaInteger or TokenType.BinaryInteger or TokenType.Float
        or TokenType.String or TokenType.VerbatimString or TokenType.InterpolatedString
        or TokenType.OpenParen or TokenType.OpenBracket or TokenType.OpenBrace
        or TokenType.DoublePlus or TokenType.DoubleMinus
        || Operators.TryGetUnary(Current.Type, out _);

    private ScriptExpression? ExpectExpression(Construct construct, ExpressionScope scope = ExpressionScope.Full)
    {
        if (StartsExpression)
        {
            return ParseExpression(scope);
        }

        LogMissingExpression(construct);
        return null;
    }

    private ScriptExpression? ParseExpression(ExpressionScope scope, int precedence = 0, bool allowsAssignment = false)
    {
        var depth = _expressionDepth;
        EnterExpression();
        if (precedence == 0)
        {
            _endedWithFunction = false;
        }

        try
        {
            return new ExpressionReader(this, scope, precedence, allowsAssignment).Read();
        }
        finally
        {
            _expressionDepth = depth;
        }
    }
}
