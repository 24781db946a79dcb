using System.Collections.Frozen;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.Faults;

/// <summary>
/// All that can happen to an answer. Each says whether it could happen at all: a record has no next page to lead astray.
/// </summary>
internal static class FaultKinds
{
    private const string GoPanic =
        "panic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.main()\n"
        + "\t/builds/dev/b5/op/op-cli/main.go:15 +0x34\n";
    private const string HtmlType = "text/html; charset=utf-8";
    private static readonly string[] CredentialHeaders = ["Authorization", "PRIVATE-TOKEN"];
    private static readonly byte[] SignInPage = "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>"u8.ToArray();

    /// <summary>The kinds by name.</summary>
    public static FrozenDictionary<string, Func<HeldAnswer, Task<bool>>> All { get; } = Make().ToFrozenDictionary();

    /// <summary>What a kind does; null where there is no such kind.</summary>
    public static Func<HeldAnswer, Task<bool>>? Of(string kind) =>
        All.GetValueOrDefault(kind) ?? (Echo.Parse(kind) is { } echo ? answer => EchoAsync(answer, echo) : null);

    /// <summary>
    /// Whether the answer says that the request was refused, so that what it was to write is not written. Who answers 408 or 5xx may have
    /// carried it out.
    /// </summary>
    public static bool Refuses(string kind) =>
        kind == "echo" || Echo.Parse(kind) is { Place: not "header" } || (kind.StartsWith('4') && kind != "408");

    private static Dictionary<string, Func<HeldAnswer, Task<bool>>> Make()
    {
        var kinds = new Dictionary<string, Func<HeldAnswer, Task<bool>>>();
        foreach (var status in new[] { 400, 401, 403, 404, 408, 409, 410, 500 })
        {
            kinds[status.ToString(CultureInfo.InvariantCulture)] = answer =>
                RefuseAsync(answer, status, Call.Json, """{"error":"injected"}""");
        }

        foreach (var status in new[] { 502, 503, 504 })
        {
            kinds[status.ToString(CultureInfo.InvariantCulture)] = answer =>
                RefuseAsync(answer, status, HtmlType, "<html><body>upstream error</body></html>");
        }

        kinds["429"] = answer => LimitAsync(answer, ("Retry-After", "1"));
        kinds["429-date"] = answer =>
            LimitAsync(answer, ("Retry-After", answer.Clock.GetUtcNow().AddSeconds(1).ToString("R", CultureInfo.InvariantCulture)));
        kinds["429-reset"] = answer => LimitAsync(answer, ("X-RateLimit-Reset", "1"), ("ratelimit-reset", "1"));
        kinds["429-epoch"] = answer =>
            LimitAsync(
                answer,
                ("RateLimit-Reset", answer.Clock.GetUtcNow().AddSeconds(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            );
        kinds["429-bare"] = answer => LimitAsync(answer);
        kinds["429-negative"] = answer => LimitAsync(answer, ("Retry-After", "-5"));
        kinds["429-absurd"] = answer => LimitAsync(answer, ("Retry-After", "99999999"));
        kinds["expired-cursor"] = answer =>
            answer.Call.HasCursor
                ? RefuseAsync(
                    answer,
                    400,
                    Call.Json,
                    """{"error":"invalid_cursor","title":"Invalid Argument","message":"The cursor has expired"}"""
                )
                : Untouched(answer);
        kinds["echo"] = answer => EchoAsync(answer, new Echo("json", "plain"));
        kinds["html"] = answer => Send(answer, () => answer.Replace(SignInPage, HtmlType));
        kinds["empty"] = answer => Send(answer, () => answer.Replace([]));
        kinds["wrong-type"] = answer => Send(answer, () => answer.Replace(answer.Bytes, HtmlType));
        kinds["wrong-encoding"] = answer =>
            Send(answer, () => answer.Replace(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(answer.Bytes))));
        kinds["gzip"] = answer =>
            Send(
                answer,
                () =>
                {
                    answer.Headers.ContentEncoding = "gzip";
                    answer.Replace(Compressed(answer.Bytes));
                }
            );
        kinds["truncated"] = answer => Send(answer, () => answer.Replace(answer.Bytes[..(answer.Bytes.Length / 2)]));
        kinds["half-the-lines"] = answer => Send(answer, () => answer.Replace(HalfTheLines(answer.Bytes)));
        kinds["empty-list"] = answer =>
            SendPage(
                answer,
                page =>
                {
                    page.Rows.Clear();
                    page.Close();
                    return true;
                }
            );
        kinds["cut-list"] = answer =>
            SendPage(
                answer,
                page =>
                {
                    page.Close();
                    return true;
                }
            );
        kinds["repeated-rows"] = answer => SendPage(answer, page => AddAgain(page.Rows));
        kinds["skipped-rows"] = answer =>
            SendPage(
                answer,
                page =>
                {
                    page.Rows.Last?.Remove();
                    return true;
                }
            );
        kinds["no-id"] = answer => SendPage(answer, page => page.TakeIdentifier());
        kinds["repeated-cursor"] = answer => SendPage(answer, page => page.Repeat());
        kinds["foreign-next"] = answer => SendPage(answer, page => page.LeadElsewhere());
        kinds["redirect"] = answer => RedirectAsync(answer, "http://localhost.invalid/elsewhere?signature=signature-of-a-private-address");
        kinds["redirect-loop"] = answer =>
            RedirectAsync(
                answer,
                $"{answer.Call.Address}/{string.Join('/', answer.Call.Segments.Select(Uri.EscapeDataString))}{answer.Call.QueryString}"
            );
        kinds["reset"] = answer =>
        {
            answer.Break();
            return Task.FromResult(true);
        };
        kinds["reset-in-body"] = async answer =>
        {
            await answer.SendBeginningAsync(answer.Bytes.Length / 2);
            answer.Break();
            return true;
        };
        kinds["op-exit-1"] = answer =>
            EndOpAsync(answer, 1, "[ERROR] 2026/11/21 12:02:34 (500) Internal Server Error: something went wrong\n", []);
        kinds["op-exit-1-late"] = answer =>
            EndOpAsync(answer, 1, "[ERROR] 2026/11/21 12:02:34 unexpected end of the list\n", answer.Bytes[..(answer.Bytes.Length / 2)]);
        kinds["op-error-and-exit-0"] = answer =>
            EndOpAsync(answer, 0, "[ERROR] 2026/11/21 12:02:34 not everything could be listed\n", answer.Bytes);
        kinds["op-panic"] = answer => EndOpAsync(answer, 2, GoPanic, []);
        kinds["op-twice"] = answer => EndOpAsync(answer, 0, "", [.. answer.Bytes, .. answer.Bytes]);
        kinds["op-hang"] = answer => EndOpAsync(answer, 0, "", answer.Bytes, ("X-Hang", "1"));
        kinds["stall"] = async answer =>
        {
            await answer.StallAsync();
            return true;
        };
        kinds["drip"] = async answer =>
        {
            await answer.DripAsync();
            return true;
        };
        return kinds;
    }

    private static Task<bool> RefuseAsync(HeldAnswer answer, int status, string type, string body) =>
        Send(
            answer,
            () =>
            {
                answer.Status = status;
                answer.Replace(Encoding.UTF8.GetBytes(body), type);
            }
        );

    /// <summary>Gives back what the request proved itself with: its headers, or the secret in its body.</summary>
    private static async Task<bool> EchoAsync(HeldAnswer answer, Echo echo)
    {
        var sent = CredentialHeaders.Select(answer.Call.Header).OfType<string>().ToList();
        if (answer.Call.Method == "POST" && sent.Count == 0)
        {
            sent.Add((string?)JObject.Parse(await answer.Call.ReadBodyAsync())["client_secret"] ?? "");
        }

        var said = $"not for {string.Join(' ', sent.Select(echo.Encode))}";
        if (answer.Headers.ContainsKey("X-Exit-Code"))
        {
            return await EndOpAsync(answer, 1, $"[ERROR] 2026/11/21 12:02:34 {said}\n", []);
        }

        switch (echo.Place)
        {
            case "header":
                answer.Headers["X-Request-Id"] = said;
                await answer.SendAsync();
                return true;
            case "json":
                return await RefuseAsync(
                    answer,
                    403,
                    Call.Json,
                    new JObject { ["error"] = "injected", ["message"] = said }.ToString(Newtonsoft.Json.Formatting.None)
                );
            default:
                return await RefuseAsync(answer, 403, echo.Place == "html" ? HtmlType : Call.Text, $"<p>{said}</p>");
        }
    }

    private static Task<bool> LimitAsync(HeldAnswer answer, params (string Name, string Value)[] headers) =>
        Send(
            answer,
            () =>
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
            }
        );

