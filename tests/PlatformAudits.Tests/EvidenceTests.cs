using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.GitLab;

namespace PlatformAudits.Tests;

/// <summary>What a snapshot proves, and what a replay gives.</summary>
public sealed class EvidenceTests
{
    [Test]
    public async Task A_replay_gives_the_same_report_and_issue_to_the_byte_without_a_network()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150, TeamAsFolder = true });
        await audit.RunAsync();
        var recorded = audit.Output("snapshot");
        var before = Written().ToList();
        var asked = audit.Sandbox.Requests.Received;
        audit.Variables.Clear();
        audit.Request = audit.Request with
        {
            ReplayFolder = recorded,
            OutputFolder = audit.Output("replayed"),
            SettingsPath = "/nowhere",
            WaiversPath = "/nowhere",
        };
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(Written(), Is.EqualTo(before));
            Assert.That(audit.Sandbox.Requests.Received, Is.EqualTo(asked));
            Assert.That(outcome.Issue, Is.Null);
        });

        IEnumerable<byte[]> Written() =>
            new[]
            {
                "report.json",
                "report.html",
                "review.json",
                "issue.md",
                "junit.xml",
                "accounts.csv",
                "accounts.json",
                "findings.csv",
                "changes.csv",
            }.Select(name => File.ReadAllBytes(audit.Output(name)));
    }

    [Test]
    public async Task A_replay_of_a_run_that_failed_tells_the_same_reason([Values(1, 2, 3, 4, 5)] int seed)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10, Seed = seed });
        audit.Variables["CALENDLY_TOKEN"] = CalendlyVendor.UserToken;
        await audit.RunAsync();
        var before = await File.ReadAllBytesAsync(audit.Output("report.json"));
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot") };
        await audit.RunAsync();
        Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(before), "whichever of the four lists was refused first");
    }

    [Test]
    public async Task A_snapshot_that_somebody_changed_is_not_replayed()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var file = Directory.GetFiles(audit.Output("snapshot"), "memberships-*.json")[0];
        await File.AppendAllTextAsync(file, " ");
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot") };
        Assert.That(
            audit.RunAsync,
            Throws.TypeOf<AuditException>().With.Message.Contains($"{Path.GetFileName(file)} was changed after it was written")
        );
    }

    [Test]
    public async Task A_manifest_that_somebody_changed_is_not_replayed()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var manifest = Path.Combine(audit.Output("snapshot"), "manifest.json");
        await File.WriteAllTextAsync(
            manifest,
            (await File.ReadAllTextAsync(manifest)).Replace("\"rows\": 1", "\"rows\": 2", StringComparison.Ordinal)
        );
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot") };
        Assert.That(audit.RunAsync, Throws.TypeOf<AuditException>().With.Message.Contains("its seal does not fit"));
    }

    [Test]
    public async Task The_manifest_tells_who_asked_what_when_and_what_came_back()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var text = await File.ReadAllTextAsync(Path.Combine(audit.Output("snapshot"), "manifest.json"));
        var manifest = JObject.Parse(text);
        var memberships = manifest["exchanges"]!.Single(e => (string?)e["list"] == "memberships");
        Assert.Multiple(() =>
        {
            Assert.That((string?)manifest["systems"]![1]!["credentialVariable"], Is.EqualTo("CALENDLY_TOKEN"));
            Assert.That(
                (string?)manifest["systems"]![1]!["credentialIdentity"],
                Does.Match("^https://api.calendly.com/users/.*, owner of https://api.calendly.com/organizations/")
            );
            Assert.That((int?)memberships["rows"], Is.EqualTo(audit.Sandbox.Vendor<CalendlyVendor>().Organization.Accounts.Count()));
            Assert.That(
                (string?)memberships["path"],
                Does.StartWith("/organization_memberships?organization=https%3A%2F%2Fapi.calendly.com%2Forganizations%2F")
            );
            Assert.That((string?)memberships["sha256Received"], Does.Match("^[0-9a-f]{64}$"));
            Assert.That(
                manifest["inputs"]!.Select(i => (string?)i["file"]),
                Is.EqualTo(new[] { "inputs/audits.yaml", "inputs/decisions.json", "inputs/due-date.txt", "inputs/support-team.yaml" })
            );
            Assert.That(text, Does.Not.Contain(CalendlyVendor.OwnerToken).And.Not.Contain(GitLabVendor.BotToken));
        });
    }

    [Test]
    public async Task The_seal_can_be_computed_with_sed_and_sha256sum()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var text = await File.ReadAllTextAsync(Path.Combine(audit.Output("snapshot"), "manifest.json"));
        var seal = (string)JObject.Parse(text)["seal"]!;
        var unsealed = System.Text.RegularExpressions.Regex.Replace(text, "\"seal\": \"[0-9a-f]*\"", "\"seal\": \"\"");
        Assert.That(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(unsealed))),
            Is.EqualTo(seal)
        );
    }

    [Test]
    public async Task Everything_written_is_free_of_the_credentials_and_of_redacted_fields()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        await audit.RunAsync();
        var written = Directory
            .EnumerateFiles(audit.Request.OutputFolder, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Concat(audit.Log.Sentences);
        Assert.That(
            written,
            Has.None.Contains(CalendlyVendor.OwnerToken).And.None.Contains(GitLabVendor.BotToken).And.None.Match("\"avatar_url\": ?\"http")
        );
    }
}
