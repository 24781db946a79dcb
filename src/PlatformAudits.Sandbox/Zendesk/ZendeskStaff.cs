using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>
/// The agents and admins of an instance, made one at a time from the scenario, and an overlay of what was changed since. They are
/// numbered; a number may stand for nobody. Safe to use from several threads.
/// </summary>
public sealed class ZendeskStaff
{
    /// <summary>The group that was deleted and still has members.</summary>
    internal const string DeletedGroup = "Support (Not in Use, Do Not Join)";

    private readonly World _world;
    private readonly ZendeskScenario _scenario;
    private readonly IReadOnlyList<string>? _displayNames;
    private readonly SeededRandom _spelling;
    private readonly int _lightAgents;
    private ImmutableDictionary<int, ZendeskAgent?> _changed = ImmutableDictionary<int, ZendeskAgent?>.Empty;
    private ImmutableList<ZendeskAgent> _added = [];

    internal ZendeskStaff(World world, ZendeskScenario scenario, IReadOnlyList<string>? displayNames)
    {
        _world = world;
        _scenario = scenario;
        _displayNames = displayNames;
        _spelling = new SeededRandom(world.Seed, scenario.Instance.Name + " spelling");
        _lightAgents = scenario.Instance.LightAgentsIn(scenario.Size);
    }

    /// <summary>Every agent and admin, made as the sequence is read.</summary>
    public IEnumerable<ZendeskAgent> Agents => Enumerable.Range(0, Numbers).Select(AgentAt).OfType<ZendeskAgent>();

    internal int Numbers => Made + _added.Count;

    /// <summary>The addresses of those who are expected to be admin, in lower case.</summary>
    internal IEnumerable<string> ExpectedAdmins => Those(ZendeskAssignment.ExpectedAdmin);

    /// <summary>The addresses of those whose groups the synchronisation skips, in lower case.</summary>
    internal IEnumerable<string> Skipped => Those(ZendeskAssignment.SkippedGroups);

    /// <summary>The addresses of those whose citizenship was verified, in lower case.</summary>
    internal IEnumerable<string> Citizens =>
        Enumerable
            .Range(0, Made)
            .Where(number =>
                number < _scenario.Size
                    ? _scenario.AssignmentOf(number) != ZendeskAssignment.NoCitizenshipRequest && Original(number) is not null
                    : number >= _scenario.Size + _scenario.Strangers.Count
                        || _scenario.Strangers[number - _scenario.Size].Kind != StrangerKind.Outsider
            )
            .Select(number => number < _scenario.Size ? _world.EmailOf(number) : Original(number)!.Email);

    /// <summary>Stays the same as long as nobody changes.</summary>
    internal (object, object) Version => (_changed, _added);

    private int Made => _scenario.Size + _scenario.Strangers.Count + _lightAgents;

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
        _scenario.IdOf(_scenario.Size + _scenario.Strangers.TakeWhile(stranger => stranger.Kind != StrangerKind.Leaver).Count());

    private IEnumerable<string> Those(ZendeskAssignment assignment) =>
        Enumerable.Range(0, _scenario.Size).Where(index => _scenario.AssignmentOf(index) == assignment).Select(_world.EmailOf);

    private ZendeskAgent? Original(int number)
    {
        var agent =
            number < _scenario.Size ? OfTeammate(number)
            : number < _scenario.Size + _scenario.Strangers.Count ? OfStranger(number, _scenario.Strangers[number - _scenario.Size])
            : LightAgent(number);
        return agent is null || _displayNames is null ? agent : agent with { Name = _displayNames[number % _displayNames.Count] };
    }

    private ZendeskAgent? OfTeammate(int index)
    {
        var assignment = _scenario.AssignmentOf(index);
        var teammate = _world.Original(index);
        var entry = _scenario.Instance.EntryOf(teammate);
        if (
            assignment is ZendeskAssignment.NoAccount or ZendeskAssignment.SharesNameWithoutAccount or ZendeskAssignment.ContestedName
            || (entry is null && assignment != ZendeskAssignment.NotInFile)
        )
        {
            return null;
        }

        var name = _world.NameOf(index);
        entry ??= new ZendeskEntry(null, null, []);
        List<string> groups = [_scenario.Instance.DefaultGroupOf(teammate, entry), .. entry.Groups];
        var full = Full(index, name, _world.EmailOf(index)) with { Groups = groups };
        return assignment switch
        {
            _ when index == 0 => Admin(full),
            ZendeskAssignment.EmailSpelledDifferently => full with { Email = full.Email.ToUpperInvariant() },
            ZendeskAssignment.NameSpelledDifferently => full with { Name = Respell(name, index) },
            ZendeskAssignment.NameIsAlias => full with { Name = ZendeskScenario.AliasOf(name) },
            ZendeskAssignment.NoCustomRole => full with { CustomRole = null, RoleType = null },
            ZendeskAssignment.UnknownRoleType => full with { RoleType = 9 },
            ZendeskAssignment.LightAsWanted or ZendeskAssignment.LightAgent => Light(full),
            ZendeskAssignment.LightByRoleAlone => full with { CustomRole = ZendeskInstance.PartnerLightRole, RoleType = null },
            ZendeskAssignment.ExpectedAdmin or ZendeskAssignment.AdminAsWanted or ZendeskAssignment.UnexpectedAdmin => Admin(full),
            ZendeskAssignment.SkippedGroups => full with { Groups = ["Security"] },
            ZendeskAssignment.DeletedGroup => full with { Groups = [.. groups, DeletedGroup] },
            ZendeskAssignment.OtherName => full with { Name = name + " Junior" },
            ZendeskAssignment.OtherEmail => full with { Email = $"{_world.HandleOf(index)}.old@{World.EmailDomain}" },
            ZendeskAssignment.MatchedByName => full with { Email = $"{_world.HandleOf(index)}.desk@{World.EmailDomain}" },
            ZendeskAssignment.MissingGroup => full with { Groups = groups[..^1] },
            ZendeskAssignment.ExtraGroup => full with { Groups = [.. groups, "Security"] },
            ZendeskAssignment.NoDefaultGroup => full with { Groups = groups[1..] },
            ZendeskAssignment.OtherRole => full with { CustomRole = _scenario.Instance.OtherRole },
            ZendeskAssignment.Suspended => full with { IsSuspended = true },
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
        var at = number - _scenario.Size - _scenario.Strangers.Count;
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
            Id = _scenario.IdOf(number),
            Name = name,
            Email = email,
            RoleType = 0,
            CustomRole = _scenario.Instance.StaffRole,
            Groups = ["General"],
        };

    private ZendeskAgent Light(ZendeskAgent agent) => agent with { CustomRole = _scenario.Instance.LightRole, RoleType = 1 };

    private ZendeskAgent Admin(ZendeskAgent agent) =>
        agent with
        {
            Role = "admin",
            CustomRole = _scenario.Instance.AdminRole,
            RoleType = 4,
        };

    private string Respell(string name, int index) =>
        _spelling.Below(3, index) switch
        {
            0 => PlainText.WithoutMarks(name),
            1 => name.Normalize(NormalizationForm.FormD).Replace(" ", "  ", StringComparison.Ordinal),
            _ => $" {name.ToLower(CultureInfo.InvariantCulture).Replace(' ', '\u00A0')} ",
        };
}
