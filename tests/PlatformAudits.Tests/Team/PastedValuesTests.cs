using System.Globalization;
using NUnit.Framework;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms.Calendly;
using PlatformAudits.Platforms.PagerDuty;

namespace PlatformAudits.Tests.Team;

/// <summary>What comes along when people paste ids, addresses, links and user names into a team file.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PastedValuesTests
{
    [TestCase('\u2060')]
    [TestCase('\u200b')]
    [TestCase('\u200c')]
    [TestCase('\u200d')]
    [TestCase('\ufeff')]
    [TestCase('\u00ad')]
    [TestCase('\u200e')]
    [TestCase('\u200f')]
    [TestCase('\u202e')]
    [TestCase('\u2066')]
    public void A_character_that_nobody_sees_is_left_out_of_a_value_and_told_with_its_place(char unseen)
    {
        var roster = TeamFolder.Read(
            $$"""
            - name: Ada
              email: ada@{{unseen}}gitlab.com
              calendly: https:{{unseen}}//calendly.com/ada{{unseen}}
              pagerduty: { id: {{unseen}}PABC123 }
              gitlab: { id: "40{{unseen}}02", username: ada{{unseen}}.l }
              slack: { id: U{{unseen}}1, username: a{{unseen}}da }
              start_date: 2021-05{{unseen}}-03
            """
        );
        var ada = roster.Teammates.Single();
        var number = ((int)unseen).ToString("X4", CultureInfo.InvariantCulture);
        Assert.Multiple(() =>
        {
            Assert.That(
                (ada.Email, ada.Field(CalendlyTeamKeys.Link), ada.Field(PagerDutyTeamKeys.Id), ada.GitLabUsername, ada.SlackId),
                Is.EqualTo(("ada@gitlab.com", "https://calendly.com/ada", "PABC123", "ada.l", "U1"))
            );
            Assert.That((ada.SlackUsername, ada.StartDate), Is.EqualTo(("ada", (DateOnly?)new DateOnly(2021, 5, 3))));
            Assert.That(
                roster.Notices,
                Is.EquivalentTo(
                    new[]
                    {
                        "2:10: email",
                        "3:13: calendly",
                        "4:20: pagerduty.id",
                        "5:17: gitlab.id",
                        "5:36: gitlab.username",
                        "6:16: slack.id",
                        "6:31: slack.username",
                        "7:15: start_date",
                    }.Select(place =>
                        $"Reading the team file: team.yaml:{place} is read without U+{number}, which nobody sees; type it anew."
                    )
                )
            );
        });
    }

    [Test]
    public void Blanks_that_no_keyboard_types_are_left_out_around_a_value_and_told()
    {
        var roster = TeamFolder.Read("- name: Ada\n  email: \u00a0ada@gitlab.com\u00a0\u2060\n");
        Assert.Multiple(() =>
        {
            Assert.That(roster.Teammates.Single().Email, Is.EqualTo("ada@gitlab.com"));
            Assert.That(roster.Notices.Single(), Does.Contain(":2:10: email is read without U+00A0 and U+2060, which nobody sees;"));
        });
    }

    [Test]
    public void Free_text_stays_as_it_is()
    {
        var roster = TeamFolder.Read("- name: علی‌رضا\n  email: ali@gitlab.com\n  title: Sup\u00adport\n  region: AMER\u2060-W\n");
        var ali = roster.Teammates.Single();
        Assert.Multiple(() =>
        {
            Assert.That((ali.Name, ali.Title, ali.Region), Is.EqualTo(("علی‌رضا", "Sup\u00adport", "AMER\u2060-W")));
            Assert.That(roster.Notices, Is.Empty);
        });
    }

    [Test]
    public void A_file_that_was_pasted_as_a_whole_is_told_in_few_sentences()
    {
        var roster = TeamFolder.Read(
            string.Concat(Enumerable.Range(0, 500).Select(i => $"- name: P {i}\n  email: p{i}@\u2060x.example\n"))
        );
        Assert.Multiple(() =>
        {
            Assert.That(roster.Notices, Has.Count.EqualTo(21));
            Assert.That(
                roster.Notices[^1],
                Is.EqualTo("Reading the team file: 480 more values are read without characters that nobody sees.")
            );
        });
    }

    [TestCase("  gitlab: { id: 4\u20600x }", "it is '40x'")]
    [TestCase("  gitlab: { id: 4\u00a00 }", "it is '4[U+00A0]0'")]
    [TestCase("  start_date: 2021-05-\u31643", "it is '2021-05-[U+3164]3'")]
    public void A_sentence_shows_what_nobody_sees(string line, string shown) =>
        Assert.That(TeamFolder.Refusal($"- name: Ada\n  email: ada@gitlab.com\n{line}\n"), Does.Contain(shown));

    [TestCase("mailto:ada@gitlab.com")]
    [TestCase("<ada@gitlab.com>")]
    [TestCase("ada@gitlab.com,")]
    [TestCase("ada@gitlab.com;bob")]
    [TestCase("'[ada@gitlab.com]'")]
    public void What_stands_around_an_address_is_no_part_of_one(string email) =>
        Assert.That(
            TeamFolder.Refusal($"- name: Ada\n  email: {email}\n"),
            Does.Contain("team.yaml:2:10: email must be an e-mail address, and it is '").And.EndsWith("write it as name@domain.")
        );

    [Test]
    public void Every_failure_shows_what_nobody_sees_and_keeps_its_lines() =>
        Assert.That(new AuditException("a\u2060b\nc\u202ed").Message, Is.EqualTo("a[U+2060]b\nc[U+202E]d"));
}
