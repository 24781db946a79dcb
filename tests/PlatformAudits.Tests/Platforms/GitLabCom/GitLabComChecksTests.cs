using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms.GitLabCom;
using PlatformAudits.Settings;
using PlatformAudits.Team;
using static PlatformAudits.Tests.Platforms.GitLabCom.GitLabComTeam;

namespace PlatformAudits.Tests.Platforms.GitLabCom;

public sealed class GitLabComChecksTests
{
    private static readonly string[] None = [];

    [TestCase("active", null, null, false)]
    [TestCase("active", false, "active", false)]
    [TestCase("blocked", false, "active", true)]
    [TestCase("deactivated", false, "active", true)]
    [TestCase("banned", false, "active", true)]
    [TestCase("blocked_pending_approval", null, null, true)]
    [TestCase("something_new", null, null, true)]
    [TestCase("active", true, "active", true)]
    [TestCase("active", false, "awaiting", true)]
    public void A_member_who_is_blocked_deactivated_banned_locked_or_awaiting_is_not_shown_as_active(
        string state,
        bool? locked,
        string? membership,
        bool isFound
    ) =>
        Assert.That(
            new GitLabComTeam().With(30, state: state, locked: locked, membership: membership).Find<MemberIsActive>(Ada),
            Is.EqualTo(isFound ? ["member-is-active:900#1"] : None)
        );

    [Test]
    public void What_keeps_a_member_from_being_active_is_told_in_one_sentence() =>
        Assert.That(
            new GitLabComTeam().With(15, state: "blocked", locked: true, membership: "awaiting").Text<MemberIsActive>(Ada),
            Is.EqualTo(
                "Somebody (@ada) is Planner in acme/support, and the account is blocked, the "
                    + "account is locked and the membership is awaiting."
            )
        );

    [TestCase(0, null, "No access")]
    [TestCase(5, null, "Minimal Access")]
    [TestCase(10, null, "Guest")]
    [TestCase(15, null, "Planner")]
    [TestCase(20, null, "Reporter")]
    [TestCase(25, null, "Security Manager")]
    [TestCase(30, null, "Developer")]
    [TestCase(40, null, "Maintainer")]
    [TestCase(50, null, "Owner")]
    [TestCase(60, null, "Admin")]
    [TestCase(35, null, "level 35")]
    [TestCase(30, "Release manager", "Release manager (custom role on Developer)")]
    [TestCase(35, "Odd", "Odd (custom role on level 35)")]
    public void Every_level_and_every_custom_role_keeps_its_name(long level, string? role, string name) =>
        Assert.That(new GitLabAccess(level, role).Name, Is.EqualTo(name));

    [TestCase("developer", 30, null)]
    [TestCase("MINIMAL access", 5, null)]
    [TestCase("30", 30, null)]
    [TestCase("35", 35, null)]
    [TestCase("Reporter / Licence desk", 20, "Licence desk")]
    [TestCase("20/A/B", 20, "A/B")]
    public void An_access_is_written_as_people_say_it(string text, long level, string? role) =>
        Assert.That(GitLabAccess.Parse(text), Is.EqualTo(new GitLabAccess(level, role)));

    [TestCase("Develper")]
    [TestCase("")]
    [TestCase("-30")]
    [TestCase("Reporter /")]
    public void What_is_no_access_is_not_guessed(string text) => Assert.That(GitLabAccess.Parse(text), Is.Null);

    [TestCase(29, null, true, false)]
    [TestCase(30, null, false, false)]
    [TestCase(31, null, false, true)]
    [TestCase(30, "Release manager", false, true)]
    [TestCase(10, "Release manager", true, false)]
    public void Access_is_held_against_the_baseline_both_ways(long level, string? role, bool isBelow, bool isAbove)
    {
        var team = new GitLabComTeam().With(level, role);
        Assert.Multiple(() =>
        {
            Assert.That(team.Find<MemberHasBaselineAccess>(Ada), Is.EqualTo(isBelow ? ["member-has-baseline-access:900#1"] : None));
            Assert.That(team.Find<AccessIsNotAboveBaseline>(Ada), Is.EqualTo(isAbove ? ["access-is-not-above-baseline:900#1"] : None));
        });
    }

