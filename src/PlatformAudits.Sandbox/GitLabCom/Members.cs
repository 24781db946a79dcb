using System.Collections.Immutable;
using System.Globalization;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>
/// Who has a seat in which group, made one at a time from the scenario, and an overlay of what was changed since. People are numbered: the
/// teammates' own accounts, their second ones, strangers, service accounts, then those who were added. Safe to use from several threads.
/// </summary>
public sealed class Members
{
    // More than a page, also in the smallest team.
    private const int Services = 104;

    private const int PeopleForEachInvitation = 200;

    private const long FirstStrangerId = 50_000_000;
    private const long FirstServiceId = 60_000_000;
    private const long FirstAddedId = 70_000_000;

    private readonly World _world;
    private readonly GitLabComScenario _scenario;
    private readonly IReadOnlyList<string>? _displayNames;
    private readonly DateOnly _today;
    private readonly int _outsideInvitations;
    private ImmutableDictionary<(int Group, long User), Seat?> _changed = ImmutableDictionary<(int, long), Seat?>.Empty;
    private ImmutableList<(int Group, Seat Seat)> _added = [];
    private ImmutableList<(int Group, Invitation Invitation)> _invited = [];
    private volatile KnownSeats? _known;

    internal Members(World world, GitLabComScenario scenario, IReadOnlyList<string>? displayNames, DateOnly today)
    {
        _world = world;
        _scenario = scenario;
        _displayNames = displayNames;
        _today = today;
        _outsideInvitations = 1 + (scenario.Size / PeopleForEachInvitation);
    }

    /// <summary>Stays the same as long as no seat and no invitation changes.</summary>
    internal (object, object, object) Version => (_changed, _added, _invited);

    internal IEnumerable<User> ServiceAccounts => Enumerable.Range(FirstService, Services).Select(number => UserAt(number)!);

    private int FirstStranger => 2 * _scenario.Size;

    private int FirstService => FirstStranger + _scenario.Strangers.Count;

    private int Made => FirstService + Services;

    /// <summary>The direct members of a group, made as the sequence is read.</summary>
    public IEnumerable<Seat> Of(string group) => Seats(NumberOf(group));

    /// <summary>Gives somebody new a seat.</summary>
    public Seat Add(string group, string username, string name, int level)
    {
        var number = NumberOf(group);
        Seat? seat = null;
        ImmutableInterlocked.Update(
            ref _added,
            added =>
                added.Add(
                    (
                        number,
                        seat = new Seat(
                            new User
                            {
                                Id = FirstAddedId + added.Count,
                                Username = username,
                                Name = name,
                            },
                            new Access(level)
                        )
                        {
                            Number = Made + added.Count,
                        }
                    )
                )
        );
        return seat!;
    }

    /// <summary>Changes somebody's seat, or the user in it.</summary>
    public void Change(string group, Seat seat, Func<Seat, Seat> change) =>
        ImmutableInterlocked.AddOrUpdate(
            ref _changed,
            (NumberOf(group), seat.User.Id),
            _ => change(seat),
            (_, current) => change(current ?? seat)
        );

    /// <summary>Takes a seat away.</summary>
    public void Remove(string group, Seat seat) =>
        ImmutableInterlocked.AddOrUpdate(ref _changed, (NumberOf(group), seat.User.Id), _ => null, (_, _) => null);

    /// <summary>Invites an address.</summary>
    public void Invite(string group, string email, int level) =>
        ImmutableInterlocked.Update(ref _invited, invited => invited.Add((NumberOf(group), new Invitation(email, level))));

    /// <summary>The pending invitations to a group.</summary>
    internal IReadOnlyList<Invitation> Invitations(int group) =>
        [.. OriginalInvitations(group), .. _invited.Where(invited => invited.Group == group).Select(invited => invited.Invitation)];

    /// <summary>The numbers of the people with a seat in each group, and those who were added.</summary>
    internal IReadOnlyList<int> Numbers(int group)
    {
        var version = Version;
        if (_known is not { } known || known.Version != version)
        {
            _known = known = new KnownSeats(version);
        }

        return known.OfGroup[group] ??= [.. Enumerable.Range(0, Made + _added.Count).Where(number => SeatAt(group, number) is not null)];
    }

    internal Seat? SeatAt(int group, int number)
    {
        var seat =
            number >= Made ? (_added[number - Made] is var added && added.Group == group ? added.Seat : null) : Original(group, number);
        return seat is not null && _changed.TryGetValue((group, seat.User.Id), out var changed) ? changed : seat;
    }

