using NUnit.Framework;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Team;

/// <summary>How people are found, and whom an account belongs to.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RosterTests
{
    private static readonly TeamKey Id = new("pagerduty.id");
    private static readonly Teammate Ada = new Teammate { Name = "Ada Núñez", Email = "Ada@GitLab.com" }.With(Id, "P1");
    private static readonly Teammate Max = new()
    {
        Name = "Max Müller",
        Email = "max@gitlab.com",
        ReportsTo = "ada nunez",
    };
    private static readonly Teammate Sam = new Teammate { Name = "Sam Twin", Email = "sam@partner.example" }.With(Id, "P3");
    private static readonly Teammate OtherSam = new() { Name = "Sam  Twin", Email = "sam.twin@gitlab.com" };
    private static readonly Roster Team = new([Ada, Max, Sam, OtherSam]);
    private static readonly PlatformIdIndex PagerDutyIds = Team.IndexBy(teammate => teammate.Field(Id));

    [TestCase("x@gitlab.com", true)]
    [TestCase(" x@Partner.Example ", true)]
    [TestCase("x@sub.gitlab.com", false)]
    [TestCase("x@gitlab.com.evil.example", false)]
    [TestCase("x@evil.example@gitlab.com", false)]
    [TestCase("x@gitlab.com@evil.example", false)]
    [TestCase("@gitlab.com", false)]
    [TestCase("gitlab.com", false)]
    [TestCase("x@", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void An_address_is_in_a_domain_of_the_team_or_in_none(string? email, bool isTheirs) =>
        Assert.That(Team.HasDomainOf(email), Is.EqualTo(isTheirs));

    [TestCase("ada@gitlab.com")]
    [TestCase("ADA@GITLAB.COM")]
    [TestCase("  Ada@gitlab.com\t")]
    public void An_address_is_found_in_any_case(string email) => Assert.That(Team.ByEmail(email), Is.SameAs(Ada));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("ada@gitlab.co")]
    public void An_address_that_nobody_has_finds_nobody(string? email) => Assert.That(Team.ByEmail(email), Is.Null);

    [TestCase("Ada Núñez", "ada nunez", TestName = "Accents_do_not_matter")]
    [TestCase("ADA NU\u0301N\u0303EZ", "ada nunez", TestName = "Accents_may_be_characters_of_their_own")]
    [TestCase("  Ada \t\u00A0\u3000Núñez\n", "ada nunez", TestName = "Spacing_does_not_matter")]
    [TestCase("Ada\u200B Nú\u00ADñez\uFEFF\u202E", "ada nunez", TestName = "Characters_that_can_not_be_seen_do_not_matter")]
    [TestCase("Ａｄａ ﬁn", "ada fin", TestName = "Width_and_ligatures_do_not_matter")]
    [TestCase("ΝΊΚΟΣ νίκος", "νικοσ νικοσ", TestName = "The_two_small_sigmas_are_the_same")]
    [TestCase("Łukasz Øre", "łukasz øre", TestName = "Letters_with_strokes_are_letters_of_their_own")]
    [TestCase("O'Neil-Smith Jr.", "o'neil-smith jr.", TestName = "Punctuation_stays")]
    [TestCase(" \u200B ", "", TestName = "A_name_of_nothing_is_empty")]
    public void A_name_is_normalised(string name, string normalised) => Assert.That(Roster.NormaliseName(name), Is.EqualTo(normalised));

    [TestCase("がとう", "かとう")]
    [TestCase("राम", "रमा")]
    [TestCase("Ada Li", "Adali")]
    public void Names_that_differ_by_more_than_spelling_stay_different(string one, string other) =>
        Assert.That(Roster.NormaliseName(one), Is.Not.EqualTo(Roster.NormaliseName(other)));

    [Test]
    public void Text_that_is_no_Unicode_does_no_harm() =>
        Assert.That(Roster.NormaliseName(string.Concat("A", '\uD800', "é", '\uFFFE', "b")), Is.EqualTo("a\uFFFDeb"));

    [Test]
    public void To_normalise_a_name_twice_or_in_capitals_changes_nothing()
    {
        const char IotaSubscript = '\u0345'; // its capital is a letter of its own
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var name = string.Concat(Enumerable.Range(0, 6).Select(_ => (char)random.Next(1, random.Next(2) == 0 ? 0x600 : 0x10000)))
                .Replace(IotaSubscript, ' ');
            var normalised = Roster.NormaliseName(name);
            var codes = string.Join(' ', name.Select(c => $"{(int)c:X4}"));
            Assert.That(Roster.NormaliseName(normalised), Is.EqualTo(normalised), codes);
            Assert.That(Roster.NormaliseName(name.ToUpperInvariant()), Is.EqualTo(normalised), codes);
        }
    }

    [Test]
    public void A_name_finds_all_who_have_it_in_the_order_of_the_team_file()
    {
        Assert.That(Team.ByName(" SAM TWIN"), Is.EqualTo([Sam, OtherSam]));
        Assert.That(Team.ByName("Max Muller"), Is.EqualTo([Max]));
        Assert.That(Team.ByName("Nobody"), Is.Empty);
        Assert.That(Team.ByName(""), Is.Empty);
        Assert.That(Team.ByName(null), Is.Empty);
    }

    [Test]
    public void A_manager_is_found_by_name()
    {
        Assert.That(Team.ManagerOf(Max), Is.SameAs(Ada));
        Assert.That(Team.ManagerOf(Ada), Is.Null);
    }

    [TestCase("P1", "ada@gitlab.com", "Ada Núñez", MatchedBy.PlatformId, "Ada@GitLab.com", TestName = "Everything_agrees")]
    [TestCase("P1", null, null, MatchedBy.PlatformId, "Ada@GitLab.com", TestName = "The_platform_id_is_enough")]
    [TestCase(
        "P1",
        "ada@home.example",
        "Somebody Else",
        MatchedBy.PlatformId,
        "Ada@GitLab.com",
        TestName = "The_platform_id_counts_more_than_the_name"
    )]
    [TestCase("P9", "MAX@gitlab.com", "Sam Twin", MatchedBy.Email, "max@gitlab.com", TestName = "The_address_counts_more_than_the_name")]
    [TestCase(null, "max@gitlab.com", null, MatchedBy.Email, "max@gitlab.com", TestName = "The_address_is_enough")]
    [TestCase(null, "max@home.example", "max muller", MatchedBy.Name, "max@gitlab.com", TestName = "A_name_that_one_person_has_is_enough")]
    [TestCase("p1", null, null, MatchedBy.Nobody, null, TestName = "Platform_ids_are_compared_as_they_are")]
    [TestCase("P9", "nobody@gitlab.com", "Nobody", MatchedBy.Nobody, null, TestName = "Nothing_agrees")]
    [TestCase(null, null, null, MatchedBy.Nobody, null, TestName = "Nothing_is_known")]
    public void An_account_is_matched(string? platformId, string? email, string? name, MatchedBy by, string? teammate)
    {
        var match = Team.Match(platformId, PagerDutyIds, email, name);

        Assert.That((match.MatchedBy, match.Teammate?.Email, match.IsAmbiguous), Is.EqualTo((by, teammate, false)));
    }

    [Test]
    public void A_name_that_two_people_share_matches_nobody_and_tells_both()
    {
        var match = Team.Match(null, PagerDutyIds, null, "Sam Twin");

        Assert.That((match.MatchedBy, match.Teammate, match.IsAmbiguous), Is.EqualTo((MatchedBy.Nobody, (Teammate?)null, true)));
        Assert.That(match.Candidates, Is.EqualTo([Sam, OtherSam]));
    }

    [Test]
    public void When_id_and_address_are_of_two_people_the_id_counts_and_both_are_told()
    {
        var match = Team.Match("P1", PagerDutyIds, "max@gitlab.com", "Max Müller");

        Assert.That((match.MatchedBy, match.Teammate, match.IsAmbiguous), Is.EqualTo((MatchedBy.PlatformId, Ada, true)));
        Assert.That(match.Candidates, Is.EqualTo([Ada, Max]));
    }

    [Test]
    public void An_id_that_two_people_have_matches_nobody_and_tells_both()
    {
        var match = Team.Match(
            "twin",
            Team.IndexBy(teammate => teammate.Name.EndsWith("Twin", StringComparison.Ordinal) ? "twin" : null),
            "ada@gitlab.com",
            null
        );

        Assert.That((match.MatchedBy, match.IsAmbiguous), Is.EqualTo((MatchedBy.Nobody, true)));
        Assert.That(match.Candidates, Is.EqualTo([Sam, OtherSam]));
    }

    [Test]
    public void An_index_may_compare_ids_in_any_case() =>
        Assert.That(Team.IndexBy(teammate => teammate.Field(Id), StringComparer.OrdinalIgnoreCase).Find("p1"), Is.EqualTo([Ada]));

    [Test]
    public void Two_people_with_one_address_make_no_roster() =>
        Assert.That(() => new Roster([Ada, Max with { Email = "ADA@gitlab.com" }]), Throws.ArgumentException);
}
