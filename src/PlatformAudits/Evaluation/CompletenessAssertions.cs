using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Team;

namespace PlatformAudits.Evaluation;

/// <summary>The gate before any verdict: every completeness assertion must hold, else nobody knows.</summary>
internal static class CompletenessAssertions
{
    /// <summary>What the net below the platforms' own completeness assertions says.</summary>
    public const string ListsStatement =
        "Every list was read to the end that its vendor set, without a row twice, and is as long as the vendor counts";

    /// <summary>The completeness assertions of a population and a roster: the platform's own, and those that hold for any.</summary>
    /// <param name="minimumTeam">The least number of people in a whole team file.</param>
    /// <param name="population">The population, all of whose page chains were read to their ends.</param>
    /// <param name="ofPlatform">The platform's own assertions of the population.</param>
    /// <param name="minimumAccounts">The least number of accounts in a whole population.</param>
    /// <param name="lists">The lists as they were read, of any reading.</param>
    public static IReadOnlyList<CompletenessAssertion> Of(
        Roster roster,
        int minimumTeam,
        Population population,
        IReadOnlyList<CompletenessAssertion> ofPlatform,
        int minimumAccounts,
        IReadOnlyList<ListStatistics> lists
    )
    {
        var accounts = population.Accounts.Count;
        var ids = population.Accounts.Select(a => a.Id).Distinct(StringComparer.Ordinal).Count();
        return
        [
            new(
                "The team file is not implausibly small",
                roster.Count >= minimumTeam,
                string.Create(CultureInfo.InvariantCulture, $"{roster.Count} people, at least {minimumTeam} expected"),
                "Look whether the team file is whole; if the team has shrunk, lower team.minimum in audits.yaml."
            ),
            new(
                "The list of accounts is not implausibly small",
                accounts >= minimumAccounts,
                string.Create(CultureInfo.InvariantCulture, $"{accounts} accounts, at least {minimumAccounts} expected"),
                "Look whether the token sees everybody; if the platform has shrunk, lower its minimum_accounts in audits.yaml."
            ),
            new(
                "No account appears twice",
                ids == accounts,
                string.Create(CultureInfo.InvariantCulture, $"{accounts} rows, {ids} ids"),
                "Run again when nobody is joining or leaving: the list moved while it was read."
            ),
            .. ofPlatform,
            .. lists.Count == 0 ? [] : new[] { ListsAssertion(lists) },
        ];
    }

    /// <summary>The net below the platforms' own completeness assertions, which say better what is wrong with a list.</summary>
    private static CompletenessAssertion ListsAssertion(IReadOnlyList<ListStatistics> lists)
    {
        var broken = lists.Where(l => !l.IsWhole).ToList();
        return new(
            ListsStatement,
            broken.Count == 0,
            broken.Count == 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{lists.Count} lists, {lists.Sum(l => l.Pages)} pages, {lists.Sum(l => l.Rows)} rows"
                )
                : string.Join(
                    "; ",
                    broken.Select(l =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{l.What}: {(l.IsClosed ? "" : "not read to the end, ")}{l.Rows} "
                                + $"rows{(l.Ids is { } ids ? $", {ids} ids" : "")}{(l.Total is { } total ? $", {total} counted" : "")}"
                        )
                    )
                ),
            "Run again when nobody is joining or leaving: a list moved while it was read."
        );
    }
}
