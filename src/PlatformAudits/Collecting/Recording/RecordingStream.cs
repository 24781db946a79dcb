using System.Buffers;
using System.Security.Cryptography;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Recording;

/// <summary>
/// A response body on its way to the parser: what is read from it has been hashed as received, redacted, hashed as stored and
/// written to its file. A read that brings nothing for too long, or after the whole has taken too long, fails with
/// <see cref="TimeoutException"/>; a body that is too long or not UTF-8 is a <see cref="BadAnswerException"/>.
/// </summary>
internal sealed class RecordingStream : ReadingStream
{
    private const int ChunkSize = 32 * 1024;

    private readonly FileStream? _file;
    private readonly JsonRedactor _redactor;
    private readonly BodyLimits _limits;
    private readonly CancellationToken _stopped;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _late;
    private readonly Utf8Check _utf8 = new();
    private readonly IncrementalHash _received = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _stored = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _kept = new(ChunkSize + 256);
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
    private int _given;
    private bool _ended;
    private string? _problem;

    public RecordingStream(
        Stream source,
        string? path,
        JsonRedactor redactor,
        BodyLimits limits,
        TimeProvider clock,
        CancellationToken stopped
    )
        : base(source)
    {
        _stopped = stopped;
        _redactor = redactor;
        _limits = limits;
        _clock = clock;
        _late = new CancellationTokenSource(limits.Whole, clock);
        try
        {
            _file = path is null ? null : PrivateFile.Create(path);
        }
        catch (Exception error) when (AtomicFile.IsOfTheDisk(error))
        {
            throw AtomicFile.Failure($"Recording an answer in {path}", error);
        }
    }

    public long BytesReceived { get; private set; }

    public long BytesStored { get; private set; }

    /// <summary>SHA-256 of what has been received so far.</summary>
    public string Sha256Received => Convert.ToHexStringLower(_received.GetCurrentHash());

    /// <summary>SHA-256 of what has been stored so far.</summary>
    public string Sha256Stored => Convert.ToHexStringLower(_stored.GetCurrentHash());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_given == _kept.WrittenCount && !_ended)
        {
            await FillAsync(cancellationToken);
        }

        if (_problem is not null)
        {
            throw new BadAnswerException(_problem);
        }

        var count = Math.Min(buffer.Length, _kept.WrittenCount - _given);
        _kept.WrittenMemory.Slice(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    /// <summary>Reads to the end, so that the file and the hashes hold the whole body.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (!_ended)
        {
            await FillAsync(cancellationToken);
        }

        if (_problem is not null)
        {
            throw new BadAnswerException(_problem);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
            _late.Dispose();
            _received.Dispose();
            _stored.Dispose();
            ArrayPool<byte>.Shared.Return(_chunk);
        }

        base.Dispose(disposing);
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        _kept.ResetWrittenCount();
        _given = 0;
        var count = await ReadSourceAsync(cancellationToken);
        if (count == 0)
        {
            _ended = true;
            _redactor.Finish(_kept);
        }
        else
        {
            BytesReceived += count;
            _received.AppendData(_chunk, 0, count);
            Keep(_chunk.AsSpan(0, count));
        }

        BytesStored += _kept.WrittenCount;
        _stored.AppendData(_kept.WrittenSpan);
        if (_file is not null)
        {
            try
            {
                await _file.WriteAsync(_kept.WrittenMemory, cancellationToken);
            }
            catch (Exception error) when (AtomicFile.IsOfTheDisk(error))
            {
                throw AtomicFile.Failure($"Recording an answer in {_file.Name}", error);
            }
        }
    }

    /// <summary>
    /// Keeps what may be kept. In the place of what is no UTF-8 stands one byte that is none either, so that a replay ends here too.
    /// </summary>
    private void Keep(ReadOnlySpan<byte> chunk)
    {
        if (_limits.IsCheckedByReader ? chunk.Contains((byte)0) : !_utf8.Accepts(chunk))
        {
            _problem = Utf8Check.Problem;
            _ended = true;
            _redactor.Finish(_kept);
            _kept.Write([byte.MaxValue]);
            return;
        }

        _redactor.Process(chunk, _kept);
        if (BytesReceived > _limits.Bytes)
        {
            _problem = BodyLimits.TooLong(_limits.Bytes);
            _ended = true;
            _redactor.Finish(_kept);
        }
    }

    private async Task<int> ReadSourceAsync(CancellationToken cancellationToken)
    {
        // Newtonsoft's reader does not hand its token on.
        var token = cancellationToken.CanBeCanceled ? cancellationToken : _stopped;
        var read = Source.ReadAsync(_chunk.AsMemory(0, ChunkSize), token);
        if (read.IsCompleted && !_late.IsCancellationRequested)
        {
            return await read;
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(token, _late.Token);
        try
        {
            return await read.AsTask().WaitAsync(_limits.Silence, _clock, limited.Token);
        }
        catch (OperationCanceledException error) when (!token.IsCancellationRequested)
        {
            throw new TimeoutException($"The body is not whole after {_limits.Whole}.", error);
        }
    }
}
