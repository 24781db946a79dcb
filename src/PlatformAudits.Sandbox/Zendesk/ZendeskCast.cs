using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>Who plays which <see cref="ZendeskCase"/> in one instance, and the agents who are nobody's account.</summary>
internal abstract class ZendeskCast : Cast<ZendeskCase>
{
    private const long IdOfNobody = 77_000_000_000;

    private static readonly (ZendeskCase Case, int Times)[] Deal =
    [
        (ZendeskCase.NoAccount, 1),
        (ZendeskCase.OtherName, 1),
        (ZendeskCase.OtherEmail, 1),
        (ZendeskCase.OtherId, 1),
        (ZendeskCase.MissingGroup, 1),
        (ZendeskCase.UnexpectedAdmin, 1),
        (ZendeskCase.LightAgent, 1),
        (ZendeskCase.Suspended, 1),
        (ZendeskCase.NoCitizenshipRequest, 1),
        (ZendeskCase.EmailSpelledDifferently, 4),
        (ZendeskCase.NameSpelledDifferently, 4),
        (ZendeskCase.NameIsAlias, 2),
        (ZendeskCase.RoleSpelledDifferently, 2),
        (ZendeskCase.NoRoleInFile, 1),
        (ZendeskCase.NoCustomRole, 1),
        (ZendeskCase.UnknownRoleType, 1),
        (ZendeskCase.LightAsWanted, 1),
        (ZendeskCase.ExpectedAdmin, 1),
        (ZendeskCase.AdminAsWanted, 1),
        (ZendeskCase.SkippedGroups, 1),
        (ZendeskCase.DeletedGroup, 2),
        (ZendeskCase.ContestedName, 1),
        (ZendeskCase.NoId, 1),
        (ZendeskCase.NotInFile, 1),
        (ZendeskCase.IdOfStranger, 1),
        (ZendeskCase.MatchedByName, 1),
        (ZendeskCase.ExtraGroup, 1),
        (ZendeskCase.NoDefaultGroup, 1),
        (ZendeskCase.OtherRole, 1),
        (ZendeskCase.LightByRoleAlone, 1),
    ];

    // Which case the teammate of a stranger must play; a stranger whose teammate the team is too small for is left out.
    private static readonly (StrangerKind Kind, ZendeskCase? Teammate)[] StrangersOfBlock =
    [
        (StrangerKind.Outsider, null),
        (StrangerKind.Leaver, null),
        (StrangerKind.ForeignNamesake, ZendeskCase.NoAccount),
        (StrangerKind.SecondAccount, ZendeskCase.EmailSpelledDifferently),
        (StrangerKind.SharedNamesake, ZendeskCase.SharesNameWithoutAccount),
        (StrangerKind.FirstContender, ZendeskCase.ContestedName),
        (StrangerKind.SecondContender, ZendeskCase.ContestedName),
        (StrangerKind.NamedByTeammate, ZendeskCase.IdOfStranger),
    ];

    private readonly List<Stranger> _strangers = [];
    private readonly Dictionary<int, long> _idOfStranger = [];
    private readonly Draw _ordinary;

    protected ZendeskCast(int size, int seed, ZendeskInstance instance)
        : base(size, seed, instance.Name, Deal)
    {
        Instance = instance;
        _ordinary = new Draw(seed, "team file");
        for (var start = 0; start < Math.Min(size, instance.Dealt); start += Block)
        {
            foreach (var index in Enumerable.Range(start + (Block / 4), Block / 4).Where(World.SharesName))
            {
                Assign(index, ZendeskCase.SharesNameWithoutAccount);
            }

            AddStrangers(start);
        }
    }

    public ZendeskInstance Instance { get; }

    /// <summary>The agents who are nobody's account; the leaver is always among them.</summary>
    public IReadOnlyList<Stranger> Strangers => _strangers;

    /// <summary>The part of a teammate.</summary>
    public ZendeskCase PartOf(int teammate) => teammate < Instance.Dealt ? this[teammate] : ZendeskCase.Ordinary;

    /// <summary>The account id of a number: teammates come first, strangers and the company's light agents far behind them.</summary>
    public long IdOf(int number) => Instance.FirstId + number + (number < Size ? 0 : 10_000_000);

    public sealed override TeamFilePlace Place => TeamFilePlace.AfterFocuses;

    public sealed override IEnumerable<(string Key, object? Value)> FieldsOf(Teammate teammate) =>
        [("zendesk", TeamFileValue.Empty), (Instance.Key, EntryOf(teammate))];

    private ZendeskEntry? EntryOf(Teammate teammate)
    {
        var index = teammate.Index;
        var part = PartOf(index);
        var entry = Instance.OrdinaryEntryOf(index, _ordinary.Bits(index));
        if (entry is null && (part != ZendeskCase.Ordinary || index == 0))
        {
            entry = new ZendeskEntry(null, Instance.StaffRoleName, []);
        }

        if (entry is null)
        {
            return null;
        }

        entry = entry with { Id = IdOf(index), Role = index == 0 ? "Admin" : entry.Role, HasSignature = index % 5 == 3 };
        return part switch
        {
            ZendeskCase.NameIsAlias => entry with { Alias = AliasOf(teammate.Name) },
            ZendeskCase.RoleSpelledDifferently => entry with { Role = entry.Role!.ToUpperInvariant() },
            ZendeskCase.NoRoleInFile or ZendeskCase.ExpectedAdmin => entry with { Role = null },
            ZendeskCase.NoCustomRole => entry with { Role = "Agent" },
            ZendeskCase.LightAsWanted => entry with { Role = "Light agent" },
            ZendeskCase.AdminAsWanted => entry with { Role = "Admin" },
            ZendeskCase.OtherId => entry with { Id = IdOfNobody + index },
            ZendeskCase.NoId or ZendeskCase.MatchedByName => entry with { Id = null },
            ZendeskCase.IdOfStranger => entry with { Id = _idOfStranger[index] },
            ZendeskCase.NotInFile => null,
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
