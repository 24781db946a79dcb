using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Platforms.Calendly;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Platforms.Calendly;

public sealed class CalendlyChecksTests
{
    private static readonly Teammate Ada = new Teammate { Name = "Ada Lovelace", Email = "ada@example.com" }.With(
        CalendlyTeamKeys.Link,
        "https://calendly.com/ada"
    );

    [Test]
    public void A_teammate_without_a_link_is_found_by_their_address()
    {
        var findings = Find(new TeammateHasCalendlyLink(), [Ada.With(CalendlyTeamKeys.Link)], Member("u1", "ada@example.com"));
        Assert.That(findings, Is.EqualTo(new[] { "teammate-has-calendly-link:ada@example.com" }));
    }

    [TestCase("https://calendly.com/ada", true)]
    [TestCase("http://www.Calendly.com/ADA/", true)]
    [TestCase("calendly.com/ada?month=2026-11#x", true)]
    [TestCase("https://calendly.com/ada/30min", false)]
    [TestCase("https://calendly.com/adah", false)]
    [TestCase("https://reclaim.ai/ada", false)]
    public void A_link_equals_the_page_of_the_account_or_is_found(string link, bool equals)
    {
        var findings = Find(new LinkMatchesAccount(), [Ada.With(CalendlyTeamKeys.Link, link)], Member("u1", "ada@example.com"));
        Assert.That(findings, Is.EqualTo(equals ? Array.Empty<string>() : ["link-matches-account:u1"]));
    }

    [Test]
    public void An_event_link_is_called_one()
    {
        var text = Evaluate(
                new LinkMatchesAccount(),
                [Ada.With(CalendlyTeamKeys.Link, "calendly.com/ada/30min")],
                Member("u1", "ada@example.com")
            )
            .Single()
            .Finding!.Text;
        Assert.That(
            text,
            Is.EqualTo(
                "The team file gives Ada Lovelace the event link calendly.com/ada/30min, and the main "
                    + "page of the account is https://calendly.com/ada."
            )
        );
    }

    [Test]
    public void A_member_whom_nobody_matches_is_found()
    {
        var findings = Find(
            new AccountHasTeammate(),
            [Ada],
            Member("u1", "ada@example.com"),
            Member("u2", "eve@evil.example", slug: "eve")
        );
        Assert.That(findings, Is.EqualTo(new[] { "account-has-teammate:u2" }));
    }

    [Test]
    public void A_teammate_without_an_account_is_found_and_a_pending_invitation_is_mentioned()
    {
        var outcome = Evaluate(new TeammateHasAccount(), [Ada], Invitation("i1", "ADA@example.com", "pending")).Single();
        Assert.That(
            outcome.Finding?.Text,
            Is.EqualTo("Ada Lovelace is in the team file and has no account yet: the invitation has not been accepted.")
        );
    }

    [TestCase("ada@example.com", "pending", false)]
    [TestCase("eve@evil.example", "pending", true)]
    [TestCase("eve@evil.example", "accepted", false)]
    [TestCase("eve@evil.example", "declined", false)]
    [TestCase("eve@evil.example", "something-new", true)]
    public void An_invitation_that_may_still_be_accepted_must_be_a_teammates(string email, string status, bool isFound)
    {
        var findings = Find(new InvitationHasTeammate(), [Ada], Invitation("i1", email, status));
        Assert.That(findings, Is.EqualTo(isFound ? ["invitation-has-teammate:i1"] : Array.Empty<string>()));
    }

    [TestCase("owner", "", "", true)]
    [TestCase("admin", "", "", true)]
    [TestCase("admin", "ADA@example.com", "", false)]
    [TestCase("admin", "", "ada@example.com", true)]
    [TestCase("user", "", "", false)]
    public void An_owner_or_admin_must_be_an_expected_one(string role, string admins, string groupAdmins, bool isFound)
    {
        var findings = Find(AdminIsExpected(admins, groupAdmins), [Ada], Member("u1", "ada@example.com", role));
        Assert.That(findings, Is.EqualTo(isFound ? ["admin-is-expected:u1"] : Array.Empty<string>()));
    }

    [TestCase("", "", true)]
    [TestCase("ada@example.com", "", false)]
    [TestCase("", "ada@example.com", false)]
    public void The_admin_of_a_group_must_be_expected_as_well(string admins, string groupAdmins, bool isFound)
    {
        var findings = Find(
            AdminIsExpected(admins, groupAdmins),
            [Ada],
            Member("u1", "ada@example.com"),
            Group("g1", "Sales", 1),
            Relationship("r1", "admin", "g1", "u1")
        );
        Assert.That(findings, Is.EqualTo(isFound ? ["admin-is-expected:u1"] : Array.Empty<string>()));
    }

    [Test]
    public void Somebody_who_is_admin_of_several_groups_is_one_finding_that_names_them_all()
    {
        var text = Evaluate(
                new AdminIsExpected(new CalendlySettings()),
                [Ada],
                Member("u1", "ada@example.com", "owner"),
                Group("g1", "Sales", 1),
                Group("g2", "Care", 0),
                Relationship("r1", "admin", "g1", "u1"),
                Relationship("r2", "admin", "g2", "u1"),
                Relationship("r3", "member", "g1", "u1")
            )
            .Single()
            .Finding!.Text;
        Assert.That(
            text,
            Is.EqualTo(
                "Somebody (ada@example.com) is owner of the organization and admin of the groups Care "
                    + "and Sales, and is not among the expected ones."
            )
        );
    }

