using PlatformAudits.Checking;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>Which teammates answer for tokens.</summary>
internal sealed class TokenOwners
{
    private readonly Roster _roster;
    private readonly Dictionary<string, Teammate?> _byAccount;

    private TokenOwners(Roster roster, Dictionary<string, Teammate?> byAccount) => (_roster, _byAccount) = (roster, byAccount);

    /// <summary>The owners of a population's tokens.</summary>
    public static TokenOwners In(Comparison comparison, ZendeskPopulation population)
    {
        var accounts = population.Tokens.Select(t => t.Owner).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var teammates = new Dictionary<string, Teammate?>(StringComparer.Ordinal);
        foreach (var (account, teammate) in comparison.Accounts)
        {
            if (accounts.Contains(account.Id))
            {
                teammates[account.Id] = teammate;
            }
        }

        return new TokenOwners(comparison.Roster, teammates);
    }

    /// <summary>
    /// The teammate who owns a token: by the owner's account, else, when that is none of the accounts, by the address that the vendor
    /// gives; null for nobody.
    /// </summary>
    public Teammate? Of(ReviewedToken token) =>
        token.Owner is { } owner && _byAccount.TryGetValue(owner, out var teammate) ? teammate : _roster.ByEmail(token.OwnerEmail);

    /// <summary>How people speak of whose a token is; null when the vendor tells nobody.</summary>
    public string? NameOf(ReviewedToken token) =>
        Of(token)?.Name ?? token.OwnerEmail ?? (token.Owner is { } account ? $"account {account}" : null);
}
