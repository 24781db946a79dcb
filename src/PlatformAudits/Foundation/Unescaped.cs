using System.Buffers;
using System.Buffers.Text;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace PlatformAudits.Foundation;

/// <summary>
/// A text after one layer of escapes was resolved: <c>\u002B</c>, <c>\x2B</c>, <c>\053</c>, <c>\+</c>, <c>%2B</c>, <c>&amp;#43;</c>,
/// <c>&amp;plus;</c>. It knows where each of its bytes came from.
/// </summary>
internal sealed class Unescaped
{
    private const int LongestEntity = 12;

    private static readonly SearchValues<byte> Introducers = SearchValues.Create("\\%&"u8);

    /// <summary>The signs of ASCII that have a name in HTML (html.spec.whatwg.org, "Named character references").</summary>
    private static readonly FrozenDictionary<string, char> Entities = new Dictionary<string, char>
    {
        ["amp"] = '&',
        ["apos"] = '\'',
        ["ast"] = '*',
        ["bsol"] = '\\',
        ["colon"] = ':',
        ["comma"] = ',',
        ["commat"] = '@',
        ["dollar"] = '$',
        ["equals"] = '=',
        ["excl"] = '!',
        ["grave"] = '`',
        ["gt"] = '>',
        ["hat"] = '^',
        ["lbrace"] = '{',
        ["lbrack"] = '[',
        ["lcub"] = '{',
        ["lowbar"] = '_',
        ["lpar"] = '(',
        ["lsqb"] = '[',
        ["lt"] = '<',
        ["num"] = '#',
        ["percnt"] = '%',
        ["period"] = '.',
        ["plus"] = '+',
        ["quest"] = '?',
        ["quot"] = '"',
        ["rbrace"] = '}',
        ["rbrack"] = ']',
        ["rcub"] = '}',
        ["rpar"] = ')',
        ["rsqb"] = ']',
        ["semi"] = ';',
        ["sol"] = '/',
        ["underbar"] = '_',
        ["verbar"] = '|',
        ["vert"] = '|',
    }.ToFrozenDictionary();

    private readonly ArrayBufferWriter<byte> _bytes;
    private readonly List<Piece> _pieces = [];
    private readonly Unescaped? _source;

    private Unescaped(int length, Unescaped? source) => (_bytes, _source) = (new ArrayBufferWriter<byte>(Math.Max(1, length)), source);

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>A text after one layer was resolved; null where it has no escapes.</summary>
    public static Unescaped? Of(ReadOnlySpan<byte> text) => Of(text, null);

    /// <summary>A text without the line breaks that base64 is cut into lines with; null where it has none between two letters.</summary>
    /// <param name="source">What the text is the bytes of; null for the text that was given first.</param>
    public static Unescaped? Joined(ReadOnlySpan<byte> text, Unescaped? source)
    {
        Unescaped? made = null;
        var copied = 0;
        for (var at = 0; text[at..].IndexOf((byte)'\n') is >= 0 and var next; at++)
        {
            at += next;
            var end = at > 0 && text[at - 1] == '\r' ? at - 1 : at;
            if (end > 0 && at + 1 < text.Length && text[end - 1] > ' ' && text[at + 1] > ' ')
            {
                made ??= new Unescaped(text.Length, source);
                made.Copy(text, copied, end);
                copied = at + 1;
            }
        }

        made?.Copy(text, copied, text.Length);
        return made;
    }

    /// <summary>The text after another layer was resolved; null where it has no escapes any more.</summary>
    public Unescaped? Next() => Of(Bytes, this);

    /// <summary>Where a byte came from in the text that was given first.</summary>
    public (int Start, int End) Source(int index)
    {
        var at = _pieces.BinarySearch(new Piece(index, 0, 0), Comparer<Piece>.Create((one, other) => one.At.CompareTo(other.At)));
        var piece = _pieces[at >= 0 ? at : ~at - 1];
        var (start, end) =
            piece.Escaped > 0
                ? (piece.From, piece.From + piece.Escaped)
                : (piece.From + index - piece.At, piece.From + index - piece.At + 1);
        return _source is null ? (start, end) : (_source.Source(start).Start, _source.Source(end - 1).End);
    }

    private static Unescaped? Of(ReadOnlySpan<byte> text, Unescaped? source)
    {
        Unescaped? made = null;
        var copied = 0;
        for (var at = 0; text[at..].IndexOfAny(Introducers) is >= 0 and var next; )
        {
            at += next;
            var (length, value) = Escape(text[at..]);
            if (length == 0)
            {
                at++;
                continue;
            }

            made ??= new Unescaped(text.Length, source);
            made.Copy(text, copied, at);
            made.Add(value, at, length);
            at += length;
            copied = at;
        }

        made?.Copy(text, copied, text.Length);
        return made;
    }

