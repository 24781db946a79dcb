using System.Buffers;
using System.Text.Unicode;
using PlatformAudits.Foundation;

namespace PlatformAudits.Team;

/// <summary>
/// Reads the characters of a YAML file as they arrive. Bytes that are not UTF-8, and the control characters that YAML 1.2 (section 5.1)
/// forbids, are errors with their place: a decoder would replace the first silently, and the YAML scanner takes U+0000 for the end of the
/// file.
/// </summary>
internal sealed class Utf8Reader : TextReader
{
    private const int BlockSize = 4096;
    private const char ByteOrderMark = '\uFEFF';

    private static readonly SearchValues<char> Forbidden = SearchValues.Create([
        .. Range('\0', '\b'),
        '\v',
        '\f',
        .. Range('\u000E', '\u001F'),
        .. Range('\u007F', '\u0084'),
        .. Range('\u0086', '\u009F'),
        '\uFFFE',
        '\uFFFF',
    ]);

    private readonly Stream _stream;
    private readonly string _file;
    private readonly long _byteLimit;
    private readonly byte[] _bytes = new byte[BlockSize];
    private readonly char[] _chars = new char[BlockSize];
    private long _bytesRead;
    private int _undecoded;
    private bool _begun;
    private int _next;
    private int _end;
    private FilePlace _blockStart;

    /// <summary>A reader of a stream, which it owns.</summary>
    /// <param name="stream">The bytes, from the first one.</param>
    /// <param name="file">The file as it is called in messages.</param>
    /// <param name="byteLimit">The most bytes that are read.</param>
    public Utf8Reader(Stream stream, string file, long byteLimit)
    {
        _stream = stream;
        _file = file;
        _byteLimit = byteLimit;
        _blockStart = new FilePlace(file, 1, 1);
    }

    public override int Peek() => _next < _end || Fill() ? _chars[_next] : -1;

    public override int Read() => _next < _end || Fill() ? _chars[_next++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        if (count == 0 || (_next == _end && !Fill()))
        {
            return 0;
        }

        var taken = Math.Min(count, _end - _next);
        _chars.AsSpan(_next, taken).CopyTo(buffer.AsSpan(index));
        _next += taken;
        return taken;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);

    private static FilePlace After(FilePlace start, ReadOnlySpan<char> text)
    {
        var lastBreak = text.LastIndexOf('\n');
        return lastBreak < 0
            ? start with
            {
                Column = start.Column + text.Length,
            }
            : start with
            {
                Line = start.Line + text.Count('\n'),
                Column = text.Length - lastBreak,
            };
    }

    /// <summary>Decodes the next block.</summary>
    /// <returns>False at the end.</returns>
    private bool Fill()
    {
        _blockStart = After(_blockStart, _chars.AsSpan(0, _end));
        int read;
        do
        {
            read = _stream.Read(_bytes, _undecoded, _bytes.Length - _undecoded);
            Decode(read);
        } while (_next == _end && read > 0);

        return _next < _end;
    }

    private void Decode(int read)
    {
        _bytesRead += read;
        if (_bytesRead > _byteLimit)
        {
            throw TeamFileError.TooLarge(_file, _byteLimit);
        }

        var bytes = _bytes.AsSpan(0, _undecoded + read);
        var status = Utf8.ToUtf16(bytes, _chars, out var decoded, out _end, replaceInvalidSequences: false, isFinalBlock: read == 0);
        _next = 0;
        if (!_begun && _end > 0)
        {
            _begun = true;
            SkipByteOrderMark();
        }

        var text = _chars.AsSpan(0, _end);
        if (text.IndexOfAny(Forbidden) is >= 0 and var index)
        {
            throw TeamFileError.At(
                After(_blockStart, text[..index]),
                $"the character U+{(int)text[index]:X4} may not be in a YAML file",
                "remove it"
            );
        }

        if (status == OperationStatus.InvalidData)
        {
            throw TeamFileError.At(After(_blockStart, text), $"the byte 0x{bytes[decoded]:X2} is not UTF-8", "save the file in UTF-8");
        }

        bytes[decoded..].CopyTo(_bytes);
        _undecoded = bytes.Length - decoded;
    }

    private void SkipByteOrderMark()
    {
        if (_chars[0] == ByteOrderMark)
        {
            _next = 1;
            _blockStart = _blockStart with { Column = 0 };
        }
    }
}
