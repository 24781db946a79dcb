using System.Runtime.CompilerServices;
using Scriban.Syntax;

namespace Scriban.Parsing;

/// <summary>
/// Reads tokens into a tree. Errors are logged in the order in which they are met; the lexer's come last, as in the package.
/// </summary>
internal sealed partial class Parser
{
    private readonly string _text;
    private readonly string _fileName;
    private readonly ParserOptions _options;
    private readonly LogMessageBag _messages;
    private readonly IReadOnlyList<Token> _tokens;
    private int _index;
    private bool _inCode;
    private int _expressionDepth;

    /// <summary>Above zero line ends are skipped: inside parentheses, brackets and braces, and behind an operator.</summary>
    private int _openGroups;

    private Parser(string text, string fileName, ParserOptions options, LogMessageBag messages, IReadOnlyList<Token> tokens)
    {
        _text = text;
        _fileName = fileName;
        _options = options;
        _messages = messages;
        _tokens = tokens;
    }

    /// <summary>The tree of a template, or null when it could not be read; <paramref name="messages"/> says why.</summary>
    public static ScriptPage? Parse(string text, string fileName, ParserOptions options, LexerOptions lexerOptions, LogMessageBag messages)
    {
        if (lexerOptions.Mode is ScriptMode.FrontMatterOnly or ScriptMode.FrontMatterAndContent)
        {
            messages.Add(new LogMessage(
                ParserMessageType.Error, new SourceSpan(fileName, default, default), $"{NotCovered.Phrase}the mode {lexerOptions.Mode}"));
            return null;
        }

        var lexerErrors = new List<LogMessage>();
        var tokens = Lexer.Read(text, fileName, lexerOptions.Mode, lexerErrors);
        var parser = new Parser(text, fileName, options, messages, tokens) { _inCode = lexerOptions.Mode == ScriptMode.ScriptOnly };
        ScriptPage? page = null;
        try
        {
            page = parser.ParsePage();
        }
        catch (ParsingAbortedException)
        {
            // The reason is in the messages.
        }

        messages.AddRange(lexerErrors);
        return messages.HasErrors ? null : page;
    }

    private Token Current => _tokens[_index];

    private Token Next => _tokens[Math.Min(_index + 1, _tokens.Count - 1)];

    private Token Previous => _tokens[Math.Max(_index - 1, 0)];

    private bool IsAfterSpace => _index > 0 && Previous.End.Offset + 1 != Current.Start.Offset;

    private void Advance()
    {
        do
        {
            if (Current.Type == TokenType.EndOfFile)
            {
                return;
            }

            _index++;
        }
        while (_openGroups > 0 && Current.Type == TokenType.NewLine);
    }

    private void AdvanceOverLineEnds()
    {
        _openGroups++;
        Advance();
        _openGroups--;
    }

    private void OpenGroup()
    {
        _openGroups++;
        Advance();
    }

    private string TextOf(Token token) =>
        token.Type == TokenType.EndOfFile ? "<eof>" : _text.Substring(token.Start.Offset, token.Length);

    private bool IsKeyword(string keyword) =>
        Current.Type == TokenType.Identifier
        && Current.Length == keyword.Length
        && string.CompareOrdinal(_text, Current.Start.Offset, keyword, 0, keyword.Length) == 0;

    private SourceSpan SpanOf(Token token) => new(_fileName, token.Start, token.End);

    private T Place<T>(T node, TextPosition start)
        where T : ScriptNode
    {
        node.Place(new SourceSpan(_fileName, start, Previous.End), _text);
        return node;
    }

    private void LogError(SourceSpan span, string message) => _messages.Add(new LogMessage(ParserMessageType.Error, span, message));

    private void LogError(SourceSpan span, Construct construct, string message) =>
        LogError(span, $"Error while parsing {construct.Name}: {message} in: {construct.Example}");

    private void LogMissingExpression(Construct construct) =>
        LogError(SpanOf(Current), construct, $"Expecting <expression> instead of `{TextOf(Current)}`");

    /// <summary>Takes the token whatever it is, so that reading goes on behind it.</summary>
    private void Expect(TokenType type, string text)
    {
        if (Current.Type != type)
        {
            LogError(SpanOf(Current), $"Unexpected token found `{TextOf(Current)}` while expecting `{text}`.");
        }

        Advance();
    }

    private void ExpectEndOfStatement()
    {
        if (Current.EndsStatement)
        {
            return;
        }

        LogError(SpanOf(Current), $"Invalid token found `{TextOf(Current)}`. Expecting <EOL>/end of line.");
        while (!Current.EndsStatement)
        {
            Advance();
        }
    }

    private void CloseGroup(TokenType type, string text)
    {
        _openGroups--;
        Expect(type, text);
    }

    private void EnterExpression()
    {
        if (++_expressionDepth >= _options.ExpressionDepthLimit)
        {
            LogError(SpanOf(Previous), $"The statement depth limit `{_options.ExpressionDepthLimit}` was reached when parsing this statement");
            throw new ParsingAbortedException();
        }

        EnsureStack();
    }

    private void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            LogError(SpanOf(Previous), $"{NotCovered.Phrase}statements nested this deep");
            throw new ParsingAbortedException();
        }
    }
}
