using System.Net;
using Newtonsoft.Json.Linq;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Limits;

namespace PlatformAudits.Collecting.Http;

/// <summary>What an <see cref="ApiClient"/> needs to know of a system.</summary>
public sealed record ApiOptions
{
    /// <summary>The property under which <see cref="ErrorText"/> finds an error body that is a bare list.</summary>
    public const string BareErrors = "errors";

    /// <summary>The system's name as people say it, such as <c>Calendly</c>.</summary>
    public required string System { get; init; }

    /// <summary>The address that every request begins with; it may have a path.</summary>
    public required Uri BaseAddress { get; init; }

    public required Credential Credential { get; init; }

    /// <summary>What every request accepts; some vendors take the version of their API from it.</summary>
    public string Accept { get; init; } = "application/json, */*;q=0.1";

    /// <summary>The JSON fields whose values never reach the disk.</summary>
    public IReadOnlyList<string> SecretFields { get; init; } = [];

    /// <summary>How many requests the system allows.</summary>
    public RateLimits Limits { get; init; } = RateLimits.Unknown;

    /// <summary>Makes a clause of an error body, such as <c>Permission Denied: You do not have permission</c>, or null.</summary>
    public Func<JObject, string?> ErrorText { get; init; } = _ => null;

    /// <summary>What to do about a status, as a sentence, or null: which scope is missing, which variable to set.</summary>
    public Func<HttpStatusCode, string?> Advice { get; init; } = _ => null;

    /// <summary>Repeats and waits.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>How long a response's headers may take.</summary>
    public TimeSpan ResponseLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a body may bring nothing.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the body of one page may take.</summary>
    public TimeSpan PageLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest body of one page, in bytes.</summary>
    public long PageBytes { get; init; } = WholeBody.ByteLimit;

    /// <summary>Pages of one list at the most; more is taken for a chain that never closes.</summary>
    public int PageCap { get; init; } = 20_000;
}
