using System.Runtime.CompilerServices;
using Scriban.Syntax;

namespace Scriban.Parsing;

/// <summary>
/// Reads tokens into a tree. Errors are logged in the order in which they are met; the lexer's come last, as in the package.
/// What is read behind an error serves the messages only: a template with errors has no tree.
/// </summary>
internal sealed partial class Parser
{
    private readonly string _text;
    private readonly string _fileName;
    private readonly ParserOptions _options;
    private readonly LogMessageBag _messages;
    private readonly bool _isScriptOnly;
    private IReadOnlyList<Token> _tokens;
    private int _index;
    private int _previous;
    private bool _inCode;

    /// <summary>Blocks and expressions around the current token, the operators of one chain included.</summary>
    private int _depth;

    private int _blockLevel;

    /// <summary>Expressions around the current one, within the innermost function.</summary>
    private int _expressionLevel;

    /// <summary>Above zero line ends are skipped: inside brackets and braces, and behind a pipe.</summary>
    private int _openGroups;

    /// <summary>A statement did not end where it must; the statements behind it are not read.</summary>
    private bool _isLost;

    private Parser(string text, string fileName, ParserOptions options, LexerOptions lexerOptions, LogMessageBag messages, IReadOnlyList<Token> tokens)
    {
        _text = text;
        _fileName = fileName;
        _options = options;
        _messages = messages;
        _tokens = tokens;
        _isScriptOnly = lexerOptions.Mode == ScriptMode.ScriptOnly;
        _inCode = _isScriptOnly;
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
        var parser = new Parser(text, fileName, options, lexerOptions, messages, tokens);
        ScriptPage? page = null;
        try
        {
            page = parser.ParsePage();
        }
        catch (ParsingAbortedException)
        {
            // The reason is in the messages.
        }

        // The package reads tokens only as far as they are needed.
        var end = parser.Current.Type == TokenType.EndOfFile ? int.MaxValue : parser.Current.End.Offset;
        messages.AddRange(lexerErrors.Where(error => error.Span.Start.Offset <= end));
        return messages.HasErrors ? null : page;
    }

    private Token Current => _tokens[_index];

    /// <summary>The token behind the current one, as <see cref="Advance"/> would find it.</summary>
    private Token Next
    {
        get
        {
            var index = Math.Min(_index + 1, _tokens.Count - 1);
            while (_openGroups > 0 && _tokens[index].Type == TokenType.NewLine)
            {
                index++;
            }

            return _tokens[index];
        }
    }

    /// <summary>The token that was taken last, line ends that were skipped left out.</summary>
    private Token Previous => _tokens[_previous];

    private bool IsAfterSpace => Current.Start.Offset > 0 && char.IsWhiteSpace(_text[Current.Start.Offset - 1]);

    private void Advance()
    {
        _previous = _index;
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

    private string TextOf(Token token) =>
        token.Type == TokenType.EndOfFile ? "<eof>" : _text.Substring(token.Start.Offset, token.Length);

    /// <summary>The text of a token for a message, control characters as escapes.</summary>
    private string Show(Token token)
    {
        var text = TextOf(token);
        return text.Any(char.IsControl) ? string.Concat(text.Select(EscapeOf)) : text;
    }

    private static string EscapeOf(char character) => character switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        '\f' => "\\f",
        '\b' => "\\b",
        '\a' => "\\a",
        '\0' => "\\0",
        _ when char.IsControl(character) => $"\\u{(int)character:x4}",
        _ => character.ToString(),
    };

    private bool IsKeyword(string keyword) => IsWord(Current, keyword);

    private bool IsWord(Token token, string word) =>
        token.Type == TokenType.Identifier
        && token.Length == word.Length
        && string.CompareOrdinal(_text, token.Start.Offset, word, 0, word.Length) == 0;

    private SourceSpan SpanOf(Token token) => new(_fileName, token.Start, token.End);

    private SourceSpan SpanFrom(TextPosition start) => new(_fileName, start, Previous.End);

    private T Place<T>(T node, TextPosition start)
        where T : ScriptNode
    {
        node.Place(SpanFrom(start), _text);
        return node;
    }

    private void LogError(string message) => LogError(SpanOf(Current), message);

    private void LogError(SourceSpan span, string message) => _messages.Add(new LogMessage(ParserMessageType.Error, span, message));

    private void LogError(SourceSpan span, Construct construct, string message) =>
        LogError(span, $"Error while parsing {construct.Name}: {message} in: {construct.Example}");

    /// <summary>Takes the token whatever it is, so that reading goes on behind it.</summary>
    private void Expect(TokenType type, string text)
    {
        if (Current.Type != type)
        {
            LogError($"Unexpected token found `{Show(Current)}` while expecting `{text}`.");
        }

        Advance();
    }

    /// <summary>False when something else follows: no further statement is read then.</summary>
    private bool ExpectEndOfStatement()
    {
        if (Current.EndsStatement)
        {
            if (Current.Type is TokenType.NewLine or TokenType.SemiColon)
            {
                Advance();
            }

            return true;
        }

        LogError($"Invalid token found `{Show(Current)}`. Expecting <EOL>/end of line.");
        _isLost = true;
        return false;
    }

    private void Enter()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            LogError(SpanOf(Previous), "The parser recursive depth limit was reached near a stack overflow");
            throw new ParsingAbortedException();
        }

        if (++_depth > _options.ExpressionDepthLimit && _options.ExpressionDepthLimit > 0)
        {
            LogError(SpanOf(Previous), $"The statement depth limit `{_options.ExpressionDepthLimit}` was reached when parsing this statement");
            throw new ParsingAbortedException();
        }
    }
}
