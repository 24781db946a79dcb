using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// No API token or OAuth client is there after the day that its description gives as its end. The vendor has no end of its own for them;
/// what was deactivated has ended.
/// </summary>
internal sealed class TokenIsNotExpired(ZendeskSettings settings) : Check<ZendeskPopulation>
{
    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        var owners = TokenOwners.In(comparison, population);
        foreach (var token in population.Tokens)
        {
            if (token.IsActive == false || EndOf(token) is not { } end)
            {
                continue;
            }

            yield return end >= population.Day
                ? Met(token.Id, token.Label)
                : NotMet(
                    token.Id,
                    token.Label,
                    token.Account,
                    owners.Of(token),
                    $"{token.Label} was asked for until {ZendeskTime.Shown(end)} and still works."
                );
        }
    }

    private DateOnly? EndOf(ReviewedToken token) =>
        token.Texts.SelectMany(text => settings.TokenForms.Select(form => form.EndOf(text))).FirstOrDefault(end => end is not null);
}
