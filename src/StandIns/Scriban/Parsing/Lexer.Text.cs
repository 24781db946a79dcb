namespace Scriban.Parsing;

internal sealed partial class Lexer
{
    private void ReadText()
    {
        var start = _position;
        while (!AtEnd)
        {
            if (StartsWith("{{"))
            {
                var control = ControlOf(CharAt(2));
                AddRaw(start, control);
                AddAdvancing(TokenType.CodeEnter, control == WhitespaceControl.Keep ? 2 : 3);
                _inCode = true;
                return;
            }

            if (EscapeLength('{', '{') is var length and > 0)
            {
                var control = ControlOf(CharAt(length));
                AddRaw(start, control);
                Advance(control == WhitespaceControl.Keep ? length : length + 1);
                ReadEscapeBlock(length);
                return;
            }

            Advance();
        }

        AddRaw(start, WhitespaceControl.Keep);
    }

    private static WhitespaceControl ControlOf(char c) => c switch
    {
        '-' => WhitespaceControl.All,
        '~' => WhitespaceControl.Line,
        _ => WhitespaceControl.Keep,
    };

    /// <summary>The length of <c>{%{</c> or <c>}%}</c> here, with any number of percent signs, or 0.</summary>
    private int EscapeLength(char first, char last)
    {
        if (Current != first || CharAt(1) != '%')
        {
            return 0;
        }

        var length = 2;
        while (CharAt(length) == '%')
        {
            length++;
        }

        return CharAt(length) == last ? length + 1 : 0;
    }

    private void ReadEscapeBlock(int openLength)
    {
        var start = _position;
        while (!AtEnd)
        {
            var control = ControlOf(Current);
            var mark = control == WhitespaceControl.Keep ? 0 : 1;
            var before = _position;
            Advance(mark);
            if (EscapeLength('}', '}') == openLength)
            {
                AddRaw(start, before, WhitespaceControl.Keep);
                Advance(openLength);
                SkipAfterCode(control);
                return;
            }

            _position = before;
            Advance();
        }

        AddRaw(start, WhitespaceControl.Keep);
    }

    private void AddRaw(TextPosition start, WhitespaceControl control) => AddRaw(start, _position, control);

    private void AddRaw(TextPosition start, TextPosition end, WhitespaceControl control)
    {
        var endOffset = end.Offset;
        if (control != WhitespaceControl.Keep)
        {
            while (endOffset > start.Offset && char.IsWhiteSpace(_text[endOffset - 1])
                && (control == WhitespaceControl.All || _text[endOffset - 1] is not ('\n' or '\r')))
            {
                endOffset--;
            }
        }

        if (endOffset > start.Offset)
        {
            Add(TokenType.Raw, start, new TextPosition(endOffset - 1, end.Line, Math.Max(0, end.Column - 1)));
        }
    }

    private void SkipAfterCode(WhitespaceControl control)
    {
        if (control == WhitespaceControl.Keep)
        {
            return;
        }

        while (!AtEnd && char.IsWhiteSpace(Current))
        {
            var isLineEnd = Current == '\n';
            Advance();
            if (isLineEnd && control == WhitespaceControl.Line)
            {
                return;
            }
        }
    }
}
