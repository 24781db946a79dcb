using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>The description of every API token and OAuth client has one of the configured forms, so that people find the request that it goes back to.</summary>
public sealed class TokenHasRequest : Check<ZendeskPopulation>
{
    public override string Title => "The description of every API token and OAuth client names its request";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        var owners = TokenOwners.In(comparison, population);
        foreach (var token in population.Tokens)
        {
            if (token.IsGlobal)
            {
                continue;
            }

            var fits = token.Texts.Any(text => population.Platform.TokenForms.Any(form => form.Fits(text, comparison.Roster)));
            yield return new CheckResult(
                token.Id,
                token.Label,
                fits
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, token.Id),
                        Account = token.Account,
                        Teammate = owners.Of(token),
                        Text = $"{token.Label} says in none of the agreed forms who asked for it.",
                        Remedy = "Write the address of the access request into the description, or delete it.",
                    }
            );
        }
    }
}
