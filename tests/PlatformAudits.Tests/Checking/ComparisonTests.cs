using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Checking;

public sealed class ComparisonTests
{
    private static readonly TeamKey Id = new("platform.id");
    private static readonly TeamKey Page = new("platform.page");

    [TestCase("ada@example.com", "Whoever", null, true, TestName = "An_account_with_a_teammates_address_is_theirs_whatever_its_name")]
    [TestCase(" ADA@Example.COM ", "Whoever", null, true, TestName = "Letter_case_and_blanks_of_an_address_do_not_matter")]
    [TestCase("alias@example.com", "ada  lovelace", null, true, TestName = "A_name_counts_within_the_teams_own_domain")]
    [TestCase("alias@example.com", "ÁDA LOVELACE", null, true, TestName = "Accents_and_case_of_a_name_do_not_matter")]
    [TestCase(null, "Ada Lovelace", null, true, TestName = "A_name_counts_where_the_vendor_gives_no_address")]
    [TestCase("ada@evil.example", "Ada Lovelace", null, false, TestName = "A_stranger_can_not_hide_behind_a_teammates_name")]
    [TestCase("a@b@example.com", "Ada Lovelace", null, false, TestName = "An_address_with_two_at_signs_is_in_no_domain_by_name")]
    [TestCase("a@b@example.com", "X", "ada-page", false, TestName = "An_address_with_two_at_signs_is_in_no_domain_by_claim")]
    [TestCase("alias@example.com", "X", "ada-page", true, TestName = "A_claim_counts_within_the_teams_own_domain")]
    [TestCase("ada@evil.example", "ada  LOVELACE", "ada-page", true, TestName = "A_claim_counts_for_an_account_with_the_teammates_name")]
    [TestCase("ada@evil.example", "X", "ada-page", false, TestName = "A_stranger_can_not_hide_behind_a_teammates_link")]
    [TestCase("ada@evil.example", null, "ada-page", false, TestName = "A_stranger_without_a_name_can_not_hide_behind_a_link")]
    [TestCase(null, "X", "ada-page", false, TestName = "An_account_without_an_address_can_not_hide_behind_a_link")]
    [TestCase("someone@example.com", "Someone Else", "other-page", false, TestName = "Nothing_in_common_is_no_match")]
    public void Whose_account_it_is(string? email, string? name, string? claim, bool isAdas)
    {
        var ada = Ada();
        var comparison = Compare(
            [ada],
            [
                new Named
                {
                    Id = "1",
                    Email = email,
                    Name = name,
                    Claim = claim,
                },
            ]
        );
        Assert.Multiple(() =>
        {
            Assert.That(comparison.Teammates.Single().Account?.Id, Is.EqualTo(isAdas ? "1" : null));
            Assert.That(comparison.Accounts.Single().Teammate, Is.EqualTo(isAdas ? ada : null));
        });
    }

    [Test]
    public void A_second_account_with_a_teammates_name_is_nobodys_and_says_why()
    {
        var comparison = Compare([Ada()], [Account("1", "ada@example.com"), Account("2", "ada2@example.com", "Ada Lovelace")]);
        Assert.That(
            comparison.DoubtOf(comparison.Population.Accounts[1]),
            Is.EqualTo("the name is that of a teammate who has another account already")
        );
    }

    [Test]
    public void A_name_that_two_teammates_share_is_ambiguous_and_says_so()
    {
        var comparison = Compare([Ada(), Ada() with { Email = "ada.l@example.com" }], [Account("1", "x@example.com", "Ada Lovelace")]);
        Assert.That(comparison.DoubtOf(comparison.Population.Accounts[0]), Is.EqualTo("2 people in the team file have this name"));
    }

    [Test]
    public void Two_accounts_with_one_teammates_name_are_both_nobodys()
    {
        var comparison = Compare([Ada()], [Account("1", "x@example.com", "Ada Lovelace"), Account("2", "y@example.com", "ada lovelace")]);
        Assert.That(
            comparison.Population.Accounts.Select(comparison.DoubtOf),
            Has.All.EqualTo("several accounts have this name, which is that of a teammate")
        );
    }

    [Test]
    public void A_foreign_address_with_a_teammates_name_says_why_it_is_not_theirs()
    {
        var comparison = Compare([Ada()], [Account("1", "ada@evil.example", "Ada Lovelace")]);
        Assert.That(
            comparison.DoubtOf(comparison.Population.Accounts[0]),
            Is.EqualTo("the name is that of a teammate, but the address is in a domain that nobody in the team file has")
        );
    }

    [Test]
    public void A_name_without_an_address_counts_for_nothing_where_others_have_one()
    {
        var comparison = Compare([Ada(), Bob()], [Account("1", null, "Ada Lovelace"), Account("2", "bob@example.com")]);
        Assert.Multiple(() =>
        {
            Assert.That(comparison.Accounts.First().Teammate, Is.Null);
            Assert.That(
                comparison.DoubtOf(comparison.Population.Accounts[0]),
                Is.EqualTo("the name is that of a teammate, but the account has no address, and others here have one")
            );
        });
    }

