using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Platforms.PagerDuty;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Platforms.PagerDuty;

public sealed class PagerDutyChecksTests
{
    private static readonly TeamKey Rotations = PagerDutyTeamKeys.Rotations("rotations");
    private static readonly Teammate Ada = new Teammate
    {
        Name = "Ada Lovelace",
        Email = "ada@example.com",
        Title = "Senior Support Engineer",
    }.With(PagerDutyTeamKeys.Id, "P1");
    private static readonly PagerDutySettings Settings = new() { Rotations = Rotations };
    private static readonly PagerDutyAccount AdasAccount = new()
    {
        Id = "P1",
        Name = "Ada Lovelace",
        Email = "ada@example.com",
        Role = "limited_user",
        Teams = ["T1"],
    };
    private static readonly PagerDutyAccount EvesAccount = new()
    {
        Id = "P9",
        Name = "Eve",
        Email = "eve@evil.example",
        Role = "user",
        Teams = ["T2"],
    };

    [TestCase(null, "Support Engineer", true)]
    [TestCase("P1", "Support Engineer", false)]
    [TestCase(null, "VP of Support", false)]
    [TestCase(null, "vp  of support", false)]
    [TestCase(null, null, true)]
    public void A_teammate_without_an_id_is_found_unless_the_title_is_skipped(string? id, string? title, bool isFound) =>
        Assert.That(
            Find(new TeammateHasPagerdutyId(Settings), [(Ada with { Title = title }).With(PagerDutyTeamKeys.Id, id)], AdasAccount),
            Is.EqualTo(isFound ? ["teammate-has-pagerduty-id:ada@example.com"] : Array.Empty<string>())
        );

    [TestCase("P1", false)]
    [TestCase("P2", true)]
    [TestCase(null, false)]
    public void An_id_that_is_no_accounts_is_found(string? id, bool isFound) =>
        Assert.That(
            Find(new PagerdutyIdExists(Settings), [Ada.With(PagerDutyTeamKeys.Id, id)], AdasAccount),
            Is.EqualTo(isFound ? ["pagerduty-id-exists:ada@example.com"] : Array.Empty<string>())
        );

    [Test]
    public void A_wrong_id_is_told_with_the_right_one()
    {
        var finding = Evaluate(new PagerdutyIdExists(Settings), [Ada.With(PagerDutyTeamKeys.Id, "P2")], AdasAccount).Single().Finding!;
        Assert.That(
            (finding.Text, finding.RemedyCase),
            Is.EqualTo(
                (
                    "The team file gives Ada Lovelace the PagerDuty id P2, and no account has it; the "
                        + "account of Ada Lovelace (ada@example.com) has P1.",
                    (string?)null
                )
            )
        );
    }

    [TestCase("limited_user", "Support Engineer", false)]
    [TestCase("admin", "Support Engineer", true)]
    [TestCase("limited_user", "Manager, Support Engineering", false)]
    [TestCase("limited_user", "Director of Support, AMER", false)]
    [TestCase("admin", "Support Operations Manager", false)]
    [TestCase("limited_user", "Support Readiness Specialist", true)]
    [TestCase("read_only_user", "Support Engineer", true)]
    [TestCase("read_only_limited_user", "Support Engineer", true)]
    [TestCase("something_new", "Support Engineer", true)]
    [TestCase(null, "Support Engineer", true)]
    [TestCase("owner", "VP of Support", false)]
    [TestCase("user", "Technical Writer", false)]
    public void A_role_goes_with_the_title_by_the_published_rule(string? role, string title, bool isFound) =>
        Assert.That(
            Find(new RoleMatches(Settings), [Ada with { Title = title }], AdasAccount with { Role = role }),
            Is.EqualTo(isFound ? ["role-matches:P1"] : Array.Empty<string>())
        );

