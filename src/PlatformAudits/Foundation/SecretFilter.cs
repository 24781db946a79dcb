using System.Buffers;
using System.Text;

namespace PlatformAudits.Foundation;

/// <summary>Redacts the secrets of a run in a text that comes piece by piece, wherever the pieces end.</summary>
internal sealed class SecretFilter(Secrets secrets)
{
    private static readonly byte[] Redacted = Encoding.UTF8.GetBytes(Secrets.Redacted);

    private byte[] _held = new byte[4 * 1024];
    private int _length;
    private int _seen;

    /// <summary>Takes the next piece.</summary>
    public void Take(ReadOnlySpan<byte> piece)
    {
        if (_length + piece.Length > _held.Length)
        {
            Array.Resize(ref _held, Math.Max(_held.Length * 2, _length + piece.Length));
        }

        piece.CopyTo(_held.AsSpan(_length));
        _length += piece.Length;
    }

    /// <summary>Passes on what is settled.</summary>
    /// <param name="isEnd">Whether the text is at its end, so that nothing is held back.</param>
    public void Pass(IBufferWriter<byte> kept, bool isEnd)
    {
        var finder = secrets.Finder;
        if (!isEnd && _length < 2 * _seen)
        {
            // What is held back would be looked through again for every few bytes.
            return;
        }

        var (found, end) = finder.Find(_held.AsSpan(0, _length), isEnd);
        var passed = 0;
        foreach (var (start, next) in found.Where(f => f.Start < end))
        {
            kept.Write(_held.AsSpan(passed, start - passed));
            kept.Write(Redacted);
            passed = next;
        }

        if (passed < end)
        {
            kept.Write(_held.AsSpan(passed, end - passed));
            passed = end;
        }

        _held.AsSpan(passed, _length - passed).CopyTo(_held);
        _length -= passed;
        _seen = _length;
    }
}