    [TestCase(
        "eve@evil.example",
        "it has the link of a teammate, but another name, and an address in a domain that nobody in the team file has"
    )]
    [TestCase(null, "it has the link of a teammate, but another name, and no address that is known")]
    public void A_claim_that_does_not_count_says_why(string? email, string doubt)
    {
        var comparison = Compare([Ada()], [Account("1", email, "Eve") with { Claim = "ada-page" }]);
        Assert.That(comparison.DoubtOf(comparison.Population.Accounts[0]), Is.EqualTo(doubt));
    }

    [TestCase("alias@example.com", "Ada Lovelace", null, "matched by name")]
    [TestCase("alias@example.com", "Eve", "ada-page", "matched by link")]
    [TestCase("ada@elsewhere.example", "Ada Lovelace", "ada-page", "matched by link")]
    [TestCase("ada@example.com", "Ada Lovelace", "ada-page", null)]
    [TestCase("eve@evil.example", "Ada Lovelace", null, null)]
    public void How_an_account_was_matched_is_told_where_it_is_weak(string email, string name, string? claim, string? how)
    {
        var comparison = Compare([Ada()], [Account("1", email, name) with { Claim = claim }]);
        Assert.That(comparison.WeakMatchOf(comparison.Population.Accounts[0]), Is.EqualTo(how));
    }

    [TestCase("alias@example.com", "Ada Lovelace", null, true)]
    [TestCase("alias@example.com", "Eve", "ada-page", true)]
    [TestCase("ada@elsewhere.example", "Ada Lovelace", "ada-page", true)]
    [TestCase(null, "Ada Lovelace", null, true)]
    [TestCase(" ADA@example.com ", "Eve", null, false)]
    [TestCase("eve@evil.example", "Eve", null, false)]
    public void Whoever_is_matched_without_the_address_is_found_by_it(string? email, string name, string? claim, bool isFound)
    {
        var comparison = Compare([Ada()], [Account("1", email, name) with { Claim = claim }]);
        var findings = new EmailMatches().Evaluate(comparison).Select(r => r.Finding?.Key.ToString()).OfType<string>();
        Assert.That(findings, Is.EqualTo(isFound ? ["email-matches:1"] : Array.Empty<string>()));
    }

    [Test]
    public void A_wrong_link_in_the_team_file_does_not_give_away_somebody_elses_account()
    {
        var bob = new Teammate { Name = "Bob", Email = "bob@example.com" }.With(Page, "ada-page");
        var comparison = Compare(
            [Ada().With(Page), bob],
            [
                new Named
                {
                    Id = "1",
                    Email = "ada@example.com",
                    Name = "Ada",
                    Claim = "ada-page",
                },
            ]
        );
        Assert.That(comparison.Teammates.Single(t => t.Teammate == bob).Account, Is.Null);
    }

    [Test]
    public void A_page_that_two_teammates_claim_makes_the_account_nobodys()
    {
        var bob = new Teammate { Name = "Bob", Email = "bob@example.com" }.With(Page, "ada-page");
        var comparison = Compare(
            [Ada(), bob],
            [
                new Named
                {
                    Id = "1",
                    Email = "x@elsewhere.example",
                    Name = "X",
                    Claim = "ada-page",
                },
            ]
        );
        Assert.That(comparison.Accounts.Single().Teammate, Is.Null);
    }

    [Test]
    public void The_platforms_own_id_outweighs_the_address()
    {
        var (ada, bob) = (Ada().With(Id, "P1"), new Teammate { Name = "Bob", Email = "bob@example.com" });
        var comparison = Compare([ada, bob], [Account("P1", "bob@example.com")]);
        Assert.That(comparison.Accounts.Single().Teammate, Is.EqualTo(ada));
    }

    private static Teammate Bob() => new() { Name = "Bob", Email = "bob@example.com" };

    private static Teammate Ada() => new Teammate { Name = "Ada Lovelace", Email = "ada@example.com" }.With(Page, "ada-page");

    private static Named Account(string id, string? email, string? name = "Somebody") =>
        new()
        {
            Id = id,
            Email = email,
            Name = name,
        };

    private static Comparison Compare(Teammate[] team, Named[] accounts) =>
        new(
            new Roster(team),
            new People(accounts),
            new MatchingRules
            {
                PlatformIdOf = teammate => teammate.Field(Id),
                AlternateIdOf = teammate => teammate.Field(Page),
                AlternateIdOn = account => ((Named)account).Claim,
            }
        );

    private sealed record Named : Account
    {
        public string? Claim { get; init; }
    }

    private sealed class People(Named[] accounts) : Population
    {
        public override IReadOnlyList<Account> Accounts => accounts;

        public override IReadOnlyList<PopulationCount> Counts => [];
    }
}
