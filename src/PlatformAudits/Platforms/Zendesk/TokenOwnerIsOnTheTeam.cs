using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>Every API token and OAuth client belongs to somebody in the team file, or to a configured owner such as a service account. Nobody owns an app that is not the instance's own.</summary>
public sealed class TokenOwnerIsOnTheTeam : Check<ZendeskPopulation>
{
    public override string Title => "Every API token and OAuth client belongs to a teammate";

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
                owners.Of(token) is not null || (token.OwnerEmail is { } email && population.Platform.TokenOwners.Contains(email.Trim()));
            yield return new CheckResult(
                token.Id,
                token.Label,
                isExpected
                    ? null
                    : new Finding
                    {
                        Key = new FindingKey(Id, token.Id),
                        Account = token.Account,
                        Text =
                            token.Owner is null && token.OwnerEmail is null
                                ? $"{token.Label} has no owner."
                                : $"{token.Label} belongs to {token.OwnerEmail ?? $"account {token.Owner}, which is no agent or admin,"} and nobody in the team file matches.",
                        Remedy =
                            $"Deactivate and delete it in {population.Platform.Title}, or find somebody in the team to answer for it; add a service account to token_owners in audits.yaml.",
                    }
            );
        }
    }
}