    /// <summary>Which service account a user is, or null.</summary>
    internal static int? ServiceOf(User user) =>
        user.Id is >= FirstServiceId and < FirstServiceId + Services ? (int)(user.Id - FirstServiceId) : null;

    internal IEnumerable<Seat> Seats(int group) => Numbers(group).Select(number => SeatAt(group, number)!);

    private static int NumberOf(string group) =>
        Groups.All.FirstOrDefault(known => known.Path == group)?.Number
        ?? throw new ArgumentException(
            $"The sandbox has no group {group}; it has {string.Join(", ", Groups.All.Select(known => known.Path))}."
        );

    private Seat? Original(int group, int number)
    {
        if (number < _scenario.Size)
        {
            return SeatOfTeammate(group, number);
        }

        if (number < FirstStranger)
        {
            return SeatOfSecondAccount(group, number);
        }

        return number < FirstService ? SeatOfStranger(group, number) : SeatOfService(group, number);
    }

    private Seat? SeatOfTeammate(int group, int teammate)
    {
        var assignment = _scenario[teammate];
        var baseline = Rules.BaselineOf(_world.Original(teammate), group);
        var (access, days) = (assignment, group) switch
        {
            (Assignment.NoSeat or Assignment.SecondAccountOnly, _) or (Assignment.NoMainSeat or Assignment.InvitedOnly, Groups.Support) =>
                (null, null),
            (Assignment.Below, Groups.Support) => (new Access(10), null),
            (Assignment.Minimal, Groups.Support) => (new Access(5), null),
            (Assignment.Planner, Groups.Support) => (new Access(15), null),
            (Assignment.WithoutRole, Groups.Licensing) => (new Access(20), null),
            (Assignment.Above, Groups.Support) => (new Access(50), null),
            (Assignment.UnknownLevel, Groups.Support) => (new Access(35), null),
            (Assignment.Temporary, Groups.Support) => (new Access(50), 30),
            (Assignment.TemporaryTooLong, Groups.Support) => (new Access(50), 400),
            (Assignment.OtherRole, Groups.Support) => (new Access(baseline!.Level, "Release manager"), null),
            (Assignment.Elsewhere, Groups.Managers) => (new Access(20), null),
            (Assignment.WithEnd, _) => (baseline, 200),
            (Assignment.Ended, Groups.Support) => (baseline, -40),
            _ => (baseline, default(int?)),
        };
        return access is null
            ? null
            : new Seat(UserAt(teammate)!, access)
            {
                Number = teammate,
                Ends = days is { } left ? _today.AddDays(left) : null,
                State = assignment switch
                {
                    Assignment.Awaiting when group == Groups.Support => "awaiting",
                    Assignment.SparseRow => null,
                    _ => "active",
                },
            };
    }

    private Seat? SeatOfSecondAccount(int group, int number) =>
        (_scenario[number - _scenario.Size], group) switch
        {
            (Assignment.SecondAccount or Assignment.SecondAccountOnly, Groups.Support) => new Seat(UserAt(number)!, new Access(10))
            {
                Number = number,
            },
            (Assignment.SecondAccountAbove, Groups.Support) => new Seat(UserAt(number)!, new Access(30))
            {
                Number = number,
                Ends = _today.AddDays(30),
            },
            (Assignment.SecondAccountAbove, Groups.Dotcom) => new Seat(UserAt(number)!, new Access(10)) { Number = number },
            _ => null,
        };

    private Seat? SeatOfStranger(int group, int number) =>
        (_scenario.Strangers[number - FirstStranger].Kind, group) switch
        {
            (GitLabComStrangerKind.Outsider, Groups.Support or Groups.Amer) => new Seat(UserAt(number)!, new Access(30))
            {
                Number = number,
            },
            (GitLabComStrangerKind.OutsiderForAWhile, Groups.Support) => new Seat(UserAt(number)!, new Access(20))
            {
                Number = number,
                Ends = _today.AddDays(60),
            },
            (GitLabComStrangerKind.Leaver, Groups.Support) => new Seat(UserAt(number)!, new Access(50)) { Number = number },
            (GitLabComStrangerKind.Bot, Groups.Automation) => new Seat(UserAt(number)!, new Access(40)) { Number = number },
            (GitLabComStrangerKind.AuditorOfNobody, Groups.Support) => new Seat(UserAt(number)!, new Access(10)) { Number = number },
            (GitLabComStrangerKind.Namesake or GitLabComStrangerKind.UsernameTaker, Groups.Support) => new Seat(
                UserAt(number)!,
                new Access(20)
            )
            {
                Number = number,
            },
            _ => null,
        };

