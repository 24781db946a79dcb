using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>
/// The agents and admins of an instance, made one at a time from the cast, and an overlay of what was changed since. They are numbered; a number may stand for nobody. Safe to use from
/// several threads.
/// </summary>
public sealed class ZendeskStaff
{
    /// <summary>The group that was deleted and still has members.</summary>
    internal const string DeletedGroup = "Support (Not in Use, Do Not Join)";

    private readonly World _world;
    private readonly ZendeskCast _cast;
    private readonly IReadOnlyList<string>? _displayNames;
    private readonly Draw _spelling;
    private readonly int _lightAgents;
    private ImmutableDictionary<int, ZendeskAgent?> _changed = ImmutableDictionary<int, ZendeskAgent?>.Empty;
    private ImmutableList<ZendeskAgent> _added = [];

    internal ZendeskStaff(World world, ZendeskCast cast, IReadOnlyList<string>? displayNames)
    {
        _world = world;
        _cast = cast;
        _displayNames = displayNames;
        _spelling = new Draw(world.Seed, cast.Instance.Name + " spelling");
        _lightAgents = cast.Instance.LightAgentsIn(cast.Size);
    }

    /// <summary>Every agent and admin, made as the sequence is read.</summary>
    public IEnumerable<ZendeskAgent> Agents => Enumerable.Range(0, Numbers).Select(AgentAt).OfType<ZendeskAgent>();

    internal int Numbers => Made + _added.Count;

    /// <summary>The addresses of those who are expected to be admin, in lower case.</summary>
    internal IEnumerable<string> ExpectedAdmins => Those(ZendeskCase.ExpectedAdmin);

    /// <summary>The addresses of those whose groups the synchronisation skips, in lower case.</summary>
    internal IEnumerable<string> Skipped => Those(ZendeskCase.SkippedGroups);

    /// <summary>The addresses of those whose citizenship was verified, in lower case.</summary>
    internal IEnumerable<string> Citizens =>
        Enumerable
            .Range(0, Made)
            .Where(number =>
                number < _cast.Size
                    ? _cast.PartOf(number) != ZendeskCase.NoCitizenshipRequest && Original(number) is not null
                    : number >= _cast.Size + _cast.Strangers.Count || _cast.Strangers[number - _cast.Size].Kind != StrangerKind.Outsider
            )
            .Select(number => number < _cast.Size ? _world.EmailOf(number) : Original(number)!.Email);

    /// <summary>Stays the same as long as nobody changes.</summary>
    internal (object, object) Version => (_changed, _added);

    private int Made => _cast.Size + _cast.Strangers.Count + _lightAgents;

