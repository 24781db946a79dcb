using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    private ScriptExpression ParseOperand()
    {
        switch (Current.Type)
        {
            case TokenType.Identifier or TokenType.LocalIdentifier:
                return ParseWord();
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
                return ParseUnary();
        }
    }

    private ScriptUnaryExpression ParseUnary()
    {
        var start = Current.Start;
        Operators.TryGetUnary(Current.Type, out var unaryOperator);
        Advance();
        var construct = unaryOperator == ScriptUnaryOperator.FunctionAlias ? Construct.Alias : Construct.Unary;
        return Place(new ScriptUnaryExpression(unaryOperator, ExpectExpression(new ExpressionSite(construct, Precedence: Operators.UnaryPrecedence))), start);
    }

    /// <summary>A variable, or a word that stands for something else.</summary>
    private ScriptExpression ParseWord()
    {
        var token = Current;
        if (token.Type == TokenType.LocalIdentifier)
        {
            return ParseLocalVariable();
        }

        var name = TextOf(token);
        if (name == "do")
        {
            return ParseAnonymousFunction();
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
        if (Next.Type != TokenType.Identifier)
        {
            LogError(SpanOf(loop), $"Invalid token `{Show(Current)}`. The loop variable <{name}> dot must be followed by an identifier");
            return;
        }

        var member = TextOf(Next);
        var isOfThisLoop = member switch
        {
            "index" or "first" or "even" or "odd" => true,
            "last" or "length" or "rindex" or "changed" => name != "while",
            "col" => name == "tablerow",
            _ => (bool?)null,
        };
        if (isOfThisLoop is not true)
        {
            LogError(SpanOf(loop), $"The loop variable <{name}.{member}> is {(isOfThisLoop is null ? "not supported" : "invalid")}");
        }
    }

    private ScriptExpression ParseLocalVariable()
    {
        var token = Current;
        var name = TextOf(token);
        Advance();
        if (!int.TryParse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture, out var place))
        {
            return Place(new ScriptVariableLocal(name), token.Start);
        }

        var arguments = Place(new ScriptVariableLocal("$"), token.Start);
        return Place(new ScriptIndexerExpression(arguments, Place(new ScriptLiteral(place), token.Start)), token.Start);
    }

    private ScriptLiteral ParseNumber()
    {
        var token = Current;
        if (NumberLiteral.Read(TextOf(token), token.Type, out var problem) is not { } value)
        {
            LogError(problem);
            value = 0;
        }

        Advance();
        return Place(new ScriptLiteral(value), token.Start);
    }

    private ScriptLiteral ParseString()
    {
        var token = Current;
        Advance();
        return Place(new ScriptLiteral(ContentOf(token)), token.Start);
    }

    private string ContentOf(Token token)
    {
        var start = token.Start.Offset + 1;
        return token.Type == TokenType.VerbatimString
            ? _text[start..token.End.Offset].Replace("``", "`", StringComparison.Ordinal)
            : Unescape(start, token.End.Offset, token);
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
            parts.Add(part.Expression is { } tokens
                ? ParseInterpolation(tokens)
                : Place(new ScriptLiteral(Unescape(part.Start, part.End, token)), token.Start));
        }

        return Place(new ScriptInterpolatedStringExpression(parts), token.Start);
    }

    private ScriptExpression ParseInterpolation(IReadOnlyList<Token> tokens)
    {
        var (outerTokens, outerIndex, outerPrevious, outerLevel) = (_tokens, _index, _previous, _expressionLevel);
        (_tokens, _index, _previous) = (tokens, 0, 0);
        _expressionLevel++;
        var expression = ExpectExpression(new ExpressionSite(Construct.Interpolation));
        if (Current.Type != TokenType.CloseInterpolatedBrace)
        {
            LogError("Opened interpolated expression not closed on the same line.");
        }

        (_tokens, _index, _previous, _expressionLevel) = (outerTokens, outerIndex, outerPrevious, outerLevel);
        return expression;
    }

    private ScriptNestedExpression ParseNested()
    {
        var start = Current.Start;
        Advance();
        var inner = ExpectExpression(new ExpressionSite(Construct.Nested));
        if (Current.Type == TokenType.CloseParen)
        {
            Advance();
        }
        else
        {
            LogError($"Invalid token `{Show(Current)}`. Expecting a closing `)`.");
        }

        return Place(new ScriptNestedExpression(inner), start);
    }

    private ScriptArrayInitializerExpression ParseArray()
    {
        var start = Current.Start;
        var depth = _depth;
        Enter();
        _openGroups++;
        Advance();
        var items = new List<ScriptExpression>();
        while (Current.Type != TokenType.CloseBracket && TryExpectExpression(new ExpressionSite(Construct.Array)) is { } item)
        {
            items.Add(item);
            if (Current.Type != TokenType.Comma)
            {
                break;
            }

            Advance();
        }

        _openGroups--;
        Expect(TokenType.CloseBracket, "]");
        _depth = depth;
        return Place(new ScriptArrayInitializerExpression(items), start);
    }

    private ScriptObjectInitializerExpression ParseObject()
    {
        var start = Current.Start;
        var members = new List<KeyValuePair<string, ScriptExpression>>();
        _openGroups++;
        Advance();
        var isRead = TryReadMembers(members);
        _openGroups--;
        if (isRead)
        {
            Advance();
        }

        return Place(new ScriptObjectInitializerExpression(members), start);
    }

    private bool TryReadMembers(List<KeyValuePair<string, ScriptExpression>> members)
    {
        var mayGoOn = true;
        while (Current.Type != TokenType.CloseBrace)
        {
            if (!mayGoOn || Current.Type is not (TokenType.Identifier or TokenType.String or TokenType.VerbatimString or TokenType.InterpolatedString))
            {
                LogError($"Unexpected token `{Show(Current)}` while parsing object initializer. Expecting a simple identifier for the member name.");
                return false;
            }

            if (!TryReadMember(members))
            {
                return false;
            }

            mayGoOn = Current.Type == TokenType.Comma;
            if (mayGoOn)
            {
                Advance();
            }
        }

        return true;
    }

    private bool TryReadMember(List<KeyValuePair<string, ScriptExpression>> members)
    {
        var token = Current;
        if (ParseMemberName() is not { } name)
        {
            return false;
        }

        if (Current.Type != TokenType.Colon)
        {
            var shown = token.Type == TokenType.Identifier ? name : "";
            LogError($"Unexpected token `{Show(Current)}` Expecting a colon : after identifier `{shown}` for object initializer member name");
            return false;
        }

        Advance();
        if (!StartsExpression)
        {
            LogError($"Unexpected token `{Show(Current)}`. Expecting an expression for the value of the member.");
            return false;
        }

        members.Add(new(name, ParseExpression(new ExpressionSite(Construct.Object))));
        return true;
    }

    private string? ParseMemberName()
    {
        var token = Current;
        if (token.Type is TokenType.String or TokenType.VerbatimString)
        {
            Advance();
            return ContentOf(token);
        }

        var name = token.Type == TokenType.Identifier ? ParseWord() : ParseInterpolatedString();
        switch (name)
        {
            case ScriptVariable variable:
                return variable.Name;
            case ScriptLiteral literal:
                LogError(
                    SpanOf(token),
                    $"Invalid literal member `{literal.Value}/{literal.Value?.GetType()}` found for object initializer member name. Only literal string or identifier name are allowed");
                return null;
            default:
                var kind = name is ScriptThisExpression ? "this expression" : name is ScriptAnonymousFunction ? "unknown" : "interpolated string expression";
                LogError(SpanOf(token), $"Unexpected member type `{name}/{kind}` found for object initializer member name");
                return null;
        }
    }

    private ScriptIncrementDecrementExpression ParsePrefixIncrement()
    {
        var start = Current.Start;
        var isIncrement = Current.Type == TokenType.DoublePlus;
        Advance();
        var target = ExpectExpression(new ExpressionSite(Construct.Increment, Precedence: Operators.IncrementPrecedence));
        if (!IsPath(target))
        {
            LogError("The operand of an increment or decrement operator must be a variable, property or indexer");
        }

        return Place(new ScriptIncrementDecrementExpression(target, isIncrement, isPostfix: false), start);
    }
}
