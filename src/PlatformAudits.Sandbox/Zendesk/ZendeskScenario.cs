using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>Who has which <see cref="ZendeskAssignment"/> in one instance, and the agents who are nobody's account.</summary>
internal abstract class ZendeskScenario : VendorScenario<ZendeskAssignment>
{
    private const long IdOfNobody = 77_000_000_000;

    private static readonly (ZendeskAssignment Assignment, int Times)[] Distribution =
    [
        (ZendeskAssignment.NoAccount, 1),
        (ZendeskAssignment.OtherName, 1),
        (ZendeskAssignment.OtherEmail, 1),
        (ZendeskAssignment.OtherId, 1),
        (ZendeskAssignment.MissingGroup, 1),
        (ZendeskAssignment.UnexpectedAdmin, 1),
        (ZendeskAssignment.LightAgent, 1),
        (ZendeskAssignment.Suspended, 1),
        (ZendeskAssignment.NoCitizenshipRequest, 1),
        (ZendeskAssignment.EmailSpelledDifferently, 4),
        (ZendeskAssignment.NameSpelledDifferently, 4),
        (ZendeskAssignment.NameIsAlias, 2),
        (ZendeskAssignment.RoleSpelledDifferently, 2),
        (ZendeskAssignment.NoRoleInFile, 1),
        (ZendeskAssignment.NoCustomRole, 1),
        (ZendeskAssignment.UnknownRoleType, 1),
        (ZendeskAssignment.LightAsWanted, 1),
        (ZendeskAssignment.ExpectedAdmin, 1),
        (ZendeskAssignment.AdminAsWanted, 1),
        (ZendeskAssignment.SkippedGroups, 1),
        (ZendeskAssignment.DeletedGroup, 2),
        (ZendeskAssignment.ContestedName, 1),
        (ZendeskAssignment.NoId, 1),
        (ZendeskAssignment.NotInFile, 1),
        (ZendeskAssignment.IdOfStranger, 1),
        (ZendeskAssignment.MatchedByName, 1),
        (ZendeskAssignment.ExtraGroup, 1),
        (ZendeskAssignment.NoDefaultGroup, 1),
        (ZendeskAssignment.OtherRole, 1),
        (ZendeskAssignment.LightByRoleAlone, 1),
    ];

    // Which assignment the teammate of a stranger must have; a stranger whose teammate the team is too small for is left out.
    private static readonly (StrangerKind Kind, ZendeskAssignment? Teammate)[] StrangersOfBlock =
    [
        (StrangerKind.Outsider, null),
        (StrangerKind.Leaver, null),
        (StrangerKind.ForeignNamesake, ZendeskAssignment.NoAccount),
        (StrangerKind.SecondAccount, ZendeskAssignment.EmailSpelledDifferently),
        (StrangerKind.SharedNamesake, ZendeskAssignment.SharesNameWithoutAccount),
        (StrangerKind.FirstContender, ZendeskAssignment.ContestedName),
        (StrangerKind.SecondContender, ZendeskAssignment.ContestedName),
        (StrangerKind.NamedByTeammate, ZendeskAssignment.IdOfStranger),
    ];

    private readonly List<Stranger> _strangers = [];
    private readonly Dictionary<int, long> _idOfStranger = [];
    private readonly SeededRandom _ordinary;

    protected ZendeskScenario(int size, int seed, ZendeskInstance instance)
        : base(size, seed, instance.Name, Distribution)
    {
        Instance = instance;
        _ordinary = new SeededRandom(seed, "team file");
        for (var start = 0; start < Math.Min(size, instance.Assigned); start += Block)
        {
            foreach (var index in Enumerable.Range(start + (Block / 4), Block / 4).Where(World.SharesName))
            {
                Assign(index, ZendeskAssignment.SharesNameWithoutAccount);
            }

            AddStrangers(start);
        }
    }

    public ZendeskInstance Instance { get; }

    /// <summary>The agents who are nobody's account; the leaver is always among them.</summary>
    public IReadOnlyList<Stranger> Strangers => _strangers;

    /// <summary>The assignment of a teammate.</summary>
    public ZendeskAssignment AssignmentOf(int teammate) => teammate < Instance.Assigned ? this[teammate] : ZendeskAssignment.Ordinary;

    /// <summary>The account id of a number: teammates come first, strangers and the company's light agents far behind them.</summary>
    public long IdOf(int number) => Instance.FirstId + number + (number < Size ? 0 : 10_000_000);

    public sealed override TeamFilePlace Place => TeamFilePlace.AfterFocuses;

    public sealed override IEnumerable<(string Key, object? Value)> FieldsOf(Teammate teammate) =>
        [("zendesk", TeamFileValue.Empty), (Instance.Key, EntryOf(teammate))];

    private ZendeskEntry? EntryOf(Teammate teammate)
    {
        var index = teammate.Index;
        var assignment = AssignmentOf(index);
        var entry = Instance.OrdinaryEntryOf(index, _ordinary.Bits(index));
        if (entry is null && (assignment != ZendeskAssignment.Ordinary || index == 0))
        {
            entry = new ZendeskEntry(null, Instance.StaffRoleName, []);
        }

        if (entry is null)
        {
            return null;
        }

        entry = entry with { Id = IdOf(index), Role = index == 0 ? "Admin" : entry.Role, HasSignature = index % 5 == 3 };
        return assignment switch
        {
            ZendeskAssignment.NameIsAlias => entry with { Alias = AliasOf(teammate.Name) },
            ZendeskAssignment.RoleSpelledDifferently => entry with { Role = entry.Role!.ToUpperInvariant() },
            ZendeskAssignment.NoRoleInFile or ZendeskAssignment.ExpectedAdmin => entry with { Role = null },
            ZendeskAssignment.NoCustomRole => entry with { Role = "Agent" },
            ZendeskAssignment.LightAsWanted => entry with { Role = "Light agent" },
            ZendeskAssignment.AdminAsWanted => entry with { Role = "Admin" },
            ZendeskAssignment.OtherId => entry with { Id = IdOfNobody + index },
            ZendeskAssignment.NoId or ZendeskAssignment.MatchedByName => entry with { Id = null },
            ZendeskAssignment.IdOfStranger => entry with { Id = _idOfStranger[index] },
            ZendeskAssignment.NotInFile => null,
            _ => entry,
        };
    }

    /// <summary>The alias of a teammate who has one.</summary>
    public static string AliasOf(string name) => $"{name.Split(' ')[0]} of Support";

    private void AddStrangers(int start)
    {
        foreach (var (kind, teammate) in StrangersFrom(start, StrangersOfBlock))
        {
            if (kind == StrangerKind.NamedByTeammate)
            {
                _idOfStranger[teammate] = IdOf(Size + _strangers.Count);
            }

            _strangers.Add(new Stranger(kind, teammate));
        }
    }
}
