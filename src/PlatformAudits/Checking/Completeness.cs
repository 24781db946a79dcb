using System.Globalization;
using PlatformAudits.Collecting;
using PlatformAudits.Team;

namespace PlatformAudits.Checking;

/// <summary>The gate before any verdict: every proof must hold, else nobody knows.</summary>
public static class Completeness
{
    /// <summary>The proofs of a population and a roster: the platform's own, and those that hold for any.</summary>
    /// <param name="roster">The team.</param>
    /// <param name="minimumTeam">The least number of people in a whole team file.</param>
    /// <param name="population">The population, all of whose page chains were read to their ends.</param>
    /// <param name="minimumAccounts">The least number of accounts in a whole population.</param>
    public static IReadOnlyList<Proof> Proofs(Roster roster, int minimumTeam, Population population, int minimumAccounts)
    {
        var accounts = population.Accounts.Count;
        var ids = population.Accounts.Select(a => a.Id).Distinct(StringComparer.Ordinal).Count();
        return
        [
            new(
                "The team file is not implausibly small",
                roster.Count >= minimumTeam,
                string.Create(CultureInfo.InvariantCulture, $"{roster.Count} people, at least {minimumTeam} expected"),
                "Look whether the team file is whole; if the team has shrunk, lower team.minimum in audits.yaml."),
            new(
                "The list of accounts is not implausibly small",
                accounts >= minimumAccounts,
                string.Create(CultureInfo.InvariantCulture, $"{accounts} accounts, at least {minimumAccounts} expected"),
                "Look whether the token sees everybody; if the platform has shrunk, lower its minimum_accounts in audits.yaml."),
            new(
                "No account appears twice",
                ids == accounts,
                string.Create(CultureInfo.InvariantCulture, $"{accounts} rows, {ids} ids"),
                "Run again when nobody is joining or leaving: the list moved while it was read."),
            .. population.Proofs,
        ];
    }
}
