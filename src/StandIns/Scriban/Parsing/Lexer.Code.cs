namespace Scriban.Parsing;

internal sealed partial class Lexer
{
    /// <summary>Longest first, so that the first that fits is the right one.</summary>
    private static readonly (string Text, TokenType Type)[] Symbols =
    [
        ("...", TokenType.TripleDot),
        ("..<", TokenType.DoubleDotLess),
        ("//=", TokenType.DoubleDivideEqual),
        ("..", TokenType.DoubleDot),
        ("?.", TokenType.QuestionDot),
        ("??", TokenType.DoubleQuestion),
        ("?!", TokenType.QuestionExclamation),
        ("||", TokenType.DoubleVerticalBar),
        ("|>", TokenType.PipeGreater),
        ("&&", TokenType.DoubleAmpersand),
        ("==", TokenType.DoubleEqual),
        ("!=", TokenType.ExclamationEqual),
        ("<=", TokenType.LessEqual),
        ("<<", TokenType.DoubleLess),
        (">=", TokenType.GreaterEqual),
        (">>", TokenType.DoubleGreater),
        ("++", TokenType.DoublePlus),
        ("+=", TokenType.PlusEqual),
        ("--", TokenType.DoubleMinus),
        ("-=", TokenType.MinusEqual),
        ("*=", TokenType.AsteriskEqual),
        ("//", TokenType.DoubleDivide),
        ("/=", TokenType.DivideEqual),
        ("%=", TokenType.PercentEqual),
        (".", TokenType.Dot),
        ("?", TokenType.Question),
        ("|", TokenType.VerticalBar),
        ("&", TokenType.Ampersand),
        ("=", TokenType.Equal),
        ("!", TokenType.Exclamation),
        ("<", TokenType.Less),
        (">", TokenType.Greater),
        ("+", TokenType.Plus),
        ("-", TokenType.Minus),
        ("*", TokenType.Asterisk),
        ("/", TokenType.Divide),
        ("%", TokenType.Percent),
        ("^", TokenType.Caret),
        ("@", TokenType.Arroba),
        (",", TokenType.Comma),
        (":", TokenType.Colon),
        ("(", TokenType.OpenParen),
        (")", TokenType.CloseParen),
        ("[", TokenType.OpenBracket),
        ("]", TokenType.CloseBracket),
        ("{", TokenType.OpenBrace),
        ("}", TokenType.CloseBrace),
    ];

    private void ReadCode()
    {
        switch (Current)
        {
            case ' ' or '\t':
                Advance();
                return;
            case '\r' or '\n':
                ReadNewLines();
                return;
            case ';':
                AddAdvancing(TokenType.SemiColon, 1);
                return;
            case '#':
                SkipComment();
                return;
            case '\'' or '"':
                ReadString();
                return;
            case '`':
                ReadVerbatimString();
                return;
            case '$' when CharAt(1) is '"' or '\'':
                ReadInterpolatedString();
                return;
        }

        if (!_isScriptOnly && CodeExitLength() is var length and > 0)
        {
            var control = length == 3 ? ControlOf(Current) : WhitespaceControl.Keep;
            AddAdvancing(TokenType.CodeExit, length);
            SkipAfterCode(control);
            _inCode = false;
        }
        else if (char.IsWhiteSpace(Current))
        {
            Advance();
        }
        else if (IsIdentifierStart(Current) || Current == '$')
        {
            ReadIdentifier();
        }
        else if (char.IsAsciiDigit(Current))
        {
            ReadNumber();
        }
        else
        {
            ReadSymbol();
        }
    }

    private int CodeExitLength()
    {
        if (_openBraces > 0)
        {
            return 0;
        }

        return StartsWith("}}") ? 2 : StartsWith("-}}") || StartsWith("~}}") ? 3 : 0;
    }

    private void ReadNewLines()
    {
        var start = _position;
        var last = start;
        while (!AtEnd && char.IsWhiteSpace(Current))
        {
            last = _position;
            Advance();
        }

        Add(TokenType.NewLine, start, last);
    }

    private void SkipComment()
    {
        var isMultiLine = CharAt(1) == '#';
        Advance(isMultiLine ? 2 : 1);
        while (!AtEnd)
        {
            if (isMultiLine && StartsWith("##"))
            {
                Advance(2);
                return;
            }

            if ((!isMultiLine && Current is '\r' or '\n') || (!_isScriptOnly && CodeExitLength() > 0))
            {
                return;
            }

            Advance();
        }
    }

