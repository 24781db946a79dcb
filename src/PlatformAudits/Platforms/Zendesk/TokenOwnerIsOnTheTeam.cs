using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// Every API token and OAuth client belongs to somebody in the team file, or to a configured owner such as a service account. Nobody owns
/// an app that is not the instance's own.
/// </summary>
internal sealed class TokenOwnerIsOnTheTeam(ZendeskSettings settings) : Check<ZendeskPopulation>
{
    public override Severity DefaultSeverity => Severity.High;

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        var owners = TokenOwners.In(comparison, population);
        foreach (var token in population.Tokens)
        {
            if (token.IsGlobal)
            {
                continue;
            }

            var isExpected =
                owners.Of(token) is not null || (token.OwnerEmail is { } email && settings.TokenOwners.Contains(email.Trim()));
            yield return isExpected
                ? Met(token.Id, token.Label)
                : NotMet(
                    token.Id,
                    token.Label,
                    token.Account,
                    null,
                    token.Owner is null && token.OwnerEmail is null
                        ? $"{token.Label} has no owner."
                        : $"{token.Label} belongs to "
                            + $"{token.OwnerEmail ?? $"account {token.Owner}, which is no agent or admin,"} and nobody in "
                            + "the team file matches."
                );
        }
    }
}
