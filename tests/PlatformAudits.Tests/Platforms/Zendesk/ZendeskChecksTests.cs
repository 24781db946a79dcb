using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Platforms.Zendesk;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Platforms.Zendesk;

public sealed class ZendeskChecksTests
{
    private static readonly ZendeskSettings Settings = new(ZendeskGlobal.Global)
    {
        TokenForms =
        [
            TokenForm.Of("{link}"),
            TokenForm.Of("{person} - {link} - {date}"),
            TokenForm.Of("Target - {text}"),
            TokenForm.Of("{teammate} - {text}", "Operations"),
        ],
        DefaultGroups =
        [
            new DefaultGroup("BPO", "ext@gitlab.com", null, null),
            new DefaultGroup("Support AMER", null, "AMER", null),
            new DefaultGroup("Support APAC", null, "APAC", null),
            new DefaultGroup("General", null, null, null),
        ],
        ExpectedAdmins = ZendeskSettings.Emails(" Boss@example.com"),
        SkipsGroupsOf = ZendeskSettings.Emails("OWNER@example.com"),
        TokenOwners = ZendeskSettings.Emails("bot@example.com"),
    };

    private static readonly Teammate Ada = new Teammate
    {
        Name = "Ada Lovelace",
        Email = "ada@example.com",
        Region = "AMER-W",
        Title = "Support Operations Specialist",
    }
        .With(ZendeskTeamKeys.Main.Id, "10")
        .With(ZendeskTeamKeys.Main.Role, "Support Staff")
        .With(ZendeskTeamKeys.Main.Groups, "SGG: Pine")
        .With(ZendeskTeamKeys.Main.Alias, "The Countess");
    private static readonly Teammate AdaWithoutProfile = ZendeskTeamKeys.Main.All.Aggregate(Ada, (ada, key) => ada.With(key));

    private static readonly ZendeskAccount Account = new()
    {
        Id = "10",
        Name = "Ada Lovelace",
        Email = "ada@example.com",
        Role = "agent",
        RoleType = 0,
        CustomRole = "1",
    };

    [TestCase("Ada Lovelace", true)]
    [TestCase("ada  LOVELÁCE", true)]
    [TestCase("The Countess", true)]
    [TestCase("Ada Byron", false)]
    [TestCase(null, false)]
    public void The_name_is_the_teammates_or_the_alias(string? name, bool isTheirs) =>
        Assert.That(
            Find(new NameMatches(Settings), [Ada], Account with { Name = name }),
            Is.EqualTo(isTheirs ? Array.Empty<string>() : ["name-matches:10"])
        );

    [TestCase(" ADA@example.com", true)]
    [TestCase("ada.old@example.com", false)]
    [TestCase(null, false)]
    public void The_address_is_the_teammates_in_any_case(string? email, bool isTheirs) =>
        Assert.That(
            Find(new EmailMatches(), [Ada], Account with { Email = email }),
            Is.EqualTo(isTheirs ? Array.Empty<string>() : ["email-matches:10"])
        );

    [TestCase("10", true)]
    [TestCase("11", false)]
    [TestCase(null, false)]
    public void The_id_in_the_team_file_is_the_accounts(string? id, bool isTheirs) =>
        Assert.That(
            Find(new IdMatches(Settings), [Ada.With(ZendeskTeamKeys.Main.Id, id)], Account),
            Is.EqualTo(isTheirs ? Array.Empty<string>() : ["id-matches:10"])
        );

    [Test]
    public void An_account_of_whom_the_team_file_says_nothing_is_found_by_its_id_alone()
    {
        var teammate = AdaWithoutProfile;
        Assert.Multiple(() =>
        {
            Assert.That(
                Evaluate(new IdMatches(Settings), [teammate], Account).Single().Finding!.Text,
                Is.EqualTo("The account of Ada Lovelace has the id 10, and the team file has no zendesk.main.id.")
            );
            Assert.That(Evaluate(new GroupsMatch(Settings), [teammate], Account), Is.Empty);
            Assert.That(Evaluate(new RoleMatches(Settings), [teammate], Account), Is.Empty);
        });
    }

