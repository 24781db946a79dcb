namespace PlatformAudits.Platforms.Zendesk;

/// <summary>What programs sign in with, as it was read.</summary>
/// <param name="ApiTokens">The API tokens; null where they are switched off or retired.</param>
/// <param name="Clients">The OAuth clients of the instance.</param>
/// <param name="OAuthTokens">The tokens that OAuth clients were given.</param>
internal sealed record ZendeskTokens(
    IReadOnlyList<ZendeskApiToken>? ApiTokens,
    IReadOnlyList<ZendeskOAuthClient> Clients,
    IReadOnlyList<ZendeskOAuthToken> OAuthTokens
)
{
    /// <summary>What is reviewed: API tokens, then OAuth clients, by their ids.</summary>
    /// <param name="accounts">The accounts, which know the owners' addresses.</param>
    public IReadOnlyList<ReviewedToken> Review(IEnumerable<ZendeskAccount> accounts)
    {
        var owners = (ApiTokens ?? [])
            .Select(OwnerOf)
            .Concat(Clients.Select(c => c.Owner))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        var emails = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var account in accounts.Where(a => owners.Contains(a.Id)))
        {
            emails[account.Id] = account.Email;
        }

        return [.. ReviewedApiTokens(emails), .. ReviewedClients(emails)];
    }

    private static string? OwnerOf(ZendeskApiToken token) => token.Assignee ?? token.Creator;

    private static string? EmailOf(string? account, Dictionary<string, string?> emails) =>
        account is null ? null : emails.GetValueOrDefault(account);

    private IEnumerable<ReviewedToken> ReviewedApiTokens(Dictionary<string, string?> emails) =>
        (ApiTokens ?? [])
            .OrderBy(t => t.Id, ZendeskIds.Order)
            .Select(t => new ReviewedToken
            {
                Id = $"api_token/{t.Id}",
                Kind = "API token",
                Description = t.Description,
                Owner = OwnerOf(t),
                OwnerEmail = EmailOf(OwnerOf(t), emails) ?? (OwnerOf(t) == t.Creator ? t.CreatorEmail : null),
                IsActive = t.IsActive,
                Created = t.Created,
                LastUsed = t.LastUsed,
                TellsUse = t.TellsUse,
            });

    private IEnumerable<ReviewedToken> ReviewedClients(Dictionary<string, string?> emails)
    {
        var tokens = OAuthTokens.ToLookup(t => t.Client, StringComparer.Ordinal);
        var own = Clients.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        return Clients
            .Select(c =>
                (
                    c.Id,
                    Token: OfTokens(c.Id, "OAuth client", tokens[c.Id]) with
                    {
                        Name = c.Name ?? c.Identifier,
                        Description = c.Description,
                        Owner = c.Owner,
                        OwnerEmail = EmailOf(c.Owner, emails),
                        Created = c.Created,
                    }
                )
            )
            .Concat(
                tokens
                    .Where(t => !own.Contains(t.Key))
                    .Select(t => (Id: t.Key, Token: OfTokens(t.Key, "global OAuth app", t) with { IsGlobal = true }))
            )
            .OrderBy(c => c.Id, ZendeskIds.Order)
            .Select(c => c.Token);
    }

    private static ReviewedToken OfTokens(string id, string kind, IEnumerable<ZendeskOAuthToken> tokens) =>
        new()
        {
            Id = $"oauth_client/{id}",
            Kind = kind,
            LastUsed = tokens.Max(t => t.LastUsed),
            TellsUse = true,
            Scopes = [.. tokens.SelectMany(t => t.Scopes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
}
