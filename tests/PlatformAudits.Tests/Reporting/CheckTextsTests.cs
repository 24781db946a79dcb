using NUnit.Framework;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;

namespace PlatformAudits.Tests.Reporting;

/// <summary>The texts of the checks, as a team rewords them.</summary>
public sealed class CheckTextsTests
{
    private static readonly string Shipped = Path.Combine(Repository.Root, "templates");

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task Headings_and_sentences_call_team_and_role_as_the_settings_do(
        [ValueSource(typeof(SandboxedAudit), nameof(SandboxedAudit.Platforms))] string platform
    )
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 60 }, platform);
        audit.Change("team:\n", "team:\n  name: Help | Desk\n", ("follow_up:\n", "follow_up:\n  manager_title: Head of Support\n"));
        await audit.RunAsync();
        var description = audit.Issues.Single().Description;
        Assert.Multiple(() =>
        {
            Assert.That(description, Does.Contain("The Head of Support has reviewed the audit"));
            Assert.That(
                description,
                Does.Not.Contain("### Support Team")
                    .And.Not.Contain("part of support team")
                    .And.Not.Contain("The Support Operations Manager")
            );

            // The tables of a Zendesk instance have no heading that names the team.
            if (!platform.StartsWith("zendesk", StringComparison.Ordinal))
            {
                Assert.That(description, Does.Contain("### Help &#124; Desk").And.Contain("but not part of Help &#124; Desk"));
            }
        });
    }

    [Test]
    public void Every_check_has_a_title_a_heading_and_a_remedy_for_each_of_its_cases()
    {
        var texts = CheckTexts.Read([Shipped], ConformanceTests.Platforms);
        Assert.Multiple(() =>
        {
            foreach (var platform in ConformanceTests.Platforms)
            {
                foreach (var check in platform.EveryCheck())
                {
                    var text = texts.Of(platform, check);
                    Assert.That(new[] { text.Title, text.Heading, text.Remedy }, Has.All.Not.Empty, check.Id);
                    Assert.That(text.Remedies.Keys, Is.EquivalentTo(check.RemedyCases), check.Id);
                    Assert.That($"{text.Title}{text.Remedy}{string.Concat(text.Remedies.Values)}", Does.Not.Contain("{"), check.Id);
                }
            }
        });
    }

    [Test]
    public async Task A_project_rewords_what_it_likes_and_keeps_the_rest()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        Own(audit, "checks:\n  account-has-teammate:\n    heading: Fremde Konten\n    remedy: Konto bei {platform} entfernen.\n");
        audit.Write("own/_people.scriban-md", "## Notizen");
        await audit.RunAsync();
        var issue = audit.Issues.Single().Description!;
        Assert.Multiple(() =>
        {
            Assert.That(issue, Does.Contain("#### High: Fremde Konten\n\nKonto bei Calendly entfernen.\n"));
            Assert.That(issue, Does.Contain("Invite the person to Calendly, or take them out of the team file if they have left."));
            Assert.That(issue, Does.EndWith("\n\n## Notizen\n"));
            Assert.That(
                audit.Report()["findings"]!.Where(f => (string?)f["check"] == "account-has-teammate").Select(f => (string?)f["remedy"]),
                Has.All.EqualTo("Konto bei Calendly entfernen.")
            );
        });
    }

    [Test]
    public async Task A_text_of_one_platform_goes_before_that_of_all()
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: "zendesk-us-federal");
        Own(
            audit,
            "platforms:\n  zendesk: {name-matches: {heading: Names in Zendesk}}\n"
                + "  zendesk-us-federal: {name-matches: {heading: Names in the federal one}}\n"
        );
        await audit.RunAsync();
        Assert.That(audit.Issues.Single().Description, Does.Contain("Low: Names in the federal one"));
    }

    [TestCase(
        "checks: {acount-has-teammate: {title: x}}",
        ":1:10: there is no setting checks.acount-has-teammate; did you mean account-has-teammate?"
    )]
    [TestCase(
        "checks: {account-has-teammate: {remedy: Ask {people}.}}",
        ":1:41: checks.account-has-teammate.remedy holds {people}, which nobody fills in; only {platform} is known here."
    )]
    [TestCase("checks: {account-has-teammate: {title: [x]}}", ":1:40: checks.account-has-teammate.title must be a text; mend it.")]
    public async Task A_slip_of_the_pen_is_named_before_anything_is_asked(string yaml, string problem)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var path = Own(audit, yaml.Replace("Ask {people}.", "\"Ask {people}.\"", StringComparison.Ordinal));
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.That(failure.Message, Is.EqualTo($"Reading the texts: {path}{problem}"));
        Assert.That(audit.Sandbox.Requests.Received, Is.Zero);
    }

    [Test]
    public void A_text_that_is_missing_is_named_with_where_it_belongs()
    {
        var text = File.ReadAllText(Path.Combine(Shipped, CheckTexts.FileName));
        var path = _folder.Write(
            CheckTexts.FileName,
            text.Replace("      heading: Teammates who are light agents\n", "", StringComparison.Ordinal)
        );
        Assert.That(
            () => CheckTexts.Read([_folder.Path], ConformanceTests.Platforms),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo(
                    $"Reading the texts: {path} has no heading for the check agent-is-not-light of Zendesk Global. "
                        + "Add it below checks.agent-is-not-light or platforms.zendesk.agent-is-not-light."
                )
        );
    }

    private static string Own(SandboxedAudit audit, string yaml)
    {
        var path = audit.Write($"own/{CheckTexts.FileName}", yaml);
        audit.Request = audit.Request with { OwnTemplatesFolder = Path.GetDirectoryName(path) };
        return path;
    }
}
