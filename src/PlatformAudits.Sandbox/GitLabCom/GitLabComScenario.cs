using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>Who has which <see cref="Assignment"/>, and the accounts that belong to nobody.</summary>
internal sealed class GitLabComScenario : VendorScenario<Assignment>
{
    private const string IdKey = "gitlab.id";
    private const string UsernameKey = "gitlab.username";

    private static readonly (Assignment Assignment, int Times)[] Distribution =
    [
        (Assignment.Below, 1),
        (Assignment.Above, 1),
        (Assignment.NoSeat, 1),
        (Assignment.Blocked, 1),
        (Assignment.Ended, 1),
        (Assignment.SecondAccountAbove, 1),
        (Assignment.Temporary, 1),
        (Assignment.Renamed, 3),
        (Assignment.UsernameOnly, 3),
        (Assignment.EmailOnly, 2),
        (Assignment.PublicEmailOnly, 1),
        (Assignment.UsernameTaken, 1),
        (Assignment.WithEnd, 3),
        (Assignment.SparseRow, 3),
        (Assignment.SecondAccount, 3),
        (Assignment.InvitedAgain, 2),
        (Assignment.Minimal, 1),
        (Assignment.Planner, 1),
        (Assignment.WithoutRole, 1),
        (Assignment.UnknownLevel, 1),
        (Assignment.TemporaryTooLong, 1),
        (Assignment.OtherRole, 1),
        (Assignment.Elsewhere, 1),
        (Assignment.NoMainSeat, 1),
        (Assignment.InvitedOnly, 1),
        (Assignment.SecondAccountOnly, 1),
        (Assignment.Unknown, 1),
        (Assignment.Deactivated, 1),
        (Assignment.Banned, 1),
        (Assignment.OtherState, 1),
        (Assignment.Locked, 1),
        (Assignment.Awaiting, 1),
    ];

    // Which assignment the teammate of a stranger must have; a stranger whose teammate the team is too small for is left out.
    private static readonly (GitLabComStrangerKind Kind, Assignment? Teammate)[] StrangersOfBlock =
    [
        (GitLabComStrangerKind.Outsider, null),
        (GitLabComStrangerKind.OutsiderForAWhile, null),
        (GitLabComStrangerKind.Leaver, null),
        (GitLabComStrangerKind.Bot, null),
        (GitLabComStrangerKind.AuditorOfNobody, null),
        (GitLabComStrangerKind.Namesake, Assignment.NoSeat),
        (GitLabComStrangerKind.UsernameTaker, Assignment.UsernameTaken),
    ];

    private readonly List<GitLabComStranger> _strangers = [];

    public GitLabComScenario(int size, int seed)
        : base(size, seed, GitLabComVendor.Name, Distribution)
    {
        for (var start = 0; start < size; start += Block)
        {
            _strangers.AddRange(StrangersFrom(start, StrangersOfBlock).Select(found => new GitLabComStranger(found.Kind, found.Teammate)));
        }
    }

    /// <summary>The accounts that belong to nobody.</summary>
    public IReadOnlyList<GitLabComStranger> Strangers => _strangers;

    public override TeamFilePlace Place => TeamFilePlace.BeforeSlack;

    /// <summary>The user id in the team file; null for none.</summary>
    public static long? IdOf(Teammate teammate) => teammate.ValueOf<long?>(IdKey);

    /// <summary>The user name in the team file; null for none.</summary>
    public static string? UsernameOf(Teammate teammate) => teammate.ValueOf<string>(UsernameKey);

    public override IEnumerable<(string Key, object? Value)> FieldsOf(Teammate teammate)
    {
        var (handle, id) = (teammate.Handle, GitLabUser.IdOf(teammate.Index));
        var (known, username) = this[teammate.Index] switch
        {
            Assignment.UsernameOnly => (default(long?), char.ToUpperInvariant(handle[0]) + handle[1..]),
            Assignment.EmailOnly or Assignment.PublicEmailOnly or Assignment.Unknown => (null, null),
            Assignment.Renamed => (id, $"{handle}-old"),
            _ => (id, handle),
        };
        return [(IdKey, known), (UsernameKey, username)];
    }

    public override Vendor Open(World world, SandboxOptions options, TimeProvider clock) =>
        new GitLabComVendor(world, this, options, clock);
}
