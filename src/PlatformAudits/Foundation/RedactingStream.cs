using System.Buffers;

namespace PlatformAudits.Foundation;

/// <summary>The last gate before a file: what is written into it has the secrets of the run redacted. It leaves the file open.</summary>
internal sealed class RedactingStream(Stream file) : Stream
{
    /// <summary>So many bytes are looked through at once: what a text is when it is unescaped stands in memory meanwhile.</summary>
    private const int PieceSize = 32 * 1024;

    private readonly SecretFilter _filter = new(Secrets.Current);
    private readonly ArrayBufferWriter<byte> _kept = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        for (int count; !buffer.IsEmpty; buffer = buffer[count..])
        {
            count = Math.Min(buffer.Length, PieceSize);
            _filter.Take(buffer[..count]);
            Pass(isEnd: false);
        }
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Pass(isEnd: true);
        }

        base.Dispose(disposing);
    }

    private void Pass(bool isEnd)
    {
        _filter.Pass(_kept, isEnd);
        file.Write(_kept.WrittenSpan);
        _kept.ResetWrittenCount();
    }
}
