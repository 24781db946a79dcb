using System.Globalization;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>GitLab's rate limit as its headers tell it: the reset is a Unix time, and only a 429 says how many seconds to wait.</summary>
internal static class GitLabAllowance
{
    /// <summary>
    /// GitLab.com, for a user (docs.gitlab.com/user/gitlab_com). Its windows are those of the clock's minutes, whenever the first request
    /// comes.
    /// </summary>
    public static VendorQuota Quota { get; } = new(2000, 2000) { IsAligned = true };

    /// <summary>Counts a call.</summary>
    /// <exception cref="Refusal">There were too many.</exception>
    public static void Take(RateLimit limit, Call call, string token)
    {
        if (limit.Take(token) is not { } allowance)
        {
            return;
        }

        call.Set("RateLimit-Limit", allowance.Limit.ToString(CultureInfo.InvariantCulture));
        call.Set("RateLimit-Name", "throttle_authenticated_api");
        call.Set("RateLimit-Observed", allowance.Used.ToString(CultureInfo.InvariantCulture));
        call.Set("RateLimit-Remaining", allowance.Remaining.ToString(CultureInfo.InvariantCulture));
        call.Set("RateLimit-Reset", allowance.ResetAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (allowance.Exceeded)
        {
            call.Set("RateLimit-ResetTime", allowance.ResetAt.UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
            call.Set("Retry-After", allowance.SecondsToReset.ToString(CultureInfo.InvariantCulture));
            throw GitLabRefusal.TooManyRequests();
        }
    }
}
