using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests;

/// <summary>What is found is what is there: the findings against the sandbox's plant.</summary>
public sealed class PlantTests
{
    private static IEnumerable<string> Platforms => SandboxedAudit.Platforms;

    private static IEnumerable<int> SeedsOfLargeTeams => Search.Of([1], Enumerable.Range(1, 20));

    [Test]
    public async Task The_findings_equal_the_plant(
        [ValueSource(nameof(Platforms))] string platform,
        [Values(1, 10, 150)] int size,
        [Values(1, 2, 3, 4, 5)] int seed
    )
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = size, Seed = seed }, platform);
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted), "in this order: by check, then by account");
            Assert.That(outcome.Report.Verdict, Is.EqualTo(audit.Planted.Count == 0 ? Verdict.Clear : Verdict.Findings));
        });
    }

    [Test]
    [Category(Search.Category)]
    public async Task The_findings_equal_the_plant_for_a_large_team(
        [ValueSource(nameof(Platforms))] string platform,
        [ValueSource(nameof(SeedsOfLargeTeams))] int seed
    )
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions { Size = Search.Of(1_000, 5_000), Seed = seed },
            platform
        );
        await audit.RunAsync();
        Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
    }

    [Test]
    public async Task Every_check_of_every_platform_is_planted_and_passed([ValueSource(nameof(Platforms))] string platform)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            foreach (var check in outcome.Report.Checks)
            {
                Assert.That(check.Findings, Is.GreaterThan(0), $"{check.Id}: the sandbox plants no fault");

                // Before the first audit nobody has said what a token is for; TokenReviewTests has those of which it was said.
                Assert.That(
                    check.Findings,
                    check.Id == "token-is-justified" ? Is.EqualTo(check.Subjects) : Is.LessThan(check.Subjects),
                    $"{check.Id}: nothing in the sandbox is as it should be"
                );
            }
        });
    }

    [Test]
    public async Task A_team_of_one_file_per_person_gives_the_same()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150, TeamAsFolder = true });
        await audit.RunAsync();
        Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
    }

    [Test]
    public async Task The_findings_equal_the_plant_after_people_changed_it()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        var (before, world) = (audit.Planted, audit.Sandbox.World);
        var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        organization.Remove(organization.Accounts.ElementAt(20));
        organization.Change(organization.Accounts.ElementAt(30), account => account with { Role = "admin" });
        organization.Add("New Person", "new.person@elsewhere.example");
        organization.Add("New Person", "second.person@elsewhere.example", "admin");
        organization.Invite("nobody@elsewhere.example");
        var lacking = world.Teammates.First(person => before.Contains(new("calendly", "teammate-has-account", person.Email)));
        organization.Add(lacking.Name, "found.by.name@gitlab.com");
        organization.Add(lacking.Name, "not.found.by.name@elsewhere.example");
        world.Change(40, teammate => teammate.With("calendly", "https://calendly.com/changed: \"#x"));
        world.Remove(57);
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.Findings), string.Join('\n', outcome.Report.Reasons));
            Assert.That(audit.Planted.Except(before).Count(), Is.GreaterThanOrEqualTo(7), "else the test proves less");
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
        });
    }

    [TestCase("clopez150@contractor.example", "Camille Lopez", Description = "foreign, with another name")]
    [TestCase("x@contractor.example@gitlab.com", "Camille Lopez", Description = "two @, of which the last would be the team's")]
    [TestCase("x@sub.gitlab.com", "Camille Lopez", Description = "a domain below the team's")]
    public async Task A_stranger_with_a_teammates_page_is_still_found(string email, string name)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        var (lacking, stranger) = GiveAway(audit, email, name);
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Does.Contain(new PlantedFault("calendly", "account-has-teammate", stranger)));
            Assert.That(audit.Found(), Does.Contain(new PlantedFault("calendly", "teammate-has-account", lacking)));
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
        });
    }

    [TestCase("somebody@gitlab.com", "Camille Lopez", Description = "a colleague of another department")]
    [TestCase("private@elsewhere.example", null, Description = "a private address with the teammate's name")]
    public async Task Whoever_is_matched_by_a_link_alone_is_found_by_the_address_and_shown_as_such(string email, string? name)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 });
        var (_, stranger) = GiveAway(audit, email, name);
        await audit.RunAsync();
        var description = audit.Issues.Single().Description!;
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Does.Contain(new PlantedFault("calendly", "email-matches", stranger)));
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(description.Split('\n'), Has.Some.Contains($"and the account, matched by link, has `{email}`"));
            Assert.That(
                description.Split('\n'),
                Has.Some.Match($"{System.Text.RegularExpressions.Regex.Escape(email)}.*matched by link, email-matches")
            );
        });
    }

    [Test]
    public async Task On_every_platform_whoever_is_matched_by_name_alone_is_found_and_shown_as_such(
        [Values("calendly", "1password", "pagerduty", "zendesk-global", "zendesk-us-federal")] string platform
    )
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150 }, platform);
        await audit.RunAsync();
        var lines = audit.Issues.Single().Description!.Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(lines, Has.Some.Contains("and the account, matched by name, has `"));
            Assert.That(lines, Has.Some.Match("^\\|.*matched by name,.*email-matches"));
        });
    }

    [Test]
    public async Task Names_that_only_look_like_a_teammates_change_no_finding()
    {
        await using var plain = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 });
        var name = plain.Sandbox.World.TeammateAt(3)!.Name;
        string[] names =
        [
            name + "\u200b",
            name.ToUpperInvariant(),
            "\u202e" + name,
            name.Replace(" ", "\u00a0\u2009", StringComparison.Ordinal),
            name + "\u0301",
            "\ufffe" + name,
            "か\u3099 " + name,
        ];
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10, DisplayNames = names });
        await audit.RunAsync();
        Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
    }

    [Test]
    public async Task Hostile_display_names_change_no_finding_and_activate_nothing()
    {
        string[] names = [.. Reporting.HostileNames.Pieces.Where(name => !name.Any(char.IsSurrogate))];
        await using var plain = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150, DisplayNames = ["Zaphod Beeblebrox"] });
        await plain.RunAsync();
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 150, DisplayNames = names });
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(outcome.Issue!.Change, Is.EqualTo(IssueChange.Opened));
            Assert.That(audit.Sandbox.Requests.Writes.SelectMany(w => w.Mentions.Concat(w.QuickActions).Concat(w.References)), Is.Empty);
            Assert.That(
                audit.Sandbox.Requests.Writes.SelectMany(w => w.Activated).Distinct(),
                Is.EqualTo(plain.Sandbox.Requests.Writes.SelectMany(w => w.Activated).Distinct()),
                "but what the templates themselves hold"
            );
            Assert.That(audit.Sandbox.Requests.Writes[0].Structure, Is.EqualTo(plain.Sandbox.Requests.Writes[0].Structure));
        });
    }

    /// <summary>Gives somebody the page that the team file names for a teammate without an account.</summary>
    /// <returns>The teammate's address, and the account.</returns>
    private static (string Lacking, string Stranger) GiveAway(SandboxedAudit audit, string email, string? name)
    {
        var organization = audit.Sandbox.Vendor<CalendlyVendor>().Organization;
        var linkless = audit.Planted.Where(p => p.Check == "teammate-has-calendly-link").Select(p => p.Account).ToHashSet();
        var lacking = audit.Sandbox.World.Teammates.First(person =>
            audit.Planted.Contains(new("calendly", "teammate-has-account", person.Email))
            && !linkless.Contains(person.Email)
            && audit.Sandbox.World.Teammates.Count(other => other.Name == person.Name) == 1
        );
        var link = lacking.ValueOf<string>("calendly")!;
        var stranger = organization.Add(name ?? lacking.Name, email);
        organization.Change(stranger, account => account with { Slug = link[(link.LastIndexOf('/') + 1)..] });
        return (lacking.Email, stranger.UserUri);
    }

    [Test]
    [NonParallelizable]
    public async Task A_rate_limit_makes_the_audit_slow_and_not_wrong()
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions
            {
                Size = 150,
                RequestsPerMinute = 3,
                Clock = new SteeredClock(),
            }
        );
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(audit.Sandbox.Requests.All.Select(r => r.Status), Has.None.EqualTo(429), "the limit is known before it is hit");
            Assert.That(
                audit.Log.Sentences,
                Has.Some.Match("Calendly: .*; the next request goes out in [0-9.]+ s\\."),
                "else the test proves nothing"
            );
        });
    }
}
