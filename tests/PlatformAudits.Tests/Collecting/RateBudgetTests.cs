using System.Globalization;
using System.Net;
using NUnit.Framework;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Collecting;

/// <summary>What is sent, and when: at once while the limit allows it, and not before the vendor's window is over.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[NonParallelizable]
public sealed class RateBudgetTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly SteeredClock _clock = new();
    private readonly Recorded _log = new();
    private readonly List<RateWait> _waits = [];

    [Test]
    public async Task So_many_requests_as_the_quota_allows_go_out_at_once_and_the_next_when_the_first_is_a_window_old()
    {
        var budget = new RateBudget(RateLimits.PerMinute(3), _clock);
        for (var i = 0; i < 3; i++)
        {
            await AskAsync(budget);
        }

        var next = AskAsync(budget);
        await StandsAsync(next, TimeSpan.FromSeconds(59));
        await EndsAsync(next, TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task A_place_is_taken_until_a_window_after_the_answer_because_nobody_knows_when_in_between_the_vendor_counted()
    {
        var budget = new RateBudget(RateLimits.PerMinute(1), _clock);
        var slow = await EnterAsync(budget);
        await _clock.MoveAsync(TimeSpan.FromSeconds(20));
        budget.Release(slow, null);
        var next = AskAsync(budget);
        await StandsAsync(next, TimeSpan.FromSeconds(59));
        await EndsAsync(next, TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task Requests_that_are_under_way_count()
    {
        var budget = new RateBudget(RateLimits.PerMinute(2), _clock);
        var first = await EnterAsync(budget);
        await EnterAsync(budget);
        var third = AskAsync(budget);
        await StandsAsync(third, TimeSpan.FromMinutes(5));
        budget.Release(first, null);
        await StandsAsync(third, TimeSpan.FromSeconds(59));
        await EndsAsync(third, TimeSpan.FromSeconds(31));
    }

    [TestCase("X-RateLimit-Limit: 2|X-RateLimit-Remaining: 0|X-RateLimit-Reset: 40", TestName = "Calendly tells the seconds")]
    [TestCase("ratelimit-limit: 960|ratelimit-remaining: 0|ratelimit-reset: 40", TestName = "PagerDuty tells the seconds")]
    [TestCase(
        "RateLimit-Limit: 2000|RateLimit-Observed: 2000|RateLimit-Remaining: 0|RateLimit-Reset: {unix}",
        TestName = "GitLab tells the Unix time"
    )]
    [TestCase("RateLimit-Remaining: 0|RateLimit-ResetTime: {date}", TestName = "GitLab tells the date")]
    [TestCase(
        "X-Rate-Limit: 700|X-Rate-Limit-Remaining: 0|ratelimit-limit: 700|ratelimit-remaining: 0|ratelimit-reset: 40",
        TestName = "Zendesk tells the seconds"
    )]
    [TestCase("rate-limit-limit: 700|rate-limit-remaining: 0|rate-limit-reset: 40", TestName = "Zendesk told the seconds in 2023")]
    public async Task When_the_vendors_own_count_says_that_none_is_left_nothing_goes_out_until_the_reset(string headers)
    {
        var budget = new RateBudget(RateLimits.PerMinute(5000), _clock);
        await AskAsync(budget, headers);
        var next = AskAsync(budget);
        await StandsAsync(next, TimeSpan.FromSeconds(39));
        await EndsAsync(next, TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task A_Unix_time_is_held_against_the_vendors_own_clock()
    {
        var budget = new RateBudget(RateLimits.PerMinute(5000), _clock);
        var vendors = _clock.GetUtcNow().AddHours(3);
        await AskAsync(budget, $"RateLimit-Remaining: 0|RateLimit-Reset: {vendors.AddSeconds(40).ToUnixTimeSeconds()}|Date: {vendors:R}");
        var next = AskAsync(budget);
        await StandsAsync(next, TimeSpan.FromSeconds(38));
        await EndsAsync(next, TimeSpan.FromSeconds(3));
    }

    [Test]
    public async Task What_others_use_of_an_account_is_left_to_them()
    {
        var budget = new RateBudget(RateLimits.PerMinute(200), _clock);
        await AskAsync(budget, "X-Rate-Limit: 200|X-Rate-Limit-Remaining: 2|ratelimit-reset: 30");
        await AskAsync(budget, "X-Rate-Limit: 200|X-Rate-Limit-Remaining: 1|ratelimit-reset: 30");
        await AskAsync(budget, "X-Rate-Limit: 200|X-Rate-Limit-Remaining: 0|ratelimit-reset: 30");
        var next = AskAsync(budget);
        await StandsAsync(next, TimeSpan.FromSeconds(29));
        await EndsAsync(next, TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task Of_answers_that_overtake_one_another_none_counts_a_request_twice_or_not_at_all()
    {
        var budget = new RateBudget(RateLimits.PerMinute(200), _clock);
        var first = await EnterAsync(budget);
        var second = await EnterAsync(budget);
        budget.Release(second, Answer("ratelimit-remaining: 1|ratelimit-reset: 30"));
        budget.Release(first, Answer("ratelimit-remaining: 2|ratelimit-reset: 30"));

        // The vendor had counted one of the two, or both, when it said that one more is left.
        var next = AskAsync(budget);
        await StandsAsync(next, TimeSpan.FromSeconds(29));
        await EndsAsync(next, TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task A_larger_plan_is_used_as_soon_as_a_header_tells_of_it()
    {
        var budget = new RateBudget(RateLimits.PerMinute(1), _clock);
        await AskAsync(budget, "X-Rate-Limit: 700|X-Rate-Limit-Remaining: 699|ratelimit-reset: 60");
        for (var i = 0; i < 699; i++)
        {
            await AskAsync(budget);
        }

        await StandsAsync(AskAsync(budget), TimeSpan.FromSeconds(59));
    }

    [Test]
    public async Task What_the_settings_say_is_not_exceeded_whatever_a_header_allows()
    {
        var budget = new RateBudget(RateLimits.PerMinute(2) with { IsConfigured = true }, _clock);
        await AskAsync(budget, "X-Rate-Limit: 700|X-Rate-Limit-Remaining: 699|ratelimit-reset: 60");
        await AskAsync(budget);
        await StandsAsync(AskAsync(budget), TimeSpan.FromSeconds(59));
    }

    [Test]
    public async Task A_kind_of_requests_with_a_quota_of_its_own_does_not_hold_back_the_others()
    {
        var limits = RateLimits.PerMinute(100) with
        {
            Endpoints =
            [
                new EndpointQuota(
                    "notes",
                    (method, path) => method == "POST" && path.EndsWith("/notes", StringComparison.Ordinal),
                    new RateQuota(1, TimeSpan.FromMinutes(1))
                ),
            ],
        };
        var budget = new RateBudget(limits, _clock);
        await AskAsync(budget, method: "POST", path: "/issues/1/notes");
        await AskAsync(budget, path: "/issues/1/notes");
        var note = AskAsync(budget, method: "POST", path: "/issues/2/notes");
        await StandsAsync(note, TimeSpan.FromSeconds(59));
        await EndsAsync(note, TimeSpan.FromSeconds(2));
        Assert.That(
            _log.Sentences,
            Has.Some.EqualTo("Vendor: its 1 request a minute for notes are used up; the next request goes out in 60 s.")
        );
    }

    [Test]
    public async Task Zendesks_limit_for_a_kind_of_requests_holds_back_that_kind_only()
    {
        var budget = new RateBudget(RateLimits.PerMinute(100), _clock);
        await AskAsync(budget, "zendesk-ratelimit-users-list: total=100; remaining=0; resets=41", path: "/api/v2/users");
        await AskAsync(budget, path: "/api/v2/groups");
        var next = AskAsync(budget, path: "/api/v2/users");
        await StandsAsync(next, TimeSpan.FromSeconds(40));
        await EndsAsync(next, TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task After_a_refusal_nobody_asks_until_the_wait_is_over()
    {
        var budget = new RateBudget(RateLimits.Unknown, _clock);
        budget.Pause(TimeSpan.FromSeconds(20));
        budget.Pause(TimeSpan.FromSeconds(5));
        var next = AskAsync(budget);
        await StandsAsync(next, TimeSpan.FromSeconds(19));
        await EndsAsync(next, TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task A_system_that_refuses_every_request_is_soon_left_alone_by_all_who_wait_for_it()
    {
        var budget = new RateBudget(RateLimits.Unknown, _clock);
        var (first, second) = (await EnterAsync(budget), await EnterAsync(budget));
        Refuse(budget, first);
        var waiting = EnterAsync(budget).AsTask();
        await StandsAsync(waiting, TimeSpan.FromMinutes(9));
        Refuse(budget, second);
        var failures = new[]
        {
            Assert.ThrowsAsync<AuditException>(() => waiting),
            Assert.ThrowsAsync<AuditException>(() => EnterAsync(budget).AsTask()),
        };
        foreach (var failure in failures)
        {
            Assert.That(
                (await failure)!.Message,
                Is.EqualTo(
                    "Reading the list (GET /list): Vendor refuses every request because of its limit; the next one would be 19 min "
                        + "after the first that it refused, and a request may wait 15 min in all. Try again later."
                )
            );
        }

        Assert.That(
            _waits.Select(wait => wait.Until - wait.From),
            Is.EqualTo(new[] { TimeSpan.FromMinutes(9) }),
            "what was waited for nothing is told too"
        );
    }

    [Test]
    public async Task An_answer_between_two_refusals_gives_the_system_its_time_again()
    {
        var budget = new RateBudget(RateLimits.Unknown, _clock);
        Refuse(budget, await EnterAsync(budget));
        await _clock.MoveAsync(TimeSpan.FromMinutes(10));
        await AskAsync(budget);
        Refuse(budget, await EnterAsync(budget));
        var next = AskAsync(budget);
        await StandsAsync(next, TimeSpan.FromMinutes(9.9));
        await EndsAsync(next, TimeSpan.FromSeconds(10));
    }

    [TestCase("ratelimit-remaining: 0|ratelimit-reset: 99999999", 600)]
    [TestCase("ratelimit-remaining: 0|ratelimit-reset: 1e300", 60)]
    [TestCase("ratelimit-remaining: 0|ratelimit-reset: -7", 60)]
    [TestCase("ratelimit-remaining: 0|ratelimit-reset: soon", 60)]
    [TestCase("ratelimit-remaining: 0", 60)]
    [TestCase("ratelimit-remaining: -4|ratelimit-reset: 9", 0)]
    [TestCase("ratelimit-limit: 0|ratelimit-remaining: many|ratelimit-reset: 9", 0)]
    [TestCase("ratelimit-limit: -1", 0)]
    public async Task A_header_that_makes_no_sense_stops_nothing_for_good(string headers, int seconds)
    {
        var budget = new RateBudget(RateLimits.PerMinute(100), _clock);
        await AskAsync(budget, headers);
        var next = AskAsync(budget);
        if (seconds > 0)
        {
            await StandsAsync(next, TimeSpan.FromSeconds(seconds - 1));
        }

        await EndsAsync(next, TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task A_wait_is_shown_when_it_begins_and_every_half_minute_once_for_all_that_wait()
    {
        var budget = new RateBudget(RateLimits.PerMinute(1), _clock);
        await AskAsync(budget);
        var waiting = new[] { AskAsync(budget), AskAsync(budget), AskAsync(budget) };
        await StandsAsync(Task.WhenAny(waiting), TimeSpan.FromSeconds(55));
        Assert.Multiple(() =>
        {
            Assert.That(_log.Sentences, Has.Count.EqualTo(2));
            Assert.That(_log.Sentences[0], Is.EqualTo("Vendor: its 1 request a minute are used up; the next request goes out in 60 s."));
            Assert.That(
                _log.Sentences[1],
                Does.Match(@"^Vendor: its 1 request a minute are used up; the next request goes out in (29|30) s\.$")
            );
        });
    }

    [Test]
    public async Task A_wait_that_is_over_is_noted_with_its_reason()
    {
        var budget = new RateBudget(RateLimits.PerMinute(1), _clock);
        var from = _clock.GetUtcNow();
        await AskAsync(budget);
        await EndsAsync(AskAsync(budget), TimeSpan.FromMinutes(2));
        Assert.Multiple(() =>
        {
            Assert.That(
                _waits.Single(),
                Has.Property("System")
                    .EqualTo("Vendor")
                    .And.Property("From")
                    .EqualTo(from)
                    .And.Property("Why")
                    .EqualTo("its 1 request a minute are used up")
            );
            Assert.That((_waits.Single().Until - from).TotalSeconds, Is.EqualTo(60).Within(1));
        });
    }

    [Test]
    public async Task A_stopped_run_does_not_wait_any_longer()
    {
        var budget = new RateBudget(RateLimits.PerMinute(1), _clock);
        await AskAsync(budget);
        using var stop = new CancellationTokenSource();
        var next = AskAsync(budget, stop: stop.Token);
        await stop.CancelAsync();
        await _clock.MoveAsync(TimeSpan.Zero);
        Assert.That(next.IsCanceled, Is.True);
    }

    [Test]
    public async Task Many_at_once_never_exceed_a_vendors_windows_wherever_these_lie()
    {
        var budget = new RateBudget(RateLimits.PerMinute(50), _clock);
        var sent = new List<TimeSpan>();
        var random = new Random(7);
        async Task ListAsync(int requests)
        {
            for (var i = 0; i < requests; i++)
            {
                var turn = await EnterAsync(budget);
                TimeSpan took;
                lock (sent)
                {
#pragma warning disable CA5394 // The seed makes it repeatable; it protects nothing.
                    took = TimeSpan.FromMilliseconds(random.Next(20, 900));
                    sent.Add(_clock.Elapsed + (took * random.NextDouble()));
#pragma warning restore CA5394
                }

                await Task.Delay(took, _clock);
                budget.Release(turn, null);
            }
        }

        await _clock.RunAsync(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ListAsync(40)));
            return true;
        });
        sent.Sort();
        var fullest = sent.Max(begin => sent.Count(t => t >= begin && t < begin + TimeSpan.FromMinutes(1)));
        Assert.Multiple(() =>
        {
            Assert.That(fullest, Is.EqualTo(50), "no more than the quota, and the quota is used");
            Assert.That(_clock.Elapsed, Is.LessThan(TimeSpan.FromMinutes(4.5)), "240 requests need four minutes and the last 40");
        });
    }

    [Test]
    public async Task Audits_that_ask_one_system_with_one_credential_share_a_budget_and_others_do_not()
    {
        var budgets = new RateBudgets(_clock);
        var limits = RateLimits.PerMinute(1);
        var one = budgets.Of(limits, "https://gitlab.example/api/v4", Credential.PrivateToken("GL_TOKEN", "glpat-aaaaaaaa"));
        var same = budgets.Of(limits, "https://gitlab.example/api/v4/", Credential.PrivateToken("GL_ADMIN_TOKEN", "glpat-aaaaaaaa"));
        var other = budgets.Of(limits, "https://gitlab.example/api/v4", Credential.PrivateToken("GL_TOKEN", "glpat-bbbbbbbb"));
        var elsewhere = budgets.Of(limits, "https://other.example/api/v4", Credential.PrivateToken("GL_TOKEN", "glpat-aaaaaaaa"));
        await AskAsync(one);
        await AskAsync(other);
        await AskAsync(elsewhere);
        Assert.Multiple(() =>
        {
            Assert.That(same, Is.SameAs(one));
            Assert.That(
                budgets.Of(limits with { IsAccountWide = true }, "https://z.example", Credential.Bearer("A", "token-aaaa")),
                Is.SameAs(budgets.Of(limits with { IsAccountWide = true }, "https://z.example", Credential.Bearer("B", "token-bbbb")))
            );
        });
        await StandsAsync(AskAsync(same), TimeSpan.FromSeconds(59));
    }

    [TestCase("Retry-After: 7", 7)]
    [TestCase("Retry-After: 0", 0)]
    [TestCase("Retry-After: -5", null)]
    [TestCase("Retry-After: -5|ratelimit-reset: 9", 9)]
    [TestCase("Retry-After: {date}", 40)]
    [TestCase("Retry-After: Mon, 01 Jan 1990 00:00:00 GMT", null)]
    [TestCase("Retry-After: soon", null)]
    [TestCase("Retry-After: 1e308", null)]
    [TestCase("X-RateLimit-Reset: 12", 12)]
    [TestCase("X-RateLimit-Reset: 12, 12;w=60", 12)]
    [TestCase("RateLimit-Reset: {unix}", 40)]
    [TestCase("RateLimit-Reset: 1600000000", null)]
    [TestCase("RateLimit-ResetTime: {date}", 40)]
    [TestCase("", null)]
    public void The_wait_that_a_refusal_asks_for(string headers, int? seconds)
    {
        using var refusal = Answer(headers);
        refusal.StatusCode = HttpStatusCode.TooManyRequests;
        Assert.That(
            RateNotice.WaitAskedFor(refusal, _clock.GetUtcNow())?.TotalSeconds,
            seconds is null ? Is.Null : Is.EqualTo(seconds).Within(1)
        );
    }

    private HttpResponseMessage Answer(string headers)
    {
        var answer = new HttpResponseMessage();
        var reset = _clock.GetUtcNow().AddSeconds(40);
        foreach (
            var header in headers
                .Replace("{unix}", reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{date}", reset.ToString("R"), StringComparison.Ordinal)
                .Split('|', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            answer.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ", 2)[1]);
        }

        return answer;
    }

    private ValueTask<RateLimitLease> EnterAsync(
        RateBudget budget,
        string method = "GET",
        string path = "/list",
        CancellationToken stop = default
    ) =>
        budget.AcquireAsync(
            new RateLimitCaller("Vendor", _log, Patience, _waits.Add),
            method,
            path,
            $"Reading the list (GET {path})",
            stop
        );

    private async Task AskAsync(
        RateBudget budget,
        string headers = "",
        string method = "GET",
        string path = "/list",
        CancellationToken stop = default
    )
    {
        var turn = await EnterAsync(budget, method, path, stop);
        using var answer = Answer(headers);
        budget.Release(turn, answer);
    }

    /// <summary>The vendor refuses a request, and asks for ten minutes.</summary>
    private static void Refuse(RateBudget budget, RateLimitLease turn)
    {
        using var refusal = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        budget.Release(turn, refusal);
        budget.Pause(TimeSpan.FromMinutes(10));
    }

    /// <summary>Does not end while the clock is moved by so much.</summary>
    private async Task StandsAsync(Task asking, TimeSpan time)
    {
        await _clock.MoveAsync(time);
        Assert.That(asking.IsCompleted, Is.False, $"it went out within {time}");
    }

    private async Task EndsAsync(Task asking, TimeSpan time)
    {
        await _clock.MoveAsync(time);
        Assert.That(asking.IsCompleted, Is.True, $"it did not go out within {time}");
        await asking;
    }
}