    [TestCase(20, "Licence desk", false, false)]
    [TestCase(20, "LICENCE DESK", false, false)]
    [TestCase(20, null, true, false)]
    [TestCase(20, "Other", true, true)]
    [TestCase(30, null, false, true)]
    public void A_baseline_that_names_a_custom_role_wants_that_role(long level, string? role, bool isBelow, bool isAbove)
    {
        var team = new GitLabComTeam().With(level, role, group: 1);
        var clerk = Ada with { Region = "amer-w", Focuses = ["Onboarding", "Licences"] };
        Assert.Multiple(() =>
        {
            Assert.That(team.Find<MemberHasBaselineAccess>(clerk), Is.EqualTo(isBelow ? ["member-has-baseline-access:901#1"] : None));
            Assert.That(team.Find<AccessIsNotAboveBaseline>(clerk), Is.EqualTo(isAbove ? ["access-is-not-above-baseline:901#1"] : None));
        });
    }

    [TestCase("Support Engineer", true)]
    [TestCase("SUPPORT MANAGER", false)]
    public void Of_several_baselines_the_highest_counts(string title, bool isAbove) =>
        Assert.That(
            new GitLabComTeam().With(50).Find<AccessIsNotAboveBaseline>(Ada with { Title = title }),
            Has.Length.EqualTo(isAbove ? 1 : 0)
        );

    [Test]
    public void A_group_that_the_baseline_does_not_name_gives_nothing() =>
        Assert.That(
            new GitLabComTeam().With(10, group: 1).Text<AccessIsNotAboveBaseline>(Ada),
            Is.EqualTo("Somebody (@ada) is Guest in acme/desk, and the baseline is nothing there.")
        );

    [Test]
    public void A_teammate_without_a_seat_in_a_group_of_the_baseline_is_found_by_their_address() =>
        Assert.That(
            new GitLabComTeam()
                .With(20, "Licence desk", group: 1)
                .Find<TeammateIsAMember>(Ada with { Region = "AMER-E", Focuses = ["Licences"] }),
            Is.EqualTo(new[] { "teammate-is-a-member:900#ada@example.com" })
        );

    [Test]
    public void An_invitation_is_not_a_membership_and_is_mentioned() =>
        Assert.That(
            new GitLabComTeam().Inviting("ADA@example.com").Text<TeammateIsAMember>(Ada),
            Is.EqualTo(
                "Ada Lovelace is not a direct member of acme/support, and the baseline is "
                    + "Developer there; the invitation has not been accepted."
            )
        );

    [Test]
    public void A_teammate_whom_nothing_can_match_is_told_so() =>
        Assert.That(
            new GitLabComTeam().With(30).Text<TeammateIsAMember>(AdaWithoutIdAndUsername),
            Does.EndWith("; the team file has neither gitlab.id nor gitlab.username.")
        );

    [TestCase("1", "someone-else", false)]
    [TestCase(null, "ADA", false)]
    [TestCase(null, null, true)]
    [TestCase("2", "ada", true)]
    public void Whose_an_account_is_is_told_by_the_id_and_by_the_user_name_only_where_there_is_no_id(
        string? id,
        string? username,
        bool isStranger
    ) =>
        Assert.That(
            new GitLabComTeam()
                .With(30, name: "Ada Lovelace")
                .Find<MemberIsOnTheTeam>(Ada.With(GitLabTeamKeys.Id, id) with { GitLabUsername = username }),
            Is.EqualTo(isStranger ? ["member-is-on-the-team:900#1"] : None)
        );

    [TestCase(null, "Ada Lovelace", false)]
    [TestCase(null, "Somebody", true)]
    [TestCase("somebody@example.com", "Somebody", false)]
    [TestCase("somebody@evil.example", "Somebody", true)]
    [TestCase("somebody@evil.example", "ada lovelace", false)]
    public void A_user_name_alone_does_not_tell_whose_an_account_is(string? email, string name, bool isStranger) =>
        Assert.That(
            new GitLabComTeam().With(30, name: name, email: email).Find<MemberIsOnTheTeam>(Ada.With(GitLabTeamKeys.Id)),
            Is.EqualTo(isStranger ? ["member-is-on-the-team:900#1"] : None)
        );

    [TestCase(null, false)]
    [TestCase("ADA@example.com", false)]
    [TestCase("ada@private.example", true)]
    public void An_address_that_GitLab_shows_is_the_teammates_and_one_that_it_hides_is_not_missed(string? email, bool isFound)
    {
        var comparison = new Comparison(
            new Roster([Ada]),
            new GitLabComTeam().With(30, email: email).Population,
            GitLabComMatching.Of(new GitLabComTeam().With(30).Population)
        );
        Assert.That(new EmailMatches().Evaluate(comparison).Count(result => result.Finding is not null), Is.EqualTo(isFound ? 1 : 0));
    }

    [Test]
    public void A_user_name_that_the_team_file_has_with_another_id_is_pointed_out() =>
        Assert.That(
            new GitLabComTeam().With(30).Text<MemberIsOnTheTeam>(Ada.With(GitLabTeamKeys.Id, "2")),
            Does.EndWith(": the user name is that of Ada Lovelace, whose gitlab.id in the team file is 2.")
        );

