using System.Globalization;
using System.Net.Http.Headers;

namespace PlatformAudits.Collecting.Limits;

/// <summary>
/// What a response's headers say of the limit. The vendors have four dialects: Calendly's <c>X-RateLimit-*</c> and PagerDuty's
/// <c>ratelimit-*</c> with the seconds until the reset; GitLab's <c>RateLimit-*</c> with the reset as a Unix time, and
/// <c>RateLimit-ResetTime</c> as a date; Zendesk's <c>X-Rate-Limit</c> and <c>ratelimit-*</c> with seconds, and <c>zendesk-ratelimit-NAME:
/// total=100; remaining=99; resets=41</c> for a kind of requests. Values that make no sense are taken for absent.
/// </summary>
internal sealed record RateNotice(int? Limit, long? Remaining, TimeSpan? Reset)
{
    private const double FirstUnixTime = 1_000_000_000;
    private const string EndpointPrefix = "zendesk-ratelimit-";

    private static readonly string[] LimitNames = ["x-ratelimit-limit", "x-rate-limit", "ratelimit-limit", "rate-limit-limit"];
    private static readonly string[] RemainingNames =
    [
        "x-ratelimit-remaining",
        "x-rate-limit-remaining",
        "ratelimit-remaining",
        "rate-limit-remaining",
    ];
    private static readonly string[] ResetNames = ["x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset", "rate-limit-reset"];

    /// <summary>What is said of the quota for all requests.</summary>
    /// <param name="now">The time, where the response does not give the vendor's own.</param>
    public static RateNotice Of(HttpResponseMessage response, DateTimeOffset now)
    {
        var headers = response.Headers.NonValidated;
        return new RateNotice(
            First(headers, LimitNames) is { } limit && limit is >= 1 and <= int.MaxValue ? (int)limit : null,
            First(headers, RemainingNames) is { } remaining && remaining is >= 0 and <= int.MaxValue ? (long)remaining : null,
            Until(First(headers, ResetNames), TimeOf(response, now)) ?? Date(headers, "ratelimit-resettime", TimeOf(response, now))
        );
    }

    /// <summary>
    /// How long requests of the same kind have to wait, because one of Zendesk's limits for a kind of requests is used up; null when none
    /// is.
    /// </summary>
    public static TimeSpan? EndpointPause(HttpResponseMessage response)
    {
        TimeSpan? pause = null;
        foreach (var (name, values) in response.Headers.NonValidated)
        {
            if (name.StartsWith(EndpointPrefix, StringComparison.OrdinalIgnoreCase))
            {
                var parts = values
                    .ToString()
                    .Split(';', StringSplitOptions.TrimEntries)
                    .Select(p => p.Split('=', 2))
                    .Where(p => p.Length == 2)
                    .ToLookup(p => p[0], p => Number(p[1]));
                if (parts["remaining"].FirstOrDefault() is <= 0 && Until(parts["resets"].FirstOrDefault(), now: null) is { } reset)
                {
                    pause = pause > reset ? pause : reset;
                }
            }
        }

        return pause;
    }

    /// <summary>
    /// The wait that a refusal asks for: <c>Retry-After</c> in seconds or as a date (RFC 9110, 10.2.3), else the time until the reset;
    /// null when there is none or it makes no sense.
    /// </summary>
    /// <param name="now">The time, where the response does not give the vendor's own.</param>
    public static TimeSpan? WaitAskedFor(HttpResponseMessage response, DateTimeOffset now)
    {
        var headers = response.Headers.NonValidated;
        return Until(First(headers, ["retry-after"]), TimeOf(response, now))
            ?? Date(headers, "retry-after", TimeOf(response, now))
            ?? (response.StatusCode == System.Net.HttpStatusCode.TooManyRequests ? Of(response, now).Reset : null);
    }

    /// <summary>The vendor's own time, against which it states its dates and Unix times.</summary>
    private static DateTimeOffset TimeOf(HttpResponseMessage response, DateTimeOffset now) => response.Headers.Date ?? now;

    private static double? First(HttpHeadersNonValidated headers, IEnumerable<string> names) =>
        names
            .Select(name => headers.TryGetValues(name, out var values) ? Number(values.ToString()) : null)
            .FirstOrDefault(n => n is not null);

    /// <summary>
    /// Seconds, or the time until a Unix time: no limit lasts thirty years, so a number that large is one. Null when negative or past.
    /// </summary>
    private static TimeSpan? Until(double? number, DateTimeOffset? now)
    {
        var seconds = number is >= FirstUnixTime && now is { } time ? number - (time.ToUnixTimeMilliseconds() / 1000.0) : number;
        return seconds is >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds.Value) : null;
    }

    private static TimeSpan? Date(HttpHeadersNonValidated headers, string name, DateTimeOffset now) =>
        headers.TryGetValues(name, out var values)
        && DateTimeOffset.TryParse(values.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
        && date >= now
            ? date - now
            : null;

    /// <summary>The number that a value begins with: some put what it means behind a comma or a semicolon.</summary>
    private static double? Number(string value) =>
        double.TryParse(
            value.Split(',', ';')[0].Trim(),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
