using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.Faults;

/// <summary>A vendor's answer that is held back until a fault has happened to it.</summary>
internal sealed class HeldAnswer : IDisposable
{
    private readonly HttpContext _context;
    private readonly IHttpResponseBodyFeature _body;
    private readonly MemoryStream _held = new();

    public HeldAnswer(HttpContext context, Call call, TimeProvider clock)
    {
        _context = context;
        Clock = clock;
        Call = call;
        _body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_held));
    }

    public Call Call { get; }

    /// <summary>The sandbox's clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The answer's status.</summary>
    public int Status
    {
        get => _context.Response.StatusCode;
        set => Call.Logged.Status = _context.Response.StatusCode = value;
    }

    /// <summary>The answer's headers.</summary>
    public IHeaderDictionary Headers => _context.Response.Headers;

    /// <summary>The answer's body as bytes; setting it sets the length as well.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Takes over what the vendor has answered.</summary>
    public void Take()
    {
        _context.Features.Set(_body);
        Bytes = _held.ToArray();
    }

    /// <summary>Puts another body in the answer's place.</summary>
    public void Replace(byte[] bytes, string? contentType = null)
    {
        Bytes = bytes;
        _context.Response.ContentLength = bytes.Length;
        if (contentType is not null)
        {
            _context.Response.ContentType = contentType;
        }
    }

    /// <summary>Changes the body's JSON; false when there is none, or nothing to change.</summary>
    public bool ChangeJson(Func<JToken, bool> change)
    {
        JToken json;
        try
        {
            using var reader = new JsonTextReader(new StreamReader(new MemoryStream(Bytes)))
            {
                DateParseHandling = DateParseHandling.None,
            };
            json = JToken.ReadFrom(reader);
        }
        catch (JsonException)
        {
            return false;
        }

        if (Status != StatusCodes.Status200OK || !change(json))
        {
            return false;
        }

        Replace(System.Text.Encoding.UTF8.GetBytes(json.ToString(Formatting.None)));
        return true;
    }

    /// <summary>Sends the answer.</summary>
    public Task SendAsync() => _context.Response.Body.WriteAsync(Bytes, Call.Aborted).AsTask();

    /// <summary>Sends the beginning of the answer, with the length of the whole.</summary>
    public async Task SendBeginningAsync(int length)
    {
        _context.Response.ContentLength = Bytes.Length;
        await _context.Response.StartAsync(Call.Aborted);
        await _context.Response.Body.WriteAsync(Bytes.AsMemory(0, length), Call.Aborted);
        await _context.Response.Body.FlushAsync(Call.Aborted);
    }

    /// <summary>Sends the answer a few bytes at a time.</summary>
    public async Task DripAsync()
    {
        const int Drops = 20;
        var drop = Math.Max(1, Bytes.Length / Drops);
        for (var at = 0; at < Bytes.Length; at += drop)
        {
            await _context.Response.Body.WriteAsync(Bytes.AsMemory(at, Math.Min(drop, Bytes.Length - at)), Call.Aborted);
            await _context.Response.Body.FlushAsync(Call.Aborted);
            await Task.Delay(5, Call.Aborted);
        }
    }

    public void Dispose() => _held.Dispose();

    /// <summary>Breaks the connection off.</summary>
    public void Break() => _context.Abort();

    /// <summary>Lets the client wait until it goes away.</summary>
    public async Task StallAsync()
    {
        await _context.Response.StartAsync(Call.Aborted);
        await Task.Delay(Timeout.Infinite, Call.Aborted);
    }
}