    [TestCase("AMER-W", "ada@example.com", "Support AMER")]
    [TestCase("AMER", "ada@example.com", "Support AMER")]
    [TestCase("APAC", "ada@example.com", "Support APAC")]
    [TestCase("LATAM", "ada@example.com", "General")]
    [TestCase(null, "ada@example.com", "General")]
    [TestCase("APAC", "ada-ext@gitlab.com", "BPO")]
    public void The_default_group_is_expected_besides_those_of_the_team_file(string? region, string email, string group)
    {
        var teammate = Ada with { Region = region, Email = email };
        Assert.Multiple(() =>
        {
            Assert.That(
                Find(
                    new GroupsMatch(Settings),
                    [teammate],
                    Account,
                    Group(1, "SGG: Pine"),
                    Group(2, group),
                    Member("10", 1),
                    Member("10", 2)
                ),
                Is.Empty
            );
            Assert.That(
                Find(new GroupsMatch(Settings), [teammate], Account, Group(1, "SGG: Pine"), Member("10", 1)),
                Is.EqualTo(new[] { "groups-match:10" })
            );
        });
    }

    [Test]
    public void Groups_that_are_missing_or_too_many_are_named_and_deleted_ones_do_not_count()
    {
        var text = Evaluate(
                new GroupsMatch(Settings),
                [Ada],
                Account,
                Group(2, "Support AMER"),
                Group(3, "Security"),
                new ZendeskGroup("4", "Old", true),
                Member("10", 2),
                Member("10", 3),
                Member("10", 4),
                Member("10", 99)
            )
            .Single()
            .Finding!.Text;
        Assert.That(
            text,
            Is.EqualTo("The account of Ada Lovelace (ada@example.com) is not in SGG: Pine, and is in Security and group 99 besides.")
        );
    }

    [Test]
    public void Groups_of_those_whom_the_synchronisation_skips_are_not_compared() =>
        Assert.That(Evaluate(new GroupsMatch(Settings), [Ada with { Email = "owner@example.com" }], Account), Is.Empty);

    [TestCase("support staff ", "1", true)]
    [TestCase("Support Staff", "2", false)]
    [TestCase("Support Staff", null, false)]
    [TestCase("Agent", null, true)]
    public void The_role_is_compared_by_the_name_of_the_custom_role(string role, string? customRole, bool isTheirs)
    {
        var findings = Find(
            new RoleMatches(Settings),
            [Ada.With(ZendeskTeamKeys.Main.Role, role)],
            Account with
            {
                CustomRole = customRole,
            },
            new ZendeskRole("1", "Support Staff", false)
        );
        Assert.That(findings, Is.EqualTo(isTheirs ? Array.Empty<string>() : ["role-matches:10"]));
    }

    [TestCase("Support Staff", true)]
    [TestCase("Light agent", false)]
    public void A_teammate_is_no_light_agent_unless_the_team_file_wants_it(string role, bool isFound)
    {
        var findings = Find(
            new AgentIsNotLight(Settings),
            [Ada.With(ZendeskTeamKeys.Main.Role, role)],
            Account with
            {
                RoleType = 1,
                CustomRole = null,
            }
        );
        Assert.That(findings, Is.EqualTo(isFound ? ["agent-is-not-light:10"] : Array.Empty<string>()));
    }

    [TestCase("ada@example.com", "Support Staff", true)]
    [TestCase("ada@example.com", "Admin", false)]
    [TestCase("boss@EXAMPLE.com ", "Support Staff", false)]
    public void An_admin_is_expected_by_the_settings_or_by_the_team_file(string email, string role, bool isFound)
    {
        var findings = Find(
            new AdminIsExpected(Settings),
            [Ada.With(ZendeskTeamKeys.Main.Role, role)],
            Account with
            {
                Email = email,
                Role = "admin",
                RoleType = 4,
                CustomRole = null,
            }
        );
        Assert.That(findings, Is.EqualTo(isFound ? ["admin-is-expected:10"] : Array.Empty<string>()));
    }