    private static Task<bool> RedirectAsync(HeldAnswer answer, string address) =>
        Send(
            answer,
            () =>
            {
                answer.Status = StatusCodes.Status302Found;
                answer.Headers.Location = address;
                answer.Replace([]);
            }
        );

    /// <summary>
    /// What <c>op</c> does with an answer: it ends as a header says, and prints so many bytes to standard error. Anybody else's answer is
    /// left alone.
    /// </summary>
    private static Task<bool> EndOpAsync(
        HeldAnswer answer,
        int exitCode,
        string error,
        byte[] output,
        params (string Name, string Value)[] headers
    ) =>
        !answer.Headers.ContainsKey("X-Exit-Code")
            ? Untouched(answer)
            : Send(
                answer,
                () =>
                {
                    var said = Encoding.UTF8.GetBytes(error);
                    answer.Headers["X-Exit-Code"] = exitCode.ToString(CultureInfo.InvariantCulture);
                    answer.Headers["X-Error-Bytes"] = said.Length.ToString(CultureInfo.InvariantCulture);
                    foreach (var (name, value) in headers)
                    {
                        answer.Headers[name] = value;
                    }

                    answer.Replace([.. said, .. output]);
                }
            );

    private static async Task<bool> Untouched(HeldAnswer answer)
    {
        await answer.SendAsync();
        return false;
    }

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

    private static byte[] Compressed(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    private static byte[] HalfTheLines(byte[] bytes)
    {
        var end = Array.IndexOf(bytes, (byte)'\n', bytes.Length / 2);
        return end < 0 ? bytes : bytes[..(end + 1)];
    }
}
