namespace PlatformAudits.Collecting.Recording;

/// <summary>
/// A request or a command from its beginning to its end. When it is disposed of, it stands in the snapshot with whatever of its answer
/// has come.
/// </summary>
internal sealed class RecordedAnswer : IAsyncDisposable
{
    private readonly Snapshot? _snapshot;
    private readonly TimeProvider _clock;
    private Exchange _exchange;
    private RecordingStream? _body;

    /// <param name="snapshot">Null in a replay, which writes nothing.</param>
    /// <param name="method">The method of HTTP, or what stands in its place for a command.</param>
    /// <param name="path">Path and query below the system's base address, or the command's arguments.</param>
    public RecordedAnswer(Snapshot? snapshot, TimeProvider clock, string system, string list, string method, string path)
    {
        _snapshot = snapshot;
        _clock = clock;
        _exchange = new Exchange
        {
            System = system,
            List = list,
            Method = method,
            Path = path,
            At = snapshot?.Now ?? clock.GetUtcNow(),
            Headers = new Dictionary<string, string>(),
        };
    }

    /// <summary>The file below the snapshot that the body of a success belongs in; null for one of its own.</summary>
    public string? Download { get; init; }

    public int Status
    {
        get => _exchange.Status;
        set => _exchange = _exchange with { Status = value };
    }

    public IReadOnlyDictionary<string, string> Headers
    {
        get => _exchange.Headers;
        set => _exchange = _exchange with { Headers = value };
    }

    public int? Rows
    {
        get => _exchange.Rows;
        set => _exchange = _exchange with { Rows = value };
    }

    public RecordingStream Body => _body ?? throw new InvalidOperationException("No body has come yet.");

    /// <summary>The file for the body below the snapshot; null where nothing is written.</summary>
    /// <param name="extension">What the name of a file of its own ends with.</param>
    public string? FileFor(bool isSuccess, string extension) =>
        isSuccess && Download is not null ? Download : _snapshot?.NextFile(_exchange.List, extension);

    /// <summary>Begins to record the body.</summary>
    /// <param name="file">As <see cref="FileFor"/> gave it.</param>
    public void Receive(Stream body, string? file, JsonRedactor redactor, BodyLimits limits, CancellationToken stopped)
    {
        _exchange = _exchange with { File = file };
        var path = file is null ? null : _snapshot?.PathOf(file);
        _body = new RecordingStream(body, path, redactor, limits, _clock, stopped);
    }

    /// <summary>The answer can't be used. A download that broke off has no file: the next try writes the whole one in its place.</summary>
    public void Fail(string problem) =>
        _exchange = _exchange with { Problem = problem, Rows = null, File = _exchange.File == Download ? null : _exchange.File };

    public async ValueTask DisposeAsync()
    {
        if (_body is not null)
        {
            _exchange = _exchange with
            {
                BytesReceived = _body.BytesReceived,
                Sha256Received = _body.Sha256Received,
                Bytes = _body.BytesStored,
                Sha256 = _body.Sha256Stored,
            };
            await _body.DisposeAsync();
        }

        _snapshot?.Add(_exchange);
    }
}
