using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.Faults;

/// <summary>All that can happen to an answer. Each says whether it could happen at all: a record has no next page to lead astray.</summary>
internal static class FaultKinds
{
    private const string HtmlType = "text/html; charset=utf-8";
    private static readonly byte[] SignInPage = "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>"u8.ToArray();

    /// <summary>The kinds by name.</summary>
    public static FrozenDictionary<string, Func<HeldAnswer, Task<bool>>> All { get; } = Make().ToFrozenDictionary();

    private static Dictionary<string, Func<HeldAnswer, Task<bool>>> Make()
    {
        var kinds = new Dictionary<string, Func<HeldAnswer, Task<bool>>>();
        foreach (var status in new[] { 400, 401, 403, 404, 408, 409, 410, 500 })
        {
            kinds[status.ToString(CultureInfo.InvariantCulture)] = answer => RefuseAsync(answer, status, Call.Json, """{"error":"injected"}""");
        }

        foreach (var status in new[] { 502, 503, 504 })
        {
            kinds[status.ToString(CultureInfo.InvariantCulture)] = answer => RefuseAsync(answer, status, HtmlType, "<html><body>upstream error</body></html>");
        }

        kinds["429"] = answer => LimitAsync(answer, ("Retry-After", "1"));
        kinds["429-date"] = answer => LimitAsync(answer, ("Retry-After", DateTimeOffset.UtcNow.AddSeconds(1).ToString("R", CultureInfo.InvariantCulture)));
        kinds["429-reset"] = answer => LimitAsync(answer, ("X-RateLimit-Reset", "1"), ("ratelimit-reset", "1"));
        kinds["429-epoch"] = answer => LimitAsync(answer, ("RateLimit-Reset", DateTimeOffset.UtcNow.AddSeconds(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        kinds["429-bare"] = answer => LimitAsync(answer);
        kinds["429-negative"] = answer => LimitAsync(answer, ("Retry-After", "-5"));
        kinds["429-absurd"] = answer => LimitAsync(answer, ("Retry-After", "99999999"));
        kinds["html"] = answer => Send(answer, () => answer.Replace(SignInPage, HtmlType));
        kinds["empty"] = answer => Send(answer, () => answer.Replace([]));
        kinds["wrong-type"] = answer => Send(answer, () => answer.Replace(answer.Bytes, HtmlType));
        kinds["wrong-encoding"] = answer => Send(answer, () => answer.Replace(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(answer.Bytes))));
        kinds["truncated"] = answer => Send(answer, () => answer.Replace(answer.Bytes[..(answer.Bytes.Length / 2)]));
        kinds["half-the-lines"] = answer => Send(answer, () => answer.Replace(HalfTheLines(answer.Bytes)));
        kinds["empty-list"] = answer => SendPage(answer, page => { page.Rows.Clear(); page.Close(); return true; });
        kinds["cut-list"] = answer => SendPage(answer, page => { page.Close(); return true; });
        kinds["repeated-rows"] = answer => SendPage(answer, page => AddAgain(page.Rows));
        kinds["skipped-rows"] = answer => SendPage(answer, page => { page.Rows.Last?.Remove(); return true; });
        kinds["no-id"] = answer => SendPage(answer, page => page.TakeIdentifier());
        kinds["repeated-cursor"] = answer => SendPage(answer, page => page.Repeat());
        kinds["foreign-next"] = answer => SendPage(answer, page => page.LeadElsewhere());
        kinds["redirect"] = answer => RedirectAsync(answer, "http://localhost.invalid/elsewhere");
        kinds["redirect-loop"] = answer => RedirectAsync(answer, $"{answer.Call.Address}/{string.Join('/', answer.Call.Segments.Select(Uri.EscapeDataString))}{answer.Call.QueryString}");
        kinds["reset"] = answer => { answer.Break(); return Task.FromResult(true); };
        kinds["reset-in-body"] = async answer =>
        {
            await answer.SendBeginningAsync(answer.Bytes.Length / 2);
            answer.Break();
            return true;
        };
        kinds["stall"] = async answer => { await answer.StallAsync(); return true; };
        kinds["drip"] = async answer => { await answer.DripAsync(); return true; };
        return kinds;
    }

    private static Task<bool> RefuseAsync(HeldAnswer answer, int status, string type, string body) =>
        Send(answer, () =>
        {
            answer.Status = status;
            answer.Replace(Encoding.UTF8.GetBytes(body), type);
        });

    private static Task<bool> LimitAsync(HeldAnswer answer, params (string Name, string Value)[] headers) =>
        Send(answer, () =>
        {
            foreach (var name in answer.Headers.Keys.Where(name => name.Contains("rate", StringComparison.OrdinalIgnoreCase)).ToList())
            {
                answer.Headers.Remove(name);
            }

            foreach (var (name, value) in headers)
            {
                answer.Headers[name] = value;
            }

            answer.Status = StatusCodes.Status429TooManyRequests;
            answer.Replace("Retry later\n"u8.ToArray(), "text/plain; charset=utf-8");
        });

    private static Task<bool> RedirectAsync(HeldAnswer answer, string address) =>
        Send(answer, () =>
        {
            answer.Status = StatusCodes.Status302Found;
            answer.Headers.Location = address;
            answer.Replace([]);
        });

    private static async Task<bool> Send(HeldAnswer answer, Action change)
    {
        change();
        await answer.SendAsync();
        return true;
    }

    private static async Task<bool> SendPage(HeldAnswer answer, Func<Page, bool> change)
    {
        var happened = answer.ChangeJson(json => Page.Of(json, answer) is { } page && change(page));
        await answer.SendAsync();
        return happened;
    }

    private static bool AddAgain(JArray rows)
    {
        if (rows.First is not { } first)
        {
            return false;
        }

        rows.Add(first.DeepClone());
        return true;
    }

    private static byte[] HalfTheLines(byte[] bytes)
    {
        var end = Array.IndexOf(bytes, (byte)'\n', bytes.Length / 2);
        return end < 0 ? bytes : bytes[..(end + 1)];
    }
}