    [Test]
    public void The_role_rule_is_data_and_the_first_rule_that_fits_counts()
    {
        var check = new RoleMatches(
            Settings with
            {
                RoleRules = [new RoleRule([new("senior support*")], ["observer", "user"]), new RoleRule([new("*")], ["admin"])],
            }
        );
        Assert.Multiple(() =>
        {
            Assert.That(Find(check, [Ada], AdasAccount with { Role = "user" }), Is.Empty);
            Assert.That(
                Find(check, [Ada with { Title = "Support Engineer" }], AdasAccount with { Role = "user" }),
                Is.EqualTo(new[] { "role-matches:P1" })
            );
            Assert.That(
                Find(new RoleMatches(Settings with { RoleRules = [] }), [Ada], AdasAccount with { Role = "admin" }),
                Is.Empty,
                "an empty list is no rule at all"
            );
        });
    }

    [Test]
    public void Stakeholders_and_unknown_roles_keep_their_names()
    {
        var texts = new[] { "read_only_limited_user", "something_new" }.Select(role =>
            Evaluate(new RoleMatches(Settings), [Ada], AdasAccount with { Role = role }).Single().Finding!.Text
        );
        Assert.That(
            texts,
            Is.EqualTo(
                new[]
                {
                    "Ada Lovelace (ada@example.com) has the role read_only_limited_user, and "
                        + "Senior Support Engineer goes with limited_user.",
                    "Ada Lovelace (ada@example.com) has the role something_new, and Senior Support Engineer goes with limited_user.",
                }
            )
        );
    }

    [TestCase(true)]
    [TestCase(false, "T1")]
    [TestCase(true, "T1", "T2")]
    public void Where_others_use_PagerDuty_too_only_accounts_of_the_teams_must_be_teammates(bool isFound, params string[] teams) =>
        Assert.That(
            Find(new AccountHasTeammate(), [Ada], Settings with { Teams = teams }, AdasAccount, EvesAccount),
            Is.EqualTo(isFound ? ["account-has-teammate:P9"] : Array.Empty<string>())
        );

    [Test]
    public void A_schedule_that_is_of_neither_kind_is_found()
    {
        var findings = Find(new ScheduleExists(), [Ada], Looked("S1"), Looked("S2"), Looked("S3", "Gone"), Layers("S1"), Shifts("S2"));
        Assert.That(findings, Is.EqualTo(new[] { "schedule-exists:S3" }));
    }

    [TestCase("P1", "", false)]
    [TestCase("P2", "", true)]
    [TestCase("", "P1", false)]
    [TestCase("", "", true)]
    public void Whoever_the_settings_expect_must_be_in_the_schedule_of_either_kind(string layers, string shifts, bool isFound)
    {
        var findings = Find(
            new RotationIsInPagerduty(Settings),
            [Ada],
            Looked("S1", null, " ADA@example.com"),
            AdasAccount,
            Layers("S1", layers),
            Shifts("S1", shifts)
        );
        Assert.That(findings, Is.EqualTo(isFound ? ["rotation-is-in-pagerduty:S1/ada@example.com"] : Array.Empty<string>()));
    }

    [TestCase("S1", null)]
    [TestCase("emergencies", null)]
    [TestCase("EMERGENCIES - now", null)]
    [TestCase("S2", "rotation-is-in-pagerduty:S2/ada@example.com")]
    [TestCase("Yesterdays", "rotation-is-in-pagerduty:Yesterdays/ada@example.com")]
    public void A_rotation_of_the_team_file_is_a_schedule_by_id_by_its_name_or_by_that_in_the_settings(string rotation, string? finding)
    {
        var findings = Find(
            new RotationIsInPagerduty(Settings),
            [Ada.With(Rotations, rotation)],
            Looked("S1", "Emergencies"),
            Looked("S2"),
            AdasAccount,
            Layers("S1", "P1") with
            {
                Name = "Emergencies - Now",
            },
            Layers("S2")
        );
        Assert.That(findings, Is.EqualTo(finding is null ? Array.Empty<string>() : [finding]));
    }

    [Test]
    public void Somebody_expected_twice_is_found_once()
    {
        var findings = Find(
            new RotationIsInPagerduty(Settings),
            [Ada.With(Rotations, "S1", "x")],
            Looked("S1", "X", "ada@example.com"),
            AdasAccount,
            Layers("S1")
        );
        Assert.That(findings, Is.EqualTo(new[] { "rotation-is-in-pagerduty:S1/ada@example.com" }));
    }