    /// <summary>The agent with an address, in any letter case; null when there is none.</summary>
    public ZendeskAgent? Find(string email) =>
        Agents.FirstOrDefault(agent => agent.Email.Equals(email.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds a full agent.</summary>
    public ZendeskAgent Add(string name, string email)
    {
        ZendeskAgent? agent = null;
        ImmutableInterlocked.Update(ref _added, added => added.Add(agent = Full(Made + added.Count, name, email)));
        return agent!;
    }

    /// <summary>Changes an account.</summary>
    public void Change(ZendeskAgent agent, Func<ZendeskAgent, ZendeskAgent> change) =>
        ImmutableInterlocked.AddOrUpdate(ref _changed, agent.Number, _ => change(agent), (_, current) => change(current ?? agent));

    /// <summary>Removes an account.</summary>
    public void Remove(ZendeskAgent agent) => ImmutableInterlocked.AddOrUpdate(ref _changed, agent.Number, _ => null, (_, _) => null);

    internal ZendeskAgent? AgentAt(int number) =>
        _changed.TryGetValue(number, out var changed) ? changed
        : number < Made ? Original(number)
        : number < Numbers ? _added[number - Made]
        : null;

    /// <summary>The account of the first of those who left.</summary>
    internal long LeaversId =>
        _cast.IdOf(_cast.Size + _cast.Strangers.TakeWhile(stranger => stranger.Kind != StrangerKind.Leaver).Count());

    private IEnumerable<string> Those(ZendeskCase part) =>
        Enumerable.Range(0, _cast.Size).Where(index => _cast.PartOf(index) == part).Select(_world.EmailOf);

    private ZendeskAgent? Original(int number)
    {
        var agent =
            number < _cast.Size ? OfTeammate(number)
            : number < _cast.Size + _cast.Strangers.Count ? OfStranger(number, _cast.Strangers[number - _cast.Size])
            : LightAgent(number);
        return agent is null || _displayNames is null ? agent : agent with { Name = _displayNames[number % _displayNames.Count] };
    }

    private ZendeskAgent? OfTeammate(int index)
    {
        var part = _cast.PartOf(index);
        var teammate = _world.Original(index);
        var entry = _cast.Instance.EntryOf(teammate);
        if (
            part is ZendeskCase.NoAccount or ZendeskCase.SharesNameWithoutAccount or ZendeskCase.ContestedName
            || (entry is null && part != ZendeskCase.NotInFile)
        )
        {
            return null;
        }

        var name = _world.NameOf(index);
        entry ??= new ZendeskEntry(null, null, []);
        List<string> groups = [_cast.Instance.DefaultGroupOf(teammate, entry), .. entry.Groups];
        var full = Full(index, name, _world.EmailOf(index)) with { Groups = groups };
        return part switch
        {
            _ when index == 0 => Admin(full),
            ZendeskCase.EmailSpelledDifferently => full with { Email = full.Email.ToUpperInvariant() },
            ZendeskCase.NameSpelledDifferently => full with { Name = Respell(name, index) },
            ZendeskCase.NameIsAlias => full with { Name = ZendeskCast.AliasOf(name) },
            ZendeskCase.NoCustomRole => full with { CustomRole = null, RoleType = null },
            ZendeskCase.UnknownRoleType => full with { RoleType = 9 },
            ZendeskCase.LightAsWanted or ZendeskCase.LightAgent => Light(full),
            ZendeskCase.LightByRoleAlone => full with { CustomRole = ZendeskInstance.PartnerLightRole, RoleType = null },
            ZendeskCase.ExpectedAdmin or ZendeskCase.AdminAsWanted or ZendeskCase.UnexpectedAdmin => Admin(full),
            ZendeskCase.SkippedGroups => full with { Groups = ["Security"] },
            ZendeskCase.DeletedGroup => full with { Groups = [.. groups, DeletedGroup] },
            ZendeskCase.OtherName => full with { Name = name + " Junior" },
            ZendeskCase.OtherEmail => full with { Email = $"{_world.HandleOf(index)}.old@{World.EmailDomain}" },
            ZendeskCase.MatchedByName => full with { Email = $"{_world.HandleOf(index)}.desk@{World.EmailDomain}" },
            ZendeskCase.MissingGroup => full with { Groups = groups[..^1] },
            ZendeskCase.ExtraGroup => full with { Groups = [.. groups, "Security"] },
            ZendeskCase.NoDefaultGroup => full with { Groups = groups[1..] },
            ZendeskCase.OtherRole => full with { CustomRole = _cast.Instance.OtherRole },
            ZendeskCase.Suspended => full with { IsSuspended = true },
            _ => full,
        };
    }

    private ZendeskAgent OfStranger(int number, Stranger stranger)
    {
        var foreign = stranger.Kind is StrangerKind.Outsider or StrangerKind.ForeignNamesake;
        var own = stranger.Kind is StrangerKind.Outsider or StrangerKind.Leaver or StrangerKind.NamedByTeammate;
        var agent = Full(
            number,
            _world.NameOf(own ? number : stranger.Teammate),
            $"{_world.HandleOf(number)}@{(foreign ? "contractor.example" : World.EmailDomain)}"
        );
        return stranger.Kind == StrangerKind.Leaver ? Admin(agent) with { IsSuspended = true } : agent;
    }

    private ZendeskAgent LightAgent(int number)
    {
        var at = number - _cast.Size - _cast.Strangers.Count;
        var agent = Light(Full(number, _world.NameOf(number), _world.EmailOf(number)));
        return at % 10 == 3
            ? agent with
            {
                CustomRole = ZendeskInstance.PartnerLightRole,
                RoleType = null,
            }
            : agent with
            {
                IsSuspended = at % 50 == 1,
            };
    }

    private ZendeskAgent Full(int number, string name, string email) =>
        new()
        {
            Number = number,
            Id = _cast.IdOf(number),
            Name = name,
            Email = email,
            RoleType = 0,
            CustomRole = _cast.Instance.StaffRole,
            Groups = ["General"],
        };

    private ZendeskAgent Light(ZendeskAgent agent) => agent with { CustomRole = _cast.Instance.LightRole, RoleType = 1 };

    private ZendeskAgent Admin(ZendeskAgent agent) => agent with { Role = "admin", CustomRole = _cast.Instance.AdminRole, RoleType = 4 };

    private string Respell(string name, int index) =>
        _spelling.Below(3, index) switch
        {
            0 => PlainText.WithoutMarks(name),
            1 => name.Normalize(NormalizationForm.FormD).Replace(" ", "  ", StringComparison.Ordinal),
            _ => $" {name.ToLower(CultureInfo.InvariantCulture).Replace(' ', '\u00A0')} ",
        };
}
