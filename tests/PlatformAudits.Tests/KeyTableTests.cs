using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab.RichText;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests;

/// <summary>The table of API keys that people fill in where a vendor lists none.</summary>
public sealed class KeyTableTests
{
    private const string EmptyRow = "\n|  |  |  |  |  |  |\n";

    private static readonly IEnumerable<RichTextVariant> Variants = Enumerable.Range(0, 8).Select(variant => (RichTextVariant)variant);

    [Test]
    public async Task What_people_fill_in_is_kept_by_every_run_and_begins_the_next_period(
        [Values("calendly", "pagerduty", "1password")] string platform,
        [Values] bool isSavedAsRichText
    )
    {
        await using var audit = await StartAsync(platform);
        await RunAsync(audit, "FY27-Q3");
        Assert.That(
            PeoplesPartOf(audit),
            Does.Contain("never touched.\n\n## API keys\n\n<details>").And.Contain("</details>\n\n## Closing\n")
        );
        Fill(audit, "| Booking page | Ada \\| Co | `sync` of _teams_ <b> @all /close | 2026-01-05 |  | never |");
        var tracker = audit.Sandbox.GitLab.Tracker;
        if (isSavedAsRichText)
        {
            tracker.SaveInRichTextEditor(audit.Sandbox.GitLab.UserOf(3), 1, RichTextVariant.None);
        }

        var before = PeoplesPartOf(audit);
        await RunAsync(audit, "FY27-Q3");
        var after = PeoplesPartOf(audit);
        await RunAsync(audit, "FY27-Q4");
        string[] files = ["report.json", "issue.md"];
        var written = files.Select(file => File.ReadAllText(audit.Output(file))).ToList();
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), Period = null };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(after, Is.EqualTo(before), "no run touches it");
            Assert.That(audit.Issues, Has.Count.EqualTo(2));
            Assert.That(
                KeyTableReader.In(audit.Issues[1].Description!)!.Rows.Single(),
                Is.EqualTo(
                    isSavedAsRichText
                        ? KeyTableReader.In(before)!.Rows.Single()
                        : ["Booking page", "Ada | Co", "sync of _teams_ <b> @all /close", "2026-01-05", "", "never"]
                )
            );
            Assert.That(PeoplesPartOf(audit), Does.Contain("The rows below are those of the last issue").And.Contain(EmptyRow));
            Assert.That(PeoplesPartOf(audit), Does.Contain("| Booking page |"));
            Assert.That(
                audit.Sandbox.Requests.Writes.SelectMany(w => w.Mentions.Concat(w.QuickActions).Concat(w.References)),
                Is.Empty,
                "what somebody typed acts in no issue that the program opens"
            );
            Assert.That(files.Select(file => File.ReadAllText(audit.Output(file))), Is.EqualTo(written), "and a replay says the same");
        });
    }

    [TestCaseSource(nameof(Variants))]
    public async Task It_is_read_in_whatever_form_the_rich_text_editor_leaves_it(RichTextVariant variant)
    {
        await using var audit = await StartAsync("pagerduty");
        await RunAsync(audit, "FY27-Q3");
        Fill(audit, "| one | Ada | sync | 2026-01-05 | today | never |\n| two | Bob | a\\|b | | | |");
        var read = KeyTableReader.In(RichTextEditor.Save(audit.Issues.Single().Description!, variant));
        Assert.That(
            read?.Rows,
            Is.EqualTo(new[] { new[] { "one", "Ada", "sync", "2026-01-05", "today", "never" }, ["two", "Bob", "a|b", "", "", ""] })
        );
    }

    [Test]
    public async Task A_column_that_people_added_goes_with_the_table_and_an_empty_table_is_none()
    {
        await using var audit = await StartAsync("pagerduty");
        await RunAsync(audit, "FY27-Q2");
        await RunAsync(audit, "FY27-Q3");
        var first = PeoplesPartOf(audit);
        Change(audit, "| Name | Owner |", "| Team | Name | Owner |");
        Change(audit, "| --- | --- | --- | --- | --- | --- |\n|  |", "| --- | --- | --- | --- | --- | --- | --- |\n| EMEA | x |");
        await RunAsync(audit, "FY27-Q4");
        Assert.Multiple(() =>
        {
            Assert.That(first, Does.Not.Contain("The rows below"));
            Assert.That(
                PeoplesPartOf(audit),
                Does.Contain(
                    "| Team | Name | Owner | Purpose | Created | Last used | Expires |\n| --- | --- | --- | --- | --- | --- | --- |\n"
                        + "| EMEA | x |  |  |  |  |  |\n"
                )
            );
        });
    }

    [Test]
    public async Task Platforms_whose_tokens_are_read_have_no_such_table([Values("zendesk-global", "gitlab-com")] string platform)
    {
        await using var audit = await StartAsync(platform);
        await RunAsync(audit, "FY27-Q3");
        Assert.That(audit.Issues.Single().Description, Does.Not.Contain("API keys"));
    }

    [TestCase("Calendly")]
    [TestCase("Pagerduty")]
    [TestCase("1Password")]
    public void The_template_for_doing_it_by_hand_has_the_same_table(string name)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, ".gitlab", "issue_templates", $"{name}.md"));
        var head = $"| {string.Join(" | ", KeyTable.Empty.Head)} |\n";
        var filled = text.Replace(
            $"{head}| --- | --- | --- | --- | --- | --- |{EmptyRow}",
            $"{head}| --- | --- | --- | --- | --- | --- |\n| key | Ada |  |  |  |  |\n",
            StringComparison.Ordinal
        );
        Assert.Multiple(() =>
        {
            Assert.That(KeyTableReader.In(text), Is.Null);
            Assert.That(KeyTableReader.In(filled)?.Rows.Single(), Is.EqualTo(new[] { "key", "Ada", "", "", "", "" }));
        });
    }

    private static Task<SandboxedAudit> StartAsync(string platform) =>
        SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 }, platform);

    private static Task<AuditOutcome> RunAsync(SandboxedAudit audit, string period)
    {
        audit.Request = audit.Request with { Period = FiscalPeriod.Parse(period) };
        return audit.RunAsync();
    }

    private static void Fill(SandboxedAudit audit, string rows) => Change(audit, EmptyRow, $"\n{rows}\n");

    private static void Change(SandboxedAudit audit, string written, string instead)
    {
        Assert.That(audit.Issues[^1].Description, Does.Contain(written), "else nothing is changed");
        audit.Sandbox.GitLab.Tracker.Edit(
            audit.Sandbox.GitLab.UserOf(3),
            audit.Issues[^1].Iid,
            issue => issue with { Description = issue.Description!.Replace(written, instead, StringComparison.Ordinal) }
        );
    }

    private static string PeoplesPartOf(SandboxedAudit audit) =>
        audit.Issues[^1].Description is var text ? text![text!.IndexOf("## Notes", StringComparison.Ordinal)..] : "";
}