    [Test]
    public void A_display_name_that_a_teammate_has_too_makes_nobody_a_teammate()
    {
        var team = new GitLabComTeam().With(30, id: 9, username: "eve", name: "Ada Lovelace");
        Assert.Multiple(() =>
        {
            Assert.That(team.Find<TeammateIsAMember>(AdaWithoutIdAndUsername), Has.Length.EqualTo(1));
            Assert.That(
                team.Text<MemberIsOnTheTeam>(AdaWithoutIdAndUsername),
                Does.EndWith(": the name is that of a teammate, but here anybody may have any name.")
            );
        });
    }

    [Test]
    public void An_address_that_one_group_shows_tells_whose_the_account_is_in_all_of_them() =>
        Assert.That(
            new GitLabComTeam()
                .With(30, id: 9, username: "a")
                .With(30, id: 9, username: "a", email: "Ada@Example.com", group: 1)
                .Find<MemberIsOnTheTeam>(AdaWithoutIdAndUsername),
            Is.Empty
        );

    [Test]
    public void A_second_account_is_no_stranger_and_is_held_against_its_own_rule()
    {
        var team = new GitLabComTeam()
            .With(30)
            .With(10, id: 2, username: "Ada-Auditor")
            .With(10, id: 2, username: "Ada-Auditor", group: 1);
        Assert.Multiple(() =>
        {
            Assert.That(team.Find<MemberIsOnTheTeam>(Ada), Is.Empty);
            Assert.That(team.Find<MemberHasBaselineAccess>(Ada), Is.Empty);
            Assert.That(
                team.Text<AccessIsNotAboveBaseline>(Ada),
                Is.EqualTo("Somebody (@Ada-Auditor) is Guest in acme/desk, and a second account of Ada Lovelace may have nothing there.")
            );
        });
    }

    [Test]
    public void A_second_account_does_not_stand_in_for_the_teammates_own() =>
        Assert.That(
            new GitLabComTeam().With(10, id: 2, username: "ada-auditor", name: "Ada Lovelace").Find<TeammateIsAMember>(Ada),
            Has.Length.EqualTo(1)
        );

    [Test]
    public void A_second_account_of_nobody_is_a_stranger() =>
        Assert.That(
            new GitLabComTeam().With(10, id: 2, username: "eve-auditor").Find<MemberIsOnTheTeam>(Ada),
            Is.EqualTo(new[] { "member-is-on-the-team:900#2" })
        );

    [TestCase(77, "renamed", 40, false)]
    [TestCase(3, "build-bot", 40, false)]
    [TestCase(3, "build-bot", 50, true)]
    public void An_expected_account_is_told_by_id_or_user_name_and_held_against_its_rule(int id, string username, long level, bool isAbove)
    {
        var team = new GitLabComTeam().With(level, id: id, username: username);
        Assert.Multiple(() =>
        {
            Assert.That(team.Find<MemberIsOnTheTeam>(Ada), Is.Empty);
            Assert.That(team.Find<AccessIsNotAboveBaseline>(Ada), Has.Length.EqualTo(isAbove ? 1 : 0));
        });
    }

    [TestCase(30, -1, true)]
    [TestCase(30, 0, false)]
    [TestCase(30, 4000, false)]
    [TestCase(30, null, false)]
    [TestCase(50, null, true)]
    [TestCase(50, 90, false)]
    [TestCase(50, 91, true)]
    [TestCase(50, -1, true)]
    public void Access_that_has_ended_is_found_and_so_is_access_beyond_the_baseline_without_an_end_in_sight(
        long level,
        int? days,
        bool isFound
    ) =>
        Assert.That(
            new GitLabComTeam().With(level, ends: days is { } ahead ? Today.AddDays(ahead) : null).Find<AccessDoesNotOutlive>(Ada),
            Is.EqualTo(isFound ? ["access-does-not-outlive:900#1"] : None)
        );

    [TestCase(null, 1)]
    [TestCase(0, 0)]
    [TestCase(10, 1)]
    public void A_stranger_needs_an_end_unless_the_settings_ask_for_none(int? days, int found) =>
        Assert.That(
            new GitLabComTeam(days is { } given ? GitLabComTeam.Settings with { TemporaryAccessDays = given } : null)
                .With(5, id: 9, username: "eve")
                .Find<AccessDoesNotOutlive>(Ada),
            Has.Length.EqualTo(found)
        );

