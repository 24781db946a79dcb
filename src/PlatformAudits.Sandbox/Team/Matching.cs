namespace PlatformAudits.Sandbox.Team;

/// <summary>
/// Whose account is whose: by the id in the team file; else by e-mail; else, within the team's domains or with the teammate's name, by
/// what the one teammate claims who has no account yet; else, within the team's domains, or where no account has an address, by the name
/// that one teammate in the whole team has, when no other such account carries it.
/// </summary>
internal sealed class Matching<TAccount>
    where TAccount : class
{
    private readonly List<Teammate> _teammates;
    private readonly List<TAccount> _accounts;
    private readonly Identities<TAccount> _identities;
    private readonly Teammate?[] _ownerOf;
    private readonly Dictionary<Teammate, TAccount> _accountOf = new(ReferenceEqualityComparer.Instance);

    public Matching(IEnumerable<Teammate> teammates, IEnumerable<TAccount> accounts, Identities<TAccount> identities)
    {
        _teammates = [.. teammates];
        _accounts = [.. accounts];
        _identities = identities;
        _ownerOf = new Teammate?[_accounts.Count];
        var ids = _teammates.ToLookup(identities.IdOfTeammate);
        var emails = _teammates.ToLookup(teammate => Identity.OfEmail(teammate.Email));
        Match(account => identities.IdOf(account) is { } id ? OnlyOne(ids[id]) : null);
        Match(account => identities.EmailOf(account) is { } email ? emails[Identity.OfEmail(email)].FirstOrDefault() : null);
        MatchByClaim();
        MatchByName();
    }

    public IReadOnlyList<Teammate> Teammates => _teammates;

    /// <summary>Each account with its teammate, or with null.</summary>
    public IEnumerable<(TAccount Account, Teammate? Teammate)> Accounts => _accounts.Zip(_ownerOf);

    public bool HasAccount(Teammate teammate) => _accountOf.ContainsKey(teammate);

    /// <summary>The accounts of teammates that have another address than the team file.</summary>
    public IEnumerable<TAccount> WithOtherEmails =>
        Accounts
            .Where(pair => pair.Teammate is not null && _identities.HasOtherEmailThan(pair.Account, pair.Teammate))
            .Select(pair => pair.Account);

    /// <summary>The teammate's account; the one that was found first, and of those the first in the vendor's order.</summary>
    public TAccount? AccountOf(Teammate teammate) => _accountOf.GetValueOrDefault(teammate);

    private void MatchByClaim()
    {
        var claims = _teammates.Where(teammate => !HasAccount(teammate)).ToLookup(_identities.ClaimOf);
        var domains = Domains();
        Match(account =>
            _identities.ClaimOn(account) is { } claim
            && OnlyOne(claims[claim]) is { } teammate
            && (IsIn(domains, account) || _identities.CarriesNameOf(account, teammate))
                ? teammate
                : null
        );
    }

    private void MatchByName()
    {
        var domains = Domains();
        var noAddresses = _accounts.All(account => _identities.EmailOf(account) is null);
        bool InTeamDomain(TAccount account) => noAddresses || IsIn(domains, account);
        var contenders = Accounts
            .Where(pair => pair.Teammate is null && InTeamDomain(pair.Account))
            .GroupBy(pair => Identity.OfName(_identities.NameOf(pair.Account) ?? ""))
            .Where(group => group.Count() == 1)
            .Select(group => group.Key)
            .ToHashSet();
        var names = _teammates.ToLookup(teammate => Identity.OfName(teammate.Name));
        Match(account =>
            _identities.NamesTell
            && InTeamDomain(account)
            && contenders.Contains(Identity.OfName(_identities.NameOf(account) ?? ""))
            && OnlyOne(names[Identity.OfName(_identities.NameOf(account) ?? "")]) is { } teammate
            && !HasAccount(teammate)
                ? teammate
                : null
        );
    }

    // Whoever is found in one step counts as an owner only after the step, so that the order of the accounts does not matter.
    private void Match(Func<TAccount, Teammate?> find)
    {
        var found = new List<(Teammate Teammate, TAccount Account)>();
        for (var index = 0; index < _accounts.Count; index++)
        {
            if (_ownerOf[index] is null && find(_accounts[index]) is { } teammate)
            {
                _ownerOf[index] = teammate;
                found.Add((teammate, _accounts[index]));
            }
        }

        foreach (var (teammate, account) in found)
        {
            _accountOf.TryAdd(teammate, account);
        }
    }

    private static Teammate? OnlyOne(IEnumerable<Teammate> teammates) => teammates.Take(2).ToList() is [var one] ? one : null;

    private HashSet<string> Domains() => _teammates.Select(teammate => DomainOf(teammate.Email)!).ToHashSet();

    private bool IsIn(HashSet<string> domains, TAccount account) =>
        _identities.EmailOf(account) is { } email && DomainOf(email) is { } domain && domains.Contains(domain);

    private static string? DomainOf(string email) =>
        Identity.OfEmail(email) is var address && address.Count(letter => letter == '@') == 1
            ? address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..]
            : null;
}
