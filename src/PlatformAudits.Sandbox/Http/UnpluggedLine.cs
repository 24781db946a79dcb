using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PlatformAudits.Sandbox.Http;

/// <summary>What stands in a connection's place within the process: it can break, and it can fall silent.</summary>
// The client reads on after the answer has begun, so there is no moment to dispose of the source; it has no timer.
#pragma warning disable CA1001
internal sealed class UnpluggedLine : IHttpRequestLifetimeFeature
#pragma warning restore CA1001
{
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0));
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _aborted = new();
    private readonly CancellationToken _client;

    public UnpluggedLine(CancellationToken client)
    {
        _client = client;
        client.Register(_aborted.Cancel);
        RequestAborted = _aborted.Token;
        Body = new SentBody(_pipe.Writer.AsStream(leaveOpen: true), () => _begun.TrySetResult());
    }

    /// <summary>The answer's body on the vendor's side.</summary>
    public IHttpResponseBodyFeature Body { get; }

    /// <summary>The answer's body on the client's side.</summary>
    public Stream Received => _pipe.Reader.AsStream();

    public CancellationToken RequestAborted { get; set; }

    public void Abort() => _aborted.Cancel();

    /// <summary>Lets the vendor answer until the answer is whole, or has begun and comes no further.</summary>
    /// <exception cref="HttpRequestException">The connection broke before anything came.</exception>
    public async Task AnswerAsync(Func<Task> answer)
    {
        var answering = EndAsync(answer);
        await Task.WhenAny(answering, _begun.Task).WaitAsync(_client);
        if (_aborted.IsCancellationRequested && !_begun.Task.IsCompleted)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was reset.");
        }
    }

    private async Task EndAsync(Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (OperationCanceledException) when (_aborted.IsCancellationRequested)
        {
            // The client is gone, or the vendor has broken the connection off; either way nobody waits for the rest.
        }

        await _pipe.Writer.CompleteAsync(_aborted.IsCancellationRequested ? new IOException("The connection was reset.") : null);
    }

    private sealed class SentBody(Stream stream, Action begun) : StreamResponseBodyFeature(stream)
    {
        public override async Task StartAsync(CancellationToken cancellationToken = default)
        {
            await base.StartAsync(cancellationToken);
            begun();
        }
    }
}
