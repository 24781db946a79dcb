using PlatformAudits.Foundation;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>Accounts that teammates may have besides their own, told by their user name.</summary>
/// <param name="Pattern">The user name with <c>{username}</c> where the teammate's own stands, such as <c>{username}-auditor</c>.</param>
/// <param name="Access">What such an account may have.</param>
internal sealed record SecondAccountRule(string Pattern, AccessRules Access)
{
    private const string Placeholder = "{username}";

    /// <summary>Reads a rule.</summary>
    /// <exception cref="AuditException">The pattern would fit anybody or nobody, or a group is not among them.</exception>
    public static SecondAccountRule Read(SettingsSection section, IReadOnlyList<AuditedGroup> groups)
    {
        var pattern = section.RequiredValue("username");
        return pattern.Contains(Placeholder, StringComparison.Ordinal) && pattern != Placeholder
            ? new SecondAccountRule(pattern, AccessRules.Read(section, "groups", groups))
            : throw section.Wrong("username", "must hold {username} and something more, as {username}-auditor does");
    }

    /// <summary>The user name of a teammate's second account; null when the team file has no user name.</summary>
    public string? UsernameOf(Teammate teammate) =>
        teammate.GitLabUsername is { } username ? Pattern.Replace(Placeholder, username, StringComparison.Ordinal) : null;
}
