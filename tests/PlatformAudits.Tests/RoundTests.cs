using System.Text.RegularExpressions;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Tests;

/// <summary>Every platform's audit side by side: each stands alone, and nothing is written on an audited system.</summary>
public sealed partial class RoundTests
{
    [Test]
    public async Task Every_platform_finds_its_own_plant_and_keeps_its_own_issue()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        var results = await audit.RunAllAsync();
        Assert.Multiple(() =>
        {
            Assert.That(results.Select(r => r.Platform), Is.EqualTo(SandboxedAudit.Platforms));
            foreach (var result in results)
            {
                Assert.That(result.Reason, Is.Null, result.Platform);
                Assert.That(
                    result.Outcome!.Report.Findings.Select(f => new PlantedFault(result.Platform, f.Key.Check, f.Key.Subject)),
                    Is.EquivalentTo(audit.Sandbox.Planted.Where(p => p.Platform == result.Platform)),
                    result.Platform
                );
            }

            Assert.That(
                audit.Issues.Select(i => i.Title),
                Is.EquivalentTo(results.Select(r => $"{r.Outcome!.Report.Title} audit {r.Outcome.Report.Period.Title}"))
            );
        });
    }

    [Test]
    public async Task Audited_systems_are_only_ever_read()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        var results = await audit.RunAllAsync();
        var vendors = audit.Sandbox.Requests.All.Where(r => VendorOf(r) != "gitlab").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(results.Select(r => r.Reason), Has.All.Null, "else the test proves less");
            Assert.That(audit.Sandbox.Requests.NotKept, Is.Zero, "else the test proves less");
            Assert.That(vendors, Is.Not.Empty);
            Assert.That(vendors.Where(r => !IsReading(r)).Select(r => $"{r.Method} {r.Target}"), Is.Empty);
        });
    }

    [TestCase("GET", "/calendly/users/me", true)]
    [TestCase("POST", "/zendesk/oauth/tokens", true)]
    [TestCase("GET", "/1password/user list --group Support", true)]
    [TestCase("op", "/1password/group get Support", true)]
    [TestCase("POST", "/calendly/users", false)]
    [TestCase("POST", "/zendesk/api/v2/oauth/tokens.json", false)]
    [TestCase("DELETE", "/calendly/organization_memberships/1", false)]
    [TestCase("op", "/1password/group user grant --group Support", false)]
    [TestCase("op", "/1password/user delete list", false)]
    public void What_counts_as_reading(string method, string target, bool isReading) =>
        Assert.That(IsReading(method, target), Is.EqualTo(isReading));

    [Test]
    public async Task One_failure_hides_no_other()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var told = new List<string>();
        var results = await AuditBatch.RunAsync(
            ["wrong", "broken", "well", "refused"],
            platform =>
                platform switch
                {
                    "wrong" => throw new AuditException("Reading the settings: no.", FailureKind.ConfigurationOrInfrastructure),
                    "broken" => throw new InvalidOperationException("Sequence contains no elements"),
                    "refused" => Task.FromException<AuditOutcome>(new AuditException("Calendly answered 401.")),
                    _ => audit.RunAsync(),
                },
            result => told.Add(result.Platform),
            TimeProvider.System
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                results.Select(r => (r.Platform, r.Kind, r.Reason)),
                Is.EqualTo(
                    new (string, FailureKind?, string?)[]
                    {
                        ("wrong", FailureKind.ConfigurationOrInfrastructure, "Reading the settings: no."),
                        (
                            "broken",
                            FailureKind.Defect,
                            "This is a defect of the program: InvalidOperationException: Sequence contains no elements"
                        ),
                        ("well", null, null),
                        ("refused", FailureKind.NotEvaluated, "Calendly answered 401."),
                    }
                )
            );
            Assert.That(results[2].Outcome!.Report.Verdict, Is.EqualTo(Verdict.Findings));
            Assert.That(told, Is.EquivalentTo(results.Select(r => r.Platform)));
        });
    }

    [Test]
    public async Task The_audits_run_at_the_same_time()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        using var meeting = new Barrier(3);
        var results = await AuditBatch.RunAsync(
            ["a", "b", "c"],
            async _ =>
                meeting.SignalAndWait(TimeSpan.FromMinutes(5))
                    ? await audit.RunAsync()
                    : throw new TimeoutException("The others never came."),
            _ => { },
            TimeProvider.System
        );
        Assert.That(results.Select(r => r.Failure).Where(f => f is TimeoutException), Is.Empty);
    }

    private static string VendorOf(LoggedRequest request) => request.Target.Split('/')[1];

    private static bool IsReading(LoggedRequest request) => IsReading(request.Method, request.Target);

    /// <summary>GET, the exchange of OAuth credentials for a token, or a command of <c>op</c> that lists or gets.</summary>
    private static bool IsReading(string method, string target) =>
        method == "GET"
        || (
            method == "POST"
            && target.EndsWith("/oauth/tokens", StringComparison.Ordinal)
            && !target.Contains("/api/", StringComparison.Ordinal)
        )
        || (method == "op" && ReadingCommand().IsMatch(target));

    [GeneratedRegex("^/1password/[a-z]+ (list|get)( |$)")]
    private static partial Regex ReadingCommand();
}
