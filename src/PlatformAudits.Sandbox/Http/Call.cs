using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.Http;

/// <summary>One request to a vendor and the answer to it.</summary>
internal sealed class Call
{
    /// <summary>The content type of JSON.</summary>
    public const string Json = "application/json";

    /// <summary>The content type of plain text.</summary>
    public const string Text = "text/plain";

    private readonly HttpContext _context;

    public Call(HttpContext context, LoggedRequest logged, string prefix, string[] segments)
    {
        _context = context;
        Logged = logged;
        Segments = segments;
        Address = (
            $"{context.Request.Scheme}://{Header("X-Forwarded-Host") ?? context.Request.Host.ToString()}/"
            + $"{(Header("X-Forwarded-Prefix") ?? prefix).Trim('/')}"
        ).TrimEnd('/');
    }

    /// <summary>Whether headers that tell of limits are left out.</summary>
    public bool HidesLimits { get; init; }

    public LoggedRequest Logged { get; }

    /// <summary>
    /// The vendor's address as the client used it: scheme, host and prefix, without a slash at the end; behind a proxy as its X-Forwarded
    /// headers say.
    /// </summary>
    public string Address { get; }

    /// <summary>The parts of the path below the vendor's prefix, each with its percent signs resolved.</summary>
    public string[] Segments { get; }

    public string Method => _context.Request.Method;

    public IQueryCollection Query => _context.Request.Query;

    /// <summary>The query with its question mark, as the client wrote it; empty without one.</summary>
    public string QueryString => _context.Request.QueryString.Value ?? string.Empty;

    public CancellationToken Aborted => _context.RequestAborted;

    public string? ContentType => _context.Request.ContentType;

    /// <summary>A request header, or null.</summary>
    public string? Header(string name) => _context.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>A query parameter, or null when it is absent or empty.</summary>
    public string? Parameter(string name) => _context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>Whether it asks for a page that an earlier one led to.</summary>
    public bool HasCursor =>
        Parameter("page_token") is not null || Parameter("page[after]") is not null || Parameter("cursor") is not null;

    public async Task<string> ReadBodyAsync()
    {
        using var reader = new StreamReader(_context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(Aborted);
    }

    /// <summary>Sets a header of the answer.</summary>
    public void Set(string header, string value)
    {
        if (
            !HidesLimits
            || !(
                header.Contains("rate", StringComparison.OrdinalIgnoreCase)
                || header.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            _context.Response.Headers[header] = value;
        }
    }

    public Task ReplyAsync(int status, JToken body) => ReplyAsync(status, Json, body.ToString(Formatting.None));

    public async Task ReplyAsync(int status, string contentType, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Begin(status, contentType);
        _context.Response.ContentLength = bytes.Length;
        await WriteAsync(bytes);
    }

    /// <summary>Answers without a body.</summary>
    public Task ReplyAsync(int status)
    {
        Logged.Status = _context.Response.StatusCode = status;
        return _context.Response.CompleteAsync();
    }

    /// <summary>Starts an answer whose body is written piece by piece.</summary>
    public void Begin(int status, string contentType)
    {
        Logged.Status = _context.Response.StatusCode = status;
        _context.Response.ContentType = contentType == Text ? "text/plain; charset=utf-8" : contentType;
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        Logged.AddBytes(bytes.Length);
        await _context.Response.Body.WriteAsync(bytes, Aborted);
    }
}
