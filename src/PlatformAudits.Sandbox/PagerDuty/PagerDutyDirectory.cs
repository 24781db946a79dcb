using System.Collections.Immutable;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>
/// The users: made one at a time from the scenario, and an overlay of what was changed since. They are numbered; a number may stand for
/// nobody. Safe to use from several threads.
/// </summary>
public sealed class PagerDutyDirectory
{
    private readonly World _world;
    private readonly PagerDutyScenario _scenario;
    private readonly IReadOnlyList<string>? _displayNames;
    private readonly SeededRandom _decoration;
    private ImmutableDictionary<int, PagerDutyAccount?> _changed = ImmutableDictionary<int, PagerDutyAccount?>.Empty;
    private ImmutableList<PagerDutyAccount> _added = [];
    private volatile Presence? _presence;

    internal PagerDutyDirectory(World world, PagerDutyScenario scenario, IReadOnlyList<string>? displayNames)
    {
        _world = world;
        _scenario = scenario;
        _displayNames = displayNames;
        _decoration = new SeededRandom(world.Seed, "pagerduty decoration");
    }

    /// <summary>Every user, made as the sequence is read.</summary>
    public IEnumerable<PagerDutyAccount> Accounts => Numbers.Select(number => AccountAt(number)!);

    /// <summary>Stays the same as long as nobody comes, goes or changes.</summary>
    internal (object, object) Version => (_changed, _added);

    /// <summary>The numbers that stand for somebody.</summary>
    internal IReadOnlyList<int> Numbers
    {
        get
        {
            var version = Version;
            if (_presence is { } known && known.Version == version)
            {
                return known.Numbers;
            }

            var numbers = Enumerable.Range(0, MadeNumbers + _added.Count).Where(IsThere).ToArray();
            _presence = new Presence(version, numbers);
            return numbers;
        }
    }

    private int MadeNumbers => _scenario.Size + _scenario.Strangers.Count;

    /// <summary>The user with an id, or null.</summary>
    public PagerDutyAccount? Find(string id) => Accounts.FirstOrDefault(account => account.Id == id);

    /// <summary>Adds a user to the account.</summary>
    /// <param name="role">A role that the API's documents name, or any text.</param>
    /// <param name="inTheTeam">Whether the user is in the team whose members must be teammates.</param>
    public PagerDutyAccount Add(string name, string email, string role = "limited_user", bool inTheTeam = true)
    {
        PagerDutyAccount? account = null;
        ImmutableInterlocked.Update(
            ref _added,
            added =>
            {
                var number = MadeNumbers + added.Count;
                return added.Add(
                    account = new PagerDutyAccount
                    {
                        Number = number,
                        Id = PagerDutyId.OfPerson(number),
                        Name = name,
                        Email = email,
                        Role = role,
                        InvitationSent = false,
                        Teams = [inTheTeam ? PagerDutyId.SupportTeam : PagerDutyId.OtherTeam],
                    }
                );
            }
        );
        return account!;
    }

    /// <summary>Changes a user's name, e-mail, role, teams or invitation.</summary>
    public void Change(PagerDutyAccount account, Func<PagerDutyAccount, PagerDutyAccount> change) =>
        ImmutableInterlocked.AddOrUpdate(ref _changed, account.Number, _ => change(account), (_, current) => change(current ?? account));

    /// <summary>Deletes a user; the schedules and policies that the user was in keep them.</summary>
    public void Remove(PagerDutyAccount account) =>
        ImmutableInterlocked.AddOrUpdate(ref _changed, account.Number, _ => null, (_, _) => null);

    /// <summary>The user of a number, or null when there is none any more.</summary>
    internal PagerDutyAccount? AccountAt(int number) =>
        _changed.TryGetValue(number, out var changed) ? changed
        : IsThere(number) ? Made(number)
        : null;

    /// <summary>The name that schedules keep of a number, whether or not there is still a user.</summary>
    internal string NameOf(int number) => AccountAt(number)?.Name ?? Shown(number, _world.NameOf(number));

    /// <summary>Whether the documents' <c>deleted_at</c> is missing where a deleted user is referred to.</summary>
    internal bool IsDeletedSilently(int number) =>
        number < _scenario.Size ? _scenario[number] == PagerDutyAssignment.DeletedSilently : number % 2 == 0;

