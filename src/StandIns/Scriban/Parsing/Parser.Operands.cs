using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    private ScriptExpression? ParseOperand()
    {
        var start = Current.Start;
        switch (Current.Type)
        {
            case TokenType.Identifier:
                return ParseWord();
            case TokenType.LocalIdentifier:
                return ParseLocalVariable();
            case TokenType.Integer or TokenType.HexaInteger or TokenType.BinaryInteger or TokenType.Float:
                return ParseNumber();
            case TokenType.String or TokenType.VerbatimString:
                return ParseString();
            case TokenType.InterpolatedString:
                return ParseInterpolatedString();
            case TokenType.OpenParen:
                return ParseNested();
            case TokenType.OpenBracket:
                return ParseArray();
            case TokenType.OpenBrace:
                return ParseObject();
            case TokenType.DoublePlus or TokenType.DoubleMinus:
                return ParsePrefixIncrement();
            default:
                Operators.TryGetUnary(Current.Type, out var unaryOperator);
                Advance();
                var isAlias = unaryOperator == ScriptUnaryOperator.FunctionAlias;
                var right = StartsExpression
                    ? ParseExpression(isAlias ? ExpressionScope.Operand : ExpressionScope.Full, Operators.UnaryPrecedence)
                    : ExpectExpression(Construct.Unary);
                return right is null ? null : Place(new ScriptUnaryExpression(unaryOperator, right), start);
        }
    }

    private ScriptExpression ParseWord()
    {
        var token = Current;
        var name = TextOf(token);
        if (name == "do" && Next.Type != TokenType.Dot)
        {
            var function = ParseAnonymousFunction();
            _endedWithFunction = true;
            return function;
        }

        Advance();
        switch (name)
        {
            case "true":
                return Place(new ScriptLiteral(true), token.Start);
            case "false":
                return Place(new ScriptLiteral(false), token.Start);
            case "null":
                return Place(new ScriptLiteral(null), token.Start);
            case "this":
                return Place(new ScriptThisExpression(), token.Start);
            case "for" or "while" or "tablerow" when Current.Type == TokenType.Dot:
                CheckLoopVariable(token, name);
                break;
        }

        return Place(new ScriptVariableGlobal(name), token.Start);
    }

    private void CheckLoopVariable(Token loop, string name)
    {
        var member = TextOf(Next);
        var isKnown = member is "index" or "first" or "even" or "odd"
            || (name != "while" && member is "last" or "length" or "rindex" or "changed")
            || (name == "tablerow" && member == "col");
        if (!isKnown)
        {
            LogError(SpanOf(loop), $"The loop variable <{name}.{member}> is not supported");
        }
    }

    private ScriptExpression ParseLocalVariable()
    {
        var token = Current;
        var name = TextOf(token);
        Advance();
        if (name.Length == 1 || !name.AsSpan(1).ContainsAnyExceptInRange('0', '9'))
        {
            var arguments = Place(new ScriptVariableLocal("$"), token.Start);
            if (name.Length == 1)
            {
                return arguments;
            }

            if (!int.TryParse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture, out var place))
            {
                LogError(SpanOf(token), $"{NotCovered.Phrase}the argument `{name}`, whose number is too large");
            }

            return Place(new ScriptIndexerExpression(arguments, Place(new ScriptLiteral(place), token.Start)), token.Start);
        }

        return Place(new ScriptVariableLocal(name), token.Start);
    }

    private ScriptLiteral ParseNumber()
    {
        var token = Current;
        Advance();
        if (NumberLiteral.Read(TextOf(token), token.Type, out var problem) is not { } value)
        {
            LogError(SpanOf(token), problem);
            value = 0;
        }

        return Place(new ScriptLiteral(value), token.Start);
    }

    private ScriptLiteral ParseString()
    {
        var token = Current;
        Advance();
        var start = token.Start.Offset + 1;
        var content = token.Type == TokenType.VerbatimString
            ? _text[start..token.End.Offset].Replace("``", "`", StringComparison.Ordinal)
            : Unescape(start, token.End.Offset, token);
        return Place(new ScriptLiteral(content), token.Start);
    }

    private string Unescape(int start, int end, Token token)
    {
        var text = StringLiteral.Unescape(_text.AsSpan(start, end - start), token.Type == TokenType.InterpolatedString, out var unknown);
        foreach (var escape in unknown)
        {
            LogError(SpanOf(token), $"Unexpected escape character `{escape}` in string");
        }

        return text;
    }

    private ScriptInterpolatedStringExpression ParseInterpolatedString()
    {
        var token = Current;
        Advance();
        var parts = new List<ScriptExpression>();
        foreach (var part in token.Parts!)
        {
            if (part.Expression is null)
            {
                parts.Add(Place(new ScriptLiteral(Unescape(part.Start, part.End, token)), token.Start));
            }
            else if (new Parser(_text, _fileName, _options, _messages, part.Expression) { _expressionDepth = _expressionDepth }.ParseSingleExpression() is { } expression)
            {
                parts.Add(expression);
            }
        }

        return Place(new ScriptInterpolatedStringExpression(parts), token.Start);
    }

    private ScriptExpression? ParseSingleExpression()
    {
        if (!StartsExpression)
        {
            LogError(SpanOf(Current), $"Unexpected token {TextOf(Current)}");
            return null;
        }

        var expression = ParseExpression(ExpressionScope.Full);
        if (Current.Type != TokenType.EndOfFile)
        {
            LogError(SpanOf(Current), $"Unexpected token {TextOf(Current)}");
        }

        return expression;
    }

    private ScriptNestedExpression? ParseNested()
    {
        var start = Current.Start;
        OpenGroup();
        var inner = ExpectExpression(Construct.Nested);
        _openGroups--;
        _endedWithFunction = false;
        if (Current.Type == TokenType.CloseParen)
        {
            Advance();
        }
        else
        {
            LogError(SpanOf(Current), $"Invalid token `{TextOf(Current)}`. Expecting a closing `)`.");
        }

        return inner is null ? null : Place(new ScriptNestedExpression(inner), start);
    }

    private ScriptArrayInitializerExpression ParseArray()
    {
        var start = Current.Start;
        OpenGroup();
        var items = new List<ScriptExpression>();
        while (Current.Type is not (TokenType.CloseBracket or TokenType.EndOfFile))
        {
            if (ExpectExpression(Construct.Array) is not { } item)
            {
                break;
            }

            items.Add(item);
            if (Current.Type != TokenType.Comma)
            {
                break;
            }

            Advance();
        }

        CloseGroup(TokenType.CloseBracket, "]");
        return Place(new ScriptArrayInitializerExpression(items), start);
    }

    private ScriptObjectInitializerExpression? ParseObject()
    {
        var start = Current.Start;
        var members = new List<KeyValuePair<string, ScriptExpression>>();
        OpenGroup();
        if (!TryReadMembers(members))
        {
            _openGroups--;
            return null;
        }

        CloseGroup(TokenType.CloseBrace, "}");
        return Place(new ScriptObjectInitializerExpression(members), start);
    }

    private bool TryReadMembers(List<KeyValuePair<string, ScriptExpression>> members)
    {
        while (Current.Type != TokenType.CloseBrace && !Current.EndsStatement)
        {
            if (Current.Type is not (TokenType.Identifier or TokenType.String))
            {
                LogError(
                    SpanOf(Current),
                    $"Unexpected token `{TextOf(Current)}` while parsing object initializer. Expecting a simple identifier for the member name.");
                Advance();
                continue;
            }

            var name = Current;
            Advance();
            if (Current.Type != TokenType.Colon)
            {
                LogError(
                    SpanOf(Current),
                    $"Unexpected token `{TextOf(Current)}` Expecting a colon : after identifier `{TextOf(name)}` for object initializer member name");
                return false;
            }

            Advance();
            if (ExpectExpression(Construct.Object) is not { } value)
            {
                return false;
            }

            members.Add(new(name.Type == TokenType.String ? Unescape(name.Start.Offset + 1, name.End.Offset, name) : TextOf(name), value));
            if (Current.Type != TokenType.Comma)
            {
                break;
            }

            Advance();
        }

        return true;
    }

    private ScriptIncrementDecrementExpression? ParsePrefixIncrement()
    {
        var start = Current.Start;
        var isIncrement = Current.Type == TokenType.DoublePlus;
        Advance();
        var target = ExpectExpression(Construct.Unary, ExpressionScope.Operand);
        return ExpectAssignable(target, Construct.Unary) is null
            ? null
            : Place(new ScriptIncrementDecrementExpression(target!, isIncrement, isPostfix: false), start);
    }
}
