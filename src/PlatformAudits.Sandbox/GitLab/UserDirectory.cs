using System.Collections.Immutable;
using System.Globalization;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// Everybody who has an account: the teammates, also those who have left the team file, the bots of two project access tokens, a guest of
/// no team, the Ghost User, whom GitLab gives the work of deleted accounts, and some people outside the team who show their address.
/// </summary>
internal sealed class UserDirectory
{
    private const int KnownOutsiders = 4;
    private const int BlockOfOutsiders = 200;
    private const long FirstOutsiderId = 9_000_000;

    private readonly World _world;
    private ImmutableHashSet<GitLabUser> _deleted = [];
    private ImmutableDictionary<long, GitLabUser> _changed = ImmutableDictionary<long, GitLabUser>.Empty;

    public UserDirectory(World world)
    {
        _world = world;
        Others = [Bot, SecondBot, Guest, Ghost];
        Outsiders =
        [
            .. Enumerable
                .Range(0, KnownOutsiders * (1 + (world.Size / BlockOfOutsiders)))
                .Select(place => world.Size + (2 * place) + 1)
                .Select(person => new GitLabUser
                {
                    Id = FirstOutsiderId + person,
                    Username = world.HandleOf(person),
                    Name = world.NameOf(person),
                    PublicEmail = world.EmailOf(person),
                }),
        ];
    }

    public GitLabUser Bot { get; } =
        new()
        {
            Id = 990,
            Username = "project_1002_bot_5f1d3c",
            Name = "Platform Audits",
        };

    public GitLabUser SecondBot { get; } =
        new()
        {
            Id = 991,
            Username = "project_1002_bot_a80c24",
            Name = "Another Tool",
        };

    public GitLabUser Guest { get; } =
        new()
        {
            Id = 992,
            Username = "visitor",
            Name = "A Visitor",
        };

    public GitLabUser Ghost { get; } =
        new()
        {
            Id = 1,
            Username = "ghost",
            Name = "Ghost User",
        };

    /// <summary>Every second one of the people outside the team who have accounts at vendors: these show their address.</summary>
    public IReadOnlyList<GitLabUser> Outsiders { get; }

    public int Count => InsiderCount + 1 + Outsiders.Count;

    /// <summary>The number of the teammates, the bots and the guest, who come first.</summary>
    public int InsiderCount => _world.Size + Others.Count - 1;

    public bool HasDeleted => !_deleted.IsEmpty;

    private IReadOnlyList<GitLabUser> Others { get; }

    /// <summary>The user at a place from 0 up to <see cref="Count"/>.</summary>
    public GitLabUser At(int place) =>
        place < _world.Size ? Teammate(place)
        : place < InsiderCount + 1 ? Now(Others[place - _world.Size])
        : Now(Outsiders[place - InsiderCount - 1]);

    public GitLabUser Teammate(int index) =>
        Now(
            new GitLabUser
            {
                Id = GitLabUser.IdOf(index),
                Username = _world.HandleOf(index),
                Name = _world.NameOf(index),
            }
        );

    /// <summary>Whether somebody is of the team, a bot, or the guest.</summary>
    public bool IsInsider(GitLabUser user) => user != Ghost && (Others.Contains(user) || TeammateWithId(user.Id) is not null);

    /// <summary>Changes an account's state, name or address.</summary>
    public void Change(GitLabUser user, Func<GitLabUser, GitLabUser> change) =>
        ImmutableInterlocked.AddOrUpdate(ref _changed, user.Id, _ => change(user), (_, current) => change(current));

    /// <summary>
    /// Those whom a search finds as GitLab does for anybody who is no administrator (docs.gitlab.com/api/users): by a part of the name or
    /// the user name, or by the whole public address.
    /// </summary>
    public IReadOnlyList<GitLabUser> Found(string text) =>
        [
            .. Enumerable
                .Range(0, Count)
                .Select(At)
                .Where(user =>
                    !IsDeleted(user)
                    && (
                        user.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
                        || user.Username.Contains(text, StringComparison.OrdinalIgnoreCase)
                        || user.PublicEmail.Equals(text, StringComparison.OrdinalIgnoreCase)
                    )
                ),
        ];

    public bool IsDeleted(GitLabUser user) => _deleted.Contains(user);

    public void Delete(GitLabUser user) => ImmutableInterlocked.Update(ref _deleted, deleted => deleted.Add(user));

    public GitLabUser? WithId(long id) => Kept(Others.Concat(Outsiders).FirstOrDefault(user => user.Id == id) ?? TeammateWithId(id));

    /// <summary>The user with a name, in any letter case.</summary>
    public GitLabUser? WithUsername(string username) =>
        Kept(
            Others.Concat(Outsiders).FirstOrDefault(user => user.Username.Equals(username, StringComparison.OrdinalIgnoreCase))
                ?? TeammateWithUsername(username)
        );

    private GitLabUser? Kept(GitLabUser? user) => user is null || IsDeleted(user) ? null : Now(user);

    private GitLabUser Now(GitLabUser user) => _changed.GetValueOrDefault(user.Id, user);

    private GitLabUser? TeammateWithId(long id) => GitLabUser.TeammateWithId(id, _world.Size) is { } index ? Teammate(index) : null;

    private GitLabUser? TeammateWithUsername(string username)
    {
        var digits = username.AsSpan(username.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1);
        return
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < _world.Size
            && Teammate(index) is { } user
            && user.Username.Equals(username, StringComparison.OrdinalIgnoreCase)
            ? user
            : null;
    }
}
