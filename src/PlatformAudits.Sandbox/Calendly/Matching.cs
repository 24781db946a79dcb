using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>
/// Whose account is whose: by e-mail; else by the link of the one teammate who has no account yet; else, within the team's domains, by
/// the name that one teammate in the whole team has, when no other such account carries it.
/// </summary>
internal sealed class Matching
{
    private readonly List<Teammate> _teammates;
    private readonly List<Account> _accounts;
    private readonly Teammate?[] _ownerOf;
    private readonly HashSet<Teammate> _owners = new(ReferenceEqualityComparer.Instance);

    public Matching(IEnumerable<Teammate> teammates, IEnumerable<Account> accounts)
    {
        _teammates = [.. teammates];
        _accounts = [.. accounts];
        _ownerOf = new Teammate?[_accounts.Count];
        var emails = _teammates.ToLookup(teammate => Identity.OfEmail(teammate.Email));
        Match(account => emails[Identity.OfEmail(account.Email)].FirstOrDefault());
        MatchByLink();
        MatchByName();
    }

    public IReadOnlyList<Teammate> Teammates => _teammates;

    /// <summary>Each account with its teammate, or with null.</summary>
    public IEnumerable<(Account Account, Teammate? Teammate)> Accounts => _accounts.Zip(_ownerOf);

    public bool HasAccount(Teammate teammate) => _owners.Contains(teammate);

    private void MatchByLink()
    {
        var links = _teammates.Where(teammate => !HasAccount(teammate)).ToLookup(teammate => Identity.OfLink(teammate.Calendly));
        Match(account => OnlyOne(links[Identity.OfLink(account.SchedulingUrl)]));
    }

    private void MatchByName()
    {
        var domains = _teammates.Select(teammate => DomainOf(teammate.Email)).ToHashSet();
        bool InTeamDomain(Account account) => domains.Contains(DomainOf(account.Email));
        var contenders = Accounts
            .Where(pair => pair.Teammate is null && InTeamDomain(pair.Account))
            .GroupBy(pair => Identity.OfName(pair.Account.Name))
            .Where(group => group.Count() == 1)
            .Select(group => group.Key)
            .ToHashSet();
        var names = _teammates.ToLookup(teammate => Identity.OfName(teammate.Name));
        Match(account => InTeamDomain(account) && contenders.Contains(Identity.OfName(account.Name))
            && OnlyOne(names[Identity.OfName(account.Name)]) is { } teammate && !HasAccount(teammate) ? teammate : null);
    }

    // Whoever is found in one step counts as an owner only after the step, so that the order of the accounts does not matter.
    private void Match(Func<Account, Teammate?> find)
    {
        var found = new List<Teammate>();
        for (var index = 0; index < _accounts.Count; index++)
        {
            if (_ownerOf[index] is null && find(_accounts[index]) is { } teammate)
            {
                _ownerOf[index] = teammate;
                found.Add(teammate);
            }
        }

        _owners.UnionWith(found);
    }

    private static Teammate? OnlyOne(IEnumerable<Teammate> teammates) => teammates.Take(2).ToList() is [var one] ? one : null;

    private static string DomainOf(string email) => Identity.OfEmail(email)[(Identity.OfEmail(email).LastIndexOf('@') + 1)..];
}