    [Test]
    public void A_stranger_is_found_and_a_light_one_only_when_the_settings_want_it()
    {
        var light = Account with { Id = "11", Name = "Eve", Email = "eve@evil.example", RoleType = 1 };
        Assert.Multiple(() =>
        {
            Assert.That(
                Find(new AccountHasTeammate(), [Ada], light, light with { Id = "12", RoleType = 0 }),
                Is.EqualTo(new[] { "account-has-teammate:12" })
            );
            Assert.That(
                Find(new AccountHasTeammate(), Settings with { LightAgentsNeedTeammate = true }, [Ada], light),
                Is.EqualTo(new[] { "account-has-teammate:11" })
            );
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Whoever_should_have_an_account_is_in_the_settings(bool expectsEverybody)
    {
        var findings = Find(
            new TeammateHasAccount(),
            Settings with
            {
                ExpectsEverybody = expectsEverybody,
            },
            [AdaWithoutProfile],
            Account with
            {
                Id = "12",
                Name = "Eve",
                Email = "eve@evil.example",
            }
        );
        Assert.That(findings, Is.EqualTo(expectsEverybody ? ["teammate-has-account:ada@example.com"] : Array.Empty<string>()));
    }

    [TestCase("https://gitlab.com/x/-/issues/1", true)]
    [TestCase("Ada Lovelace - https://gitlab.com/x - 2026-12-31", true)]
    [TestCase("Ada Lovelace - https://gitlab.com/x - 2026-02-30", true, Description = "an Operations teammate may write any use")]
    [TestCase("Somebody Else - https://gitlab.com/x - 2026-02-30", false)]
    [TestCase("Somebody Else - https://gitlab.com/x", false)]
    [TestCase("Target - PagerDuty", true)]
    [TestCase("Target - ", false)]
    [TestCase("ada lovelace - 1-1 generator", true)]
    [TestCase("Bob Builder - 1-1 generator", false)]
    [TestCase("see https://gitlab.com/x", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void The_description_of_a_token_has_one_of_the_forms(string? description, bool fits)
    {
        var bob = AdaWithoutProfile with { Name = "Bob Builder", Email = "bob@example.com", Title = "Support Engineer" };
        Assert.That(
            Find(new TokenHasRequest(Settings), [Ada, bob], Account, Token() with { Description = description }),
            Is.EqualTo(fits ? Array.Empty<string>() : ["token-has-request:api_token/7"])
        );
    }

    [TestCase("Ada - https://gitlab.com/x - 2026-11-21", true, false)]
    [TestCase("Ada - https://gitlab.com/x - 2026-11-20", true, true)]
    [TestCase("Ada - https://gitlab.com/x - 2026-11-20", null, true)]
    [TestCase("Ada - https://gitlab.com/x - 2026-11-20", false, false)]
    [TestCase("https://gitlab.com/x", true, false)]
    public void A_token_ends_with_the_day_in_its_description(string description, bool? isActive, bool isFound) =>
        Assert.That(
            Find(new TokenIsNotExpired(Settings), [Ada], Account, Token() with { Description = description, IsActive = isActive }),
            Is.EqualTo(isFound ? ["token-is-not-expired:api_token/7"] : Array.Empty<string>())
        );

    [TestCase("10", null, null, false)]
    [TestCase("11", null, null, true)]
    [TestCase("11", null, "10", false)]
    [TestCase("404", null, null, true)]
    [TestCase("404", "ada@example.com", null, false)]
    [TestCase("404", "bot@example.com", null, false)]
    [TestCase("404", "ada@example.com", "405", true)]
    [TestCase(null, null, null, true)]
    public void A_token_belongs_to_whom_it_is_assigned_to_else_to_whoever_made_it(
        string? creator,
        string? email,
        string? assignee,
        bool isFound
    )
    {
        var stranger = Account with { Id = "11", Name = "Eve", Email = "eve@evil.example" };
        var findings = Find(
            new TokenOwnerIsOnTheTeam(Settings),
            [Ada],
            Account,
            stranger,
            Token() with
            {
                Creator = creator,
                CreatorEmail = email,
                Assignee = assignee,
            }
        );
        Assert.That(findings, Is.EqualTo(isFound ? ["token-owner-is-on-the-team:api_token/7"] : Array.Empty<string>()));
    }

    [Test]
    public void An_app_that_is_not_the_instances_own_is_in_the_review_and_not_judged()
    {
        object token = new ZendeskOAuthToken("1", "41", ["write", "read"], new DateOnly(2026, 1, 2));
        var population = Population(Settings, Account, token);
        Assert.Multiple(() =>
        {
            Assert.That(
                population.Tokens.Select(t => (t.Id, t.IsGlobal, string.Join(' ', t.Scopes))),
                Is.EqualTo(new[] { ("oauth_client/41", true, "read write") })
            );
            Assert.That(Evaluate(new TokenOwnerIsOnTheTeam(Settings), [Ada], Account, token), Is.Empty);
            Assert.That(Evaluate(new TokenHasRequest(Settings), [Ada], Account, token), Is.Empty);
        });
    }

    [TestCase("ada@example.com", "", false)]
    [TestCase("other@example.com", "", false, Description = "the teammate's address counts as well")]
    [TestCase("eve@evil.example", "", true)]
    public void Citizenship_is_on_file_by_the_accounts_or_the_teammates_address(string email, string _, bool isFound)
    {
        var settings = new ZendeskUsFederalSettings(new ZendeskSettings(ZendeskUsFederal.Federal))
        {
            CitizenshipRequests = ZendeskSettings.Emails("ADA@example.com"),
        };
        var population = Population(
            settings,
            Account with
            {
                Id = isFound ? "12" : "10",
                Email = email,
                Name = isFound ? "Eve" : "Ada Lovelace",
            }
        );
        var roster = new Roster([Ada.With(ZendeskTeamKeys.UsFederal.Id, "10")]);
        var findings = new CitizenshipRequestOnFile(settings)
            .Evaluate(new Comparison(roster, population, ZendeskMatching.Of(population, settings)))
            .Where(o => o.Finding is not null);
        Assert.That(findings.Count(), Is.EqualTo(isFound ? 1 : 0));
    }

    [TestCase(null, "belongs to Ada Lovelace, and nobody has said in the last year what it is for.")]
    [TestCase("Owned by somebody else", "belongs to Ada Lovelace, and has changed since it was said on 2026-05-03 what it is for.")]
    [TestCase("https://gitlab.com/x", null)]
    public void Somebody_has_said_in_the_last_year_what_a_token_is_for(string? description, string? end)
    {
        var population = Population(Settings, Account, Token());
        var comparison = new Comparison(new Roster([Ada]), population, ZendeskMatching.Of(population, Settings));
        var then = Population(Settings, Account, Token() with { Description = description }).TokensOf(comparison).Single();
        var said = new Justification(then.Traits, new DateOnly(2026, 5, 3), FiscalPeriod.Parse("FY27-Q2"), "sync");
        var result = new TokenIsJustified()
            .Evaluate(
                comparison.With(
                    description is null
                        ? Justifications.None
                        : new Justifications(new Dictionary<string, Justification> { [then.Key.Digits] = said })
                )
            )
            .Single();
        Assert.Multiple(() =>
        {
            Assert.That(result.Finding?.Text, end is null ? Is.Null : Does.EndWith(end));
            Assert.That(result.Finding?.Teammate, end is null ? Is.Null : Is.SameAs(Ada));
        });
    }

    [Test]
    public void Each_profile_has_the_published_checks_on_and_those_of_tokens()
    {
        string[] tokens =
        [
            "token-has-request",
            "token-is-not-expired",
            "token-is-used",
            "token-is-justified",
            "token-owner-is-on-the-team",
        ];
        Assert.Multiple(() =>
        {
            Assert.That(
                On("profile: handbook-2023"),
                Is.EquivalentTo([.. tokens, "account-has-teammate", "name-matches", "id-matches", "groups-match", "role-matches"])
            );
            Assert.That(
                On("profile: handbook-2026"),
                Is.EquivalentTo([
                    .. tokens,
                    "teammate-has-account",
                    "agent-is-not-light",
                    "name-matches",
                    "email-matches",
                    "admin-is-expected",
                    "agent-is-not-suspended",
                ])
            );
            Assert.That(On("checks: {}"), Is.EquivalentTo(On("profile: handbook-2026")));
            Assert.That(
                On("checks: {name-matches: false, id-matches: true}"),
                Is.EquivalentTo(On("profile: handbook-2026").Except(["name-matches"]).Append("id-matches"))
            );
        });
    }

    [Test]
    public void The_citizenship_check_is_the_federal_instances_and_on_with_its_list()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Federal("citizenship_requests: []").SwitchedOff, Has.Member("citizenship-request-on-file"));
            Assert.That(Federal("citizenship_requests: [a@example.com]").SwitchedOff, Has.No.Member("citizenship-request-on-file"));
            Assert.That(Federal("checks: {citizenship-request-on-file: true}").SwitchedOff, Has.No.Member("citizenship-request-on-file"));
            Assert.That(Global("checks: {}").CheckIds, Has.No.Member("citizenship-request-on-file"));
        });
    }

    private static IEnumerable<string> On(string settings) => Global(settings).Checks().Select(c => c.Id);

    private static ZendeskApiToken Token() =>
        new("7", "10", null, null, "https://gitlab.com/x", true, new DateOnly(2026, 1, 1), new DateOnly(2026, 11, 1), true);

    private static object Group(int id, string name) => new ZendeskGroup($"{id}", name, false);

    private static object Member(string user, int group) => new ZendeskMembership($"{user}{group}", user, $"{group}");

    private static string[] Find(Check check, Teammate[] team, params object[] records) => Find(check, Settings, team, records);

    private static string[] Find(Check check, ZendeskSettings settings, Teammate[] team, params object[] records) =>
        [.. Evaluate(check, settings, team, records).Select(o => o.Finding).OfType<Finding>().Select(f => f.Key.ToString())];

    private static List<CheckResult> Evaluate(Check check, Teammate[] team, params object[] records) =>
        Evaluate(check, Settings, team, records);

    private static List<CheckResult> Evaluate(Check check, ZendeskSettings settings, Teammate[] team, object[] records)
    {
        var population = Population(settings, records);
        return [.. check.Evaluate(new Comparison(new Roster(team), population, ZendeskMatching.Of(population, settings)))];
    }

    private static ZendeskPopulation Population(ZendeskSettings settings, params object[] records) =>
        new(
            new ZendeskSelf("10", null, "admin"),
            new DateOnly(2026, 11, 21),
            new ZendeskStaff([.. records.OfType<ZendeskAccount>()]),
            settings.CountOf(1),
            new ZendeskRoles(records.OfType<ZendeskRole>(), settings),
            new ZendeskGroups([.. records.OfType<ZendeskGroup>()], ZendeskMemberships.Of(records.OfType<ZendeskMembership>())),
            new ZendeskTokens([.. records.OfType<ZendeskApiToken>()], [], [.. records.OfType<ZendeskOAuthToken>()])
        )
        {
            Site = ZendeskGlobal.Global.DefaultUrl,
        };

    private static ZendeskGlobal Global(string settings) => new(Read("zendesk-global", settings));

    private static ZendeskUsFederal Federal(string settings) => new(Read("zendesk-us-federal", settings));

    private static AuditSettings Read(string id, string settings)
    {
        using var folder = new TemporaryFolder();
        return AuditSettings.Read(folder.Write("audits.yaml", $"platforms: {{{id}: {{{settings}}}}}"));
    }
}
