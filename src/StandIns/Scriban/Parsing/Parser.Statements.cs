using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    private static readonly Dictionary<string, Func<Parser, ScriptStatement?>> Keywords = new(StringComparer.Ordinal)
    {
        ["if"] = parser => parser.ParseIf(),
        ["for"] = parser => parser.ParseFor(Construct.For),
        ["tablerow"] = parser => parser.ParseFor(Construct.TableRow),
        ["while"] = parser => parser.ParseWhile(),
        ["case"] = parser => parser.ParseCase(),
        ["func"] = parser => parser.ParseFunction(),
        ["ret"] = parser => parser.ParseReturn(),
        ["capture"] = parser => parser.ParseCapture(),
        ["with"] = parser => parser.ParseWith(),
        ["wrap"] = parser => parser.ParseWrap(),
        ["import"] = parser => parser.ParseImport(),
        ["readonly"] = parser => parser.ParseReadOnly(),
        ["break"] = parser => parser.ParseJump("break", ScriptFlowState.Break),
        ["continue"] = parser => parser.ParseJump("continue", ScriptFlowState.Continue),
    };

    private ScriptPage ParsePage()
    {
        var start = Current.Start;
        var statements = new List<ScriptStatement>();
        ReadStatements(statements, isPage: true);
        return Place(new ScriptPage(Place(new ScriptBlockStatement(statements), start)), start);
    }

    /// <summary>Reads up to, not including, <c>end</c>, <c>else</c> or <c>when</c>, or up to where no statement can be read.</summary>
    private ScriptBlockStatement ParseBlock()
    {
        EnsureStack();
        var outerGroups = _openGroups;
        _openGroups = 0;
        var start = Current.Start;
        var statements = new List<ScriptStatement>();
        ReadStatements(statements, isPage: false);
        _openGroups = outerGroups;
        return Place(new ScriptBlockStatement(statements), start);
    }

    private void ReadStatements(List<ScriptStatement> statements, bool isPage)
    {
        while (Current.Type != TokenType.EndOfFile)
        {
            switch (Current.Type)
            {
                case TokenType.Raw:
                    statements.Add(ParseRaw());
                    break;
                case TokenType.CodeEnter or TokenType.CodeExit:
                    statements.Add(ParseDelimiter());
                    break;
                case TokenType.NewLine or TokenType.SemiColon:
                    Advance();
                    break;
                default:
                    if (IsBlockEnd)
                    {
                        if (!isPage)
                        {
                            return;
                        }

                        SkipStrayBlockEnd();
                    }
                    else if (!TryReadStatement(statements))
                    {
                        LogError(SpanOf(Current), $"Unexpected token {TextOf(Current)}");
                        return;
                    }

                    break;
            }
        }
    }

    private bool TryReadStatement(List<ScriptStatement> statements)
    {
        if (!TryParseKeywordStatement(out var statement))
        {
            if (!StartsExpression)
            {
                return false;
            }

            statement = ParseExpressionStatement();
        }

        if (statement is not null)
        {
            statements.Add(statement);
        }

        return true;
    }

    private bool IsBlockEnd => IsKeyword("end") || IsKeyword("else") || IsKeyword("when");

    private void SkipStrayBlockEnd()
    {
        var word = Current;
        Advance();
        if (TextOf(word) == "end")
        {
            LogError(new SourceSpan(_fileName, word.End, word.End), Construct.Page, "Found <end> statement without a corresponding beginning of a block");
        }
        else if (TextOf(word) == "else")
        {
            LogError(SpanOf(word), Construct.Else, "A else condition must be preceded by another if/else/when condition");
        }
        else
        {
            LogError(SpanOf(word), Construct.When, "A `when` condition must be preceded by another `when`/`else`/`case` condition");
        }

        while (!Current.EndsStatement)
        {
            Advance();
        }
    }

    private ScriptRawStatement ParseRaw()
    {
        var token = Current;
        Advance();
        return Place(new ScriptRawStatement(TextOf(token)), token.Start);
    }

    private ScriptEscapeStatement ParseDelimiter()
    {
        var token = Current;
        _inCode = token.Type == TokenType.CodeEnter;
        var indent = _inCode && _index > 0 && Previous.Type == TokenType.Raw ? IndentBefore(token, Previous) : null;
        Advance();
        return Place(new ScriptEscapeStatement(_inCode, indent), token.Start);
    }

    /// <summary>The blanks between the start of the line and the code; null when there is anything else, or nothing.</summary>
    private string? IndentBefore(Token code, Token raw)
    {
        if (raw.End.Offset + 1 != code.Start.Offset)
        {
            return null;
        }

        var start = raw.End.Offset + 1;
        while (start > raw.Start.Offset && _text[start - 1] is ' ' or '\t')
        {
            start--;
        }

        var isAtLineStart = start == 0 || _text[start - 1] == '\n';
        return isAtLineStart && start <= raw.End.Offset ? _text[start..(raw.End.Offset + 1)] : null;
    }

    /// <summary>A keyword followed by a dot is a variable, as <c>for</c> in <c>for.index</c>.</summary>
    private bool TryParseKeywordStatement(out ScriptStatement? statement)
    {
        statement = null;
        if (Current.Type != TokenType.Identifier || Next.Type == TokenType.Dot)
        {
            return false;
        }

        var start = Current.Start;
        if (IsInlineFunction)
        {
            statement = ParseInlineFunction();
        }
        else if (Keywords.TryGetValue(TextOf(Current), out var parse))
        {
            Advance();
            statement = parse(this);
        }
        else
        {
            return false;
        }

        if (statement is not null)
        {
            Place(statement, start);
        }

        return true;
    }

    private ScriptExpressionStatement? ParseExpressionStatement()
    {
        var start = Current.Start;
        var expression = ParseExpression(ExpressionScope.Full, allowsAssignment: true);
        var statement = expression is null ? null : Place(new ScriptExpressionStatement(expression), start);
        ExpectEndOfStatement();
        return statement;
    }

    private ScriptIfStatement? ParseIf()
    {
        EnsureStack();
        var condition = ExpectExpression(Construct.If);
        ExpectEndOfStatement();
        var then = ParseBlock();
        ScriptStatement? otherwise = null;
        if (IsKeyword("else"))
        {
            var start = Current.Start;
            Advance();
            if (IsKeyword("if"))
            {
                Advance();
                var next = ParseIf();
                return condition is null || next is null ? null : new ScriptIfStatement(condition, then, Place(next, start));
            }

            ExpectEndOfStatement();
            otherwise = ParseBlock();
        }

        ExpectEnd(Construct.If);
        return condition is null ? null : new ScriptIfStatement(condition, then, otherwise);
    }

    private void ExpectEnd(Construct construct)
    {
        if (IsKeyword("end"))
        {
            Advance();
            if (construct != Construct.AnonymousFunction)
            {
                ExpectEndOfStatement();
            }
        }
        else if (IsBlockEnd)
        {
            LogError(SpanOf(Current), construct, $"Unexpected <{TextOf(Current)}>");
            throw new ParsingAbortedException();
        }
        else
        {
            LogError(SpanOf(Previous), construct, "The <end> statement was not found");
        }
    }

    private ScriptForStatement? ParseFor(Construct construct)
    {
        var variable = ExpectExpression(construct, ExpressionScope.Operand);
        if (variable is null)
        {
            return null;
        }

        if (variable is not ScriptVariable name)
        {
            LogError(variable.Span, construct, $"Expecting a variable instead of `{variable}`");
            throw new ParsingAbortedException();
        }

        if (!IsKeyword("in"))
        {
            LogError(SpanOf(Current), construct, $"Expecting 'in' word instead of `{TextOf(Current)}`");
        }
        else
        {
            Advance();
        }

        var iterator = ExpectExpression(construct, ExpressionScope.LoopSource);
        var options = ParseLoopOptions();
        ExpectEndOfStatement();
        var body = ParseBlock();
        var otherwise = ParseElseBlock();
        ExpectEnd(construct);
        if (iterator is null)
        {
            return null;
        }

        return construct == Construct.TableRow
            ? new ScriptTableRowStatement(name, iterator, options, body, otherwise)
            : new ScriptForStatement(name, iterator, options, body, otherwise);
    }

    private List<ScriptNamedArgument> ParseLoopOptions()
    {
        var options = new List<ScriptNamedArgument>();
        while (Current.Type == TokenType.Identifier)
        {
            var start = Current.Start;
            var name = TextOf(Current);
            Advance();
            ScriptExpression? value = null;
            if (Current.Type == TokenType.Colon)
            {
                Advance();
                value = ExpectExpression(Construct.FunctionCall, ExpressionScope.Operand);
            }

            options.Add(Place(new ScriptNamedArgument(name, value), start));
        }

        return options;
    }

    private ScriptBlockStatement? ParseElseBlock()
    {
        if (!IsKeyword("else"))
        {
            return null;
        }

        Advance();
        ExpectEndOfStatement();
        return ParseBlock();
    }

    private ScriptWhileStatement? ParseWhile()
    {
        var condition = ExpectExpression(Construct.While);
        ExpectEndOfStatement();
        var body = ParseBlock();
        ExpectEnd(Construct.While);
        return condition is null ? null : new ScriptWhileStatement(condition, body);
    }

    private ScriptCaseStatement? ParseCase()
    {
        var value = ExpectExpression(Construct.Case);
        ExpectEndOfStatement();
        var preamble = ParseBlock();
        var branches = new List<ScriptWhenClause>();
        while (IsKeyword("when"))
        {
            Advance();
            branches.Add(ParseWhen());
        }

        var otherwise = ParseElseBlock();
        ExpectEnd(Construct.Case);
        return value is null ? null : new ScriptCaseStatement(value, preamble, branches, otherwise);
    }

    private ScriptWhenClause ParseWhen()
    {
        var values = new List<ScriptExpression>();
        do
        {
            if (ExpectExpression(Construct.When, ExpressionScope.WhenValue) is { } value)
            {
                values.Add(value);
            }
        }
        while (SkipWhenSeparator());

        ExpectEndOfStatement();
        return new ScriptWhenClause(values, ParseBlock());
    }

    private bool SkipWhenSeparator()
    {
        if (Current.Type is not (TokenType.Comma or TokenType.DoubleVerticalBar))
        {
            return false;
        }

        Advance();
        return true;
    }

    private ScriptReturnStatement ParseReturn()
    {
        var expression = StartsExpression ? ParseExpression(ExpressionScope.Full) : null;
        ExpectEndOfStatement();
        return new ScriptReturnStatement(expression);
    }

    private ScriptJumpStatement ParseJump(string keyword, ScriptFlowState state)
    {
        ExpectEndOfStatement();
        return new ScriptJumpStatement(keyword, state);
    }

    private ScriptCaptureStatement? ParseCapture()
    {
        var target = ExpectExpression(Construct.Capture, ExpressionScope.Operand);
        ExpectEndOfStatement();
        var body = ParseBlock();
        ExpectEnd(Construct.Capture);
        return ExpectAssignable(target, Construct.Capture) is { } assignable ? new ScriptCaptureStatement(assignable, body) : null;
    }

    private IAssignable? ExpectAssignable(ScriptExpression? target, Construct construct)
    {
        if (target is not (null or IAssignable))
        {
            LogError(target.Span, construct, $"Expecting a variable instead of `{target}`");
        }

        return target as IAssignable;
    }

    private ScriptWithStatement? ParseWith()
    {
        var target = ExpectExpression(Construct.With);
        ExpectEndOfStatement();
        var body = ParseBlock();
        ExpectEnd(Construct.With);
        return target is null ? null : new ScriptWithStatement(target, body);
    }

    private ScriptWrapStatement? ParseWrap()
    {
        var call = ExpectExpression(Construct.Wrap);
        ExpectEndOfStatement();
        var body = ParseBlock();
        ExpectEnd(Construct.Wrap);
        return call is null ? null : new ScriptWrapStatement(call, body);
    }

    private ScriptImportStatement? ParseImport()
    {
        var expression = ExpectExpression(Construct.Import);
        ExpectEndOfStatement();
        return expression is null ? null : new ScriptImportStatement(expression);
    }

    private ScriptReadOnlyStatement? ParseReadOnly()
    {
        var target = ExpectExpression(Construct.ReadOnly, ExpressionScope.Operand);
        if (target is not (null or ScriptVariable))
        {
            LogError(target.Span, Construct.ReadOnly, $"Expecting a variable instead of `{target}`");
        }

        ExpectEndOfStatement();
        return target is ScriptVariable variable ? new ScriptReadOnlyStatement(variable) : null;
    }
}
