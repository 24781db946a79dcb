using NUnit.Framework;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms.Calendly;
using PlatformAudits.Platforms.GitLabCom;
using PlatformAudits.Platforms.PagerDuty;
using PlatformAudits.Platforms.Zendesk;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Team;

/// <summary>What a sound team file gives.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TeamFileTests
{
    private const string Ada = "name: Ada Example\nemail: ada@gitlab.com\n";
    private const string Max = "name: Max Manager\nemail: max@gitlab.com\n";

    private const string EveryKey = """
        # The union of the old and the new layout.
        - name: Max Manager
          email: mmanager@gitlab.com
        - name: Ada Example
          email: ' aexample@gitlab.com '
          title: Senior Support Engineer
          entity: GitLab Inc
          working_hours: 0800-1600 Central time
          reports_to: max  MANAGER
          region: AMER-C
          start_date: 2021-05-03
          calendly: https://calendly.com/aexample
          languages: [English, { code: fr }]
          modules: []
          pagerduty: { id: PABC123 }
          focuses:
            - { name: Self-Managed, percentage: 50 }
            - name: ASE
              percentage: 50
              zendesk: global
              organizations: [{ id: 1, percentage: 100 }]
          zendesk:
            main:
              id: 360000000001
              role: Support Staff
              groups: ['SGG: Pine', 'Support Focus: Secure']
              alias: Ada E.
              show_in_signature: { gitlab_handle: false }
              salutations: []
              article_publisher: true
            us-federal: { id: 360000000002, role: Light agent, groups: [], round_robin: { active: true, modifier: 1.5, forms_enabled: [Support] } }
          gitlab: { id: 1234567, username: aexample, works_account_deletion: true, notes_link: x }
          slack: { id: U0ABC1234, username: ada }
          knowledge_areas: [{ name: Geo, level: 3 }]
          product_categories:
          pronouns: she/her
          location: Chicago
          tzdata_timezone: America/Chicago
          country: United States
        """;

    [Test]
    public void Every_field_that_an_audit_needs_is_read_and_other_and_removed_keys_are_passed_over()
    {
        var ada = TeamFolder.Read(EveryKey).Teammates[1];

        Assert.That(ada.Focuses, Is.EqualTo(new[] { "Self-Managed", "ASE" }));
        Assert.That(
            ada with
            {
                Focuses = [],
            },
            Is.EqualTo(
                new Teammate
                {
                    Name = "Ada Example",
                    Email = "aexample@gitlab.com",
                    Title = "Senior Support Engineer",
                    Region = "AMER-C",
                    ReportsTo = "max  MANAGER",
                    StartDate = new DateOnly(2021, 5, 3),
                    GitLabUsername = "aexample",
                    SlackId = "U0ABC1234",
                    SlackUsername = "ada",
                    Source = new FilePlace("team.yaml", 4, 3),
                }
                    .With(CalendlyTeamKeys.Link, "https://calendly.com/aexample")
                    .With(PagerDutyTeamKeys.Id, "PABC123")
                    .With(GitLabTeamKeys.Id, "1234567")
                    .With(ZendeskTeamKeys.Main.Id, "360000000001")
                    .With(ZendeskTeamKeys.Main.Role, "Support Staff")
                    .With(ZendeskTeamKeys.Main.Groups, "SGG: Pine", "Support Focus: Secure")
                    .With(ZendeskTeamKeys.Main.Alias, "Ada E.")
                    .With(ZendeskTeamKeys.UsFederal.Id, "360000000002")
                    .With(ZendeskTeamKeys.UsFederal.Role, "Light agent")
            )
        );
    }

    [Test]
    public void A_list_keeps_its_order()
    {
        var roster = TeamFolder.Read("- {name: Zoe, email: z@x.io}\n- {name: Ada, email: a@x.io}\n- {name: Max, email: m@x.io}\n");

        Assert.That(roster.Teammates.Select(t => t.Name), Is.EqualTo(["Zoe", "Ada", "Max"]));
        Assert.That(roster.Count, Is.EqualTo(3));
    }

    [Test]
    public void A_folder_gives_one_person_per_file_in_the_ordinal_order_of_the_names()
    {
        using var folder = new TeamFolder();
        folder.Add("b.yml", Max);
        folder.Add("Z.yaml", Ada + "reports_to: Max Manager\n");

        var roster = TeamFolder.ReadNamed(folder.Path);

        Assert.That(
            roster.Teammates.Select(t => $"{t.Name} at {t.Source}"),
            Is.EqualTo(["Ada Example at Z.yaml:1:1", "Max Manager at b.yml:1:1"])
        );
        Assert.That(roster.ManagerOf(roster.Teammates[0]), Is.SameAs(roster.Teammates[1]));
    }

    [Test]
    public void In_a_folder_other_files_and_hidden_files_and_sub_folders_are_left_alone()
    {
        using var folder = new TeamFolder();
        folder.Add("ada.yaml", Ada);
        folder.Add("README.md", "- [ this is no YAML");
        folder.Add(".gitlab-ci.yml", "test: {}");
        Directory.CreateDirectory(folder.Combine("former"));
        folder.Add("former/max.yaml", Max);

        Assert.That(TeamFolder.ReadNamed(folder.Path).Teammates.Select(t => t.Name), Is.EqualTo(["Ada Example"]));
    }

    [TestCase("~")]
    [TestCase("null")]
    [TestCase("")]
    [TestCase("''")]
    [TestCase("'   '")]
    public void An_empty_value_means_that_there_is_none(string nothing)
    {
        var teammate = TeamFolder
            .Read(
                $"""
                - name: Ada
                  email: ada@x.io
                  title: {nothing}
                  region: {nothing}
                  reports_to: {nothing}
                  start_date: {nothing}
                  calendly: {nothing}
                  pagerduty: {nothing}
                  zendesk:
                    main: {nothing}
                    us-federal:
                      id: {nothing}
                      role: {nothing}
                      groups: {nothing}
                  gitlab:
                    id: {nothing}
                    username: {nothing}
                  slack: {nothing}
                """
            )
            .Teammates[0];

        Assert.That(
            teammate,
            Is.EqualTo(
                new Teammate
                {
                    Name = "Ada",
                    Email = "ada@x.io",
                    Source = new FilePlace("team.yaml", 1, 3),
                }
            )
        );
    }

    [TestCase("'null'", "null")]
    [TestCase("!!str null", "null")]
    [TestCase("\"~\"", "~")]
    [TestCase("true", "true")]
    [TestCase("007", "007")]
    public void A_text_that_looks_like_something_else_is_kept_as_it_is_written(string written, string title) =>
        Assert.That(TeamFolder.Read($"- name: Ada\n  email: ada@x.io\n  title: {written}\n").Teammates[0].Title, Is.EqualTo(title));

    [Test]
    public void A_byte_order_mark_and_Windows_line_ends_do_no_harm()
    {
        using var folder = new TeamFolder();
        var path = folder.Add(
            "team.yaml",
            [0xEF, 0xBB, 0xBF, .. "- name: Ada\r\n  email: ada@x.io\r\n- name: Zoë\r\n  email: zoe@x.io\r\n"u8]
        );

        Assert.That(
            TeamFolder.ReadNamed(path).Teammates.Select(t => $"{t.Name} {t.Source}"),
            Is.EqualTo(["Ada team.yaml:1:3", "Zoë team.yaml:3:3"])
        );
    }

    [Test]
    public void Characters_of_several_bytes_are_whole_wherever_a_block_of_the_file_ends()
    {
        var names = Enumerable.Range(0, 3000).Select(i => $"Zoë 李 😀 {i}").ToList();

        var roster = TeamFolder.Read(string.Concat(names.Select((name, i) => $"- name: {name}\n  email: p{i}@x.io\n")));

        Assert.That(roster.Teammates.Select(t => t.Name), Is.EqualTo(names));
    }

    [Test]
    public void Aliases_and_merges_give_what_their_anchors_mark_and_own_keys_win()
    {
        var roster = TeamFolder.Read(
            """
            - name: Max Manager
              email: max@x.io
              defaults: &amer { region: AMER-C, title: Engineer, reports_to: Max Manager }
              zendesk: { main: { groups: &groups [Pine, Secure] } }
            - <<: *amer
              name: Ada
              email: ada@x.io
              title: Manager
              zendesk: { main: { id: 7, groups: *groups } }
            - name: Zoe
              email: zoe@x.io
              <<: [{ region: EMEA }, *amer]
            """
        );

        Assert.That(
            roster.Teammates.Select(t => (t.Title, t.Region, t.ReportsTo)),
            Is.EqualTo([(null, null, null), ("Manager", "AMER-C", "Max Manager"), ("Engineer", "EMEA", "Max Manager")])
        );
        Assert.That(roster.Teammates[1].Fields(ZendeskTeamKeys.Main.Groups), Is.EqualTo(["Pine", "Secure"]));
    }

    [Test]
    public void Aliases_of_aliases_that_stand_for_a_billion_values_take_no_time()
    {
        var levels = Enumerable.Range(1, 12).Select(i => $"  l{i}: &l{i} [{string.Join(", ", Enumerable.Repeat($"*l{i - 1}", 10))}]\n");

        var roster = TeamFolder.Read($"- name: Ada\n  email: ada@x.io\n  l0: &l0 [x]\n{string.Concat(levels)}");

        Assert.That(roster.Count, Is.EqualTo(1));
    }

    [TestCase(1, "1 entry names nobody of the team in reports_to (team.yaml:2:43)")]
    [TestCase(5, "5 entries name nobody of the team in reports_to (team.yaml:2:43, team.yaml:3:43, team.yaml:4:43 and 2 more)")]
    public void A_manager_who_has_left_stops_nothing_and_is_told_in_one_sentence_that_names_nobody(int people, string told)
    {
        var roster = TeamFolder.Read(
            "- { name: Ada, email: ada@x.io }\n"
                + string.Concat(
                    Enumerable.Range(1, people).Select(i => $"- {{ name: P{i}, email: p{i}@x.io, reports_to: Max Manager }}\n")
                )
        );
        Assert.Multiple(() =>
        {
            Assert.That(roster.Count, Is.EqualTo(people + 1));
            Assert.That(roster.ManagerOf(roster.Teammates[1]), Is.Null);
            Assert.That(
                roster.Notices,
                Is.EqualTo(
                    new[]
                    {
                        $"Reading the team file: {told}. Write the manager's name as in the manager's own entry, or leave reports_to out "
                            + "for whoever reports to nobody in the team; until then the follow-up turns to the Support Operations "
                            + "Managers in the manager's place.",
                    }
                )
            );
        });
    }

    [Test]
    public void A_managers_name_that_two_people_share_is_allowed_and_the_manager_is_unknown()
    {
        var roster = TeamFolder.Read(
            """
            - { name: Sam Twin, email: sam1@x.io }
            - { name: sam twin, email: sam2@x.io, reports_to: Ada }
            - { name: Ada, email: ada@x.io, reports_to: Sam Twin }
            """
        );

        Assert.That(roster.ManagerOf(roster.Teammates[2]), Is.Null);
        Assert.That(roster.ManagerOf(roster.Teammates[1])!.Name, Is.EqualTo("Ada"));
    }

    [Test]
    public void A_reporting_line_may_be_as_long_as_the_team_is_large()
    {
        var people = Enumerable
            .Range(0, 5_000)
            .Select(i => $"- {{ name: P{i}, email: p{i}@x.io, reports_to: {(i == 0 ? "" : $"P{i - 1}")} }}\n");

        Assert.That(TeamFolder.Read(string.Concat(people)).Count, Is.EqualTo(5_000));
    }

    [TestCase("data/support-team.yaml", true)]
    [TestCase("data/agents/ada.YML", true)]
    [TestCase("data/agents", false)]
    [TestCase("data/agents/.rubocop.yml", false)]
    [TestCase("README.md", false)]
    public void A_YAML_file_is_told_by_its_name(string path, bool isYaml) => Assert.That(TeamFile.IsYaml(path), Is.EqualTo(isYaml));
}
