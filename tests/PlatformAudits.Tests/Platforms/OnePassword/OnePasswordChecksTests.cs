using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms.OnePassword;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Platforms.OnePassword;

public sealed class OnePasswordChecksTests
{
    private static readonly Teammate Ada = new()
    {
        Name = "Ada Lovelace",
        Email = "Ada@example.com",
        Title = "Support Engineer",
        Region = "EMEA",
        Focuses = ["SaaS", "Self-managed"],
    };
    private static readonly OnePasswordAccount Account = new()
    {
        Id = "ADA",
        Name = "Ada Lovelace",
        Email = "ada@EXAMPLE.com",
        Type = "MEMBER",
        State = "ACTIVE",
    };
    private static readonly OnePasswordAccount Eve = new()
    {
        Id = "EVE",
        Name = "Eve",
        Email = "eve@evil.example",
        Type = "GUEST",
        State = "ACTIVE",
    };

    private static readonly GroupRule Everybody = new("Support", [], [], []);

    [Test]
    public void A_teammate_outside_the_group_is_found_by_group_and_address()
    {
        Assert.That(Find(new TeammateIsInGroup(), [Ada], [Account], []), Is.EqualTo(new[] { "teammate-is-in-group:g1/ada@example.com" }));
    }

    [TestCase("ACTIVE", "Ada Lovelace is not in the group Support.", null)]
    [TestCase("SUSPENDED", "Ada Lovelace is not in the group Support; the state of the account is SUSPENDED.", null)]
    [TestCase("", "Ada Lovelace is not in the group Support, and has no account.", "without-account")]
    public void What_a_missing_teammate_lacks_is_told(string state, string text, string? remedyCase)
    {
        var finding = Evaluate(new TeammateIsInGroup(), [Ada], state.Length == 0 ? [] : [Account with { State = state }], [])
            .Single()
            .Finding!;
        Assert.That((finding.Text, finding.RemedyCase), Is.EqualTo((text, remedyCase)));
    }

    [TestCase("", "", "", true)]
    [TestCase("support engineer", "", "", true)]
    [TestCase("Support Manager", "", "", false)]
    [TestCase("", "EMEA, APAC", "", true)]
    [TestCase("", "AMER-W", "", false)]
    [TestCase("", "", "Self-Managed", true)]
    [TestCase("", "", "US Federal", false)]
    [TestCase("", "EMEA", "US Federal", false)]
    public void A_group_may_be_for_some_titles_regions_or_focuses_only(string titles, string regions, string focuses, bool isExpected)
    {
        var rule = new GroupRule("Support", List(titles), List(regions), List(focuses));
        Assert.That(Evaluate(new TeammateIsInGroup(), [Ada], [Account], [], rule), Has.Count.EqualTo(isExpected ? 1 : 0));
    }

    [Test]
    public void Somebody_who_has_no_title_belongs_into_no_group_of_titles()
    {
        var rule = Everybody with { Titles = ["Support Engineer"] };
        Assert.That(Evaluate(new TeammateIsInGroup(), [Ada with { Title = null }], [Account], [], rule), Is.Empty);
    }

    [Test]
    public void A_second_account_of_a_teammate_counts_as_theirs()
    {
        var second = Account with { Id = "ADA2" };
        Assert.That(Find(new TeammateIsInGroup(), [Ada], [Account, second], [new GroupMember("ADA2", "MEMBER")]), Is.Empty);
    }

    [Test]
    public void A_member_whom_nobody_matches_is_found_and_an_outsider_elsewhere_is_not()
    {
        Assert.That(Find(new GroupMemberIsOnTheTeam(), [Ada], [Account, Eve], [new GroupMember("ADA", "MEMBER")]), Is.Empty);
        Assert.That(
            Find(new GroupMemberIsOnTheTeam(), [Ada], [Account, Eve], [new GroupMember("EVE", "MEMBER")]),
            Is.EqualTo(new[] { "group-member-is-on-the-team:g1/EVE" })
        );
    }

    [TestCase("ACTIVE", false)]
    [TestCase("PENDING", true)]
    [TestCase("SUSPENDED", true)]
    [TestCase("DELETED", true)]
    [TestCase("RECOVERY_STARTED", true)]
    [TestCase("TRANSFER_SUSPENDED", true)]
    [TestCase("EMAIL_VERIFIED_BUT_REGISTRATION_INCOMPLETE", true)]
    [TestCase("UNKNOWN", true)]
    [TestCase("something-new", true)]
    public void A_suspended_or_pending_member_is_shown_with_the_state_and_never_counts_as_active(string state, bool isFound)
    {
        var outcome = Evaluate(new MemberIsActive(), [Ada], [Account with { State = state }], [new GroupMember("ADA", "MEMBER")]).Single();
        Assert.That(
            outcome.Finding?.Text,
            Is.EqualTo(isFound ? $"Ada Lovelace (ada@EXAMPLE.com) is in the group Support with the state {state}." : null)
        );
    }