    [TestCase("ada@example.com", false)]
    [TestCase(" ADA@EXAMPLE.COM ", false)]
    [TestCase("Eve@evil.example", true)]
    public void A_pending_invitation_must_be_a_teammates(string email, bool isFound) =>
        Assert.That(
            new GitLabComTeam().Inviting(email).Find<InvitationHasTeammate>(Ada),
            Is.EqualTo(isFound ? ["invitation-has-teammate:900#eve@evil.example"] : None)
        );

    [TestCase("acme/friends", 20, false)]
    [TestCase("ACME/Friends", 10, false)]
    [TestCase("acme/friends", 30, true)]
    [TestCase("acme/strangers", 5, true)]
    public void An_invited_group_must_be_expected_at_that_level(string path, long level, bool isFound) =>
        Assert.That(
            new GitLabComTeam().SharedWith(path, level).Find<SharedGroupIsExpected>(Ada),
            Is.EqualTo(isFound ? ["shared-group-is-expected:900#700"] : None)
        );

    [Test]
    public void One_person_in_two_groups_is_two_memberships_of_one_account()
    {
        var team = new GitLabComTeam().With(50).With(50, group: 1);
        Assert.Multiple(() =>
        {
            Assert.That(
                team.Find<AccessIsNotAboveBaseline>(Ada),
                Is.EqualTo(new[] { "access-is-not-above-baseline:900#1", "access-is-not-above-baseline:901#1" })
            );
            Assert.That(team.Population.Accounts, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public void Somebody_who_is_listed_twice_in_a_group_proves_that_the_list_moved() =>
        Assert.That(new GitLabComTeam().With(30).With(30).Unproved(), Is.EqualTo(new[] { "2 rows, 1 memberships" }));

    [Test]
    public void A_list_of_another_length_than_GitLab_counts_is_not_whole() =>
        Assert.That(new GitLabComTeam().With(30).Counted(2).Unproved(), Is.EqualTo(new[] { "1 lists counted, 1 of another length" }));

    [TestCase(true, "1 memberships, 1 without a state")]
    [TestCase(false, null)]
    public void A_member_without_a_state_is_no_active_one_unless_nobody_asks(bool asks, string? figures) =>
        Assert.That(
            new GitLabComTeam().With(30, state: null).Unproved(asksWhoIsActive: asks),
            Is.EqualTo(figures is null ? None : [figures])
        );

    [TestCase(
        "baselines: [{groups: {acme/suport: Developer}}]",
        "platforms.gitlab-com.baselines[1].groups.acme/suport is not among the groups of platforms.gitlab-com.groups"
    )]
    [TestCase(
        "baselines: [{groups: {acme/support: Develper}}]",
        "platforms.gitlab-com.baselines[1].groups.acme/support must be a level of GitLab such as Developer or 30, with a custom role "
            + "after a slash where it has one"
    )]
    [TestCase(
        "second_accounts: [{username: auditor, groups: {}}]",
        "platforms.gitlab-com.second_accounts[1].username must hold {username} and something more, as {username}-auditor does"
    )]
    [TestCase(
        "second_accounts: [{username: '{username}', groups: {}}]",
        "platforms.gitlab-com.second_accounts[1].username must hold {username} and something more, as {username}-auditor does"
    )]
    [TestCase(
        "expected_accounts: [{ids: [ada], groups: {}}]",
        "platforms.gitlab-com.expected_accounts[1].ids must hold GitLab's user ids, which are whole numbers"
    )]
    [TestCase(
        "expected_accounts: [{groups: {}}]",
        "platforms.gitlab-com.expected_accounts[1].usernames is missing, and there are no ids either"
    )]
    [TestCase("temporary_access_days: soon", "platforms.gitlab-com.temporary_access_days must be a whole number from 0 to 3650")]
    public void A_slip_in_the_settings_is_named_with_its_place(string slip, string sentence)
    {
        var failure = Assert.Throws<AuditException>(() =>
            Read($"platforms: {{gitlab-com: {{groups: [{{path: acme/support}}], {slip}}}}}")
        )!;
        Assert.That(failure.Message, Does.Match("audits\\.yaml:1:[0-9]+: ").And.Contains(sentence));
    }

    [Test]
    public void A_group_that_is_named_twice_is_refused() =>
        Assert.That(
            () => Read("platforms: {gitlab-com: {groups: [{path: acme/support}, {path: /Acme/Support/}]}}"),
            Throws.TypeOf<AuditException>().With.Message.Contains("platforms.gitlab-com.groups[2].path is there twice")
        );

    private static void Read(string settings)
    {
        using var folder = new TemporaryFolder();
        _ = new PlatformAudits.Platforms.GitLabCom.GitLabCom(AuditSettings.Read(folder.Write("audits.yaml", settings)));
    }
}
