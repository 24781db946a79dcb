using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// The account has the teammate's name, or the alias that the team file gives them. Case, accents and spacing don't matter.
/// </summary>
internal sealed class NameMatches(ZendeskSettings settings) : Check<ZendeskPopulation>
{
    public override Severity DefaultSeverity => Severity.Low;

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        foreach (var (account, owner) in comparison.Accounts)
        {
            if (owner is not { } teammate)
            {
                continue;
            }

            var alias = settings.ProfileOf(teammate)?.Alias;
            var name = Roster.NormaliseName(account.Name ?? "");
            var isTheirs = name == Roster.NormaliseName(teammate.Name) || (alias is not null && name == Roster.NormaliseName(alias));
            yield return isTheirs
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    $"The account of {teammate.Name}{(alias is null ? "" : $", alias {alias},")} has "
                        + $"{(account.Name is null ? "no name" : $"the name {account.Name}")} "
                        + $"({account.Email ?? account.Id})."
                );
        }
    }
}