    [Test]
    public void A_suspended_account_outside_the_groups_is_nobodys_business()
    {
        Assert.That(Evaluate(new MemberIsActive(), [Ada], [Account with { State = "SUSPENDED" }], []), Is.Empty);
    }

    [TestCase("MEMBER", "", false)]
    [TestCase("MANAGER", "", true)]
    [TestCase("MANAGER", "ADA@example.com", false)]
    [TestCase("SOMETHING_NEW", "", true)]
    public void A_manager_must_be_an_expected_one(string role, string expected, bool isFound)
    {
        var findings = Find(
            new GroupManagerIsExpected(new OnePasswordSettings { ExpectedManagers = [expected] }),
            [Ada],
            [Account],
            [new GroupMember("ADA", role)]
        );
        Assert.That(findings, Is.EqualTo(isFound ? ["group-manager-is-expected:g1/ADA"] : Array.Empty<string>()));
    }

    [TestCase(
        """{"id":"U","name":"N","email":"e@x","type":"SERVICE_ACCOUNT","state":"TRANSFER_ACCEPTED"}""",
        "N",
        "e@x",
        "SERVICE_ACCOUNT",
        "TRANSFER_ACCEPTED"
    )]
    [TestCase(
        """{"id":"U","name":null,"email":null,"type":"UNKNOWN","state":"UNKNOWN","role":"MEMBER"}""",
        null,
        null,
        "UNKNOWN",
        "UNKNOWN"
    )]
    [TestCase(
        """{"id":"U","type":"something-new","state":"TEAM_REGISTRATION_INITIATED","last_auth_at":"0001-01-01T00:00:00Z"}""",
        null,
        null,
        "something-new",
        "TEAM_REGISTRATION_INITIATED"
    )]
    public void A_type_or_state_that_nobody_knows_survives_as_text(string json, string? name, string? email, string type, string state)
    {
        var account = OnePasswordAccount.Read(new JsonRecord(JObject.Parse(json)));
        Assert.That((account.Name, account.Email, account.Type, account.State), Is.EqualTo((name, email, type, state)));
    }

    [Test]
    public void A_group_is_found_by_its_id_or_by_its_name_in_any_letter_case()
    {
        OnePasswordGroup[] groups = [new("g1", " support "), new("g2", "Support (old)"), new("support2", null)];
        Assert.Multiple(() =>
        {
            Assert.That(new GroupRule("Support", [], [], []).FindIn(groups).Select(g => g.Id), Is.EqualTo(new[] { "g1" }));
            Assert.That(new GroupRule("g2", [], [], []).FindIn(groups).Select(g => g.Id), Is.EqualTo(new[] { "g2" }));
            Assert.That(new GroupRule("Supp", [], [], []).FindIn(groups), Is.Empty);
        });
    }

    [Test]
    public void Without_groups_in_the_settings_it_is_Support_with_everybody()
    {
        Assert.That(
            Read("{}").Groups.Single(),
            Is.EqualTo(new GroupRule("Support", [], [], []))
                .Using<GroupRule>((one, other) => one.Group == other.Group && one.Expects(new Teammate { Name = "x", Email = "y" }))
        );
    }

    [TestCase("{groups: [{}]}", "platforms.1password.groups[1].group is missing; mend it.")]
    [TestCase(
        "{groups: [{group: Support, titels: []}]}",
        "there is no setting platforms.1password.groups[1].titels; did you mean titles?"
    )]
    [TestCase("{scim_prefix: 'https://x/scim'}", "platforms.1password.scim_prefix must be a path such as /scim or /scim/v2; mend it.")]
    public void A_slip_in_the_settings_is_named_with_its_place(string settings, string problem)
    {
        Assert.That(
            () => Read(settings),
            Throws.TypeOf<AuditException>().With.Message.Contains(problem).Or.InnerException.Message.Contains(problem)
        );
    }

    private static string[] List(string texts) => texts.Split(", ", StringSplitOptions.RemoveEmptyEntries);

    private static string[] Find(Check check, Teammate[] team, OnePasswordAccount[] accounts, GroupMember[] members) =>
        [.. Evaluate(check, team, accounts, members).Select(o => o.Finding).OfType<Finding>().Select(f => f.Key.ToString())];

    private static List<CheckResult> Evaluate(
        Check check,
        Teammate[] team,
        OnePasswordAccount[] accounts,
        GroupMember[] members,
        GroupRule? rule = null
    )
    {
        var group = new OnePasswordGroup("g1", "Support");
        var population = new OnePasswordPopulation(accounts, [group], [new AuditedGroup(rule ?? Everybody, group, members)]);
        return [.. check.Evaluate(new Comparison(new Roster(team), population, new MatchingRules()))];
    }

    private static OnePasswordSettings Read(string settings)
    {
        using var folder = new TemporaryFolder();
        var read = AuditSettings.Read(folder.Write("audits.yaml", $"platforms: {{1password: {settings}}}"));
        var platform = new PlatformAudits.Platforms.OnePassword.OnePassword(read);
        read.EnsureAllRead();
        return platform.Settings;
    }
}
