using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PlatformAudits.Tests;

/// <summary>
/// A server on loopback that answers each request with the bytes that a test gives, right or wrong, and notes what it was asked.
/// </summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, int, Reply> _answer;
    private readonly ConcurrentQueue<string> _requests = [];
    private readonly Task _loop;
    private int _count;

    /// <summary>Starts a server.</summary>
    /// <param name="answer">Gives the reply to a request: its path and query, and how many came before.</param>
    public ScriptedServer(Func<string, int, Reply> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _loop = LoopAsync();
    }

    public Uri Address { get; }

    /// <summary>The requests' heads, as received.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = AnswerAsync(client);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or InvalidOperationException) { }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                var head = await ReadHeadAsync(stream);
                _requests.Enqueue(head);
                await SkipBodyAsync(stream, head);
                var reply = _answer(head.Split(' ')[1], Interlocked.Increment(ref _count) - 1);
                await stream.WriteAsync(reply.Bytes, _stop.Token);
                if (reply.Stalls)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException) { }
    }

    /// <summary>Takes the body off the connection: closing it over unread bytes would lose the reply.</summary>
    private async Task SkipBodyAsync(NetworkStream stream, string head)
    {
        const string name = "\r\nContent-Length: ";
        if (head.IndexOf(name, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            var length = head[(at + name.Length)..].Split('\r')[0];
            await stream.ReadExactlyAsync(new byte[int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)], _stop.Token);
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            head.Add(one[0]);
            if (head.Count >= 4 && head[^1] == '\n' && head[^3] == '\n')
            {
                break;
            }
        }

        return Encoding.ASCII.GetString([.. head]);
    }
}

/// <summary>The bytes of a response.</summary>
/// <param name="Stalls">Whether the connection then stays open without a word; otherwise it is closed.</param>
public sealed record Reply(byte[] Bytes, bool Stalls = false)
{
    public static Reply Json(string body, string headers = "", int status = 200) => Text(body, headers, status, "application/json");

    public static Reply Text(string body, string headers = "", int status = 200, string type = "text/plain")
    {
        var content = Encoding.UTF8.GetBytes(body);
        var head =
            $"HTTP/1.1 {status} Status\r\nContent-Type: {type}\r\nContent-Length: {content.Length}\r\nConnection: close\r\n{headers}\r\n";
        return new Reply([.. Encoding.ASCII.GetBytes(head), .. content]);
    }

    /// <summary>The same response, cut off after a number of bytes from its end.</summary>
    public Reply CutBy(int bytes) => this with { Bytes = Bytes[..^bytes] };
}
