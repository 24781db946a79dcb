using System.Buffers;
using System.Security.Cryptography;
using PlatformAudits.Foundation;

namespace PlatformAudits.Collecting.Recording;

/// <summary>
/// A response body on its way to the parser: what is read from it has been hashed as received, redacted, hashed as stored and
/// written to its file. A read that brings nothing for the stall limit fails with <see cref="TimeoutException"/>.
/// </summary>
internal sealed class RecordingStream : ReadingStream
{
    private const int ChunkSize = 32 * 1024;

    private readonly FileStream? _file;
    private readonly JsonRedactor _redactor;
    private readonly TimeSpan _stallLimit;
    private readonly CancellationToken _stopped;
    private readonly TimeProvider _clock;
    private readonly IncrementalHash _received = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _stored = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _kept = new(ChunkSize + 256);
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
    private int _given;
    private bool _ended;

    public RecordingStream(
        Stream source,
        string? path,
        JsonRedactor redactor,
        TimeSpan stallLimit,
        TimeProvider clock,
        CancellationToken stopped
    )
        : base(source)
    {
        _stopped = stopped;
        _redactor = redactor;
        _stallLimit = stallLimit;
        _clock = clock;
        try
        {
            _file = path is null ? null : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
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
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
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
            _redactor.Process(_chunk.AsSpan(0, count), _kept);
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

    private async Task<int> ReadSourceAsync(CancellationToken cancellationToken)
    {
        // Newtonsoft's reader does not hand its token on.
        var token = cancellationToken.CanBeCanceled ? cancellationToken : _stopped;
        var read = Source.ReadAsync(_chunk.AsMemory(0, ChunkSize), token);
        return read.IsCompleted ? await read : await read.AsTask().WaitAsync(_stallLimit, _clock, token);
    }
}
