using System.Globalization;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.Calendly;

/// <summary>
/// The groups and who has which seat in them. Each account and each invitation may have three seats: the first as a member, the others as
/// an admin of two groups. Seats are numbered; a number may stand for nothing.
/// </summary>
internal sealed class Groups
{
    private const int SeatsEach = 3;
    private const int PeoplePerGroup = 40;
    private static readonly string[] Names =
    [
        "EMEA Support",
        "AMER Support",
        "APAC Support",
        "US Federal",
        "Licensing",
        "Support Operations",
    ];

    private readonly Organization _organization;
    private readonly CalendlyScenario _scenario;
    private readonly SeededRandom _names;
    private readonly SeededRandom _first;
    private readonly SeededRandom _membership;
    private volatile MemberCounts? _members;

    public Groups(Organization organization, CalendlyScenario scenario, int seed)
    {
        _organization = organization;
        _scenario = scenario;
        _names = new SeededRandom(seed, "calendly group names");
        _first = new SeededRandom(seed, "calendly groups");
        _membership = new SeededRandom(seed, "calendly group members");
    }

    public int Count => 1 + (_scenario.Size / PeoplePerGroup);

    public int SeatNumbers => (_organization.MadeAccounts + _organization.MadeInvitations) * SeatsEach;

    /// <summary>The numbers of the accounts that are admin of a group.</summary>
    public IEnumerable<int> Admins =>
        Enumerable
            .Range(0, _organization.MadeAccounts)
            .Where(account => Enumerable.Range(1, SeatsEach - 1).Any(seat => SeatAt((account * SeatsEach) + seat) is not null));

    public string UriOf(int group) => $"{CalendlyId.Host}/groups/{_organization.Ids.Of(IdKind.Group, group)}";

    public string NameOf(int group) => string.Create(CultureInfo.InvariantCulture, $"{_names.Pick(Names, group)} {group + 1}");

    /// <summary>The number of members of each group, pending ones included.</summary>
    public IReadOnlyList<int> MembersOfEach()
    {
        var version = _organization.Version;
        if (_members is { } known && known.Version == version)
        {
            return known.OfEach;
        }

        var counts = new int[Count];
        foreach (var seat in Enumerable.Range(0, SeatNumbers).Select(SeatAt).OfType<GroupSeat>().Where(seat => !seat.IsAdmin))
        {
            counts[seat.Group]++;
        }

        _members = new MemberCounts(version, counts);
        return counts;
    }

    /// <summary>The group that a seat would be in; cheap, so that a listing of one group need not make all seats.</summary>
    public int GroupOf(int number)
    {
        var (holder, seat) = (number / SeatsEach, number % SeatsEach);
        return (_first.Below(Count, holder) + (seat / 2)) % Count;
    }

    public GroupSeat? SeatAt(int number)
    {
        var (holder, seat) = (number / SeatsEach, number % SeatsEach);
        var invitation = holder - _organization.MadeAccounts;
        if (invitation < 0)
        {
            return AccountHas(holder, seat) && _organization.AccountAt(holder) is { } account
                ? new GroupSeat(number, GroupOf(number), seat > 0, account, null)
                : null;
        }

        return InvitationHas(invitation, seat) && _organization.InvitationAt(invitation) is { Status: "pending" } pending
            ? new GroupSeat(number, GroupOf(number), seat > 0, null, pending)
            : null;
    }

    private bool AccountHas(int account, int seat)
    {
        var assignment = account < _scenario.Size ? _scenario[account] : Assignment.Ordinary;
        return seat switch
        {
            0 => _membership.Chance(60, account),
            1 => assignment
                is Assignment.ExpectedAdmin
                    or Assignment.UnexpectedAdmin
                    or Assignment.ExpectedGroupAdmin
                    or Assignment.UnexpectedGroupAdmin,
            _ => Count > 1 && assignment is (Assignment.ExpectedGroupAdmin or Assignment.UnexpectedGroupAdmin),
        };
    }

    private bool InvitationHas(int invitation, int seat) =>
        seat < 2 && (invitation >= _scenario.Size || _scenario[invitation] == Assignment.InvitedOnly);

    private sealed record MemberCounts((object, object, object) Version, IReadOnlyList<int> OfEach);
}
