using NUnit.Framework;
using PlatformAudits.Checking;

namespace PlatformAudits.Tests.Platforms.OnePassword;

/// <summary>Outputs of <c>op</c> that others recorded, in the folder that <c>AUDIT_FIXTURES</c> names.</summary>
public sealed class RecordedOutputTests
{
    [TestCase("svcacct-whoami.stdout.json")]
    [TestCase("svcacct-whoami-2.stdout.json")]
    public async Task Recorded_lists_are_read_and_compared(string whoami)
    {
        var replies = new Dictionary<string, OpReply>
        {
            ["--version"] = new(Recorded("cli-version.stdout.txt")),
            ["whoami"] = new(Recorded(whoami)),
            ["user list"] = new(Recorded("user-list-all-users.stdout.json")),
            ["group list"] = new(Recorded("group-list-all-groups.stdout.json")),
            ["group user list ibzbz27c2rbfni4sklrvcu2utu"] = new(Recorded("user-list-group-owners.stdout.json")),
        };
        await using var op = await OpAudit.StartAsync((command, _) => replies[command], "{groups: [{group: Owners}]}");
        var report = (await op.Audit.RunAsync()).Report;
        Assert.Multiple(() =>
        {
            Assert.That(report.Verdict, Is.EqualTo(Verdict.Findings), string.Join('\n', report.Reasons));
            Assert.That(
                report.Findings.Select(f => f.Key.ToString()),
                Is.EqualTo(
                    new[]
                    {
                        "group-manager-is-expected:ibzbz27c2rbfni4sklrvcu2utu/5GHHPJK5HZC5BAT7WDUXW57G44",
                        "group-member-is-on-the-team:ibzbz27c2rbfni4sklrvcu2utu/5GHHPJK5HZC5BAT7WDUXW57G44",
                        "teammate-is-in-group:ibzbz27c2rbfni4sklrvcu2utu/ada@example.com",
                        "teammate-is-in-group:ibzbz27c2rbfni4sklrvcu2utu/max@example.com",
                    }
                )
            );
        });
    }

    [Test]
    public async Task Every_recorded_failure_is_one_sentence_with_what_to_do()
    {
        var files = Directory.GetFiles(Folder(), "*.stderr.txt");
        await Assert.MultipleAsync(async () =>
        {
            foreach (var file in files)
            {
                await using var op = await OpAudit.StartAsync("user list", new OpReply("", await File.ReadAllTextAsync(file), 1));
                var reason = await op.ReasonAsync();
                Assert.That(
                    reason,
                    Does.Match(
                        "^Reading people \\(op user list --format=json\\): op ended with exit code 1 \\([^\n]+\\)\\. [A-Z][^\n]+\\.$"
                    ),
                    file
                );
                Assert.That(reason, Does.Not.Match("\\[ERROR\\]|\\d{4}/\\d\\d/\\d\\d|goroutine"), file);
            }
        });
    }

    [Test]
    public async Task A_published_list_of_scim_is_read()
    {
        var body = (string?)
            Newtonsoft
                .Json.Linq.JObject.Parse(await File.ReadAllTextAsync(Path.Combine(Folder(), "..", "scim_rfc7644_list_users.json")))["body"]
                ?.ToString();
        var rows = Newtonsoft.Json.Linq.JObject.Parse(body!)["Resources"]!.Select(r =>
            PlatformAudits.Platforms.OnePassword.OnePasswordAccount.ReadScim(
                new PlatformAudits.Collecting.Json.JsonRecord((Newtonsoft.Json.Linq.JObject)r)
            )
        );
        Assert.That(
            rows.Select(r => (r.Name, r.Email, r.State)),
            Is.EqualTo(new[] { ("Babs Jensen", "bjensen@example.com", "ACTIVE"), ("J Smith", "jsmith@example.com", "INACTIVE") })
        );
    }

    private static string Recorded(string file) => File.ReadAllText(Path.Combine(Folder(), file));

    private static string Folder()
    {
        var fixtures = Environment.GetEnvironmentVariable("AUDIT_FIXTURES");
        if (string.IsNullOrEmpty(fixtures))
        {
            Assert.Ignore("AUDIT_FIXTURES is not set.");
        }

        return Path.Combine(fixtures!, "1password", "pyonepassword");
    }
}
