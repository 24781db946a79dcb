using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>The link in the team file leads to the teammate's own account.</summary>
internal sealed class LinkMatchesAccount : Check
{
    public override string Title => "The link in the team file is the account's own";

    public override IEnumerable<CheckResult> Evaluate(Comparison comparison)
    {
        foreach (var (account, owner) in comparison.Accounts)
        {
            if (
                owner is not { } teammate
                || teammate.Field(CalendlyTeamKeys.Link) is not { } link
                || ((CalendlyAccount)account).SchedulingUrl is not { } page
            )
            {
                continue;
            }

            yield return CalendlyLink.Normalise(link) == CalendlyLink.Normalise(page)
                ? Met(account)
                : NotMet(
                    account,
                    teammate,
                    CalendlyLink.IsEvent(link)
                        ? $"The team file gives {teammate.Name} the event link {link}, and the main page of the account is {page}."
                        : $"The team file gives {teammate.Name} the link {link}, and the page of the account is {page}.",
                    comparison.WeakMatchOf(account) is null
                        ? $"Put {page} into the team file, or change the page's address in Calendly."
                        : $"Ask {teammate.Name} whether the account is theirs. If so, put {page} into the team file, or change the page's "
                            + "address in Calendly; if not, remove the account."
                );
        }
    }
}
