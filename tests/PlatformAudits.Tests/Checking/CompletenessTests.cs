using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
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
        Assert.That(Unproved(1, 1, ["a"], 1, new Proof("The platform's own", false, "1 of 2", "")), Is.EqualTo("The platform's own (1 of 2)"));

    private static string Unproved(int people, int minimumTeam, string[] ids, int minimumAccounts, params Proof[] proofs)
    {
        var roster = new Roster(Enumerable.Range(0, people).Select(i => new Teammate { Name = $"P{i}", Email = $"p{i}@example.com" }));
        return string.Join("; ", Completeness.Proofs(roster, minimumTeam, new People(ids, proofs), minimumAccounts, []).Where(p => !p.Holds).Select(p => $"{p.Statement} ({p.Figures})"));
    }

    private sealed class People(string[] ids, Proof[] proofs) : Population
    {
        public override IReadOnlyList<Account> Accounts { get; } = [.. ids.Select(id => new Account { Id = id })];

        public override IReadOnlyList<PopulationCount> Counts => [];

        public override IReadOnlyList<Proof> Proofs => proofs;
    }
}