    private bool IsThere(int number)
    {
        if (_changed.TryGetValue(number, out var changed))
        {
            return changed is not null;
        }

        return number >= _scenario.Size
            ? number >= MadeNumbers
                || _scenario.Strangers[number - _scenario.Size].Kind
                    is not (PagerDutyStrangerKind.Ghost or PagerDutyStrangerKind.GhostTarget)
            : _scenario[number]
                is not (PagerDutyAssignment.NoAccount or PagerDutyAssignment.Deleted or PagerDutyAssignment.DeletedSilently);
    }

    private PagerDutyAccount Made(int number)
    {
        if (number >= MadeNumbers)
        {
            return _added[number - MadeNumbers];
        }

        return number < _scenario.Size ? OfTeammate(number) : OfStranger(number, _scenario.Strangers[number - _scenario.Size]);
    }

    private PagerDutyAccount OfTeammate(int index)
    {
        var assignment = _scenario[index];
        var (name, handle, title) = (_world.NameOf(index), _world.HandleOf(index), _world.Original(index).Title);
        return New(
            index,
            assignment == PagerDutyAssignment.NameSpelledDifferently ? PlainText.WithoutMarks(name).ToUpperInvariant() : name,
            assignment switch
            {
                PagerDutyAssignment.OtherEmail => $"{handle}@mail.example".ToUpperInvariant(),
                PagerDutyAssignment.MatchedByName => $"{handle}.pager@{World.EmailDomain}",
                _ => _world.EmailOf(index),
            },
            assignment switch
            {
                _ when index == 0 => "owner",
                PagerDutyAssignment.OtherRole => _decoration.Pick(
                    ["user", "observer", title.Contains("Operations", StringComparison.Ordinal) ? "limited_user" : "admin"],
                    index
                ),
                PagerDutyAssignment.Stakeholder => _decoration.Pick(["read_only_user", "read_only_limited_user"], index),
                PagerDutyAssignment.UnknownRole => "flexible_responder",
                _ => title.Contains("Operations", StringComparison.Ordinal) ? "admin" : "limited_user",
            },
            index % 11 == 5 ? []
                : index % 13 == 6 ? [PagerDutyId.OtherTeam, PagerDutyId.SupportTeam]
                : [PagerDutyId.SupportTeam]
        ) with
        {
            InvitationSent =
                assignment == PagerDutyAssignment.Pending ? true
                : index % 41 == 17 ? null
                : false,
            JobTitle = title,
        };
    }

    private PagerDutyAccount OfStranger(int number, PagerDutyStranger stranger)
    {
        var handle = _world.HandleOf(number);
        var ours =
            stranger.Kind
            is PagerDutyStrangerKind.Leaver
                or PagerDutyStrangerKind.Invited
                or PagerDutyStrangerKind.ForeignNamesake
                or PagerDutyStrangerKind.SecondAccount;
        var domain = stranger.Kind is PagerDutyStrangerKind.ForeignNamesake or PagerDutyStrangerKind.Invited
            ? "contractor.example"
            : World.EmailDomain;
        return New(
            number,
            _world.NameOf(stranger.Teammate >= 0 ? stranger.Teammate : number),
            $"{handle}@{domain}",
            stranger.Kind == PagerDutyStrangerKind.Leaver ? "admin" : "user",
            stranger.Kind == PagerDutyStrangerKind.ColleagueWithoutTeam ? [] : [ours ? PagerDutyId.SupportTeam : PagerDutyId.OtherTeam]
        ) with
        {
            InvitationSent = stranger.Kind == PagerDutyStrangerKind.Invited,
        };
    }

    private PagerDutyAccount New(int number, string name, string email, string role, IReadOnlyList<string> teams) =>
        new()
        {
            Number = number,
            Id = PagerDutyId.OfPerson(number),
            Name = Shown(number, name),
            Email = email,
            Role = role,
            Teams = teams,
        };

    private string Shown(int number, string name) =>
        _displayNames is null || number >= MadeNumbers ? name : _displayNames[number % _displayNames.Count];

    private sealed record Presence((object, object) Version, int[] Numbers);
}
