using System.Globalization;
using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>
/// The lists of the handbook's pages: <c>admins</c>, <c>suspended</c>, <c>full_agents</c>, <c>light_agents</c>; and the API token review,
/// <c>tokens</c>, with what it rests on, <c>token_sources</c>.
/// </summary>
internal static class ZendeskTables
{
    public static IEnumerable<IssueTable> Of(
        Comparison comparison,
        ZendeskPopulation population,
        AuditReport report,
        IReadOnlyList<TokenForm> forms
    )
    {
        const string NotReviewed = "Not reviewed: the checks of tokens are switched off.";
        var failed = report.FailedChecks(f => f.Account?.Id);
        yield return new IssueTable("token_sources", IsAppendix: false, Sources(population)) { Without = NotReviewed };
        yield return new IssueTable("tokens", IsAppendix: false, Tokens(comparison, population, failed, forms))
        {
            Without = population.HasTokens ? "None." : NotReviewed,
        };
        yield return new IssueTable(
            "admins",
            IsAppendix: false,
            Accounts(comparison, population, failed, a => population.KindOf(a) == ZendeskKind.Admin)
        );
        yield return new IssueTable("suspended", IsAppendix: false, Accounts(comparison, population, failed, a => a.IsSuspended == true));
        yield return new IssueTable(
            "full_agents",
            IsAppendix: true,
            Accounts(comparison, population, failed, a => population.KindOf(a) == ZendeskKind.Full)
        );
        yield return new IssueTable(
            "light_agents",
            IsAppendix: true,
            Accounts(comparison, population, failed, a => population.KindOf(a) == ZendeskKind.Light)
        );
    }

    private static IEnumerable<IssueRow> Accounts(
        Comparison comparison,
        ZendeskPopulation population,
        ILookup<string, string> failed,
        Func<ZendeskAccount, bool> isListed
    )
    {
        foreach (var (member, teammate) in comparison.Accounts)
        {
            var account = (ZendeskAccount)member;
            if (isListed(account))
            {
                yield return new IssueRow(
                    null,
                    new Dictionary<string, string?>
                    {
                        ["name"] = account.Name,
                        ["email"] = account.Email,
                        ["id"] = account.Id,
                        ["role"] = population.RoleOf(account),
                        ["groups"] = string.Join(", ", population.GroupsOf(account)),
                        ["teammate"] = teammate?.Name,
                        ["since"] = ZendeskTime.Shown(account.Since),

                        // The month: the audit's own requests move the day, and a run that finds nothing new should change nothing.
                        ["last_sign_in"] = account.LastSignIn?.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                        ["notes"] = comparison.NotesOn(account, failed[account.Id]),
                    }
                );
            }
        }
    }

    private static IEnumerable<IssueRow> Sources(ZendeskPopulation population)
    {
        if (population.HasTokens)
        {
            yield return new IssueRow(
                null,
                new Dictionary<string, string?>
                {
                    ["clients"] = population
                        .Tokens.Count(t => t.Id.StartsWith("oauth", StringComparison.Ordinal))
                        .ToString(CultureInfo.InvariantCulture),
                    ["api_tokens"] = population.HasApiTokens
                        ? population
                            .Tokens.Count(t => t.Id.StartsWith("api", StringComparison.Ordinal))
                            .ToString(CultureInfo.InvariantCulture)
                        : "switched off or retired",
                }
            );
        }
    }

    private static IEnumerable<IssueRow> Tokens(
        Comparison comparison,
        ZendeskPopulation population,
        ILookup<string, string> failed,
        IReadOnlyList<TokenForm> forms
    )
    {
        foreach (var (token, review) in population.Tokens.Zip(population.TokensOf(comparison)))
        {
            yield return new IssueRow(
                review.Key,
                new Dictionary<string, string?>
                {
                    ["id"] = token.Id,
                    ["kind"] = token.Kind,
                    ["name"] = token.Name,
                    ["description"] = token.Description,
                    ["owner"] = review.OwnerName ?? "unknown",
                    ["created"] = ZendeskTime.Shown(token.Created) ?? "unknown",
                    ["last_used"] = token.IsActive == false ? $"{Use(token)}; deactivated" : Use(token),
                    ["scopes"] =
                        token.Scopes.Count > 0 ? string.Join(", ", token.Scopes)
                        : token.Id.StartsWith("api", StringComparison.Ordinal) ? "administrator level"
                        : "no tokens",

                    // That nobody has said what it is for, the empty last cell says.
                    ["notes"] = string.Join(", ", failed[token.Id].Where(check => check != review.Key.Check)),
                    ["justified"] = comparison.Justifications.ShownOf(review),
                }
            )
            {
                Links = new Dictionary<string, Uri?> { ["request"] = token.RequestIn(forms) },
            };
        }
    }

    private static string Use(ReviewedToken token) => ZendeskTime.Shown(token.LastUsed) ?? (token.TellsUse ? "never" : "unknown");
}
