using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>Who plays which <see cref="Case"/>, and the accounts that belong to nobody.</summary>
internal sealed class GitLabComCast : Cast<Case>
{
    private const string IdKey = "gitlab.id";
    private const string UsernameKey = "gitlab.username";

    private static readonly (Case Case, int Times)[] Deal =
    [
        (Case.Below, 1),
        (Case.Above, 1),
        (Case.NoSeat, 1),
        (Case.Blocked, 1),
        (Case.Ended, 1),
        (Case.SecondAccountAbove, 1),
        (Case.Temporary, 1),
        (Case.UsernameOnly, 3),
        (Case.EmailOnly, 2),
        (Case.PublicEmailOnly, 1),
        (Case.Renamed, 3),
        (Case.UsernameTaken, 1),
        (Case.WithEnd, 3),
        (Case.SparseRow, 3),
        (Case.SecondAccount, 3),
        (Case.InvitedAgain, 2),
        (Case.Minimal, 1),
        (Case.Planner, 1),
        (Case.WithoutRole, 1),
        (Case.UnknownLevel, 1),
        (Case.TemporaryTooLong, 1),
        (Case.OtherRole, 1),
        (Case.Elsewhere, 1),
        (Case.NoMainSeat, 1),
        (Case.InvitedOnly, 1),
        (Case.SecondAccountOnly, 1),
        (Case.Unknown, 1),
        (Case.Deactivated, 1),
        (Case.Banned, 1),
        (Case.OtherState, 1),
        (Case.Locked, 1),
        (Case.Awaiting, 1),
    ];

    // Which case the teammate of a stranger must play; a stranger whose teammate the team is too small for is left out.
    private static readonly (GitLabComStrangerKind Kind, Case? Teammate)[] StrangersOfBlock =
    [
        (GitLabComStrangerKind.Outsider, null),
        (GitLabComStrangerKind.OutsiderForAWhile, null),
        (GitLabComStrangerKind.Leaver, null),
        (GitLabComStrangerKind.Bot, null),
        (GitLabComStrangerKind.AuditorOfNobody, null),
        (GitLabComStrangerKind.Namesake, Case.NoSeat),
        (GitLabComStrangerKind.UsernameTaker, Case.UsernameTaken),
    ];

    private readonly List<GitLabComStranger> _strangers = [];

    public GitLabComCast(int size, int seed)
        : base(size, seed, GitLabComVendor.Name, Deal)
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
            Case.UsernameOnly => (default(long?), char.ToUpperInvariant(handle[0]) + handle[1..]),
            Case.EmailOnly or Case.PublicEmailOnly or Case.Unknown => (null, null),
            Case.Renamed => (id, $"{handle}-old"),
            _ => (id, handle),
        };
        return [(IdKey, known), (UsernameKey, username)];
    }

    public override Vendor Open(World world, SandboxOptions options, TimeProvider clock) =>
        new GitLabComVendor(world, this, options, clock);
}
