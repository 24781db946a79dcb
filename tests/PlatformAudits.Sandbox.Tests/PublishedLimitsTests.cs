using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using PlatformAudits.Sandbox.PagerDuty;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>The vendors' published limits, each in its vendor's own windows and headers, or without any header.</summary>
public sealed class PublishedLimitsTests
{
    [TestCase("calendly/users/me", SandboxLimits.Published, "X-RateLimit-Limit", 500)]
    [TestCase("calendly/users/me", SandboxLimits.SmallestPlans, "X-RateLimit-Limit", 50)]
    [TestCase("pagerduty/abilities", SandboxLimits.Published, "ratelimit-limit", 960)]
    [TestCase("zendesk-global/api/v2/users/me", SandboxLimits.Published, "X-Rate-Limit", 700)]
    [TestCase("zendesk-us-federal/api/v2/users/me", SandboxLimits.SmallestPlans, "ratelimit-limit", 200)]
    [TestCase("gitlab/api/v4/user", SandboxLimits.Published, "RateLimit-Limit", 2000)]
    public async Task The_request_after_the_last_that_a_vendor_allows_is_refused(
        string target,
        SandboxLimits limits,
        string header,
        int allowed
    )
    {
        await using var client = await SandboxClient.StartAsync(
            new SandboxOptions
            {
                Size = 1,
                Limits = limits,
                LimitsDividedBy = 10,
                Clock = new FakeTimeProvider(),
            }
        );
        var answers = new List<Answer>();
        for (var i = 0; i <= allowed / 10; i++)
        {
            answers.Add(await client.GetAsync(target));
        }

        Assert.Multiple(() =>
        {
            Assert.That(answers.SkipLast(1).Select(a => a.Status), Has.None.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(answers[^1].Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
            Assert.That(answers[0].Header(header), Is.EqualTo((allowed / 10).ToString(CultureInfo.InvariantCulture)));
        });
    }

    [Test]
    public async Task GitLabs_windows_are_the_minutes_of_the_clock()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero));
        await using var client = await SandboxClient.StartAsync(
            new SandboxOptions
            {
                Size = 1,
                Limits = SandboxLimits.Published,
                LimitsDividedBy = 2000,
                Clock = clock,
            }
        );
        await client.GetAsync("gitlab/api/v4/user");
        var refused = await client.GetAsync("gitlab/api/v4/user");
        Assert.That(
            (refused.Header("Retry-After"), refused.Header("RateLimit-ResetTime")),
            Is.EqualTo(("54", "Tue, 03 Feb 2026 04:06:00 GMT")),
            "the clock is at 04:05:06"
        );
        clock.Advance(TimeSpan.FromSeconds(54));
        Assert.That((await client.GetAsync("gitlab/api/v4/user")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task GitLab_limits_some_reads_besides_and_no_header_tells()
    {
        await using var client = await SandboxClient.StartAsync(
            new SandboxOptions
            {
                Size = 1,
                Limits = SandboxLimits.Published,
                Clock = new FakeTimeProvider(),
            }
        );
        var answers = new List<Answer>();
        for (var i = 0; i <= 400; i++)
        {
            answers.Add(await client.GetAsync("gitlab/api/v4/projects/sandbox%2Faudits"));
        }

        Assert.Multiple(() =>
        {
            Assert.That(answers.SkipLast(1).Select(a => a.Status), Is.All.EqualTo(HttpStatusCode.OK));
            Assert.That(
                (answers[^1].Status, answers[^1].Header("Retry-After"), answers[^1].Header("RateLimit-Remaining")),
                Is.EqualTo((HttpStatusCode.TooManyRequests, (string?)null, "1599"))
            );
        });
    }

    [TestCase("calendly/users/me")]
    [TestCase("pagerduty/abilities")]
    [TestCase("zendesk-global/api/v2/users/me")]
    [TestCase("gitlab/api/v4/user")]
    public async Task Hidden_limits_are_kept_and_no_header_tells_of_them(string target)
    {
        await using var client = await SandboxClient.StartAsync(
            new SandboxOptions
            {
                Size = 1,
                RequestsPerMinute = 1,
                HidesLimits = true,
            }
        );
        client.PagerDutyKey = PagerDutyVendor.AccountKey;
        var fine = await client.GetAsync(target);
        var refused = await client.GetAsync(target);
        Assert.Multiple(() =>
        {
            Assert.That((fine.Status, refused.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.TooManyRequests)));
            Assert.That(
                fine.Headers.Concat(refused.Headers)
                    .Select(h => h.Key)
                    .Where(name =>
                        name.Contains("rate", StringComparison.OrdinalIgnoreCase)
                        || name.Contains("retry", StringComparison.OrdinalIgnoreCase)
                    ),
                Is.Empty
            );
        });
    }

    [TestCase("slack", "The sandbox's /slack states no limit; let SlackVendor.Quota give what the vendor has published.")]
    [TestCase("nowhere", "The sandbox has no /nowhere; it has /1password, /calendly, ")]
    public async Task A_limit_that_nothing_states_is_asked_for_by_name(string vendor, string sentence)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = 1 });
        Assert.That(() => sandbox.QuotaOf(vendor), Throws.ArgumentException.With.Message.StartsWith(sentence));
    }
}
