namespace Scriban.Parsing;

/// <summary>Cuts a template into tokens. Errors are collected, never thrown.</summary>
internal sealed partial class Lexer
{
    private readonly string _text;
    private readonly string _fileName;
    private readonly List<LogMessage> _errors;
    private readonly List<Token> _tokens = [];
    private TextPosition _position;
    private bool _inCode;
    private bool _isScriptOnly;
    private int _openBraces;

    private Lexer(string text, string fileName, List<LogMessage> errors)
    {
        _text = text;
        _fileName = fileName;
        _errors = errors;
    }

    /// <summary>All tokens of a template, the last of which is <see cref="TokenType.EndOfFile"/>.</summary>
    public static IReadOnlyList<Token> Read(string text, string fileName, ScriptMode mode, List<LogMessage> errors)
    {
        var lexer = new Lexer(text, fileName, errors) { _isScriptOnly = mode == ScriptMode.ScriptOnly };
        lexer._inCode = lexer._isScriptOnly;
        while (!lexer.AtEnd)
        {
            if (lexer._inCode)
            {
                lexer.ReadCode();
            }
            else
            {
                lexer.ReadText();
            }
        }

        lexer.Add(TokenType.EndOfFile, TextPosition.Eof, TextPosition.Eof);
        return lexer._tokens;
    }

    private bool AtEnd => _position.Offset >= _text.Length;

    private char Current => CharAt(0);

    private char CharAt(int distance)
    {
        var offset = _position.Offset + distance;
        return offset < _text.Length ? _text[offset] : '\0';
    }

    private bool StartsWith(string value) => string.CompareOrdinal(_text, _position.Offset, value, 0, value.Length) == 0;

    private void Advance(int count = 1)
    {
        for (var i = 0; i < count && !AtEnd; i++)
        {
            _position = Current == '\n' ? _position.NextLine() : _position.NextColumn();
        }
    }

    private void Add(TokenType type, TextPosition start, TextPosition end, IReadOnlyList<InterpolationPart>? parts = null) =>
        _tokens.Add(new Token(type, start, end, parts));

    private void AddAdvancing(TokenType type, int length)
    {
        var start = _position;
        var last = start;
        for (var i = 0; i < length; i++)
        {
            last = _position;
            Advance();
        }

        Add(type, start, last);
    }

    private void AddError(TextPosition position, string message) =>
        _errors.Add(new LogMessage(ParserMessageType.Error, new SourceSpan(_fileName, position, position), message));
}
