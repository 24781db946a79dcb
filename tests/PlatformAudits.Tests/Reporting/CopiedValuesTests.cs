using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;
using PlatformAudits.Tests.FollowUp;

namespace PlatformAudits.Tests.Reporting;

/// <summary>
/// What people copy from an issue as their browser shows it, and what comes of it where a remedy tells them to put it.
/// </summary>
[Parallelizable(ParallelScope.Children)]
public sealed partial class CopiedValuesTests
{
    /// <summary>Free text of a token in the sandbox, in which a joiner has to stand.</summary>
    private const string HostileDescription = "test | `x` <b";

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task Nothing_that_is_copied_from_an_issue_holds_what_nobody_sees(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 }, platform);
        await audit.RunAsync();
        var page = new CopiedPage(audit.Issues.Single().Description!);
        Assert.Multiple(() =>
        {
            Assert.That(page.Pieces, Has.Count.GreaterThan(100));
            Assert.That(
                page.Pieces.Where(piece => Unseen().IsMatch(piece) && !piece.Contains(HostileDescription, StringComparison.Ordinal)),
                Is.Empty
            );
        });
    }

    [TestCaseSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))]
    public async Task Every_value_of_the_findings_can_be_copied_as_it_is(string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 }, platform);
        await audit.RunAsync();
        var page = new CopiedPage(audit.Issues.Single().Description!);
        var findings = audit.Report()["findings"]!
            .SelectMany(finding => new[] { (string)finding["text"]!, (string)finding["remedy"]! })
            .Where(finding => !finding.Contains(HostileDescription, StringComparison.Ordinal))
            .ToList();
        var values = findings
            .SelectMany(finding => Values().Matches(finding).Select(value => value.Value))
            .ToHashSet(StringComparer.Ordinal);
        var codes = page.Codes.ToHashSet(StringComparer.Ordinal);
        var text = page.Text;
        Assert.Multiple(() =>
        {
            Assert.That(values, Has.Count.GreaterThan(9));
            Assert.That(values.Where(value => !codes.Contains(value)), Is.Empty, "alone, in code");
            Assert.That(findings.Where(finding => !text.Contains(finding, StringComparison.Ordinal)), Is.Empty, "the whole sentence");
        });
    }

    [Test]
    public async Task The_notes_of_the_follow_up_give_values_as_they_are()
    {
        const string Point = "Ada (ada@team.example, @ada) has 9001#4000265 and https://calendly.com/ada since 2024-05-14 10:30.";
        using var fixture = new FollowUpFixture(points: [(4, MarkdownEncoder.Encode(Point)), (5, "B.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        await fixture.RunAsync();
        var pages = fixture.Notes.Select(note => new CopiedPage(FollowUpFixture.Shown(note.Body))).ToList();
        var page = pages.Single(candidate => candidate.Text.Contains("9001", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(page.Text, Does.Contain(Point));
            Assert.That(
                page.CodesBeside(Point),
                Is.EqualTo(new[] { "ada@team.example", "@ada", "9001#4000265", "https://calendly.com/ada" })
            );
            Assert.That(pages.SelectMany(each => each.Pieces).Where(piece => Unseen().IsMatch(piece)), Is.Empty);
        });
    }

    [Test]
    public async Task A_gone_finding_keeps_its_values()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 });
        await audit.RunAsync();
        var finding = FindingsOf(audit, "account-has-teammate").First();
        var address = new CopiedPage(audit.Issues.Single().Description!).CodesBeside((string)finding["text"]!)[0];
        AddToTheTeam(audit, $"email: {address}");
        await audit.RunAsync();
        var row = audit
            .Issues.Single()
            .Description!.Split('\n')
            .First(line =>
                line.Contains("` Fixed: no longer found on ", StringComparison.Ordinal)
                && line.Contains("has an account", StringComparison.Ordinal)
            );
        Assert.That(new CopiedPage(row).CodesBeside("Fixed"), Does.Contain(address));
    }

    [Test]
    public async Task A_copied_address_in_the_team_file_settles_the_finding([Values] bool isFromAnOlderIssue)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 });
        await audit.RunAsync();
        var finding = FindingsOf(audit, "account-has-teammate").First();
        var address = new CopiedPage(audit.Issues.Single().Description!).CodesBeside((string)finding["text"]!)[0];
        var place = AddToTheTeam(audit, $"email: {Pasted(address, isFromAnOlderIssue)}");
        await audit.RunAsync();
        Assert.That(FindingsOf(audit, "account-has-teammate").Select(f => f["account"]), Has.None.EqualTo(finding["account"]));
        AssertNotice(audit, isFromAnOlderIssue, "the team file", $"{place}:10: email");
    }

    [Test]
    public async Task A_copied_link_in_the_team_file_settles_the_finding([Values] bool isFromAnOlderIssue)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 });
        await audit.RunAsync();
        var finding = FindingsOf(audit, "link-matches-account").First();
        var links = new CopiedPage(audit.Issues.Single().Description!).CodesBeside((string)finding["text"]!);
        var place = ReplaceInTheTeam(audit, links[0], Pasted(links[^1], isFromAnOlderIssue));
        await audit.RunAsync();
        Assert.That(FindingsOf(audit, "link-matches-account").Select(f => f["account"]), Has.None.EqualTo(finding["account"]));
        AssertNotice(audit, isFromAnOlderIssue, "the team file", $"{place}: calendly");
    }

    [Test]
    public async Task A_copied_id_of_Zendesk_in_the_team_file_settles_the_finding([Values] bool isFromAnOlderIssue)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 }, "zendesk-global");
        await audit.RunAsync();
        var finding = FindingsOf(audit, "id-matches")
            .First(f => ((string)f["text"]!).Contains("and the team file has 7", StringComparison.Ordinal));
        var ids = new CopiedPage(audit.Issues.Single().Description!).CodesBeside((string)finding["text"]!);
        var place = ReplaceInTheTeam(audit, ids[1], Pasted(ids[0], isFromAnOlderIssue));
        await audit.RunAsync();
        Assert.That(FindingsOf(audit, "id-matches").Select(f => f["account"]), Has.None.EqualTo(finding["account"]));
        AssertNotice(audit, isFromAnOlderIssue, "the team file", $"{place}: zendesk.main.id");
    }

    [Test]
    public async Task A_copied_id_of_GitLab_in_the_team_file_settles_the_finding([Values] bool isFromAnOlderIssue)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 }, "gitlab-com");
        await audit.RunAsync();
        var finding = FindingsOf(audit, "member-is-on-the-team")
            .First(f => ((string)f["remedy"]!).Contains("put its gitlab.id", StringComparison.Ordinal));
        var id = new CopiedPage(audit.Issues.Single().Description!).CodesBeside((string)finding["text"]!)[^1];
        AddToTheTeam(audit, $"email: new@gitlab.com\n  gitlab: {{ id: {Pasted(id, isFromAnOlderIssue)} }}");
        await audit.RunAsync();
        Assert.That(FindingsOf(audit, "member-is-on-the-team").Select(f => f["account"]), Has.None.EqualTo(finding["account"]));
        AssertNotice(audit, isFromAnOlderIssue, "the team file", ":17: gitlab.id");
    }

    [Test]
    public async Task A_copied_account_in_the_waivers_waives_the_finding([Values] bool isFromAnOlderIssue)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 }, "gitlab-com");
        await audit.RunAsync();
        var account = (string)FindingsOf(audit, "member-is-on-the-team").First()["account"]!;
        Waive(audit, account, days: -1);
        await audit.RunAsync();
        var copied = new CopiedPage(audit.Issues.Single().Description!).CodesBeside("and counts no more")[0];
        Assert.That(copied, Is.EqualTo(account));
        Waive(audit, Pasted(copied, isFromAnOlderIssue), days: 10);
        await audit.RunAsync();
        Assert.That(audit.Report()["waived"]!.Select(w => (string?)w["account"]), Is.EqualTo(new[] { account }));
        AssertNotice(audit, isFromAnOlderIssue, "the waivers", "waivers.yaml:2:67: waivers[1].account");
    }

    [Test]
    public async Task A_replay_tells_what_was_read_without_what_nobody_sees_with_the_same_bytes()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 }, "gitlab-com");
        Waive(audit, "9001#\u20601", days: 10);
        await audit.RunAsync();
        AddToTheTeam(audit, "email: new@\u2060gitlab.com");
        await audit.RunAsync();
        var before = await File.ReadAllBytesAsync(audit.Output("report.json"));
        Assert.That(
            audit.Report()["notices"]!.Count(notice => ((string)notice!).Contains("U+2060", StringComparison.Ordinal)),
            Is.EqualTo(2)
        );
        audit.Request = audit.Request with
        {
            TeamPath = null,
            ReplayFolder = audit.Output("snapshot"),
            OutputFolder = audit.Output("replayed"),
        };
        await audit.RunAsync();
        Assert.That(await File.ReadAllBytesAsync(audit.Output("report.json")), Is.EqualTo(before));
    }

    [Test]
    public async Task A_copied_address_in_the_settings_is_expected([Values] bool isFromAnOlderIssue)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 });
        await audit.RunAsync();
        var finding = FindingsOf(audit, "admin-is-expected")
            .First(f => ((string)f["text"]!).Contains("is admin of the organization,", StringComparison.Ordinal));
        var address = new CopiedPage(audit.Issues.Single().Description!).CodesBeside((string)finding["text"]!)[0];
        var settings = await File.ReadAllTextAsync(audit.Request.SettingsPath);
        var changed = ExpectedAdmins().Replace(settings, $"expected_admins:\n      - {Pasted(address, isFromAnOlderIssue)}");
        Assert.That(changed, Is.Not.EqualTo(settings));
        audit.Write("audits.yaml", changed);
        await audit.RunAsync();
        Assert.That(FindingsOf(audit, "admin-is-expected").Select(f => f["account"]), Has.None.EqualTo(finding["account"]));
        AssertNotice(audit, isFromAnOlderIssue, "the settings", "platforms.calendly.expected_admins");
    }

    private static IEnumerable<JToken> FindingsOf(SandboxedAudit audit, string check) =>
        audit.Report()["findings"]!.Where(finding => (string?)finding["check"] == check);

    /// <summary>A value as it is in the clipboard; older issues held joiners, and some programs copy a blank along.</summary>
    private static string Pasted(string value, bool isFromAnOlderIssue) =>
        isFromAnOlderIssue ? $"\u00a0{value[..(value.Length / 2)]}\u2060{value[(value.Length / 2)..]}" : value;

    private static void AssertNotice(SandboxedAudit audit, bool isExpected, string what, string key)
    {
        var notices = audit.Report()["notices"]!.Select(notice => (string)notice!).ToList();
        var notice = $"Reading {what}: ";
        Assert.Multiple(() =>
        {
            Assert.That(
                notices.Where(n => n.StartsWith(notice, StringComparison.Ordinal)),
                isExpected
                    ? Has.One.Contains(key).And.One.EndsWith(" is read without U+00A0 and U+2060, which nobody sees; type it anew.")
                    : Is.Empty
            );
            Assert.That(
                audit.Log.Sentences.Count(warning => warning.StartsWith(notice, StringComparison.Ordinal)),
                Is.EqualTo(isExpected ? 1 : 0)
            );
            Assert.That(
                audit.Issues.Single().Description,
                isExpected ? Does.Contain("which nobody sees; type it anew.") : Does.Not.Contain("which nobody sees")
            );
        });
    }

    /// <summary>Adds somebody to the team file as the last audit read it.</summary>
    /// <returns>Where the second line of the entry is.</returns>
    private static string AddToTheTeam(SandboxedAudit audit, string entry)
    {
        var team = TeamOf(audit);
        return WriteTheTeam(audit, $"{team}- name: Somebody New\n  {entry}\n", team.Length + "- name: Somebody New\n".Length);
    }

    private static string ReplaceInTheTeam(SandboxedAudit audit, string before, string after)
    {
        var team = TeamOf(audit);
        var at = team.IndexOf(before, StringComparison.Ordinal);
        Assert.That(at, Is.Positive);
        var column = at - team.LastIndexOf('\n', at);
        var place = WriteTheTeam(audit, team[..at] + after + team[(at + before.Length)..], at);
        return string.Create(CultureInfo.InvariantCulture, $"{place}:{column}");
    }

    private static string TeamOf(SandboxedAudit audit) =>
        File.ReadAllText(Directory.GetFiles(audit.Output("snapshot"), "support-team.yaml", SearchOption.AllDirectories).Single());

    private static string WriteTheTeam(SandboxedAudit audit, string team, int at)
    {
        audit.Request = audit.Request with { TeamPath = audit.Write("team.yaml", team) };
        return string.Create(CultureInfo.InvariantCulture, $"team.yaml:{team[..at].Count(c => c == '\n') + 1}");
    }

    private static void Waive(SandboxedAudit audit, string account, int days) =>
        audit.Write(
            "waivers.yaml",
            $"waivers:\n  - {{platform: gitlab-com, check: member-is-on-the-team, account: '{account}', owner: me, reason: partner, "
                + $"link: 'https://requests.example/1', expires: {DateTime.UtcNow.AddDays(days):yyyy-MM-dd}}}\n"
        );

    [GeneratedRegex("(?<=calendly:\n    )expected_admins:(?=\n)")]
    private static partial Regex ExpectedAdmins();

    [GeneratedRegex(@"[\p{Cf}\p{Co}\u00a0\u3164]")]
    private static partial Regex Unseen();

    /// <summary>E-mail addresses, web addresses, ids and user names, written without a look at the encoder.</summary>
    [GeneratedRegex(
        """
            https?://[^\s"]*[A-Za-z0-9/]
            | (?<![\w.@/\#])[a-z][\w.+-]*@[\w-]+\.[\w.-]*\w
            | (?<![\w/\#])@\w[\w.-]*\w
            | (?<![\w/\#-])[0-9]{7,}(?![\w\#-])
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Values();
}