    private void Copy(ReadOnlySpan<byte> text, int from, int to)
    {
        if (from < to)
        {
            _pieces.Add(new Piece(_bytes.WrittenCount, from, 0));
            _bytes.Write(text[from..to]);
        }
    }

    private void Add(int value, int from, int length)
    {
        _pieces.Add(new Piece(_bytes.WrittenCount, from, length));
        if (value < 0)
        {
            _bytes.Write([(byte)-value]);
            return;
        }

        var bytes = (Span<byte>)stackalloc byte[4];
        var rune = Rune.IsValid(value) ? new Rune(value) : Rune.ReplacementChar;
        _bytes.Write(bytes[..rune.EncodeToUtf8(bytes)]);
    }

    /// <summary>
    /// The escape that a text begins with: its length, and its character or, negative, its byte above ASCII. Of length 0 where it is none.
    /// </summary>
    private static (int Length, int Value) Escape(ReadOnlySpan<byte> text) =>
        text[0] switch
        {
            (byte)'\\' => Backslash(text),
            (byte)'%' => Percent(text),
            _ => Entity(text),
        };

    private static (int Length, int Value) Backslash(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return default;
        }

        var second = text[1];
        return second switch
        {
            (byte)'u' or (byte)'U' when text.Length > 2 && text[2] == '{' => Braced(text),
            (byte)'u' when Hex(text, 2, 4) is { } unit => (6, unit),
            (byte)'U' when Hex(text, 2, 8) is { } point => (10, point),
            (byte)'x' when Hex(text, 2, 2) is { } code => (4, code),
            >= (byte)'0' and <= (byte)'3' when Octal(text) is { } code => (4, code),
            (byte)'n' => (2, '\n'),
            (byte)'r' => (2, '\r'),
            (byte)'t' => (2, '\t'),
            < 0x80 when !char.IsAsciiLetterOrDigit((char)second) && second >= ' ' => (2, second),
            _ => default,
        };
    }

    private static (int Length, int Value) Braced(ReadOnlySpan<byte> text)
    {
        var end = text[..Math.Min(text.Length, LongestEntity)].IndexOf((byte)'}');
        return end > 3 && Hex(text, 3, end - 3) is { } point ? (end + 1, point) : default;
    }

    private static (int Length, int Value) Percent(ReadOnlySpan<byte> text) =>
        Hex(text, 1, 2) is { } code ? (3, code < 0x80 ? code : -code)
        : text.Length > 1 && text[1] is (byte)'u' or (byte)'U' && Hex(text, 2, 4) is { } unit ? (6, unit)
        : default;

    private static (int Length, int Value) Entity(ReadOnlySpan<byte> text)
    {
        var name = text[1..Math.Min(text.Length, LongestEntity)];
        if (name.Length > 1 && name[0] == '#')
        {
            var isHex = name[1] is (byte)'x' or (byte)'X';
            var digits = name[(isHex ? 2 : 1)..];
            var count = 0;
            while (count < digits.Length && (isHex ? char.IsAsciiHexDigit((char)digits[count]) : char.IsAsciiDigit((char)digits[count])))
            {
                count++;
            }

            var isKnown = int.TryParse(
                digits[..count],
                isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var point
            );
            var length = 1 + (isHex ? 2 : 1) + count;
            return isKnown ? (length + (text.Length > length && text[length] == ';' ? 1 : 0), point) : default;
        }

        var end = name.IndexOf((byte)';');
        return end > 0 && Entities.TryGetValue(Encoding.ASCII.GetString(name[..end]).ToLowerInvariant(), out var sign)
            ? (end + 2, sign)
            : default;
    }

    private static int? Hex(ReadOnlySpan<byte> text, int start, int count) =>
        text.Length >= start + count
        && Utf8Parser.TryParse(text.Slice(start, count), out uint value, out var read, 'x')
        && read == count
        && value <= int.MaxValue
            ? (int)value
            : null;

    private static int? Octal(ReadOnlySpan<byte> text) =>
        text.Length >= 4 && !text[2..4].ContainsAnyExceptInRange((byte)'0', (byte)'7')
            ? ((text[1] - '0') * 64) + ((text[2] - '0') * 8) + text[3] - '0'
            : null;

    /// <summary>Bytes that came from one place.</summary>
    /// <param name="At">The first of them.</param>
    /// <param name="From">Where it came from.</param>
    /// <param name="Escaped">The length of the escape that they were; 0 where they stood there as they are.</param>
    private readonly record struct Piece(int At, int From, int Escaped);
}
