using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The account has the teammate's e-mail address. Letter case and blanks around it don't matter.</summary>
internal sealed class EmailMatches(ZendeskSettings settings) : Check<ZendeskPopulation>
{
    public override string Title => "The account has the teammate's e-mail address";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        foreach (var (account, owner) in comparison.Accounts)
        {
            if (owner is not { } teammate)
            {
                continue;
            }

            var isTheirs = account.Email?.Trim().Equals(teammate.Email, StringComparison.OrdinalIgnoreCase) == true;
            yield return isTheirs
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    $"The team file gives {teammate.Name} the address {teammate.Email}, and the account has {account.Email ?? "none"}.",
                    $"Change the address in {settings.Title}, or in the team file."
                );
        }
    }
}
