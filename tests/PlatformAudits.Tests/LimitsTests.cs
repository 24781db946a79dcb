using System.Globalization;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Tests;

/// <summary>
/// All audits at the same time against vendors that keep their published limits, by a clock that moves on when everything waits.
/// AUDIT_LIMITS_SIZE sets the number of people of a large team, which the sample does without; docs/limits.md has the figures of 5,000.
/// </summary>
[NonParallelizable]
[Category(Search.Category)]
public sealed class LimitsTests
{
    /// <summary>A small team against a fraction of the smallest plans' limits, and a large one against the limits as they are.</summary>
    private static IEnumerable<TestCaseData<int, SandboxLimits, int>> Teams =>
        Search.Count("AUDIT_LIMITS_SIZE", 0, 5_000) is > 0 and var large
            ?
            [
                new(150, SandboxLimits.SmallestPlans, 25),
                new(large, SandboxLimits.Published, 1),
                new(large, SandboxLimits.SmallestPlans, 1),
            ]
            : [new(150, SandboxLimits.SmallestPlans, 25)];

    [TestCaseSource(nameof(Teams))]
    public async Task At_the_vendors_limits_all_audits_are_slow_and_never_refused(int size, SandboxLimits limits, int dividedBy)
    {
        var options = new SandboxOptions
        {
            Size = size,
            Limits = limits,
            LimitsDividedBy = dividedBy,
        };
        var (audit, results) = await RunAsync(options);
        await using (audit)
        {
            var reached = Reached(audit, options).ToList();
            Assert.Multiple(() =>
            {
                AssertAllFound(audit, results);
                Assert.That(audit.Sandbox.Requests.All.Where(r => r.Status == 429).Select(r => r.Target), Is.Empty);
                Assert.That(reached, Has.All.Matches<(string Vendor, double OfAllowed)>(r => r.OfAllowed >= 0.9));
                Assert.That(reached, limits == SandboxLimits.Published ? Has.All.Not.Null : Is.Not.Empty, "else the test proves nothing");
            });
        }
    }

    [TestCaseSource(nameof(Teams))]
    public async Task Without_any_header_of_a_limit_all_audits_come_to_their_end(int size, SandboxLimits limits, int dividedBy)
    {
        var (audit, results) = await RunAsync(
            new SandboxOptions
            {
                Size = size,
                Limits = limits,
                LimitsDividedBy = dividedBy,
                HidesLimits = true,
            }
        );
        await using (audit)
        {
            var refusing = audit.Sandbox.Requests.All.Where(r => r.Status == 429).Select(VendorOf).Distinct().ToList();
            Assert.Multiple(() =>
            {
                AssertAllFound(audit, results);
                Assert.That(
                    refusing,
                    dividedBy > 1 ? Is.Not.Empty : Is.EqualTo(limits == SandboxLimits.Published ? [] : new[] { "calendly" }),
                    "the built-in quotas are those of the smallest plan that has what is audited; Calendly's free one does not"
                );
            });
        }
    }

    private static async Task<(SandboxedAudit Audit, AuditResult[] Results)> RunAsync(SandboxOptions options)
    {
        var clock = new SteeredClock();
        var audit = await SandboxedAudit.StartAsync(options with { Clock = clock });
        var began = TimeProvider.System.GetTimestamp();
        var results = await audit.RunAllAsync();
        var requests = audit.Sandbox.Requests.All;
        TestContext.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Size} people, {options.Limits} limits divided by "
                    + $"{options.LimitsDividedBy}{(options.HidesLimits ? ", no headers" : "")}: {requests.Count} requests, "
                    + $"{clock.Elapsed.TotalSeconds:0} s by the steered clock, "
                    + $"{TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s by the wall's"
            )
        );
        foreach (var vendor in requests.GroupBy(VendorOf).OrderBy(v => v.Key, StringComparer.Ordinal))
        {
            var (quota, window) = QuotaOf(audit, vendor.Key, options);
            var time = vendor.Max(r => r.At) - vendor.Min(r => r.At);
            TestContext.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {vendor.Key}: {vendor.Count()} requests in {time.TotalSeconds:0.0} s, {quota} in {window.TotalMinutes:0} min "
                        + $"allowed, {vendor.Count(r => r.Status == 429)} refused"
                )
            );
        }

        return (audit, results);
    }

    private static string VendorOf(LoggedRequest request) => request.Target.Split('/')[1];

    private static (int Requests, TimeSpan Window) QuotaOf(SandboxedAudit audit, string vendor, SandboxOptions options)
    {
        var quota = audit.Sandbox.QuotaOf(vendor);
        var requests = options.Limits == SandboxLimits.Published ? quota.Requests : quota.OfSmallestPlan;
        return (Math.Max(1, requests / options.LimitsDividedBy), quota.Window);
    }

    private static void AssertAllFound(SandboxedAudit audit, AuditResult[] results)
    {
        Assert.That(results.Select(r => r.Reason), Has.All.Null);
        Assert.That(
            results
                .Where(r => r.Outcome is not null)
                .SelectMany(r => r.Outcome!.Report.Findings.Select(f => new PlantedFault(r.Platform, f.Key.Check, f.Key.Subject))),
            Is.EquivalentTo(audit.Sandbox.Planted)
        );
    }

    /// <summary>
    /// How much of what the vendor allows was used, for each audited vendor that had to be waited for: the least time in which so many
    /// requests can be sent (full windows, one after the other), over the time between the first and the last of them. It is never more
    /// than 1, other than requests over time and quota, which a burst at the end makes larger.
    /// </summary>
    private static IEnumerable<(string Vendor, double OfAllowed)> Reached(SandboxedAudit audit, SandboxOptions options)
    {
        foreach (var vendor in audit.Sandbox.Requests.All.GroupBy(VendorOf).Where(v => v.Key is not ("gitlab" or "1password")))
        {
            var (quota, window) = QuotaOf(audit, vendor.Key, options);
            var least = window * ((vendor.Count() - 1) / quota);
            var time = vendor.Max(r => r.At) - vendor.Min(r => r.At);
            if (least > TimeSpan.Zero)
            {
                TestContext.Out.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"  {vendor.Key}: {least / time:0.000} of the allowed rate; requests / (time x quota) = "
                            + $"{vendor.Count() / (time / window * quota):0.00}"
                    )
                );
                yield return (vendor.Key, least / time);
            }
        }
    }
}
