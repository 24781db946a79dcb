using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>No API token or OAuth client is there after the day that its description gives as its end. The vendor has no end of its own for them; what was deactivated has ended.</summary>
public sealed class TokenIsNotExpired : Check<ZendeskPopulation>
{
    public override string Title => "No API token or OAuth client outlives the end that it was asked for with";

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        var owners = TokenOwners.In(comparison, population);
        foreach (var token in population.Tokens)
        {
            if (token.IsActive == false || EndOf(token, population) is not { } end)
            {
                continue;
            }

            yield return new CheckResult(
                token.Id,
                token.Label,
                end >= population.Day
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, token.Id),
                        Account = token.Account,
                        Teammate = owners.Of(token),
                        Text = $"{token.Label} was asked for until {ZendeskTime.Shown(end)} and still works.",
                        Remedy = $"Deactivate and delete it in {population.Platform.Title}; whoever still needs it asks anew.",
                    }
            );
        }
    }

    private static DateOnly? EndOf(ReviewedToken token, ZendeskPopulation population) =>
        token
            .Texts.SelectMany(text => population.Platform.TokenForms.Select(form => form.EndOf(text)))
            .FirstOrDefault(end => end is not null);
}
