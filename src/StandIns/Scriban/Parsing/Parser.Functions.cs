using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    private ScriptFunctionStatement? ParseFunction()
    {
        var target = ExpectAssignable(ExpectExpression(Construct.Function, ExpressionScope.Declaration), Construct.Function);
        var parameters = Current.Type == TokenType.OpenParen ? ParseParameters() : null;
        ExpectEndOfStatement();
        var body = ParseBlock();
        ExpectEnd(Construct.Function);
        return target is null ? null : new ScriptFunctionStatement(target, new ScriptFunction(parameters, body));
    }

    private List<ScriptParameter> ParseParameters()
    {
        var parameters = new List<ScriptParameter>();
        Advance();
        while (Current.Type == TokenType.Identifier)
        {
            var name = TextOf(Current);
            Advance();
            var takesTheRest = Current.Type == TokenType.TripleDot;
            ScriptExpression? defaultValue = null;
            if (takesTheRest)
            {
                Advance();
            }
            else if (Current.Type == TokenType.Equal)
            {
                Advance();
                defaultValue = ExpectExpression(Construct.Function, ExpressionScope.Operand);
            }

            parameters.Add(new ScriptParameter(name, defaultValue, takesTheRest));
            if (Current.Type != TokenType.Comma || takesTheRest)
            {
                break;
            }

            Advance();
        }

        Expect(TokenType.CloseParen, ")");
        return parameters;
    }

    /// <summary>A name, parameters in parentheses right behind it, and an equals sign.</summary>
    private bool IsInlineFunction
    {
        get
        {
            if (Next.Type != TokenType.OpenParen || Next.Start.Offset != Current.End.Offset + 1)
            {
                return false;
            }

            var close = _index + 2;
            while (_tokens[close].Type is TokenType.Identifier or TokenType.Comma or TokenType.TripleDot)
            {
                close++;
            }

            return _tokens[close].Type == TokenType.CloseParen && _tokens[close + 1].Type == TokenType.Equal;
        }
    }

    private ScriptFunctionStatement? ParseInlineFunction()
    {
        var start = Current.Start;
        var name = TextOf(Current);
        Advance();
        var target = Place(new ScriptVariableGlobal(name), start);
        var parameters = ParseParameters();
        Advance();
        var bodyStart = Current.Start;
        var expression = ExpectExpression(Construct.Function);
        var body = expression is null ? null : Place(new ScriptExpressionStatement(expression), bodyStart);
        ExpectEndOfStatement();
        return body is null ? null : new ScriptFunctionStatement(target, new ScriptFunction(parameters, body));
    }

    private ScriptAnonymousFunction ParseAnonymousFunction()
    {
        var start = Current.Start;
        Advance();
        var parameters = Current.Type == TokenType.OpenParen ? ParseParameters() : null;
        ExpectEndOfStatement();
        var body = ParseBlock();
        ExpectEnd(Construct.AnonymousFunction);
        return Place(new ScriptAnonymousFunction(new ScriptFunction(parameters, body)), start);
    }
}
