using System.Text.RegularExpressions;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox;

namespace PlatformAudits.Tests.Reporting;

/// <summary>What is to be done, as a reviewer reads it: one decision for an account or teammate, the gravest first, with links.</summary>
public sealed partial class FindingGroupsTests
{
    /// <summary>The most items that a reviewer has to decide on of GitLab.com for a team of 150: 40 about people, and 7 tokens.</summary>
    private const int MostItems = 47;

    private static readonly Dictionary<string, string> PagesOf = new(StringComparer.Ordinal)
    {
        ["1password"] = @"https://[a-z0-9-]+\.1password\.com/people",
        ["calendly"] = @"https://calendly\.com/app/admin/users/(active|pending)",
        ["gitlab-com"] =
            @"https://gitlab\.com/([A-Za-z0-9_.-]+|groups/[a-z0-9/-]+/-/group_members"
            + "|(groups/)?[a-z0-9/-]+/-/settings/(access_tokens|repository|service_accounts))",
        ["pagerduty"] = @"https://[a-z0-9-]+\.pagerduty\.com/(users/P[A-Z0-9]+|schedules(/P[A-Z0-9]+)?)",
        ["zendesk-global"] = @"https://gitlab\.zendesk\.com/(agent/users/[0-9]+|admin/apps-integrations/apis/zendesk-api)",
        ["zendesk-us-federal"] =
            @"https://gitlab-federal-support\.zendesk\.com/(agent/users/[0-9]+|admin/apps-integrations/apis/zendesk-api)",
    };

