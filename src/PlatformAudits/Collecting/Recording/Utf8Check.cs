using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace PlatformAudits.Collecting.Recording;

/// <summary>
/// Looks whether a body that comes piece by piece is UTF-8: what is written in another encoding could hold a secret that nobody sees. A
/// zero byte, of which every other character of UTF-16 has one, stands in no text.
/// </summary>
internal sealed class Utf8Check
{
    /// <summary>What is wrong otherwise, as a clause.</summary>
    public const string Problem = "the body is not UTF-8 text";

    private readonly byte[] _begun = new byte[4];
    private int _length;

    /// <summary>Whether the next piece goes on as UTF-8. A character that a body's end cuts off is not this check's to tell.</summary>
    public bool Accepts(ReadOnlySpan<byte> piece)
    {
        while (_length > 0 && !piece.IsEmpty)
        {
            _begun[_length++] = piece[0];
            piece = piece[1..];
            switch (Rune.DecodeFromUtf8(_begun.AsSpan(0, _length), out _, out _))
            {
                case OperationStatus.Done:
                    _length = 0;
                    break;
                case OperationStatus.InvalidData:
                    return false;
            }
        }

        if (Rune.DecodeLastFromUtf8(piece, out _, out var open) == OperationStatus.NeedMoreData && !piece.IsEmpty)
        {
            piece[^open..].CopyTo(_begun);
            _length = open;
            piece = piece[..^open];
        }

        return Utf8.IsValid(piece) && !piece.Contains((byte)0);
    }
}
