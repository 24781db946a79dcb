using PlatformAudits.Team;

namespace PlatformAudits.Checking;

/// <summary>
/// The team beside a platform's population, with the accounts matched to teammates: by the platform's own id, then by e-mail, then by a
/// teammate's claim (a link in the team file), then by normalised name. Names and pages are chosen by whoever owns the account. So a name
/// counts only for an account whose address is in one of the team's own domains, or where the vendor gives no addresses at all, when
/// exactly one teammate and one account are left with it; and a claim only for an account in those domains, or with the teammate's name.
/// </summary>
public sealed class Comparison
{
    private readonly Teammate?[] _teammateOfAccount;
    private readonly Account?[] _accountOfTeammate;
    private readonly Dictionary<Account, string> _doubts = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Account, MatchedBy> _weakMatches = new(ReferenceEqualityComparer.Instance);
    private readonly bool _hasAddresses;

    /// <summary>Matches a population with the team.</summary>
    public Comparison(Roster roster, Population population, MatchingRules rules)
    {
        Roster = roster;
        Population = population;
        Rules = rules;
        _hasAddresses = population.Accounts.Any(HasAddress);
        var matches = new Matches();
        MatchByName(MatchByClaim(MatchByIdOrEmail(matches), matches), matches);
        _teammateOfAccount = [.. population.Accounts.Select(a => matches.Teammates.GetValueOrDefault(a))];
        _accountOfTeammate = [.. roster.Teammates.Select(t => matches.Accounts.GetValueOrDefault(t))];
    }

    /// <summary>The team.</summary>
    public Roster Roster { get; }

    /// <summary>The platform's population.</summary>
    public Population Population { get; }

    /// <summary>How they were matched, and who is to have an account.</summary>
    public MatchingRules Rules { get; }

    /// <summary>What people have said in earlier periods what tokens are for.</summary>
    internal Justifications Justifications { get; private set; } = Justifications.None;

    /// <summary>Every account, in the population's order, with the teammate that it belongs to, or null.</summary>
    public IEnumerable<(Account Account, Teammate? Teammate)> Accounts => Population.Accounts.Zip(_teammateOfAccount);

    /// <summary>
    /// Every teammate, in the team file's order, with their account, or null; of several the one whose id the team file has, else the
    /// first.
    /// </summary>
    public IEnumerable<(Teammate Teammate, Account? Account)> Teammates => Roster.Teammates.Zip(_accountOfTeammate);

    /// <summary>The same, with what people have said in earlier periods.</summary>
    internal Comparison With(Justifications justifications)
    {
        var same = (Comparison)MemberwiseClone();
        same.Justifications = justifications;
        return same;
    }

    /// <summary>The subject id of a teammate in findings: the e-mail address in lower case.</summary>
    public static string SubjectOf(Teammate teammate) => teammate.Email.ToLowerInvariant();

    /// <summary>
    /// How an account was matched that has neither the id nor the address in the team file, such as <c>matched by name</c>; else null.
    /// </summary>
    public string? WeakMatchOf(Account account) =>
        _weakMatches.TryGetValue(account, out var how)
            ? $"matched by {(how == MatchedBy.AlternateId ? Rules.AlternateIdTitle : "name")}"
            : null;

    /// <summary>What told whose an account is: <c>id</c>, <c>address</c>, <c>name</c>, or the title of a claim; null for nobody.</summary>
    /// <param name="teammate">The teammate that it belongs to, or null.</param>
    public string? MatchOf(Account account, Teammate? teammate) =>
        teammate is null ? null
        : _weakMatches.TryGetValue(account, out var how) ? (how == MatchedBy.AlternateId ? Rules.AlternateIdTitle : "name")
        : Rules.PlatformIdOf(teammate) == account.Id ? "id"
        : "address";

    /// <summary>What an overview notes beside a teammate: how the account was matched, where that is weak, and what it fails.</summary>
    public string NotesOn(Account? account, IEnumerable<string> checks) =>
        string.Join(", ", (account is not null && WeakMatchOf(account) is { } how ? [how] : Array.Empty<string>()).Concat(checks));

    /// <summary>Why an account that looks like a teammate's is not taken for theirs, as a clause, or null.</summary>
    public string? DoubtOf(Account account) => _doubts.GetValueOrDefault(account);

    /// <summary>The same as the end of a sentence: a colon and the clause, or nothing.</summary>
    public string DoubtClause(Account account) => DoubtOf(account) is { } doubt ? $": {doubt}" : "";

    private static bool HasAddress(Account account) => !string.IsNullOrWhiteSpace(account.Email);

