using System.Globalization;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// Everybody who has an account: the teammates, also those who have left the team file, and the bot that files the audits.
/// </summary>
internal sealed class UserDirectory(World world)
{
    public GitLabUser Bot { get; } =
        new()
        {
            Id = 990,
            Username = "project_1002_bot_5f1d3c",
            Name = "Platform Audits",
        };

    public int Count => world.Size + 1;

    /// <summary>The user at a place from 0 up to <see cref="Count"/>.</summary>
    public GitLabUser At(int place) => place == world.Size ? Bot : Teammate(place);

    public GitLabUser Teammate(int index) =>
        new()
        {
            Id = GitLabUser.IdOf(index),
            Username = world.HandleOf(index),
            Name = world.NameOf(index),
        };

    public GitLabUser? WithId(long id) =>
        id == Bot.Id ? Bot
        : GitLabUser.TeammateWithId(id, world.Size) is { } index ? Teammate(index)
        : null;

    /// <summary>The user with a name, in any letter case.</summary>
    public GitLabUser? WithUsername(string username)
    {
        if (username.Equals(Bot.Username, StringComparison.OrdinalIgnoreCase))
        {
            return Bot;
        }

        var digits = username.AsSpan(username.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1);
        return
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < world.Size
            && Teammate(index) is { } user
            && user.Username.Equals(username, StringComparison.OrdinalIgnoreCase)
            ? user
            : null;
    }
}