    private static bool IsIdentifierStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsIdentifierPart(char c) => c == '_' || char.IsLetterOrDigit(c);

    private void ReadIdentifier()
    {
        var length = 1;
        var type = TokenType.Identifier;
        if (Current == '$')
        {
            type = TokenType.LocalIdentifier;
            if (CharAt(1) == '$')
            {
                AddAdvancing(type, 2);
                return;
            }
        }

        while (IsIdentifierPart(CharAt(length)))
        {
            length++;
        }

        AddAdvancing(type, length);
    }

    private void ReadNumber()
    {
        if (Current == '0' && CharAt(1) == 'x')
        {
            ReadBits(TokenType.HexaInteger, char.IsAsciiHexDigit, "Invalid hex number, expecting at least a hex digit [0-9a-fA-F] after 0x");
        }
        else if (Current == '0' && CharAt(1) == 'b')
        {
            ReadBits(TokenType.BinaryInteger, c => c is '0' or '1', "Invalid binary number, expecting at least a binary digit 0 or 1 after 0b");
        }
        else
        {
            ReadDecimal();
        }
    }

    /// <summary>Digits with underscores anywhere among them, and a u for a number without a sign.</summary>
    private void ReadBits(TokenType type, Func<char, bool> isDigit, string problem)
    {
        var length = LengthOf(2, c => c == '_' || isDigit(c));
        var hasDigit = _text.AsSpan(_position.Offset + 2, length - 2).ContainsAnyExcept('_');
        if (CharAt(length) is 'u' or 'U' && !IsIdentifierPart(CharAt(length + 1)))
        {
            length++;
        }

        if (!hasDigit)
        {
            AddInvalid(length, problem, new SourceSpan(_fileName, _position, _position.NextColumn(length - 1)));
            return;
        }

        AddAdvancing(type, length);
    }

    private void ReadDecimal()
    {
        var length = LengthOf(1, c => c == '_' || char.IsDigit(c));
        var type = TokenType.Integer;
        if (CharAt(length) == '.' && IsFraction(CharAt(length + 1)))
        {
            type = TokenType.Float;
            length = LengthOf(length + 1, char.IsDigit);
        }

        if (CharAt(length) is 'e' or 'E')
        {
            length += CharAt(length + 1) is '+' or '-' ? 2 : 1;
            if (!char.IsDigit(CharAt(length)))
            {
                var place = _position.NextColumn(length);
                AddInvalid(length, "Expecting at least one digit after the exponent", new SourceSpan(_fileName, place, place));
                return;
            }

            length = LengthOf(length, char.IsDigit);
        }

        if (CharAt(length) is 'f' or 'F' or 'd' or 'D' or 'm' or 'M' && !IsIdentifierPart(CharAt(length + 1)))
        {
            type = TokenType.Float;
            length++;
        }

        AddAdvancing(type, length);
    }

    /// <summary>Neither the second dot of a range nor a member follows the dot.</summary>
    private static bool IsFraction(char next) => next != '.' && (!char.IsLetter(next) || next is 'f' or 'F' or 'd' or 'D' or 'm' or 'M' or 'e' or 'E');

    /// <summary>Skips what is no token; one without a meaning stands for it.</summary>
    private void AddInvalid(int length, string problem, SourceSpan span)
    {
        Advance(length);
        _errors.Add(new LogMessage(ParserMessageType.Error, span, problem));
        if (!AtEnd)
        {
            Add(TokenType.Invalid, _position, _position);
        }
    }

    private int LengthOf(int from, Func<char, bool> isPart)
    {
        while (isPart(CharAt(from)))
        {
            from++;
        }

        return from;
    }

    private void ReadSymbol()
    {
        foreach (var (symbol, type) in Symbols)
        {
            if (StartsWith(symbol))
            {
                if (type == TokenType.OpenBrace)
                {
                    _openBraces++;
                }
                else if (type == TokenType.CloseBrace && _openBraces > 0)
                {
                    _openBraces--;
                }
                else if (type == TokenType.CloseBrace)
                {
                    AddError(_position, "Unexpected } while no matching {");
                    AddAdvancing(TokenType.Invalid, 1);
                    return;
                }

                AddAdvancing(type, symbol.Length);
                return;
            }
        }

        AddAdvancing(TokenType.Invalid, char.IsSurrogatePair(Current, CharAt(1)) ? 2 : 1);
    }
}
