using Scriban.Syntax;

namespace Scriban.Parsing;

internal sealed partial class Parser
{
    private delegate ScriptStatement? StatementReader(Parser parser, TextPosition start);

    private static readonly Dictionary<string, StatementReader> Keywords = new(StringComparer.Ordinal)
    {
        ["if"] = (parser, start) => parser.ParseIf(start),
        ["for"] = (parser, start) => parser.ParseFor(start, isTable: false),
        ["tablerow"] = (parser, start) => parser.ParseFor(start, isTable: true),
        ["while"] = (parser, _) => parser.ParseWhile(),
        ["case"] = (parser, _) => parser.ParseCase(),
        ["func"] = (parser, start) => parser.ParseFunctionStatement(start),
        ["ret"] = (parser, _) => parser.ParseReturn(),
        ["capture"] = (parser, _) => parser.ParseCapture(),
        ["with"] = (parser, _) => parser.ParseWith(),
        ["wrap"] = (parser, _) => parser.ParseWrap(),
        ["import"] = (parser, _) => parser.ParseImport(),
        ["readonly"] = (parser, start) => parser.ParseReadOnly(start),
        ["break"] = (parser, _) => parser.ParseJump("break", ScriptFlowState.Break),
        ["continue"] = (parser, _) => parser.ParseJump("continue", ScriptFlowState.Continue),
    };

    /// <summary>A loop's keyword followed by a dot is a variable, as <c>for</c> in <c>for.index</c>.</summary>
    private ScriptStatement? ParseStatement()
    {
        var start = Current.Start;
        var word = TextOf(Current);
        var isLoopVariable = word is "for" or "tablerow" or "while" && Next.Type == TokenType.Dot;
        if (Current.Type != TokenType.Identifier || isLoopVariable || !Keywords.TryGetValue(word, out var read))
        {
            return ParseExpressionStatement();
        }

        if (word is not "if")
        {
            Advance();
        }

        var statement = read(this, start);
        return statement is null ? null : Place(statement, start);
    }

    private ScriptStatement? ParseExpressionStatement()
    {
        var start = Current.Start;
        if (TryExpectExpression(new ExpressionSite(Construct.Statement)) is not { } expression)
        {
            return null;
        }

        if (expression is FunctionDeclaration declaration)
        {
            return declaration.Statement;
        }

        var statement = Place(new ScriptExpressionStatement(expression), start);
        ExpectEndOfStatement();
        return statement;
    }

    private ScriptIfStatement ParseIf(TextPosition start)
    {
        Advance();
        var condition = ExpectExpression(new ExpressionSite(Construct.If, AllowsAssignment: false));
        var owner = new BlockOwner(Construct.If);
        var then = ParseBlockBehind(owner);
        return Place(new ScriptIfStatement(condition, then, owner.Otherwise), start);
    }

    /// <summary>The block behind the end of the statement's first line, or an empty one when that line goes on.</summary>
    private ScriptBlockStatement ParseBlockBehind(BlockOwner owner) =>
        ExpectEndOfStatement() ? ParseBlock(owner) : Place(new ScriptBlockStatement([]), Current.Start);

    private ScriptForStatement? ParseFor(TextPosition start, bool isTable)
    {
        if (TryExpectExpression(new ExpressionSite(Construct.For, ExpressionScope.Operand)) is not { } variable)
        {
            return null;
        }

        if (!IsPath(variable))
        {
            LogError(SpanFrom(start), Construct.For, $"Expecting a variable instead of `{variable}`");
        }

        if (IsKeyword("in"))
        {
            Advance();
        }
        else
        {
            LogError(SpanFrom(start), Construct.For, $"Expecting 'in' word instead of `{Show(Current)}`");
        }

        var options = new List<ScriptNamedArgument>();
        var iterator = ExpectExpression(new ExpressionSite(Construct.For, Options: options));
        var owner = new BlockOwner(Construct.For);
        var body = ParseBlockBehind(owner);
        var otherwise = owner.Otherwise as ScriptBlockStatement;
        return isTable
            ? new ScriptTableRowStatement(variable, iterator, options, body, otherwise)
            : new ScriptForStatement(variable, iterator, options, body, otherwise);
    }

    private ScriptWhileStatement ParseWhile()
    {
        var condition = ExpectExpression(new ExpressionSite(Construct.While, AllowsAssignment: false));
        return new ScriptWhileStatement(condition, ParseBlockBehind(new BlockOwner(Construct.While)));
    }

    private ScriptCaseStatement ParseCase()
    {
        var value = ExpectExpression(new ExpressionSite(Construct.Case, AllowsAssignment: false));
        var owner = new BlockOwner(Construct.Case);
        var preamble = ParseBlockBehind(owner);
        return new ScriptCaseStatement(value, preamble, owner.Branches, owner.Otherwise as ScriptBlockStatement);
    }

    private ScriptReturnStatement ParseReturn()
    {
        var expression = StartsExpression ? ParseExpression(new ExpressionSite(Construct.Return)) : null;
        ExpectEndOfStatement();
        return new ScriptReturnStatement(expression);
    }

    private ScriptJumpStatement ParseJump(string keyword, ScriptFlowState state)
    {
        ExpectEndOfStatement();
        return new ScriptJumpStatement(keyword, state);
    }

    private ScriptCaptureStatement ParseCapture()
    {
        var target = ExpectExpression(new ExpressionSite(Construct.Capture));
        ExpectEndOfStatement();
        return new ScriptCaptureStatement(target, ParseBlock(new BlockOwner(Construct.Capture)));
    }

    private ScriptWithStatement ParseWith()
    {
        var target = ExpectExpression(new ExpressionSite(Construct.With));
        return new ScriptWithStatement(target, ParseBlockBehind(new BlockOwner(Construct.With)));
    }

    private ScriptWrapStatement ParseWrap()
    {
        var call = ExpectExpression(new ExpressionSite(Construct.Wrap));
        return new ScriptWrapStatement(call, ParseBlockBehind(new BlockOwner(Construct.Wrap)));
    }

    private ScriptImportStatement ParseImport()
    {
        var expression = ExpectExpression(new ExpressionSite(Construct.Import));
        ExpectEndOfStatement();
        return new ScriptImportStatement(expression);
    }

    private ScriptReadOnlyStatement? ParseReadOnly(TextPosition start)
    {
        var variable = ExpectVariable(Construct.ReadOnly, start);
        ExpectEndOfStatement();
        return variable is null ? null : new ScriptReadOnlyStatement(variable);
    }

    private ScriptVariable? ExpectVariable(Construct construct, TextPosition start)
    {
        if (Current.Type is not (TokenType.Identifier or TokenType.LocalIdentifier))
        {
            LogError(SpanFrom(start), construct, $"Expecting a variable instead of `{Show(Current)}`");
            return null;
        }

        var found = ParseWord();
        if (found is not ScriptVariable)
        {
            LogError(SpanFrom(start), construct, $"Unexpected variable `{found}`");
        }

        return found as ScriptVariable;
    }
}
