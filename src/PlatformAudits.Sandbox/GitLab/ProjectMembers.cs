using System.Collections.Immutable;
using System.Globalization;
using Newtonsoft.Json.Linq;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// The members of a project with those of the groups above: every teammate and the bots are Reporters, the guest is a Guest, until a test
/// says otherwise. Safe to use from several threads.
/// </summary>
public sealed class ProjectMembers
{
    private const int Planner = 15;
    private static readonly ProjectMember Reporter = new(20);
    private static readonly ProjectMember GuestRole = new(10);

    private readonly UserDirectory _directory;
    private readonly TimeProvider _clock;
    private ImmutableDictionary<long, ProjectMember?> _changes = ImmutableDictionary<long, ProjectMember?>.Empty;

    internal ProjectMembers(UserDirectory directory, TimeProvider clock)
    {
        _directory = directory;
        _clock = clock;
    }

    /// <summary>Makes somebody a member, or changes their membership.</summary>
    public void Set(GitLabUser user, ProjectMember member) =>
        ImmutableInterlocked.AddOrUpdate(ref _changes, user.Id, member, (_, _) => member);

    /// <summary>Takes somebody's membership away.</summary>
    public void Remove(GitLabUser user) => ImmutableInterlocked.AddOrUpdate(ref _changes, user.Id, _ => null, (_, _) => null);

    /// <summary>
    /// Whether GitLab shows an issue to somebody, by who is a member now, and so tells them of its notes
    /// (docs.gitlab.com/user/discussions, "Comments on confidential items"): a confidential one to members from Planner on, its assignees
    /// and its author; any other to whoever sees the project.
    /// </summary>
    /// <returns>What answers for an account, an issue and the visibility of the project.</returns>
    internal Func<GitLabUser, Issue, string, bool> Now()
    {
        var (changes, today) = (_changes, DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime));
        return (user, issue, visibility) =>
        {
            var level = MemberOf(user, changes) is { IsAwaiting: false } member && !(member.Ends <= today) ? member.Level : 0;
            return user.State == "active"
                && (visibility != "private" || level >= GuestRole.Level)
                && (!issue.Confidential || level >= Planner || issue.Author == user || issue.Assignees.Contains(user));
        };
    }

    internal Task ListAsync(Http.Call call)
    {
        var (page, site, changes) = (new OffsetPage(call, Parameters.OfQuery(call)), call.Address, _changes);
        if (changes.IsEmpty && !_directory.HasDeleted)
        {
            return page.ReplyAsync(_directory.InsiderCount, place => ToJson(_directory.At(place), changes, site));
        }

        var members = Enumerable
            .Range(0, _directory.Count)
            .Select(_directory.At)
            .Where(user => MemberOf(user, changes) is not null)
            .ToList();
        return page.ReplyAsync(members, user => ToJson(user, changes, site));
    }

    private ProjectMember? MemberOf(GitLabUser user, ImmutableDictionary<long, ProjectMember?> changes) =>
        _directory.WithId(user.Id) is null ? null
        : changes.TryGetValue(user.Id, out var changed) ? changed
        : user == _directory.Guest ? GuestRole
        : _directory.IsInsider(user) ? Reporter
        : null;

    private JObject ToJson(GitLabUser user, ImmutableDictionary<long, ProjectMember?> changes, string site)
    {
        var member = MemberOf(user, changes)!;
        var json = user.ToJson(site);
        json["access_level"] = member.Level;
        json["created_at"] = "2025-02-03T08:00:00.000Z";
        json["expires_at"] = member.Ends?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        json["membership_state"] = member.IsAwaiting ? "awaiting" : "active";
        if (member.Role is { } role)
        {
            json["member_role"] = new JObject
            {
                ["id"] = role.Length,
                ["name"] = role,
                ["base_access_level"] = member.Level,
            };
        }

        return json;
    }
}
