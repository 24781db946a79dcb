using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    private enum Reading
    {
        /// <summary>There may be a further statement.</summary>
        GoesOn,

        /// <summary>The block's end was read.</summary>
        Ended,

        /// <summary>No statement can be read here.</summary>
        Stuck,
    }

    private ScriptPage ParsePage()
    {
        var start = Current.Start;
        return Place(new ScriptPage(ParseBlock(new BlockOwner(Construct.Page))), start);
    }

    /// <summary>Reads up to and including the <c>end</c> of a block; an <c>else</c> or <c>when</c> in it takes the rest for itself.</summary>
    private ScriptBlockStatement ParseBlock(BlockOwner owner)
    {
        var depth = _depth;
        Enter();
        _blockLevel++;
        var start = Current.Start;
        var statements = new List<ScriptStatement>();
        var reading = Reading.GoesOn;
        while (reading == Reading.GoesOn)
        {
            reading = ReadStatement(owner, statements);
        }

        if (reading == Reading.Stuck && _blockLevel > 1)
        {
            LogError(SpanOf(Previous), owner.Construct, "The <end> statement was not found");
        }

        _blockLevel--;
        _depth = depth;
        return Place(new ScriptBlockStatement(statements), start);
    }

    private Reading ReadStatement(BlockOwner owner, List<ScriptStatement> statements)
    {
        if (_isLost)
        {
            return Reading.Stuck;
        }

        switch (Current.Type)
        {
            case TokenType.EndOfFile:
                return Reading.Stuck;
            case TokenType.Raw when owner.IsCase:
                Advance();
                return Reading.GoesOn;
            case TokenType.Raw:
                statements.Add(ParseRaw());
                return Reading.GoesOn;
            case TokenType.CodeEnter or TokenType.CodeExit:
                statements.Add(ParseDelimiter(statements));
                return Reading.GoesOn;
            case TokenType.NewLine or TokenType.SemiColon:
                Advance();
                return Reading.GoesOn;
            case TokenType.Identifier or TokenType.LocalIdentifier:
                return ReadWordStatement(owner, statements);
        }

        if (!StartsExpression)
        {
            LogError($"Unexpected token {Show(Current)}");
            return Reading.Stuck;
        }

        Add(statements, ParseExpressionStatement());
        return Reading.GoesOn;
    }

    private Reading ReadWordStatement(BlockOwner owner, List<ScriptStatement> statements)
    {
        switch (TextOf(Current))
        {
            case "end":
                return ReadEnd(owner);
            case "else":
                return ReadElse(owner);
            case "when":
                return ReadWhen(owner);
        }

        if (owner.IsCase)
        {
            LogError($"Unexpected statement/expression `{Show(Current)}` in the body of a `case` statement. Only `when`/`else` are expected.");
        }

        Add(statements, ParseStatement());
        return Reading.GoesOn;
    }

    private static void Add(List<ScriptStatement> statements, ScriptStatement? statement)
    {
        if (statement is not null)
        {
            statements.Add(statement);
        }
    }

    private Reading ReadEnd(BlockOwner owner)
    {
        Advance();
        if (owner.EndsStatement)
        {
            ExpectEndOfStatement();
        }

        if (_blockLevel == 1)
        {
            LogError(
                new SourceSpan(_fileName, Previous.End, Previous.End), owner.Construct, "Found <end> statement without a corresponding beginning of a block");
        }

        return Reading.Ended;
    }

    private Reading ReadElse(BlockOwner owner)
    {
        var word = Current;
        var next = Next;
        var isElseIf = IsWord(next, "if");
        var otherwise = ParseElse(isElseIf);
        if (!owner.TakesElse)
        {
            LogError(SpanOf(word), "A else condition must be preceded by another if/else/when condition or a for loop.");
        }
        else if (owner.Construct == Construct.For && isElseIf)
        {
            LogError(SpanFrom(next.Start), "Invalid if/else combination within a for statement.");
        }

        owner.Root.Otherwise = otherwise;
        return Reading.Ended;
    }

    private ScriptStatement? ParseElse(bool isElseIf)
    {
        var start = Current.Start;
        Advance();
        if (isElseIf)
        {
            return Place(ParseIf(start), start);
        }

        return ExpectEndOfStatement() ? ParseBlock(new BlockOwner(Construct.Else)) : null;
    }

    private Reading ReadWhen(BlockOwner owner)
    {
        var word = Current;
        var root = owner.TakesWhen ? owner.Root : new BlockOwner(Construct.Case);
        var place = root.Branches.Count;
        ParseWhen(root, place);
        if (!owner.TakesWhen)
        {
            LogError(SpanOf(word), "A `when` condition must be preceded by another `when`/`else`/`case` condition");
        }

        return Reading.Ended;
    }

    /// <summary>The branches behind this one are read as part of its block, and stand behind it in the list.</summary>
    private void ParseWhen(BlockOwner root, int place)
    {
        Advance();
        var values = new List<ScriptExpression>();
        while (StartsExpression)
        {
            values.Add(ParseExpression(new ExpressionSite(Construct.When, ExpressionScope.WhenValue, AllowsAssignment: false)));
            if (Current.Type is TokenType.Comma or TokenType.DoubleVerticalBar)
            {
                Advance();
            }
        }

        if (values.Count == 0)
        {
            LogError("When is expecting at least one value.");
        }

        if (ExpectEndOfStatement())
        {
            var body = ParseBlock(new BlockOwner(Construct.When, root));
            root.Branches.Insert(place, new ScriptWhenClause(values, body));
        }
    }

    private ScriptRawStatement ParseRaw()
    {
        var token = Current;
        Advance();
        return Place(new ScriptRawStatement(TextOf(token)), token.Start);
    }

    private ScriptEscapeStatement ParseDelimiter(List<ScriptStatement> statements)
    {
        var token = Current;
        var isEntering = token.Type == TokenType.CodeEnter;
        if (isEntering && _inCode)
        {
            LogError("Unexpected token while already in a code block");
        }

        _inCode = isEntering;
        var indent = isEntering && statements is [.., ScriptRawStatement] && Previous.Type == TokenType.Raw ? IndentBefore(token, Previous) : null;
        Advance();
        return Place(new ScriptEscapeStatement(isEntering, indent), token.Start);
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
}