    /// <summary>
    /// The words of a description outside of its folded parts, without addresses of links and the chart, as issues had them before their
    /// findings were grouped.
    /// </summary>
    private static readonly Dictionary<string, int> WordsBefore = new(StringComparer.Ordinal)
    {
        ["1password"] = 1327,
        ["calendly"] = 1481,
        ["gitlab-com"] = 3087,
        ["pagerduty"] = 1853,
        ["zendesk-global"] = 2599,
        ["zendesk-us-federal"] = 2726,
    };

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task Above_its_folded_parts_an_issue_has_at_most_half_of_the_words_that_it_had(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions(), platform);
        await audit.RunAsync();
        var shown = NotShown().Replace(Folded().Replace(audit.Issues.Single().Description!, "$1"), "");
        Assert.That(Word().Count(shown), Is.AtMost(WordsBefore[platform] / 2));
    }

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task Every_finding_stands_once_below_who_it_is_about_with_links_of_the_vendors_form(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions(), platform);
        await audit.RunAsync();
        var issue = audit.Issues.Single().Description!;
        var done = issue[issue.IndexOf("### What is to be done", StringComparison.Ordinal)..];
        done = done[..done.IndexOf("\n### ", 4, StringComparison.Ordinal)];
        var items = Item().Matches(done).Select(m => m.Value).ToList();
        var ids = Id().Matches(done).Select(m => m.Groups[1].Value).ToList();
        var links = items
            .SelectMany(item => Link().Matches(item))
            .Select(m => (Text: m.Groups[1].Value, Address: m.Groups[2].Value))
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(ids, Has.Count.EqualTo(audit.Planted.Count).And.Unique);
            Assert.That(items.Where(item => !Link().IsMatch(item)), Is.Empty, "an item without a link");
            Assert.That(
                links
                    .Where(l => l.Text is not ("profile" or "team file") && !l.Text.StartsWith("request at ", StringComparison.Ordinal))
                    .Select(l => l.Address),
                Has.All.Matches($"^{PagesOf[platform]}$")
            );
            Assert.That(
                links.Where(l => l.Text == "profile").Select(l => l.Address),
                Has.All.Matches("^https://gitlab\\.com/[A-Za-z0-9_.-]+$")
            );
            Assert.That(
                links.Where(l => l.Text == "team file").Select(l => l.Address),
                Has.All.Matches("^https://gitlab\\.com/[a-z/-]+/-/blob/[a-z]+/[a-z/.-]+#L[0-9]+$")
            );
            if (platform == "gitlab-com")
            {
                Assert.That(items, Has.Count.LessThanOrEqualTo(MostItems));
            }
        });
    }

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task Right_above_the_items_of_a_finding_stands_its_remedy_and_no_other_of_its_check(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        var report = (await audit.RunAsync()).Report;
        var ids = FindingIds.Of(report);
        var above = RemediesAbove(audit.Issues.Single().Description!);
        var remedies = report.Findings.ToLookup(f => f.Key.Check, report.RemedyOf, StringComparer.Ordinal);
        Assert.Multiple(() =>
        {
            Assert.That(above, Has.Count.EqualTo(report.Findings.Count));
            foreach (var finding in report.Findings)
            {
                var others = remedies[finding.Key.Check].Where(remedy => remedy != report.RemedyOf(finding)).ToList();
                var paragraphs = above[ids.Of(finding.Key)];
                Assert.That(paragraphs, Has.One.EndsWith(report.RemedyOf(finding)), finding.Text);
                Assert.That(
                    paragraphs.Where(p => others.Exists(other => p.EndsWith(other, StringComparison.Ordinal))),
                    Is.Empty,
                    finding.Text
                );
            }
        });
    }

    [Test]
    public async Task The_gravest_come_first_and_the_light_ones_fold_into_one_line()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "zendesk-global");
        await audit.RunAsync();
        var issue = audit.Issues.Single().Description!;
        var severities = Heading().Matches(issue).Select(m => m.Groups[1].Value).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(severities.Distinct(), Is.EqualTo(new[] { "High", "Medium", "Low" }));
            Assert.That(severities, Is.EqualTo(severities.OrderBy(s => Array.IndexOf(["High", "Medium", "Low"], s))));
            Assert.That(issue, Does.Match("<details><summary>[0-9]+ of low severity</summary>\n\n#### Low: "));
            Assert.That(
                audit.Report()["findings"]!.Select(f => (string)f["severity"]!),
                Is.EqualTo(
                    audit.Report()["findings"]!
                        .Select(f => (string)f["severity"]!)
                        .OrderBy(s => Array.IndexOf(["high", "medium", "low"], s))
                )
            );
        });
    }

    [Test]
    public async Task A_severity_of_the_settings_moves_findings()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Change("\n  calendly:\n", "\n  calendly:\n    severity: {account-has-teammate: low, teammate-has-calendly-link: high}\n");
        await audit.RunAsync();
        Assert.That(
            audit.Issues.Single().Description,
            Does.Contain("#### High: Teammates without a link in the team file\n")
                .And.Contain("#### Low: Accounts of nobody on the team\n")
        );
    }

    [Test]
    public async Task A_tick_on_one_of_several_findings_stays_below_its_account()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "gitlab-com");
        await audit.RunAsync();
        var nested = Nested().Match(audit.Issues.Single().Description!);
        audit.Sandbox.GitLab.Tracker.Edit(
            audit.Sandbox.GitLab.UserOf(0),
            1,
            issue =>
                issue with
                {
                    Description = issue.Description!.Replace(nested.Value, nested.Value.Replace("[ ]", "[x]"), StringComparison.Ordinal),
                }
        );
        audit.Request = audit.Request with { WaiversPath = audit.Write("waivers.yaml", WaiverOfAnother(audit)) };
        await audit.RunAsync();
        Assert.That(audit.Issues.Single().Description, Does.Contain("\n" + nested.Value.TrimStart('\n').Replace("[ ]", "[x]")));
    }

    /// <summary>The paragraphs between the list that an item of a finding stands in and what is above them, by the finding's id.</summary>
    private static Dictionary<string, List<string>> RemediesAbove(string issue)
    {
        var (above, paragraphs, isList) = (new Dictionary<string, List<string>>(StringComparer.Ordinal), new List<string>(), false);
        foreach (var line in issue.Split('\n').Where(line => line.Length > 0))
        {
            if (Id().Match(line) is { Success: true } id)
            {
                above[id.Groups[1].Value] = paragraphs;
                isList = true;
            }
            else if (!line.StartsWith("- ", StringComparison.Ordinal))
            {
                paragraphs = isList || line.StartsWith('#') ? [line] : [.. paragraphs, line];
                isList = false;
            }
        }

        return above;
    }

    /// <summary>A waiver that makes the next run write, and leaves the first nested finding alone.</summary>
    private static string WaiverOfAnother(SandboxedAudit audit)
    {
        var last = audit.Planted.Last(p => p.Check == "teammate-is-a-member");
        return $"""
            waivers:
              - platform: gitlab-com
                check: {last.Check}
                account: "{last.Account}"
                owner: Ada
                reason: Starts next month
                link: https://gitlab.example.com/1
                expires: {DateTime.UtcNow.AddDays(30):yyyy-MM-dd}
            """;
    }

    [GeneratedRegex("(?s)<details><summary>(.*?)</summary>.*?</details>")]
    private static partial Regex Folded();

    [GeneratedRegex(@"(?s)<!--.*?-->|```mermaid.*?```|\]\([^)]*\)")]
    private static partial Regex NotShown();

    [GeneratedRegex(@"[^\s|]*\w[^\s|]*")]
    private static partial Regex Word();

    [GeneratedRegex("(?m)^- .*(?:\n  - .*)*")]
    private static partial Regex Item();

    [GeneratedRegex(@"- \[ \] `(F[0-9a-f]{8,16})`")]
    private static partial Regex Id();

    [GeneratedRegex(@" · \[([^\[\]]+)\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("(?m)^#### (High|Medium|Low): ")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\n  - \[ \] `F[0-9a-f]{8}` [^\n]*")]
    private static partial Regex Nested();
}
