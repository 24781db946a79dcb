namespace PlatformAudits.Collecting;

/// <summary>A stream that gives out so many bytes at the most; one more is a <see cref="BadAnswerException"/>.</summary>
internal sealed class LimitedStream : Stream
{
    private readonly Stream _source;
    private readonly long _byteLimit;
    private long _given;

    public LimitedStream(Stream source, long byteLimit)
    {
        _source = source;
        _byteLimit = byteLimit;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _given += count;
        return _given <= _byteLimit ? count : throw new BadAnswerException($"the output is longer than {Sentence.Count(_byteLimit, "byte")}");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A command's output is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }

        base.Dispose(disposing);
    }
}
