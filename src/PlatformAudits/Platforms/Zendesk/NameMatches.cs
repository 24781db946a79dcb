using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The account has the teammate's name, or the alias that the team file gives them. Case, accents and spacing don't matter.</summary>
public sealed class NameMatches : Check<ZendeskPopulation>
{
    public override string Title => "The account has the teammate's name or alias";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        foreach (var (account, owner) in comparison.Accounts)
        {
            if (owner is not { } teammate)
            {
                continue;
            }

            var alias = population.Platform.ProfileOf(teammate)?.Alias;
            var name = Roster.NormaliseName(account.Name ?? "");
            var isTheirs = name == Roster.NormaliseName(teammate.Name) || (alias is not null && name == Roster.NormaliseName(alias));
            yield return new CheckResult(
                account.Id,
                account.Label,
                isTheirs
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, account.Id),
                        Account = account,
                        Teammate = teammate,
                        Text =
                            $"The account of {teammate.Name}{(alias is null ? "" : $", alias {alias},")} has {(account.Name is null ? "no name" : $"the name {account.Name}")} ({account.Email ?? account.Id}).",
                        Remedy = $"Change the name in {population.Platform.Title}, or name and alias in the team file.",
                    }
            );
        }
    }
}
