using System.Globalization;
using System.Text.RegularExpressions;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>The faults that are in an instance now, by the definitions of the checks.</summary>
internal sealed partial class ZendeskPlant(
    World world,
    ZendeskInstance instance,
    ZendeskStaff staff,
    ZendeskKeys keys,
    bool apiTokensAreOff,
    bool listsCitizens
)
{
    public IEnumerable<PlantedFault> Faults()
    {
        var matching = new Matching<ZendeskAgent>(
            world.Teammates,
            staff.Agents,
            new Identities<ZendeskAgent>(agent => agent.Email, agent => agent.Name)
            {
                IdOf = agent => Text(agent.Id),
                IdOfTeammate = teammate => instance.EntryOf(teammate)?.Id is { } id ? Text(id) : null,
            }
        );
        return FaultsOfTeammates(matching)
            .Concat(FaultsOfAgents(matching))
            .Concat(FaultsOfTokens(matching))
            .Concat(Unjustified())
            .Select(fault => new PlantedFault(instance.Name, fault.Check, fault.Subject));
    }

    private IEnumerable<(string Check, string Subject)> FaultsOfTeammates(Matching<ZendeskAgent> matching) =>
        from teammate in matching.Teammates
        where !matching.HasAccount(teammate) && (instance.ExpectsEverybody || SaysSomething(instance.EntryOf(teammate)))
        select ("teammate-has-account", Identity.OfEmail(teammate.Email));

    private IEnumerable<(string Check, string Subject)> FaultsOfAgents(Matching<ZendeskAgent> matching)
    {
        var (admins, skipped, citizens) = (
            staff.ExpectedAdmins.ToHashSet(),
            staff.Skipped.ToHashSet(),
            staff.Citizens.Select(Identity.OfEmail).ToHashSet()
        );
        foreach (var (agent, teammate) in matching.Accounts)
        {
            var email = Identity.OfEmail(agent.Email);
            var entry = teammate is null ? null : instance.EntryOf(teammate);
            var asWanted = entry?.Role is { Length: > 0 } wanted && Identity.OfName(wanted) == Identity.OfName(RoleOf(agent));
            var isAdmin = agent.Role == "admin" || agent.RoleType == 4 || agent.CustomRole == instance.AdminRole;
            var isLight = !isAdmin && (agent.RoleType == 1 || instance.Roles.Any(role => role.Id == agent.CustomRole && role.IsLight));
            var faults = new List<string?>
            {
                teammate is null && !isLight ? "account-has-teammate" : null,
                isAdmin && !asWanted && !admins.Contains(email) ? "admin-is-expected" : null,
                agent.IsSuspended ? "agent-is-not-suspended" : null,
                listsCitizens && !citizens.Contains(email) && (teammate is null || !citizens.Contains(Identity.OfEmail(teammate.Email)))
                    ? "citizenship-request-on-file"
                    : null,
            };
            if (teammate is not null)
            {
                var name = Identity.OfName(agent.Name);
                faults.Add(
                    name == Identity.OfName(teammate.Name) || (entry?.Alias is { Length: > 0 } alias && name == Identity.OfName(alias))
                        ? null
                        : "name-matches"
                );
                faults.Add(email == Identity.OfEmail(teammate.Email) ? null : "email-matches");
                faults.Add(entry?.Id == agent.Id ? null : "id-matches");
                faults.Add(isLight && !asWanted ? "agent-is-not-light" : null);
                faults.Add(entry?.Role is { Length: > 0 } && !asWanted ? "role-matches" : null);
                faults.Add(
                    entry is not null
                    && SaysSomething(entry)
                    && !skipped.Contains(Identity.OfEmail(teammate.Email))
                    && !HasItsGroups(agent, teammate, entry)
                        ? "groups-match"
                        : null
                );
            }

            foreach (var check in faults.OfType<string>())
            {
                yield return (check, Text(agent.Id));
            }
        }
    }

    private IEnumerable<(string Check, string Subject)> FaultsOfTokens(Matching<ZendeskAgent> matching)
    {
        var owners = matching.Accounts.ToDictionary(pair => pair.Account.Id, pair => pair.Teammate);
        var team = matching.Teammates.Select(teammate => Identity.OfEmail(teammate.Email)).ToHashSet();
        foreach (var token in apiTokensAreOff ? [] : keys.ApiTokens)
        {
            var subject = $"api_token/{Text(token.Id)}";
            var isOfTeam = owners.TryGetValue(token.Assignee ?? token.Creator, out var owner)
                ? owner is not null
                : token.Assignee is null
                    && (team.Contains(Identity.OfEmail(token.CreatorEmail)) || token.CreatorEmail == ZendeskKeys.ServiceAccount);
            if (!isOfTeam)
            {
                yield return ("token-owner-is-on-the-team", subject);
            }

            if (!NamesRequest(token.Description ?? "", matching))
            {
                yield return ("token-has-request", subject);
            }

            if (token.IsActive && EndOf(token.Description ?? "") < keys.Today)
            {
                yield return ("token-is-not-expired", subject);
            }

            if (
                token is { IsActive: true, TellsUse: true }
                && (token.LastUsed ?? token.Created) < keys.Today.AddDays(-ZendeskKeys.UnusedDays)
            )
            {
                yield return ("token-is-used", subject);
            }
        }

        foreach (var client in keys.Clients)
        {
            var subject = $"oauth_client/{Text(client.Id)}";
            if (owners.GetValueOrDefault(client.Owner) is null)
            {
                yield return ("token-owner-is-on-the-team", subject);
            }

            if (!NamesRequest(client.Description, matching))
            {
                yield return ("token-has-request", subject);
            }

            if ((client.LastUsed ?? client.Created) < keys.Today.AddDays(-ZendeskKeys.UnusedDays))
            {
                yield return ("token-is-used", subject);
            }
        }
    }

    /// <summary>Nobody has said what the tokens are for before the first audit, of those of the global app neither.</summary>
    private IEnumerable<(string Check, string Subject)> Unjustified() =>
        (apiTokensAreOff ? [] : keys.ApiTokens.Select(token => $"api_token/{Text(token.Id)}"))
            .Concat(keys.Clients.Select(client => client.Id).Append(ZendeskKeys.GlobalApp).Select(id => $"oauth_client/{Text(id)}"))
            .Select(subject => ("token-is-justified", subject));

    private static bool SaysSomething(ZendeskEntry? entry) =>
        entry is not null && (entry.Id is not null || entry.Role is not null || entry.Groups.Count > 0 || entry.Alias is { Length: > 0 });

    private bool HasItsGroups(ZendeskAgent agent, Teammate teammate, ZendeskEntry entry) =>
        agent
            .Groups.Where(group => group != ZendeskStaff.DeletedGroup)
            .ToHashSet()
            .SetEquals(entry.Groups.Append(instance.DefaultGroupOf(teammate, entry)));

    private string RoleOf(ZendeskAgent agent) =>
        instance.Roles.Where(role => role.Id == agent.CustomRole).Select(role => role.Name).FirstOrDefault()
        ?? (agent.RoleType == 1 ? "Light agent" : agent.Role);

    private static bool NamesRequest(string description, Matching<ZendeskAgent> matching)
    {
        if (Link().IsMatch(description) || EndOf(description) is not null || Target().IsMatch(description))
        {
            return true;
        }

        var name = description.Split(" - ")[0];
        return description.Contains(" - ", StringComparison.Ordinal)
            && matching.Teammates.Any(teammate =>
                Identity.OfName(teammate.Name) == Identity.OfName(name)
                && teammate.Title.Contains("Support Operations", StringComparison.Ordinal)
            );
    }

    /// <summary>The day at the end of "person - request - day"; null when it is none.</summary>
    private static DateOnly? EndOf(string description) =>
        PersonLinkDay().Match(description) is { Success: true } match
        && DateOnly.TryParseExact(match.Groups[1].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^https://[^ ]+$")]
    private static partial Regex Link();

    [GeneratedRegex("^[^ ].* - https://[^ ]+ - ([0-9-]{10})$")]
    private static partial Regex PersonLinkDay();

    [GeneratedRegex("^Target - .+$")]
    private static partial Regex Target();
}