    [Test]
    public void Whoever_the_settings_expect_and_nobody_is_in_the_team_file_is_found()
    {
        var findings = Find(
            new RotationIsInPagerduty(Settings),
            [Ada],
            Looked("S1", null, "Bob@example.com"),
            AdasAccount,
            Layers("S1", "P1")
        );
        Assert.That(findings, Is.EqualTo(new[] { "rotation-is-in-pagerduty:S1/bob@example.com" }));
    }

    [Test]
    public void The_VP_is_expected_nowhere() =>
        Assert.That(
            Find(
                new RotationIsInPagerduty(Settings),
                [Ada with { Title = "VP of Support" }],
                Looked("S1", null, "ada@example.com"),
                AdasAccount,
                Layers("S1")
            ),
            Is.Empty
        );

    [Test]
    public void A_stranger_in_a_schedule_of_either_kind_is_found_by_schedule_and_person()
    {
        var findings = Find(
            new ScheduleMemberIsOnTheTeam(),
            [Ada],
            Looked("S1"),
            Looked("S2"),
            AdasAccount,
            EvesAccount,
            Layers("S1", "P1", "P9"),
            Shifts("S2", "P9"),
            Layers("S3", "P9")
        );
        Assert.That(findings, Is.EqualTo(new[] { "schedule-member-is-on-the-team:S1/P9", "schedule-member-is-on-the-team:S2/P9" }));
    }

    [TestCase("schedule_reference", "S1", true)]
    [TestCase("schedule_v3_reference", "S1", true)]
    [TestCase("schedule_reference", "S2", false)]
    public void A_direct_target_of_a_policy_that_leads_to_a_schedule_is_on_call_too(string type, string schedule, bool isFound)
    {
        var policy = new PagerDutyPolicy(
            "E1",
            "Emergencies",
            [new(schedule, null, type, false), new("P9", "Eve", "user_reference", false), new("P9", "Eve", "user", false)]
        );
        var findings = Find(new ScheduleMemberIsOnTheTeam(), [Ada], Looked("S1"), AdasAccount, EvesAccount, Layers("S1", "P1"), policy);
        Assert.That(findings, Is.EqualTo(isFound ? ["schedule-member-is-on-the-team:E1/P9"] : Array.Empty<string>()));
    }

    [Test]
    public void A_target_of_an_unknown_kind_is_told_and_not_passed_over_in_silence()
    {
        var policy = new PagerDutyPolicy(
            "E1",
            "Emergencies",
            [new("S1", null, "schedule_reference", false), new("X1", null, "robot_reference", false)]
        );
        Assert.That(
            Population(Looked("S1"), Layers("S1"), policy).Notices,
            Is.EqualTo(
                new[]
                {
                    "The escalation policy Emergencies has targets of a kind that this program does not "
                        + "know (robot_reference); nobody looked at them.",
                }
            )
        );
    }

    [Test]
    public void A_deleted_user_still_in_a_layer_is_a_finding_and_no_crash()
    {
        var outcomes = Evaluate(
            new ScheduledUserExists(),
            [Ada],
            Looked("S1"),
            AdasAccount,
            new PagerDutySchedule(
                "S1",
                "Now",
                "layers",
                [new("P1", "Ada", null, false), new("P7", "Gone", null, true), new("P8", null, null, false)]
            )
        );
        Assert.That(
            outcomes.Select(o => o.Finding?.Text),
            Is.EqualTo(
                new[] { null, "Gone is in the schedule Now, and was deleted.", "P8 is in the schedule Now, and no account has that id." }
            )
        );
    }

    [Test]
    public void A_deleted_user_is_nobody_elses_finding() =>
        Assert.That(Find(new ScheduleMemberIsOnTheTeam(), [Ada], Looked("S1"), AdasAccount, Layers("S1", "P7")), Is.Empty);

