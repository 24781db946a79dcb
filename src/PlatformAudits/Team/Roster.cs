using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace PlatformAudits.Team;

/// <summary>The people of the team file, found by e-mail, name or platform id in constant time.</summary>
public sealed class Roster
{
    private readonly Teammate[] _teammates;
    private readonly Dictionary<string, Teammate> _byEmail;

    // Names are found by the hash of their normalised form and then compared: the normalised forms of 100,000 people would take 9 MB.
    private readonly Dictionary<int, Teammate> _byNameHash;
    private readonly Dictionary<int, List<Teammate>> _othersByNameHash = [];
    private readonly HashSet<string> _domains;

    /// <summary>A roster of these people.</summary>
    /// <param name="teammates">The people, with an e-mail address each that nobody else has.</param>
    /// <exception cref="ArgumentException">Two have one e-mail address.</exception>
    public Roster(IEnumerable<Teammate> teammates)
    {
        _teammates = [.. teammates];
        _byEmail = _teammates.ToDictionary(teammate => teammate.Email, StringComparer.OrdinalIgnoreCase);
        _byNameHash = new Dictionary<int, Teammate>(_teammates.Length);
        foreach (var teammate in _teammates)
        {
            AddName(teammate);
        }

        _domains = _teammates.Select(teammate => DomainOf(teammate.Email)).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The people in the order of the team file.</summary>
    public IReadOnlyList<Teammate> Teammates => _teammates;

    /// <summary>How many people there are.</summary>
    public int Count => _teammates.Length;

    /// <summary>What was read in another way than it is written in the team file, a sentence each.</summary>
    public IReadOnlyList<string> Notices { get; internal set; } = [];

    /// <summary>
    /// A name as it may be compared: without accents, case, differences of width and of spacing, and without characters that can't be seen
    /// (Unicode's NFKD; combining diacritical marks and format characters dropped; lower case; white space as single blanks).
    /// Marks of other scripts stay, such as the Japanese sound marks and the Indic vowels: they make another name.
    /// </summary>
    /// <param name="name">The name, which need not be valid UTF-16.</param>
    public static string NormaliseName(string name)
    {
        var decomposed = Ascii.IsValid(name) ? name : WellFormed(name).Normalize(NormalizationForm.FormKD);
        var normalised = new StringBuilder(decomposed.Length);
        var isSpaced = false;
        foreach (var rune in decomposed.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                isSpaced = normalised.Length > 0;
            }
            else if (!IsDropped(rune))
            {
                normalised.Append(isSpaced ? " " : "").Append(Fold(rune));
                isSpaced = false;
            }
        }

        return normalised.ToString();
    }

    /// <summary>The teammate with an e-mail address, or null.</summary>
    /// <param name="email">The address in any case, with or without blanks around it.</param>
    public Teammate? ByEmail(string? email) => email is null ? null : _byEmail.GetValueOrDefault(email.Trim());

    /// <summary>
    /// Whether an address is in the domain of somebody's. One with two <c>@</c> is in none: programs differ over which of them counts.
    /// </summary>
    /// <param name="email">The address in any case, with or without blanks around it.</param>
    public bool HasDomainOf(string? email) => DomainOf(email ?? "") is { } domain && _domains.Contains(domain);

    /// <summary>The teammates with a name, compared as <see cref="NormaliseName"/> tells, in the order of the team file.</summary>
    public IReadOnlyList<Teammate> ByName(string? name)
    {
        var normalised = NormaliseName(name ?? "");
        var hash = normalised.GetHashCode(StringComparison.Ordinal);
        if (!_byNameHash.TryGetValue(hash, out var first))
        {
            return [];
        }

        IEnumerable<Teammate> candidates = _othersByNameHash.TryGetValue(hash, out var others) ? [first, .. others] : [first];
        return [.. candidates.Where(candidate => NormaliseName(candidate.Name) == normalised)];
    }

    /// <summary>A teammate's manager; null when there is none in the team, or when two people have the manager's name.</summary>
    public Teammate? ManagerOf(Teammate teammate) => ByName(teammate.ReportsTo) is [var manager] ? manager : null;

    /// <summary>The teammates by a platform's own id.</summary>
    /// <param name="idOf">The id of a teammate, or null.</param>
    /// <param name="comparer">When two ids are the same; by default when all their characters are.</param>
    public PlatformIdIndex IndexBy(Func<Teammate, string?> idOf, StringComparer? comparer = null) =>
        new(_teammates, idOf, comparer ?? StringComparer.Ordinal);

    /// <summary>Whom an account belongs to: by the platform's id, else by e-mail, else by a name that one teammate only has.</summary>
    public Match Match(string? platformId, PlatformIdIndex index, string? email, string? name) =>
        (index.Find(platformId), ByEmail(email)) switch
        {
            ([var byId], { } byEmail) when !ReferenceEquals(byId, byEmail) => new Match(MatchedBy.PlatformId, byId, [byId, byEmail]),
            ([var byId], _) => new Match(MatchedBy.PlatformId, byId, []),
            ({ Count: > 1 } several, _) => new Match(MatchedBy.Nobody, null, several),
            (_, { } byEmail) => new Match(MatchedBy.Email, byEmail, []),
            _ => MatchByName(name),
        };

    private void AddName(Teammate teammate)
    {
        var hash = NormaliseName(teammate.Name).GetHashCode(StringComparison.Ordinal);
        if (_byNameHash.TryAdd(hash, teammate))
        {
            return;
        }

        if (!_othersByNameHash.TryGetValue(hash, out var others))
        {
            _othersByNameHash[hash] = others = [];
        }

        others.Add(teammate);
    }

    private Match MatchByName(string? name) =>
        ByName(name) switch
        {
            [] => Team.Match.Nobody,
            [var teammate] => new Match(MatchedBy.Name, teammate, []),
            var several => new Match(MatchedBy.Nobody, null, several),
        };

    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "Domain names are written in lower case.")]
    private static string? DomainOf(string email) =>
        email.Trim().Split('@') is [{ Length: > 0 }, { Length: > 0 } domain] ? domain.ToLowerInvariant() : null;

    /// <summary>
    /// Replaces halves of surrogate pairs and drops U+FFFE: JSON can hold both and <see cref="string.Normalize()"/> refuses both.
    /// </summary>
    private static string WellFormed(string text)
    {
        var wellFormed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            wellFormed.Append(rune);
        }

        return wellFormed.Replace("\uFFFE", "").ToString();
    }

    private static bool IsDropped(Rune rune) =>
        !rune.IsAscii
        && (
            Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
            || rune.Value
                is (>= 0x0300 and <= 0x036F)
                    or (>= 0x1AB0 and <= 0x1AFF)
                    or (>= 0x1DC0 and <= 0x1DFF)
                    or (>= 0x20D0 and <= 0x20FF)
                    or (>= 0xFE20 and <= 0xFE2F)
        );

    /// <summary>Upper case first: only so are the two small sigmas of Greek the same.</summary>
    private static Rune Fold(Rune rune) => Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));
}
