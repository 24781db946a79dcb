using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    /// <summary>Nothing can follow the expression that was read last, because a <c>do ... end</c> was its last argument.</summary>
    private bool _endedWithFunction;

    private bool StartsExpression => Current.Type is
        TokenType.Identifier or TokenType.LocalIdentifier
        or TokenType.Integer or TokenType.HexaInteger or TokenType.BinaryInteger or TokenType.Float
        or TokenType.String or TokenType.VerbatimString or TokenType.InterpolatedString
        or TokenType.OpenParen or TokenType.OpenBracket or TokenType.OpenBrace
        or TokenType.DoublePlus or TokenType.DoubleMinus
        || Operators.TryGetUnary(Current.Type, out _);

    /// <summary>What can be assigned to by its looks; whether it really can be shows when the template is rendered.</summary>
    private static bool IsPath(ScriptExpression expression) => expression is IAssignable;

    /// <summary>Stands for what could not be read.</summary>
    private ScriptLiteral Missing() => Place(new ScriptLiteral(null), Current.Start);

    private ScriptExpression ExpectExpression(ExpressionSite site, string? message = null) => TryExpectExpression(site, message) ?? Missing();

    private ScriptExpression? TryExpectExpression(ExpressionSite site, string? message = null)
    {
        if (StartsExpression)
        {
            return ParseExpression(site);
        }

        LogError(SpanOf(Current), site.Construct, message ?? $"Expecting <expression> instead of `{Show(Current)}`");
        return null;
    }

    private ScriptExpression ParseExpression(ExpressionSite site)
    {
        var depth = _depth;
        Enter();
        _expressionLevel++;
        var expression = new ExpressionReader(this, site).Read();
        _expressionLevel--;
        _depth = depth;
        return expression;
    }
}
