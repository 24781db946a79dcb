using System.Runtime.Versioning;
using NUnit.Framework;
using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Team;

/// <summary>A team file that can't be right is refused with one sentence that a person can act on.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TeamFileRefusalTests
{
    private const string Ada = "- name: Ada\n  email: ada@x.io\n";
    private const string Mend =
        "mend it here or just above: close brackets and quotes, quote texts with ': ' or ' #' in them, and indent with spaces.";
    private const string Correct = "correct it or remove it.";

    [TestCase("email: a@x.io", "name is missing; every person needs one.", 1, 3)]
    [TestCase("name: \"\\u200B\"\n  email: a@x.io", "name is missing; every person needs one.", 1, 9)]
    [TestCase("name: Bob", "email is missing; every person needs one.", 1, 3)]
    [TestCase("name: Bob\n  email: ~", "email is missing; every person needs one.", 2, 10)]
    [TestCase("name: Bob\n  email: bob.x.io", "email must be an e-mail address, and it is 'bob.x.io'; write it as name@domain.", 2, 10)]
    [TestCase("name: Bob\n  email: '@x.io'", "email must be an e-mail address, and it is '@x.io'; write it as name@domain.", 2, 10)]
    [TestCase(
        "name: Bob\n  email: Bob B <b@x.io>",
        "email must be an e-mail address, and it is 'Bob B <b@x.io>'; write it as name@domain.",
        2,
        10
    )]
    [TestCase("name: Bob\n  email: bob@", "email must be an e-mail address, and it is 'bob@'; write it as name@domain.", 2, 10)]
    [TestCase(
        "name: Bob\n  email: b@x.io@y.io",
        "email must be an e-mail address, and it is 'b@x.io@y.io'; write it as name@domain.",
        2,
        10
    )]
    [TestCase(
        "name: Bob\n  email: \"\\e[31m\\tb\"",
        "email must be an e-mail address, and it is '[31m b'; write it as name@domain.",
        2,
        10
    )]
    [TestCase(
        "name: Bob\n  email: |\n    a@x.io\n    b@x.io",
        "email must be an e-mail address, and it is 'a@x.io b@x.io'; write it as name@domain.",
        2,
        10
    )]
    public void A_person_without_name_or_address(string entry, string problem, int line, int column) =>
        Assert.That(TeamFolder.Refusal($"- {entry}\n"), Is.EqualTo($"Reading the team file: team.yaml:{line}:{column}: {problem}"));

    [TestCase("title: [Engineer]", "title must be a text, and it is a list", 3, 10)]
    [TestCase("reports_to: { name: Max }", "reports_to must be a text, and it is a mapping", 3, 17)]
    [TestCase("start_date: 3 May 2021", "start_date must be a date such as 2021-05-03, and it is '3 May 2021'", 3, 15)]
    [TestCase("start_date: 2021-02-30", "start_date must be a date such as 2021-05-03, and it is '2021-02-30'", 3, 15)]
    [TestCase("pagerduty: PABC123", "pagerduty must be a mapping of keys, and it is a text", 3, 14)]
    [TestCase("slack: [U1]", "slack must be a mapping of keys, and it is a list", 3, 10)]
    [TestCase("gitlab: { id: ada }", "gitlab.id must be a whole number from 1, and it is 'ada'", 3, 17)]
    [TestCase("gitlab: { id: '1,000' }", "gitlab.id must be a whole number from 1, and it is '1,000'", 3, 17)]
    [TestCase("gitlab: { id: -5 }", "gitlab.id must be a whole number from 1, and it is '-5'", 3, 17)]
    [TestCase("gitlab: { id: 0 }", "gitlab.id must be a whole number from 1, and it is '0'", 3, 17)]
    [TestCase("zendesk:\n    main:\n      id: 1.5", "zendesk.main.id must be a whole number from 1, and it is '1.5'", 5, 11)]
    [TestCase(
        "zendesk:\n    us-federal:\n      id: 99999999999999999999",
        "zendesk.us-federal.id must be a whole number from 1, and it is '99999999999999999999'",
        5,
        11
    )]
    [TestCase("zendesk: { main: { groups: Pine } }", "zendesk.main.groups must be a list, and it is a text", 3, 30)]
    [TestCase("zendesk: { main: { groups: [Pine, [Oak]] } }", "zendesk.main.groups must hold texts only, and this is a list", 3, 37)]
    [TestCase("zendesk: { main: { groups: [Pine, ~] } }", "zendesk.main.groups must hold texts only, and this is empty", 3, 37)]
    public void A_value_of_the_wrong_type(string field, string problem, int line, int column) =>
        Assert.That(
            TeamFolder.Refusal($"{Ada}  {field}\n"),
            Is.EqualTo($"Reading the team file: team.yaml:{line}:{column}: {problem}; {Correct}")
        );

    [TestCase("email: ADA@x.io", "email", "ADA@x.io", 17, 4, 10)]
    [TestCase("email: b@x.io\n  pagerduty: { id: P1 }", "pagerduty.id", "P1", 17, 5, 20)]
    [TestCase("email: b@x.io\n  zendesk: { main: { id: 0011 } }", "zendesk.main.id", "11", 17, 5, 26)]
    [TestCase("email: b@x.io\n  zendesk: { us-federal: { id: 12 } }", "zendesk.us-federal.id", "12", 17, 5, 32)]
    [TestCase("email: b@x.io\n  gitlab: { id: 13 }", "gitlab.id", "13", 17, 5, 17)]
    [TestCase("email: b@x.io\n  gitlab: { username: Ada }", "gitlab.username", "Ada", 17, 5, 23)]
    [TestCase("email: b@x.io\n  slack: { id: U1 }", "slack.id", "U1", 17, 5, 16)]
    public void Two_people_with_one_address_or_id_are_both_named(string fields, string key, string value, int _, int line, int column)
    {
        const string First =
            "- { name: Ada, email: ada@x.io, pagerduty: { id: P1 }, zendesk: { main: { id: 11 }, us-federal: { id: 12 } }, gitlab: { "
            + "id: 13, username: ada },\n    slack: { id: U1 } }\n";

        Assert.That(
            TeamFolder.Refusal($"{First}- name: Bob\n  {fields}\n"),
            Is.EqualTo(
                $"Reading the team file: team.yaml:{line}:{column}: 'Bob' has the same {key} '{value}' as 'Ada' at team.yaml:1:5; "
                    + "correct one of the two, or remove the entry that is there twice."
            )
        );
    }

    [Test]
    public void One_id_in_both_Zendesks_is_no_clash() =>
        Assert.That(TeamFolder.Read($"{Ada}  zendesk: {{ main: {{ id: 5 }}, us-federal: {{ id: 5 }} }}\n").Count, Is.EqualTo(1));

    [Test]
    public void A_clash_between_two_files_of_a_folder_names_both()
    {
        using var folder = new TeamFolder();
        folder.Add("ada.yaml", "name: Ada\nemail: ada@x.io\n");
        folder.Add("bob.yaml", "# Bob\nname: Bob\nemail: ada@x.io\n");

        Assert.That(
            TeamFolder.RefusalOf(() => TeamFolder.ReadNamed(folder.Path)),
            Is.EqualTo(
                "Reading the team file: bob.yaml:3:8: 'Bob' has the same email 'ada@x.io' as 'Ada' at ada.yaml:1:1; correct one of the "
                    + "two, or remove the entry that is there twice."
            )
        );
    }

    [TestCase("- { name: A, email: a@x, reports_to: a }", 1, 38, "'A' → 'A'")]
    [TestCase(
        "- { name: A, email: a@x, reports_to: B }\n- { name: B, email: b@x, reports_to: C }\n- { name: C, email: c@x, reports_to: B }",
        2,
        38,
        "'B' → 'C' → 'B'"
    )]
    [TestCase(
        "- { name: T, email: t@x }\n- { name: A, email: a@x, reports_to: B }\n- { name: B, email: b@x, reports_to: A }",
        2,
        38,
        "'A' → 'B' → 'A'"
    )]
    public void A_reporting_line_that_goes_in_a_circle(string yaml, int line, int column, string circle) =>
        Assert.That(
            TeamFolder.Refusal(yaml),
            Is.EqualTo(
                $"Reading the team file: team.yaml:{line}:{column}: the reporting line goes in a circle "
                    + $"({circle}); correct reports_to of one of them."
            )
        );

    [Test]
    public void A_large_circle_is_told_in_a_few_names()
    {
        var people = Enumerable.Range(0, 1000).Select(i => $"- {{ name: P{i}, email: p{i}@x, reports_to: P{(i + 1) % 1000} }}\n");

        Assert.That(
            TeamFolder.Refusal(string.Concat(people)),
            Is.EqualTo(
                "Reading the team file: team.yaml:1:40: the reporting line goes in a circle ('P0' → 'P1' → 'P2' → 'P3' → 'P4' → … → "
                    + "'P0'); correct reports_to of one of them."
            )
        );
    }

    [TestCase("- name: Ada\n  email: a@x.io\n  name: Ann\n", 3, 3, "name")]
    [TestCase("- name: Ada\n  email: a@x.io\n  focuses: [{ x: 1, x: 2 }]\n", 3, 21, "x")]
    [TestCase("- name: Ada\n  email: a@x.io\n  gitlab: { id: 1, 'id': 1 }\n", 3, 20, "id")]
    public void A_key_that_is_there_twice(string yaml, int line, int column, string key) =>
        Assert.That(
            TeamFolder.Refusal(yaml),
            Is.EqualTo(
                $"Reading the team file: team.yaml:{line}:{column}: the key '{key}' is there twice in one mapping; keep one of the two."
            )
        );

    [TestCase("- Ada\n", 1, 3, "a text")]
    [TestCase("- [Ada]\n", 1, 3, "a list")]
    [TestCase("-\n- name: Ada\n", 1, 2, "empty")]
    public void A_person_who_is_no_mapping(string yaml, int line, int column, string kind) =>
        Assert.That(
            TeamFolder.Refusal(yaml),
            Is.EqualTo(
                $"Reading the team file: team.yaml:{line}:{column}: a person's entry must be a mapping of keys, and this is {kind}; "
                    + "write it as 'name: …', 'email: …' and so on."
            )
        );

    [TestCase("team:\n- name: Ada\n", 1, 1)]
    [TestCase("\n# one person\nname: Ada\nemail: ada@x.io\n", 3, 1)]
    [TestCase("Ada", 1, 1)]
    public void A_team_file_that_is_no_list(string yaml, int line, int column) =>
        Assert.That(
            TeamFolder.Refusal(yaml),
            Is.EqualTo(
                $"Reading the team file: team.yaml:{line}:{column}: a team file must be a list of people, and this is none; start each "
                    + "person with '- name: …', or give the folder when each person has a file."
            )
        );

    [Test]
    public void A_list_without_people() =>
        Assert.That(
            TeamFolder.Refusal("# nobody\n[]\n"),
            Is.EqualTo("Reading the team file: team.yaml:2:1: the list of people is empty; check the path, or put the team into it.")
        );

    [Test]
    public void A_list_in_a_file_of_a_folder_however_long()
    {
        using var folder = new TeamFolder();
        folder.Add("support-team.yaml", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"- {{ name: P{i}, email: p{i}@x.io }}\n")));

        Assert.That(
            TeamFolder.RefusalOf(() => TeamFolder.ReadNamed(folder.Path)),
            Is.EqualTo(
                "Reading the team file: support-team.yaml:1:1: a file in a team folder must hold one person, and this is a list; give "
                    + "the path of this file if it is the whole team, or else move it out of the folder."
            )
        );
    }

    [TestCase("")]
    [TestCase(" \n\n  \n")]
    [TestCase("# support team\n\n# to be written\n")]
    [TestCase("---\n")]
    public void A_file_with_nothing_in_it(string yaml)
    {
        Assert.That(
            TeamFolder.Refusal(yaml),
            Is.EqualTo("Reading the team file: team.yaml is empty; check the path, or put the team into it.")
        );

        using var folder = new TeamFolder();
        folder.Add("ada.yaml", yaml);
        Assert.That(
            TeamFolder.RefusalOf(() => TeamFolder.ReadNamed(folder.Path)),
            Is.EqualTo("Reading the team file: ada.yaml is empty; check the path, or put the team into it.")
        );
    }

    [TestCase("- name: Ada: Example\n", 1, 12, " (While scanning a plain scalar value, found invalid mapping)")]
    [TestCase("- name: 'Ada\n  email: a@x.io\n", 1, 9, " (While scanning a quoted scalar, found unexpected end of stream)")]
    [TestCase(
        "- name: Ada\n  zendesk: { main: { id: 1 }\n- name: Bob\n",
        3,
        1,
        " (While parsing a flow mapping, did not find expected ',' or '}')"
    )]
    [TestCase("- name: Ada\n\temail: a@x.io\n", 1, 9, " (While scanning a plain scalar, found a tab character that violate indentation)")]
    [TestCase("- name: Ada\n  zendesk:\n\t  main: 1\n", 3, 1, " (While scanning a mapping, found invalid tab as indentation)")]
    [TestCase("- name: Ada\n  groups: [a\n- name: Bob\n", 3, 1, "")]
    [TestCase("- name: !<> Ada\n", 1, 12, "")]
    public void What_is_no_YAML(string yaml, int line, int column, string reason) =>
        Assert.That(
            TeamFolder.Refusal(yaml),
            Is.EqualTo($"Reading the team file: team.yaml:{line}:{column}: this is not YAML{reason}; {Mend}")
        );

    [Test]
    public void Several_documents() =>
        Assert.That(
            TeamFolder.Refusal($"{Ada}---\n- name: Bob\n"),
            Is.EqualTo("Reading the team file: team.yaml:3:1: a second YAML document begins here; keep one, and remove the line '---'.")
        );

    [TestCase("[", 67)]
    [TestCase("{ a: ", 320)]
    [TestCase("- ", 131)]
    public void What_is_nested_without_end(string opening, int column) =>
        Assert.That(
            TeamFolder.Refusal($"- {string.Concat(Enumerable.Repeat(opening, 100_000))}"),
            Is.EqualTo(
                $"Reading the team file: team.yaml:1:{column}: lists and mappings are nested more than 64 deep; a person's entry needs "
                    + "three levels; mend the brackets or the indentation."
            )
        );

    [Test]
    public void An_entry_that_never_ends() =>
        Assert.That(
            TeamFolder.Refusal($"{Ada}- name: Bob\n  languages: [{string.Concat(Enumerable.Repeat("a, ", 20_000))}]\n"),
            Is.EqualTo(
                "Reading the team file: team.yaml:4:30000: a person's entry has more than 10,000 keys and values; mend the "
                    + "indentation, or start each person with '- '."
            )
        );

    [Test]
    public void Merges_that_would_blow_up()
    {
        var wide = string.Join(", ", Enumerable.Range(0, 1000).Select(i => $"k{i}: 1"));

        Assert.That(
            TeamFolder.Refusal($"{Ada}  wide: &w {{ {wide} }}\n  more: [{string.Join(", ", Enumerable.Repeat("{ <<: *w }", 50))}]\n"),
            Is.EqualTo(
                "Reading the team file: team.yaml:4:96: a person's entry has more than 10,000 keys and values; mend the indentation, "
                    + "or start each person with '- '."
            )
        );
    }

    [Test]
    public void More_anchors_than_people_write() =>
        Assert.That(
            TeamFolder.Refusal(string.Concat(Enumerable.Range(0, 1001).Select(i => $"- &a{i} {{ name: P{i}, email: p{i}@x.io }}\n"))),
            Is.EqualTo("Reading the team file: team.yaml:1001:12: the file has more than 1,000 anchors; write the values out.")
        );

    [TestCase("title: *nobody", 3, 10, "no value above it is marked '&nobody'; mark one, or write the value out.")]
    [TestCase("x: &x [*x]", 3, 10, "no value above it is marked '&x'; mark one, or write the value out.")]
    [TestCase("<<: Ada", 3, 7, "'<<' takes a mapping or a list of mappings; give it the alias of one.")]
    [TestCase("? [a, b]\n  : c", 3, 5, "a key must be a text; mend the brackets, the indentation or a '?' at its start.")]
    public void Aliases_merges_and_keys_that_mean_nothing(string field, int line, int column, string problem) =>
        Assert.That(TeamFolder.Refusal($"{Ada}  {field}\n"), Is.EqualTo($"Reading the team file: team.yaml:{line}:{column}: {problem}"));

    [TestCase(0xFF, "Reading the team file: team.yaml:4:9: the byte 0xFF is not UTF-8; save the file in UTF-8.")]
    [TestCase(0xE9, "Reading the team file: team.yaml:4:9: the byte 0xE9 is not UTF-8; save the file in UTF-8.")]
    [TestCase(0x00, "Reading the team file: team.yaml:4:9: the character U+0000 may not be in a YAML file; remove it.")]
    [TestCase(0x1B, "Reading the team file: team.yaml:4:9: the character U+001B may not be in a YAML file; remove it.")]
    public void Bytes_that_may_not_be_in_a_YAML_file(byte wrong, string sentence)
    {
        using var folder = new TeamFolder();
        var path = folder.Add("team.yaml", [.. "- name: Zoë\n  email: zoe@x.io\n\n- name: "u8, wrong, .. "\n  email: a@x.io\n"u8]);

        Assert.That(TeamFolder.RefusalOf(() => TeamFolder.ReadNamed(path)), Is.EqualTo(sentence));
    }

    [Test]
    public void A_character_that_is_cut_off_at_the_end_of_the_file()
    {
        using var folder = new TeamFolder();
        var path = folder.Add("team.yaml", [.. "- name: Zo"u8, 0xC3]);

        Assert.That(
            TeamFolder.RefusalOf(() => TeamFolder.ReadNamed(path)),
            Is.EqualTo("Reading the team file: team.yaml:1:11: the byte 0xC3 is not UTF-8; save the file in UTF-8.")
        );
    }

    [Test]
    public void A_byte_order_mark_does_not_shift_the_place()
    {
        using var folder = new TeamFolder();
        var path = folder.Add("team.yaml", [0xEF, 0xBB, 0xBF, .. "# Zo"u8, 0xEB]);

        Assert.That(
            TeamFolder.RefusalOf(() => TeamFolder.ReadNamed(path)),
            Is.EqualTo("Reading the team file: team.yaml:1:5: the byte 0xEB is not UTF-8; save the file in UTF-8.")
        );
    }

    [Test]
    public void A_wrong_byte_far_into_a_file_is_found_at_its_line()
    {
        using var folder = new TeamFolder();
        var people = string.Concat(Enumerable.Range(1, 999).Select(i => $"- {{ name: Zoë {i}, email: p{i}@x.io }}\n"));
        var path = folder.Add("team.yaml", [.. System.Text.Encoding.UTF8.GetBytes(people), .. "- "u8, 0xFF]);

        Assert.That(
            TeamFolder.RefusalOf(() => TeamFolder.ReadNamed(path)),
            Is.EqualTo("Reading the team file: team.yaml:1000:3: the byte 0xFF is not UTF-8; save the file in UTF-8.")
        );
    }

    [Test]
    public void A_file_over_the_limit_is_refused_by_its_size()
    {
        using var folder = new TeamFolder();
        var path = folder.Combine("team.yaml");
        using (var file = File.Create(path))
        {
            // A sparse file: it takes no room, and as its first byte is no YAML another sentence would tell that it was read.
            file.SetLength(100_000_000);
        }

        Assert.That(
            TeamFolder.RefusalOf(() => TeamFolder.ReadNamed(path)),
            Is.EqualTo(
                "Reading the team file: team.yaml has more than 67,108,864 bytes, the most that a team file may have; check the path."
            )
        );
    }

    [Test]
    public void The_files_of_a_folder_share_the_limit()
    {
        using var folder = new TeamFolder();
        folder.Add("ada.yaml", "name: Ada\nemail: ada@x.io\n");
        folder.Add("bob.yaml", "name: Bob\nemail: bob@x.io\n");

        Assert.That(TeamFile.Read(folder.Path, byteLimit: 52).Count, Is.EqualTo(2));
        Assert.That(
            TeamFolder.RefusalOf(() => TeamFile.Read(folder.Path, _ => "agents", byteLimit: 51)),
            Is.EqualTo("Reading the team file: agents has more than 51 bytes, the most that a team file may have; check the path.")
        );
    }

    [Test]
    [Platform(Include = "Linux")]
    public void A_device_that_never_ends_is_not_read() =>
        Assert.That(
            TeamFolder.RefusalOf(() => TeamFile.Read("/dev/zero")),
            Does.StartWith("Reading the team file: /dev/zero is no regular file; ")
        );

    [TestCase("missing.yaml")]
    [TestCase("no/such/folder")]
    [TestCase("")]
    [TestCase("nul\0.yaml")]
    public void A_path_where_nothing_is(string path) =>
        Assert.That(
            TeamFolder.RefusalOf(() => TeamFile.Read(path, _ => "the path")),
            Is.EqualTo("Reading the team file: the path does not exist; check the path.")
        );

    [Test]
    public void A_link_that_leads_nowhere()
    {
        using var folder = new TeamFolder();
        File.CreateSymbolicLink(folder.Combine("ada.yaml"), folder.Combine("gone"));

        Assert.That(
            TeamFolder.RefusalOf(() => TeamFolder.ReadNamed(folder.Path)),
            Is.EqualTo("Reading the team file: ada.yaml does not exist; check the path.")
        );
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_may_not_be_read()
    {
        Assume.That(Environment.UserName, Is.Not.EqualTo("root"), "root may read everything");
        using var folder = new TeamFolder();
        File.SetUnixFileMode(folder.Add("team.yaml", Ada), UnixFileMode.None);

        Assert.That(
            TeamFolder.RefusalOf(() => TeamFolder.ReadNamed(folder.Combine("team.yaml"))),
            Is.EqualTo("Reading the team file: team.yaml may not be read by this user; check its permissions.")
        );
    }

    [Test]
    public void A_file_that_another_program_keeps_to_itself()
    {
        using var folder = new TeamFolder();
        var path = folder.Add("team.yaml", Ada);
        using var other = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.That(
            TeamFolder.RefusalOf(() => TeamFolder.ReadNamed(path)),
            Does.Match("^Reading the team file: team\\.yaml can't be read \\(.*used by another process\\); check the path\\.$")
        );
    }

    [Test]
    public void A_folder_without_YAML_files()
    {
        using var folder = new TeamFolder();
        folder.Add("README.md", "# Team");
        Directory.CreateDirectory(folder.Combine("agents.yaml"));

        Assert.That(
            TeamFolder.RefusalOf(() => TeamFile.Read(folder.Path, _ => "agents")),
            Is.EqualTo("Reading the team file: agents has no .yaml or .yml file; check the path; sub-folders are not looked into.")
        );
    }

    [Test]
    public void Only_the_first_of_several_errors_is_told() =>
        Assert.That(
            TeamFolder.Refusal("- name: Ada\n- email: b@x.io\n- ["),
            Is.EqualTo("Reading the team file: team.yaml:1:3: email is missing; every person needs one.")
        );

    [Test]
    public void Whatever_a_slip_of_the_pen_does_the_answer_is_a_roster_or_a_sentence()
    {
        const string Sound =
            "- &a name: \"Ada\"\n  email: ada@x.io\n  zendesk: &z { main: { id: 12, groups: [a, b] } }\n- name: Bob\n  email: b@x.io\n"
            + "  reports_to: |\n    Ada\n  gitlab: {username: !!str u}\n";
        using var folder = new TeamFolder();
        string[] slips =
        [
            " ",
            "\n",
            "\t",
            ":",
            "- ",
            "?",
            "[",
            "}",
            "#",
            "&",
            "*",
            "!<",
            "|",
            ">",
            "'",
            "\"",
            "%",
            "@",
            "<<: ",
            "---\n",
            "\0",
            "é",
        ];
        var random = new Random(1);
        for (var round = 0; round < 2000; round++)
        {
            var place = random.Next(Sound.Length);
            var yaml = Sound.Remove(place, random.Next(Math.Min(4, Sound.Length - place))).Insert(place, slips[random.Next(slips.Length)]);
            try
            {
                Assert.That(TeamFolder.ReadNamed(folder.Add("team.yaml", yaml)).Count, Is.Positive, yaml);
            }
            catch (AuditException failure)
            {
                Assert.That(failure.Message, Does.Match("^Reading the team file: team\\.yaml[^\n]*\\.$"), yaml);
            }
        }
    }
}
