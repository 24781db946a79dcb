using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Evaluation;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Checking;

public sealed class CompletenessTests
{
    [TestCase(2, 2, "")]
    [TestCase(1, 2, "The team file is not implausibly small (1 people, at least 2 expected)")]
    public void A_team_below_its_floor_is_no_whole_one(int people, int minimum, string unproved) =>
        Assert.That(Unproved(people, minimum, ["a"], 1), Is.EqualTo(unproved));

    [TestCase(2, 2, "")]
    [TestCase(1, 2, "The list of accounts is not implausibly small (1 accounts, at least 2 expected)")]
    [TestCase(0, 1, "The list of accounts is not implausibly small (0 accounts, at least 1 expected)")]
    public void A_population_below_its_floor_is_no_whole_one(int accounts, int minimum, string unproved) =>
        Assert.That(Unproved(1, 1, [.. Enumerable.Range(0, accounts).Select(i => $"{i}")], minimum), Is.EqualTo(unproved));

    [Test]
    public void An_account_that_appears_twice_shows_that_the_list_moved_while_it_was_read() =>
        Assert.That(Unproved(1, 1, ["a", "b", "a"], 1), Is.EqualTo("No account appears twice (3 rows, 2 ids)"));

    [Test]
    public void What_the_platform_itself_can_not_prove_counts_as_well() =>
        Assert.That(
            Unproved(1, 1, ["a"], 1, new CompletenessAssertion("The platform's own", false, "1 of 2", "")),
            Is.EqualTo("The platform's own (1 of 2)")
        );

    [TestCase(true, 3, 3, 3, "")]
    [TestCase(true, 3, null, null, "")]
    [TestCase(false, 3, 3, 3, "people: not read to the end, 3 rows, 3 ids, 3 counted")]
    [TestCase(true, 3, 2, null, "people: 3 rows, 2 ids")]
    [TestCase(true, 3, 3, 4, "people: 3 rows, 3 ids, 4 counted")]
    [TestCase(true, 3, 3, 2, "people: 3 rows, 3 ids, 2 counted")]
    public void A_list_is_whole_when_its_end_its_ids_and_its_vendors_count_say_so(
        bool isClosed,
        int rows,
        int? ids,
        int? total,
        string figures
    )
    {
        var whole = new ListStatistics
        {
            System = "Vendor",
            List = "groups",
            What = "groups",
            Pages = 1,
            IsClosed = true,
            Rows = 1,
            Ids = 1,
        };
        var list = new ListStatistics
        {
            System = "Vendor",
            List = "people",
            What = "people",
            Pages = 1,
            IsClosed = isClosed,
            Rows = rows,
            Ids = ids,
            Total = total,
        };
        var assertion = CompletenessAssertions
            .Of(new Roster([]), 1, new People(["a"]), [], 1, [whole, list])
            .Single(p => p.Statement == CompletenessAssertions.ListsStatement);
        Assert.Multiple(() =>
        {
            Assert.That(assertion.Holds, Is.EqualTo(figures.Length == 0));
            Assert.That(assertion.Figures, Is.EqualTo(figures.Length == 0 ? "2 lists, 2 pages, 4 rows" : figures));
        });
    }

    private static string Unproved(
        int people,
        int minimumTeam,
        string[] ids,
        int minimumAccounts,
        params CompletenessAssertion[] assertions
    )
    {
        var roster = new Roster(Enumerable.Range(0, people).Select(i => new Teammate { Name = $"P{i}", Email = $"p{i}@example.com" }));
        return string.Join(
            "; ",
            CompletenessAssertions
                .Of(roster, minimumTeam, new People(ids), assertions, minimumAccounts, [])
                .Where(p => !p.Holds)
                .Select(p => $"{p.Statement} ({p.Figures})")
        );
    }

    private sealed class People(string[] ids) : Population
    {
        public override IReadOnlyList<Account> Accounts { get; } = [.. ids.Select(id => new Account { Id = id })];

        public override IReadOnlyList<PopulationCount> Counts => [];
    }
}
