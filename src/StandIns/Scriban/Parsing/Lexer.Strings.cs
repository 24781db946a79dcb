using System.Buffers;

namespace Scriban.Parsing;

internal sealed partial class Lexer
{
    private const string StringEscapes = "0 ' \\ \" b f n r t v u0000-uFFFF x00-xFF";
    private static readonly SearchValues<char> SimpleEscapes = SearchValues.Create("0'\\\"bfnrtv\n");

    private void ReadString()
    {
        var start = _position;
        var quote = Current;
        Advance();
        while (!AtEnd && Current != quote)
        {
            SkipStringCharacter(allowBrace: false);
        }

        CloseString(TokenType.String, start, quote);
    }

    private void ReadVerbatimString()
    {
        var start = _position;
        Advance();
        while (!AtEnd && (Current != '`' || CharAt(1) == '`'))
        {
            Advance(Current == '`' ? 2 : 1);
        }

        CloseString(TokenType.VerbatimString, start, '`');
    }

    private void ReadInterpolatedString()
    {
        var start = _position;
        var quote = CharAt(1);
        Advance(2);
        var parts = new List<InterpolationPart>();
        var textStart = _position.Offset;
        while (!AtEnd && Current != quote)
        {
            if (Current == '{')
            {
                parts.Add(new InterpolationPart(textStart, _position.Offset, null));
                Advance();
                parts.Add(new InterpolationPart(0, 0, ReadInterpolatedExpression()));
                textStart = _position.Offset;
            }
            else
            {
                SkipStringCharacter(allowBrace: true);
            }
        }

        parts.Add(new InterpolationPart(textStart, _position.Offset, null));
        CloseString(TokenType.InterpolatedString, start, quote, parts);
    }

    private List<Token> ReadInterpolatedExpression()
    {
        var lexer = new Lexer(_text, _fileName, _errors) { _position = _position, _inCode = true, _isScriptOnly = true };
        while (!lexer.AtEnd && (lexer.Current != '}' || lexer._openBraces > 0))
        {
            lexer.ReadCode();
        }

        if (!lexer.AtEnd)
        {
            lexer.AddAdvancing(TokenType.CloseInterpolatedBrace, 1);
        }

        lexer.Add(TokenType.EndOfFile, TextPosition.Eof, TextPosition.Eof);
        _position = lexer._position;
        return lexer._tokens;
    }

    private void CloseString(TokenType type, TextPosition start, char quote, IReadOnlyList<InterpolationPart>? parts = null)
    {
        var last = _position;
        if (AtEnd)
        {
            last = new TextPosition(_text.Length - 1, last.Line, Math.Max(0, last.Column - 1));
            AddError(last, $"Unexpected end of file while parsing a {(type == TokenType.VerbatimString ? "verbatim string" : "string")} not terminated by a {quote}");
            Add(TokenType.Invalid, last, last);
            return;
        }

        Advance();
        Add(type, start, last, parts);
    }

    private void SkipStringCharacter(bool allowBrace)
    {
        if (Current != '\\')
        {
            Advance();
            return;
        }

        Advance();
        if (AtEnd)
        {
            return;
        }

        var length = EscapeLength(allowBrace);
        if (length == 0 && Current is 'u' or 'x')
        {
            SkipBrokenHex();
        }
        else if (length == 0)
        {
            AddError(_position, $"Unexpected escape character `{Current}` in string. Only {StringEscapes} are allowed");
            length = 1;
        }

        Advance(length);
    }

    private void SkipBrokenHex()
    {
        var letter = Current;
        Advance();
        while (char.IsAsciiHexDigit(Current))
        {
            Advance();
        }

        AddError(_position, letter == 'u'
            ? $"Unexpected hex number `{Current}` following `\\u`. Expecting `\\u0000` to `\\uffff`."
            : $"Unexpected hex number `{Current}` following `\\x`. Expecting `\\x00` to `\\xff`");
        AddError(_position, $"Unexpected escape character `{Current}` in string. Only {StringEscapes} are allowed");
    }

    /// <summary>The length of what follows a backslash, or 0 when it is not an escape.</summary>
    private int EscapeLength(bool allowBrace)
    {
        if (SimpleEscapes.Contains(Current) || (allowBrace && Current == '{'))
        {
            return 1;
        }

        return Current switch
        {
            '\r' => CharAt(1) == '\n' ? 2 : 1,
            'u' when HasHexDigits(4) => 5,
            'x' when HasHexDigits(2) => 3,
            _ => 0,
        };
    }

    private bool HasHexDigits(int count) => Enumerable.Range(1, count).All(i => char.IsAsciiHexDigit(CharAt(i)));
}
