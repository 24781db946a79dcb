using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>The link in the team file leads to the teammate's own account.</summary>
internal sealed class LinkMatchesAccount : Check
{
    public override Severity DefaultSeverity => Severity.Low;

    public override IReadOnlyList<string> RemedyCases => [WeakMatch];

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
                    comparison.WeakMatchOf(account) is null ? null : WeakMatch
                );
        }
    }
}
