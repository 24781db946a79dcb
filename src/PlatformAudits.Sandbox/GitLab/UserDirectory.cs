using System.Collections.Immutable;
using System.Globalization;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// Everybody who has an account: the teammates, also those who have left the team file, the bots of two project access tokens, a guest of
/// no team, and the Ghost User, whom GitLab gives the work of deleted accounts.
/// </summary>
internal sealed class UserDirectory
{
    private readonly World _world;
    private ImmutableHashSet<GitLabUser> _deleted = [];

    public UserDirectory(World world)
    {
        _world = world;
        Others = [Bot, SecondBot, Guest, Ghost];
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

    public int Count => _world.Size + Others.Count;

    private IReadOnlyList<GitLabUser> Others { get; }

    /// <summary>The user at a place from 0 up to <see cref="Count"/>.</summary>
    public GitLabUser At(int place) => place < _world.Size ? Teammate(place) : Others[place - _world.Size];

    public GitLabUser Teammate(int index) =>
        new()
        {
            Id = GitLabUser.IdOf(index),
            Username = _world.HandleOf(index),
            Name = _world.NameOf(index),
        };

    public bool IsDeleted(GitLabUser user) => _deleted.Contains(user);

    public void Delete(GitLabUser user) => ImmutableInterlocked.Update(ref _deleted, deleted => deleted.Add(user));

    public GitLabUser? WithId(long id) => Kept(Others.FirstOrDefault(user => user.Id == id) ?? TeammateWithId(id));

    /// <summary>The user with a name, in any letter case.</summary>
    public GitLabUser? WithUsername(string username) =>
        Kept(
            Others.FirstOrDefault(user => user.Username.Equals(username, StringComparison.OrdinalIgnoreCase))
                ?? TeammateWithUsername(username)
        );

    private GitLabUser? Kept(GitLabUser? user) => user is null || IsDeleted(user) ? null : user;

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