    private List<(Account Account, Match Match)> MatchByIdOrEmail(Matches matches)
    {
        var ids = Roster.IndexBy(Rules.PlatformIdOf);
        var left = new List<(Account, Match)>();
        foreach (var account in Population.Accounts)
        {
            var match = Roster.Match(account.Id, ids, account.Email, account.Name);
            if (match.MatchedBy is MatchedBy.PlatformId or MatchedBy.Email)
            {
                matches.Add(account, match.Teammate!, isTheirs: match.MatchedBy == MatchedBy.PlatformId);
            }
            else
            {
                left.Add((account, match));
            }
        }

        return left;
    }

    private List<(Account Account, Match Match)> MatchByClaim(List<(Account Account, Match Match)> unmatched, Matches matches)
    {
        var claims = Roster
            .Teammates.Where(t => !matches.Accounts.ContainsKey(t))
            .Select(t => (Claim: Rules.AlternateIdOf(t), Teammate: t))
            .Where(c => c.Claim is not null)
            .ToLookup(c => c.Claim, c => c.Teammate, StringComparer.Ordinal);
        var left = new List<(Account, Match)>();
        foreach (var (account, match) in unmatched)
        {
            if (Rules.AlternateIdOn(account) is not { } claim || claims[claim].ToList() is not [var teammate])
            {
                left.Add((account, match));
            }
            else if (Roster.HasDomainOf(account.Email) || HasNameOf(account, teammate))
            {
                matches.Add(account, teammate);
                _weakMatches[account] = MatchedBy.AlternateId;
            }
            else
            {
                _doubts[account] =
                    $"it has the {Rules.AlternateIdTitle} of a teammate, but another name, and "
                    + (HasAddress(account) ? "an address in a domain that nobody in the team file has" : "no address that is known");
                left.Add((account, match));
            }
        }

        return left;
    }

    private void MatchByName(List<(Account Account, Match Match)> unmatched, Matches matches)
    {
        var named = unmatched.Where(u => u.Match.Teammate is not null || u.Match.IsAmbiguous).ToList();
        var rivals = named
            .Where(u => MayHaveName(u.Account))
            .CountBy(u => Roster.NormaliseName(u.Account.Name!))
            .ToDictionary(StringComparer.Ordinal);
        var taken = matches.Accounts.Keys.ToHashSet<Teammate>(ReferenceEqualityComparer.Instance);
        foreach (var (account, match) in named)
        {
            if (DoubtOfName(account, match, rivals, taken) is { } doubt)
            {
                _doubts[account] = doubt;
            }
            else
            {
                matches.Add(account, match.Teammate!);
                _weakMatches[account] = MatchedBy.Name;
            }
        }
    }

    private string? DoubtOfName(Account account, Match match, Dictionary<string, int> rivals, HashSet<Teammate> taken) =>
        match.Teammate is not { } teammate ? $"{match.Candidates.Count} people in the team file have this name"
        : !Rules.NamesTell ? "the name is that of a teammate, but here anybody may have any name"
        : !MayHaveName(account)
            ? "the name is that of a teammate, but "
                + (
                    HasAddress(account)
                        ? "the address is in a domain that nobody in the team file has"
                        : "the account has no address, and others here have one"
                )
        : taken.Contains(teammate) ? "the name is that of a teammate who has another account already"
        : rivals[Roster.NormaliseName(account.Name!)] > 1 ? "several accounts have this name, which is that of a teammate"
        : null;

    private static bool HasNameOf(Account account, Teammate teammate) =>
        Roster.NormaliseName(account.Name ?? "") == Roster.NormaliseName(teammate.Name);

    /// <summary>Whether an account's name may tell whose it is.</summary>
    private bool MayHaveName(Account account) => HasAddress(account) ? Roster.HasDomainOf(account.Email) : !_hasAddresses;

    /// <summary>Who was found so far.</summary>
    private sealed class Matches
    {
        public Dictionary<Account, Teammate> Teammates { get; } = new(ReferenceEqualityComparer.Instance);

        public Dictionary<Teammate, Account> Accounts { get; } = new(ReferenceEqualityComparer.Instance);

        /// <param name="isTheirs">Whether it is the one that the team file names, which comes before any other of theirs.</param>
        public void Add(Account account, Teammate teammate, bool isTheirs = false)
        {
            account.ShareTextsWith(teammate);
            Teammates[account] = teammate;
            if (isTheirs || !Accounts.ContainsKey(teammate))
            {
                Accounts[teammate] = account;
            }
        }
    }
}
