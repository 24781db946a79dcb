using System.Text.RegularExpressions;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.GitLab.RichText;
using PlatformAudits.Tests.Reporting;
using PlatformAudits.Tracking;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tests.Tracking;

/// <summary>What is left of an audit issue when somebody saves it in GitLab's rich text editor, which rewrites all of it.</summary>
public sealed partial class RichTextTests
{
    private const string Typed = "needed until May, see #12 & `x_y`";

    private static IEnumerable<string> Platforms => SandboxedAudit.Platforms;

    private static IEnumerable<RichTextVariant> Variants => Enumerable.Range(0, 8).Select(variant => (RichTextVariant)variant);

    [TestCaseSource(nameof(Platforms))]
    public async Task A_save_alone_is_no_reason_to_write_nor_to_open_a_second_issue(string platform)
    {
        foreach (var variant in Variants)
        {
            await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 30 }, platform);
            audit.Variables["CI_JOB_URL"] = "https://gitlab.example.com/support/audits/-/jobs/4711";
            await audit.RunAsync();
            var before = Rows(audit);
            var length = audit.Issues.Single().Description!.Length;
            audit.Sandbox.GitLab.Tracker.SaveInRichTextEditor(audit.Sandbox.GitLab.UserOf(0), 1, variant);
            var saved = audit.Issues.Single().Description!;
            var again = await audit.RunAsync();
            Assert.Multiple(() =>
            {
                Assert.That(Rows(audit), Is.EqualTo(before), variant.ToString());
                if (platform.StartsWith("zendesk", StringComparison.Ordinal) || platform == "gitlab-com")
                {
                    Assert.That(saved, Does.Contain("<b>"), "the editor brings the description of a token to life");
                    Assert.That(audit.Issues.Single().Description, Does.Not.Contain("<b>"), "and the program puts it to rest");
                }
                else
                {
                    Assert.That(audit.Issues.Single().Description, Is.EqualTo(saved), "a run that changes nothing writes nothing");
                    Assert.That(again.Issue!.Change, Is.EqualTo(IssueChange.None));
                }

                Assert.That(saved, Has.Length.LessThan(length * 1.1));
            });
        }
    }

    [TestCaseSource(nameof(Platforms))]
    public async Task Ticks_cells_and_what_was_typed_survive_saves_and_runs_with_news(string platform)
    {
        foreach (var variant in Variants)
        {
            await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 30 }, platform);
            await audit.RunAsync();
            var tracker = audit.Sandbox.GitLab.Tracker;
            var person = audit.Sandbox.GitLab.UserOf(0);
            tracker.Edit(person, 1, issue => issue with { Description = Edited(issue.Description!) });
            var ticked = IssueBody
                .Parse(audit.Issues.Single().Description!)
                .Region.Rows.Where(row => row.IsTicked)
                .Select(row => row.Id)
                .ToList();
            tracker.SaveInRichTextEditor(person, 1, variant);
            await audit.RunAsync();
            tracker.SaveInRichTextEditor(person, 1, variant);

            // A waiver makes news: its finding leaves the list, and people's words have to stay.
            audit.Request = audit.Request with
            {
                WaiversPath = Waive(audit),
            };
            await audit.RunAsync();
            var after = audit.Issues.Single().Description!;
            var rows = IssueBody.Parse(after).Region.Rows;
            Assert.Multiple(() =>
            {
                Assert.That(rows.Where(row => row.IsTicked).Select(row => row.Id), Is.SupersetOf(ticked), $"{platform} {variant}");
                Assert.That(Regex.Count(Plain(after), Regex.Escape(Plain(Typed))), Is.EqualTo(Regex.Count(after, "needed until May")));
                Assert.That(Regex.Count(after, "needed until May"), Is.EqualTo(1), after);
                Assert.That(Regex.Count(after, "Asked everybody on Monday"), Is.EqualTo(1));
                Assert.That(Regex.Count(after, "Typed inside the region"), Is.EqualTo(1));
                Assert.That(Regex.Count(after, "### What is to be done"), Is.EqualTo(1), "no text of ours stands twice");
                Assert.That(rows.Where(row => row.IsOpen).Select(row => row.Id), Is.Unique);
            });
        }
    }

    [Test]
    public void No_hostile_name_mentions_anybody_once_it_was_saved_and_none_does_anything_after_the_next_run(
        [ValueSource(nameof(Variants))] RichTextVariant variant
    )
    {
        var id = new FindingIds([Finding.Digits]).Of(Finding.Digits);
        var plain = ActsOf(IssueBody.New(Mark, Region("Ada"), "## Notes"));
        foreach (var name in HostileNames.Pieces.Where(piece => piece != "\ud800").SelectMany(piece => new[] { piece, $"Ada {piece}" }))
        {
            var region = Region(MarkdownEncoder.Encode(name));
            var saved = RichTextEditor.Save(IssueBody.New(Mark, region, "## Notes"), variant);
            var after = IssueBody.Parse(saved).With(region, FindingsNow.None, Mark) ?? saved;
            Assert.Multiple(() =>
            {
                Assert.That(new WrittenText(saved).Mentions, Is.Empty, $"the save notifies nobody: {name}");
                Assert.That(ActsOf(after).Except(plain), Is.Empty, name);
                Assert.That(after, Does.Not.Contain("Typed into"), $"ours stays ours: {name}");
            });
        }

        string Region(string name) =>
            $"""
                **1 finding**

                - [ ] `{id}` {name} (`a@b.example`) has an account. Remove it.

                | Finding | Name | Justification |
                | --- | --- | --- |
                | `{id}` | {name} |  |
                """;
    }

    private static FindingKey Finding => new("account-has-teammate", "u1");

    private static string Mark => IssueMarks.Issue("calendly", FiscalPeriod.Parse("FY27-Q1"));

    /// <summary>What GitLab acts on in a text; emphasis alone does nothing.</summary>
    private static IEnumerable<string> ActsOf(string text) =>
        new WrittenText(text) is var written
            ? written
                .QuickActions.Concat(written.Mentions)
                .Concat(written.References)
                .Concat(written.Activated.Where(what => !what.StartsWith("emphasis ", StringComparison.Ordinal)))
            : [];

    /// <summary>Ticks two boxes, fills the first cell, and types within the region and below it.</summary>
    private static string Edited(string text)
    {
        var ticks = 0;
        text = OpenBox().Replace(text, box => ticks++ < 2 ? box.Value.Replace("[ ]", "[x]", StringComparison.Ordinal) : box.Value);
        text = EmptyCell().Replace(text, $"$1 {Typed} |", 1);
        text = text.Replace("\n### Evidence", "\nTyped inside the region\n\n### Evidence", StringComparison.Ordinal);
        return text.Replace("## Notes\n", "## Notes\n\nAsked everybody on Monday.\n", StringComparison.Ordinal);
    }

    private static string Waive(SandboxedAudit audit)
    {
        var finding = audit.Report()["findings"]!.Last!;
        return audit.Write(
            "waivers.yaml",
            $"""
            waivers:
              - platform: {audit.Request.Platform}
                check: {finding["check"]}
                account: '{((string)finding["key"]!)[((string)finding["check"]!).Length..].TrimStart(':')}'
                owner: Somebody
                reason: partner
                link: 'https://requests.example/1'
                expires: {DateTime.UtcNow.AddDays(30):yyyy-MM-dd}
            """
        );
    }

    private static List<string> Rows(SandboxedAudit audit) =>
        [
            .. IssueBody
                .Parse(audit.Issues.Single().Description!)
                .Region.Rows.Where(row => row.Meaning.Length > 0 && !row.IsOfRun)
                .Select(row => row.State),
        ];

    private static string Plain(string text) => RowMeaning.Of(text);

    [GeneratedRegex("(?m)^- \\[ \\] `F")]
    private static partial Regex OpenBox();

    [GeneratedRegex("(?m)^(\\| `F[0-9a-f]{8}` \\|.*\\|)  \\|$")]
    private static partial Regex EmptyCell();
}