    [Test]
    public void A_group_with_fewer_relationships_than_members_proves_that_a_list_is_cut_off()
    {
        var population = Population(
            Member("u1", "ada@example.com", "owner"),
            Group("g1", "Sales", 2),
            Relationship("r1", "member", "g1", "u1")
        );
        Assert.That(
            CalendlyCompleteness.Of(population).Where(p => !p.Holds).Select(p => p.Figures),
            Is.EqualTo(new[] { "1 groups, 1 with fewer" })
        );
    }

    [Test]
    public void Somebody_in_a_group_who_is_no_member_proves_that_the_list_of_members_is_cut_off()
    {
        var population = Population(
            Member("u1", "ada@example.com", "owner"),
            Group("g1", "Sales", 1),
            Relationship("r1", "member", "g1", "u2")
        );
        Assert.That(
            CalendlyCompleteness.Of(population).Where(p => !p.Holds).Select(p => p.Figures),
            Is.EqualTo(new[] { "1 people in groups, 1 of them not in the list" })
        );
    }

    [TestCase("user", false)]
    [TestCase("admin", true)]
    [TestCase("owner", true)]
    public void A_token_that_does_not_see_everybody_proves_nothing(string role, bool isEnough)
    {
        var population = Population(Member("u1", "ada@example.com", role));
        Assert.That(CalendlyCompleteness.Of(population)[0].Holds, Is.EqualTo(isEnough));
    }

    [Test]
    public void A_membership_whose_user_is_a_bare_address_is_an_account_all_the_same()
    {
        var account = CalendlyAccount.Read(
            new JsonRecord(JObject.Parse("""{"uri":"m","role":"user","user":"https://api.calendly.com/users/A"}"""))
        );
        Assert.That(account, Is.EqualTo(new CalendlyAccount { Id = "https://api.calendly.com/users/A", Role = "user" }));
    }

    [TestCase("""{"type":"OrganizationMembership","user":{"uri":"u1"}}""", "u1")]
    [TestCase("""{"type":"OrganizationMembership","user":"u1"}""", "u1")]
    [TestCase("""{"type":"OrganizationInvitation","email":"x@example.com"}""", null)]
    public void The_owner_of_a_group_relationship_is_a_record_of_one_of_two_kinds(string owner, string? user)
    {
        var relationship = CalendlyGroupRelationship.Read(
            new JsonRecord(JObject.Parse($$"""{"uri":"r","role":"member","group":"g","owner":{{owner}}}"""))
        );
        Assert.That(relationship.User, Is.EqualTo(user));
    }

    [TestCase("\"https://api.calendly.com/organization_memberships/A\"")]
    [TestCase("null")]
    [TestCase("""{"type":"SomethingNew","uri":"x"}""")]
    public void An_owner_whom_nobody_can_name_stops_the_audit_instead_of_being_nobody(string owner)
    {
        var row = new JsonRecord(JObject.Parse($$"""{"uri":"r","role":"admin","group":"g","owner":{{owner}}}"""));
        Assert.That(() => CalendlyGroupRelationship.Read(row), Throws.TypeOf<BadAnswerException>());
    }

    [TestCase("https://calendly.com/ada")]
    [TestCase("https://elsewhere.example/ada")]
    [TestCase("https://calendly.com/x://y")]
    [TestCase("ada")]
    [TestCase("")]
    [TestCase(null)]
    public void A_page_is_given_back_as_the_vendor_wrote_it(string? page) =>
        Assert.That(
            new CalendlyAccount
            {
                Id = "u",
                Role = "user",
                SchedulingUrl = page,
            }.SchedulingUrl,
            Is.EqualTo(page)
        );

    private static object Member(string id, string email, string role = "user", string slug = "ada") =>
        new CalendlyAccount
        {
            Id = id,
            Name = "Somebody",
            Email = email,
            Role = role,
            SchedulingUrl = $"https://calendly.com/{slug}",
        };

    private static object Invitation(string id, string email, string status) => new CalendlyInvitation(id, email, status);

    private static object Group(string id, string name, long members) => new CalendlyGroup(id, name, members);

    private static object Relationship(string id, string role, string group, string user) =>
        new CalendlyGroupRelationship(id, role, group, user);

    private static AdminIsExpected AdminIsExpected(string admins, string groupAdmins) =>
        new(new CalendlySettings { ExpectedAdmins = [admins], ExpectedGroupAdmins = [groupAdmins] });

    private static string[] Find(Check check, Teammate[] team, params object[] records) =>
        [.. Evaluate(check, team, records).Select(o => o.Finding).OfType<Finding>().Select(f => f.Key.ToString())];

    private static List<CheckResult> Evaluate(Check check, Teammate[] team, params object[] records)
    {
        var population = Population(records);
        return [.. check.Evaluate(new Comparison(new Roster(team), population, CalendlyMatching.Of(population)))];
    }

    private static CalendlyPopulation Population(params object[] records)
    {
        var accounts = records.OfType<CalendlyAccount>().ToList();
        return new CalendlyPopulation(
            "u1",
            accounts,
            records.OfType<CalendlyInvitation>(),
            [.. records.OfType<CalendlyGroup>()],
            CalendlyGroupParts.Of(records.OfType<CalendlyGroupRelationship>(), accounts.Select(a => a.Id))
        );
    }
}
