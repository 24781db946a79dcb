using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// Every API token and OAuth client was used lately, or is new. One that was deactivated can't be used, and is not looked at; neither is
/// one of which the vendor does not tell the use.
/// </summary>
internal sealed class TokenIsUsed(ZendeskSettings settings) : Check<ZendeskPopulation>
{
    public override int? Days => settings.TokenUnusedDays;

    protected override IEnumerable<CheckResult> Evaluate(Comparison comparison, ZendeskPopulation population)
    {
        var owners = TokenOwners.In(comparison, population);
        foreach (var token in population.Tokens)
        {
            if (token.IsActive == false || !token.TellsUse || (token.LastUsed ?? token.Created) is not { } last)
            {
                continue;
            }

            var isUsed = last >= population.Day.AddDays(-settings.TokenUnusedDays);
            yield return isUsed
                ? Met(token.Id, token.Label)
                : NotMet(
                    token.Id,
                    token.Label,
                    token.Account,
                    owners.Of(token),
                    token.LastUsed is { } used
                        ? $"{token.Label} was used last on {ZendeskTime.Shown(used)}."
                        : $"{token.Label} was made on {ZendeskTime.Shown(token.Created)} and never used."
                );
        }
    }
}
