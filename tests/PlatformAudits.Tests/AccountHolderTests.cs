using NUnit.Framework;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests;

/// <summary>Whom GitLab knows by the address of an account that is nobody's in the team file.</summary>
public sealed class AccountHolderTests
{
    private static readonly string[] OnceEach = ["a@b.example", "c@d.example"];

    [Test]
    public async Task Where_the_policy_asks_holders_the_number_of_the_one_who_shows_the_address_is_kept_and_never_the_address()
    {
        await using var audit = await StartAsync("handbook-2021");
        var gitLab = audit.Sandbox.GitLab;
        var (known, doubled, named) = (gitLab.Outsiders[0], gitLab.Outsiders[1], "someone.new@contractor.example");
        gitLab.Change(gitLab.Outsiders[2], user => user with { PublicEmail = doubled.PublicEmail.ToUpperInvariant() });
        gitLab.Change(gitLab.Outsiders[3], user => user with { PublicEmail = "", Name = $"Not {named}" });
        var calendly = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        if (calendly.Find(doubled.PublicEmail) is null)
        {
            calendly.Add("Somebody", doubled.PublicEmail);
        }

        calendly.Add("Some One", named);
        var outcome = await audit.RunAsync();
        string[] DigitsOf(string address) =>
            [
                .. outcome
                    .Report.Findings.Where(finding => finding.Account?.Email?.Equals(address, StringComparison.OrdinalIgnoreCase) == true)
                    .Select(finding => finding.Key.Digits),
            ];
        var kept = SandboxedAudit.MemoriesOf(audit.Issues.Single()).Single().Body;
        var asked = SearchesOf(audit);
        Assert.Multiple(() =>
        {
            Assert.That(
                DigitsOf(known.PublicEmail),
                Is.Not.Empty.And.All.Matches<string>(digits => kept.Contains($"{digits} {known.Id}\""))
            );
            Assert.That(
                DigitsOf(doubled.PublicEmail).Concat(DigitsOf(named)),
                Is.Not.Empty.And.None.Matches<string>(digits => System.Text.RegularExpressions.Regex.IsMatch(kept, $"\"{digits} [0-9]+\""))
            );
            Assert.That(kept, Does.Not.Contain(known.PublicEmail).And.Not.Contain("search"));
            Assert.That(asked, Is.Unique.And.Not.Empty);
            Assert.That(asked, Has.None.Contains(audit.Sandbox.World.TeammateAt(3)!.Email.Trim()).IgnoreCase);
        });
    }

    [Test]
    public async Task What_is_kept_is_read_again_and_a_run_that_changes_nothing_writes_nothing()
    {
        await using var audit = await StartAsync("handbook-2021");
        await audit.RunAsync();
        var (before, writes) = (SandboxedAudit.MemoriesOf(audit.Issues.Single()).Single().Body, audit.Sandbox.Requests.Writes.Count);
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(before, Does.Contain("holders"));
            Assert.That(SandboxedAudit.MemoriesOf(audit.Issues.Single()).Single().Body, Is.EqualTo(before));
            Assert.That(audit.Sandbox.Requests.Writes, Has.Count.EqualTo(writes));
        });
    }

    [Test]
    public async Task A_replay_asks_nobody_and_gives_the_same_bytes()
    {
        await using var audit = await StartAsync("handbook-2021");
        await audit.RunAsync();
        var (report, issue) = (File.ReadAllText(audit.Output("report.json")), File.ReadAllText(audit.Output("issue.md")));
        var requests = audit.Sandbox.Requests.All.Count;
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot") };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Sandbox.Requests.All, Has.Count.EqualTo(requests));
            Assert.That(File.ReadAllText(audit.Output("report.json")), Is.EqualTo(report));
            Assert.That(File.ReadAllText(audit.Output("issue.md")), Is.EqualTo(issue));
        });
    }

    [Test]
    public async Task By_another_policy_nobody_is_looked_up()
    {
        await using var audit = await StartAsync("handbook-2022");
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(SearchesOf(audit), Is.Empty);
            Assert.That(SandboxedAudit.MemoriesOf(audit.Issues.Single()).Single().Body, Does.Not.Contain("holders"));
        });
    }

    [Test]
    public async Task An_address_is_asked_for_once_and_after_a_refusal_nobody_knows()
    {
        var asked = new List<string>();
        var holders = new AccountHolders();
        Task<TrackerAccount?> Ask(string address)
        {
            asked.Add(address);
            return Task.FromResult<TrackerAccount?>(new TrackerAccount(7, "A"));
        }

        var first = await holders.FindAsync(["a@b.example", "A@B.example"], Ask);
        await holders.FindAsync(["a@b.example", "c@d.example"], Ask);
        var refused = await holders.FindAsync(["a@b.example", "x@y.example"], _ => throw new AuditException("Refused."));
        Assert.Multiple(() =>
        {
            Assert.That(asked, Is.EqualTo(OnceEach));
            Assert.That(first!["A@b.example"], Is.EqualTo(7));
            Assert.That(refused, Is.Null);
        });
    }

    private static async Task<SandboxedAudit> StartAsync(string policy)
    {
        var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 30 });
        audit.Change("follow_up:\n", $"follow_up:\n  policy: {policy}\n");
        return audit;
    }

    private static List<string> SearchesOf(SandboxedAudit audit) =>
        [
            .. audit
                .Sandbox.Requests.All.Select(request => Uri.UnescapeDataString(request.Target))
                .Where(target => target.Contains("/users?search=", StringComparison.Ordinal)),
        ];
}
