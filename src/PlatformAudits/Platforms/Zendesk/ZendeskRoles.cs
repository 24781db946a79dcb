namespace PlatformAudits.Platforms.Zendesk;

/// <summary>What roles mean in an instance, by its custom roles and the settings.</summary>
internal sealed class ZendeskRoles
{
    private readonly Dictionary<string, ZendeskRole> _roles = new(StringComparer.Ordinal);
    private readonly IReadOnlySet<string> _admins;
    private readonly IReadOnlySet<string> _lightAgents;

    /// <summary>Roles as they were read; none where the instance does not give them.</summary>
    public ZendeskRoles(IEnumerable<ZendeskRole> roles, ZendeskSettings settings)
    {
        foreach (var role in roles)
        {
            _roles[role.Id] = role;
        }

        _admins = settings.AdminRoles;
        _lightAgents = settings.LightAgentRoles;
    }

    /// <summary>Which of the three lists an account is in.</summary>
    public ZendeskKind KindOf(ZendeskAccount account) =>
        account.IsAdminByType || (account.CustomRole is { } id && _admins.Contains(id)) ? ZendeskKind.Admin
        : account.IsLightByType
        || (account.CustomRole is { } role && (_lightAgents.Contains(role) || _roles.GetValueOrDefault(role)?.IsLight == true))
            ? ZendeskKind.Light
        : ZendeskKind.Full;

    /// <summary>The name of an account's role: the custom role's, else what the vendor's other fields mean.</summary>
    public string NameOf(ZendeskAccount account) =>
        account switch
        {
            { CustomRole: { } id } => _roles.TryGetValue(id, out var role) ? role.Name : $"custom role {id}",
            { IsLightByType: true } => "Light agent",
            { Role: "admin" } => "Admin",
            { Role: "agent" } => "Agent",
            _ => account.Role,
        };
}

/// <summary>What somebody may do in an instance.</summary>
internal enum ZendeskKind
{
    /// <summary>An agent who may do more than a light agent.</summary>
    Full,

    /// <summary>A light agent, who may read and comment privately.</summary>
    Light,

    /// <summary>An administrator.</summary>
    Admin,
}