    [TestCase(null, true)]
    [TestCase("owner", true)]
    [TestCase("admin", true)]
    [TestCase("user", false)]
    [TestCase("limited_user", false)]
    [TestCase("restricted_access", false)]
    public void A_personal_key_proves_something_only_when_its_user_sees_everything(string? role, bool isEnough)
    {
        var self = role is null ? null : AdasAccount with { Role = role };
        var population = new PagerDutyPopulation(self, [], List<PagerDutyAccount>([], a => a.Id), null, null, null);
        Assert.That(PagerDutyCompleteness.Of(population, Settings)[0].Holds, Is.EqualTo(isEnough));
    }

    [TestCase(2, 2L, true)]
    [TestCase(2, null, true)]
    [TestCase(2, 3L, false)]
    [TestCase(2, 1L, false)]
    public void A_list_with_another_number_of_ids_than_the_vendor_counts_proves_nothing(int rows, long? total, bool holds)
    {
        var list = new PagerDutyList<string>("rows", Enumerable.Range(0, rows).Select(row => $"{row}"), row => row, total);
        Assert.That(list.Assertion.Holds, Is.EqualTo(holds));
    }

    [Test]
    public void A_row_that_came_twice_hides_one_that_was_lost_and_proves_nothing()
    {
        var list = new PagerDutyList<string>("rows", ["a", "a"], row => row, 2);
        Assert.That((list.Assertion.Holds, list.Assertion.Figures), Is.EqualTo((false, "2 rows, 1 ids, 2 by PagerDuty's count")));
    }

    [Test]
    public void A_schedule_that_does_not_tell_who_is_in_it_is_not_an_empty_one()
    {
        var population = Population(Looked("S1"), new PagerDutySchedule("S1", "Now", "layers", null));
        Assert.That(PagerDutyCompleteness.Of(population, Settings).Single(p => !p.Holds).Figures, Is.EqualTo("S1 does not"));
    }

    [Test]
    public void A_team_of_the_settings_that_is_not_there_would_hide_everybody_and_proves_nothing()
    {
        var population = Population(new PagerDutyReference("T1", "Support", "team", false));
        var assertions = PagerDutyCompleteness.Of(population, Settings with { Teams = ["T1", "T8"] });
        Assert.That(assertions.Single(p => !p.Holds).Figures, Is.EqualTo("T8 is not"));
    }

    private static PagerDutySchedule Layers(string id, params string[] members) => new(id, null, "layers", Members(members));

    private static PagerDutySchedule Shifts(string id, params string[] members) => new(id, null, "shifts", Members(members));

    private static List<PagerDutyReference> Members(string[] ids) =>
        [.. ids.Where(id => id.Length > 0).Select(id => new PagerDutyReference(id, null, null, IsDeleted: false))];

    private static ConfiguredSchedule Looked(string id, string? name = null, params string[] members) => new(id, name, members);

    private static string[] Find(Check check, Teammate[] team, params object[] records) =>
        [.. Evaluate(check, team, records).Select(o => o.Finding).OfType<Finding>().Select(f => f.Key.ToString())];

    private static List<CheckResult> Evaluate(Check check, Teammate[] team, params object[] records)
    {
        var settings = records.OfType<PagerDutySettings>().SingleOrDefault() ?? Settings;
        return [.. check.Evaluate(new Comparison(new Roster(team), Population(records), PagerDutyMatching.Of(settings)))];
    }

    private static PagerDutyPopulation Population(params object[] records)
    {
        var schedules = records.OfType<PagerDutySchedule>().ToLookup(s => s.Kind);
        return new PagerDutyPopulation(
            null,
            [.. records.OfType<ConfiguredSchedule>()],
            List(records.OfType<PagerDutyAccount>(), a => a.Id),
            List(records.OfType<PagerDutyReference>(), t => t.Id),
            new PagerDutySchedules(
                List(schedules["layers"], s => s.Id),
                List<PagerDutyReference>([], s => s.Id),
                [.. schedules["shifts"]]
            ),
            List(records.OfType<PagerDutyPolicy>(), p => p.Id)
        );
    }

    private static PagerDutyList<T> List<T>(IEnumerable<T> rows, Func<T, string> idOf) => new("rows", rows, idOf, null);
}
