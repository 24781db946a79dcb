using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// The description of every API token and OAuth client has one of the configured forms, so that people find the request that it goes back
/// to.
/// </summary>
internal sealed class TokenHasRequest(ZendeskSettings settings) : Check<ZendeskPopulation>
{
    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        var owners = TokenOwners.In(comparison, population);
        foreach (var token in population.Tokens)
        {
            if (token.IsGlobal)
            {
                continue;
            }

            var fits = token.Texts.Any(text => settings.TokenForms.Any(form => form.Fits(text, comparison.Roster)));
            yield return fits
                ? Met(token.Id, token.Label)
                : NotMet(
                    token.Id,
                    token.Label,
                    token.Account,
                    owners.Of(token),
                    $"{token.Label} says in none of the agreed forms who asked for it."
                );
        }
    }
}
