using PlatformAudits.Team;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>What the team file says of a person in one of the two instances.</summary>
internal sealed class ZendeskTeamKeys
{
    /// <summary>Those of Zendesk Global.</summary>
    public static readonly ZendeskTeamKeys Main = new("zendesk.main");

    /// <summary>Those of Zendesk US Federal.</summary>
    public static readonly ZendeskTeamKeys UsFederal = new("zendesk.us-federal");

    private ZendeskTeamKeys(string path)
    {
        Id = new TeamKey($"{path}.id", TeamKeyKind.Id) { IsUnique = true };
        Role = new TeamKey($"{path}.role") { IsShared = true };
        Groups = new TeamKey($"{path}.groups", TeamKeyKind.Texts);
        Alias = new TeamKey($"{path}.alias");
    }

    /// <summary>The user id; somebody who has not got one yet has none.</summary>
    public TeamKey Id { get; }

    /// <summary>The name of the role, such as <c>Support Staff</c>.</summary>
    public TeamKey Role { get; }

    /// <summary>The names of the groups, without the default group that Zendesk's own synchronisation adds.</summary>
    public TeamKey Groups { get; }

    /// <summary>The display name, where it is not the person's full name.</summary>
    public TeamKey Alias { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<TeamKey> All => [Id, Role, Groups, Alias];

    /// <summary>
    /// What the team file says of a teammate, or null when every value is absent, as in an entry that was made from a template.
    /// </summary>
    public ZendeskProfile? ProfileOf(Teammate teammate) =>
        new ZendeskProfile(teammate.Field(Id), teammate.Field(Role), teammate.Fields(Groups), teammate.Field(Alias))
            is not { Id: null, Role: null, Groups.Count: 0, Alias: null }
                and var profile
            ? profile
            : null;
}
