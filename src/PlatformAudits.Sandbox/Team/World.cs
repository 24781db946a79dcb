using System.Collections.Immutable;

namespace PlatformAudits.Sandbox.Team;

/// <summary>
/// The team: a pure function of seed and size, made one person at a time when asked, and an overlay of what was changed since.
/// Safe to use from several threads; a reader sees the team before or after a change, never between.
/// </summary>
public sealed class World
{
    /// <summary>The domain of every teammate's e-mail.</summary>
    public const string EmailDomain = "gitlab.com";

    private const int Span = 10;
    private readonly Names _names;
    private readonly SeededRandom _spelling;
    private readonly IReadOnlyList<VendorScenario> _scenarios;
    private readonly OrdinaryFields _ordinary;
    private ImmutableDictionary<int, Teammate?> _changes = ImmutableDictionary<int, Teammate?>.Empty;

    internal World(int size, int seed, params IReadOnlyList<VendorScenario> scenarios)
    {
        Size = size;
        Seed = seed;
        _names = new Names(seed);
        _spelling = new SeededRandom(seed, "e-mail spelling");
        _scenarios = scenarios;
        _ordinary = new OrdinaryFields(seed);
    }

    /// <summary>The number of teammates that the team was made with; their indices are 0 to <c>Size - 1</c>.</summary>
    public int Size { get; }

    internal int Seed { get; }

    /// <summary>The files of the team's project besides the team file, by path.</summary>
    internal IEnumerable<KeyValuePair<string, string>> ProjectFiles => _scenarios.SelectMany(scenario => scenario.ProjectFiles);

    /// <summary>Stays the same object until the team changes.</summary>
    internal object Version => _changes;

    /// <summary>The teammate at an index, with all changes; null when that person left the team file.</summary>
    public Teammate? TeammateAt(int index) => _changes.TryGetValue(index, out var changed) ? changed : Original(index);

    /// <summary>Everybody who is in the team file now.</summary>
    public IEnumerable<Teammate> Teammates => Enumerable.Range(0, Size).Select(TeammateAt).OfType<Teammate>();

    /// <summary>Changes a teammate's entry in the team file.</summary>
    public void Change(int index, Func<Teammate, Teammate> change) =>
        ImmutableInterlocked.AddOrUpdate(
            ref _changes,
            index,
            at => change(Original(at)),
            (at, current) => change(current ?? throw new InvalidOperationException($"Teammate {at} has left the team file."))
        );

    /// <summary>Takes a teammate out of the team file, as when somebody leaves.</summary>
    public void Remove(int index) => ImmutableInterlocked.AddOrUpdate(ref _changes, index, _ => null, (_, _) => null);

    /// <summary>The teammate as first made.</summary>
    internal Teammate Original(int index)
    {
        var teammate = _ordinary.Of(
            new Teammate
            {
                Index = index,
                Name = NameOf(index),
                Email = Spell(EmailOf(index), index),
                Handle = _names.HandleOf(index),
                ReportsTo = index == 0 ? null : NameOf(ManagerOf(index)),
            }
        );
        return teammate with
        {
            Fields =
            [
                .. _scenarios.SelectMany(scenario =>
                    scenario.FieldsOf(teammate).Select(field => new TeamField(field.Key, field.Value) { Place = scenario.Place })
                ),
            ],
        };
    }

    /// <summary>The name of a person; numbers from <see cref="Size"/> up are people outside the team.</summary>
    internal string NameOf(int person) => _names.Of(person < Size && Namesake(person) is { } other ? other : person);

    /// <summary>The address of a person in the team's domain, in lower case.</summary>
    internal string EmailOf(int person) => $"{_names.HandleOf(person)}@{EmailDomain}";

    /// <summary>The short name of a person.</summary>
    internal string HandleOf(int person) => _names.HandleOf(person);

    /// <summary>Every tenth person leads the nine that follow; ten such leaders report to the next one above.</summary>
    internal static bool IsManager(int index) => index % Span == 0;

    /// <summary>Two in fifty people share a name: the later of the two gives the earlier one.</summary>
    internal static int? Namesake(int index) => index % 50 == 33 ? index - 2 : null;

    /// <summary>Whether the person is one of two who share a name.</summary>
    internal static bool SharesName(int index) => index % 50 is 31 or 33;

    private static int ManagerOf(int index) => IsManager(index) ? index / Span / Span * Span : index - (index % Span);

    private string Spell(string email, int index) =>
        _spelling.Below(40, index) switch
        {
            0 => char.ToUpperInvariant(email[0]) + email[1..],
            1 => $" {email} ",
            _ => email,
        };
}