    private Seat? SeatOfService(int group, int number) =>
        (number - FirstService, group) switch
        {
            (0, Groups.Support) => new Seat(UserAt(number)!, new Access(40)) { Number = number, AddedBy = UserAt(0) },
            (3, Groups.Automation) => new Seat(UserAt(number)!, new Access(50)) { Number = number },
            (_, Groups.Automation) => new Seat(UserAt(number)!, new Access(20)) { Number = number },
            _ => null,
        };

    private User? UserAt(int number)
    {
        var user =
            number < _scenario.Size ? Teammate(number)
            : number < FirstStranger ? SecondAccount(number - _scenario.Size)
            : number < FirstService ? StrangerAt(number)
            : Service(number - FirstService);
        return _displayNames is null ? user : user with { Name = _displayNames[number % _displayNames.Count] };
    }

    private User Teammate(int teammate)
    {
        var assignment = _scenario[teammate];
        var handle = _world.HandleOf(teammate);
        return new User
        {
            Id = GitLabUser.IdOf(teammate),
            Username = assignment == Assignment.UsernameTaken ? $"{handle}-2" : handle,
            Name = _world.NameOf(teammate),
            State = assignment switch
            {
                Assignment.Blocked => "blocked",
                Assignment.Deactivated => "deactivated",
                Assignment.Banned => "banned",
                Assignment.OtherState => "blocked_pending_approval",
                _ => "active",
            },
            Locked = assignment switch
            {
                Assignment.Locked => true,
                Assignment.SparseRow => null,
                _ => false,
            },
            Email = assignment == Assignment.EmailOnly ? _world.EmailOf(teammate).ToUpperInvariant() : null,
            PublicEmail = assignment switch
            {
                Assignment.PublicEmailOnly => _world.EmailOf(teammate),
                Assignment.Renamed => $"{handle}@mail.example",
                _ => string.Empty,
            },
        };
    }

    private User SecondAccount(int teammate) =>
        new()
        {
            Id = GitLabUser.IdOf(teammate) + 1,
            Username = $"{_world.HandleOf(teammate)}-Auditor",
            Name = _world.NameOf(teammate),
        };

    private User StrangerAt(int number)
    {
        var stranger = _scenario.Strangers[number - FirstStranger];
        var handle = _world.HandleOf(number);
        return new User
        {
            Id = FirstStrangerId + number,
            Username = stranger.Kind switch
            {
                GitLabComStrangerKind.Bot => string.Create(
                    CultureInfo.InvariantCulture,
                    $"group_{Groups.All[Groups.Automation].Id}_bot_{number:x8}"
                ),
                GitLabComStrangerKind.AuditorOfNobody => $"{handle}-auditor",
                GitLabComStrangerKind.UsernameTaker => _world.HandleOf(stranger.Teammate),
                _ => handle,
            },
            Name =
                stranger.Teammate >= 0 && stranger.Kind == GitLabComStrangerKind.Namesake
                    ? _world.NameOf(stranger.Teammate)
                    : _world.NameOf(number),
            Email = stranger.Kind == GitLabComStrangerKind.Leaver ? $"{handle}@{World.EmailDomain}" : null,
        };
    }

    internal static User Service(int service) =>
        new()
        {
            Id = FirstServiceId + service,
            Username = string.Create(CultureInfo.InvariantCulture, $"support-service-{service:000}"),
            Name = string.Create(CultureInfo.InvariantCulture, $"Support service {service}"),
        };

    private IEnumerable<Invitation> OriginalInvitations(int group)
    {
        if (group == Groups.Support)
        {
            for (var number = 0; number < _outsideInvitations; number++)
            {
                yield return new Invitation($"partner{number}@vendor.example", 20);
                yield return new Invitation($"starter{number}@{World.EmailDomain}", 30);
            }

            for (var teammate = 0; teammate < _scenario.Size; teammate++)
            {
                if (_scenario[teammate] is Assignment.InvitedOnly or Assignment.InvitedAgain)
                {
                    yield return new Invitation(
                        _scenario[teammate] == Assignment.InvitedAgain
                            ? _world.EmailOf(teammate).ToUpperInvariant()
                            : _world.EmailOf(teammate),
                        30
                    );
                }
            }
        }
        else if (group == Groups.Managers)
        {
            yield return new Invitation("headhunter@vendor.example", 40);
            yield return new Invitation(_world.EmailOf(0), 40);
        }
    }

    private sealed class KnownSeats((object, object, object) version)
    {
        public (object, object, object) Version => version;

        public IReadOnlyList<int>?[] OfGroup { get; } = new IReadOnlyList<int>?[Groups.All.Count];
    }
}
