using PlatformAudits.Checking;
using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Platforms.OnePassword;

/// <summary>Somebody who is in the company's 1Password account.</summary>
internal sealed record OnePasswordAccount : Account
{
    /// <summary>The state that alone means that somebody can sign in as usual.</summary>
    public const string Active = "ACTIVE";

    /// <summary>What the SCIM bridge's <c>active: false</c> becomes: it tells no more.</summary>
    public const string Inactive = "INACTIVE";

    /// <summary>
    /// <c>MEMBER</c>, <c>GUEST</c> or <c>SERVICE_ACCOUNT</c>, and whatever may come; null when the source does not tell.
    /// </summary>
    public string? Type { get; init; }

    /// <summary>
    /// <c>ACTIVE</c>, <c>PENDING</c>, <c>SUSPENDED</c>, a state of a recovery or a transfer, and whatever may come; null when the source
    /// does not tell.
    /// </summary>
    public string? State { get; init; }

    /// <summary>Whether the state is <see cref="Active"/>; no other counts as such.</summary>
    public bool IsActive => State == Active;

    /// <summary>Reads a row of <c>op user list</c>.</summary>
    public static OnePasswordAccount Read(JsonRecord row) =>
        new()
        {
            Id = row.GetString("id"),
            Name = row.FindString("name"),
            Email = row.FindString("email"),
            Type = string.Intern(row.GetString("type")),
            State = string.Intern(row.GetString("state")),
        };

    /// <summary>Reads a <c>User</c> of SCIM (RFC 7643, section 4.1), of which only <c>id</c> and <c>userName</c> must be there.</summary>
    public static OnePasswordAccount ReadScim(JsonRecord row)
    {
        var emails = row.GetRecords("emails");
        var email = emails
            .OrderByDescending(e => e.FindBoolean("primary") == true)
            .Select(e => e.FindString("value"))
            .FirstOrDefault(value => value is not null);
        return new OnePasswordAccount
        {
            Id = row.GetString("id"),
            Name =
                row.FindString("displayName")
                ?? row.FindString("name.formatted")
                ?? Joined(row.FindString("name.givenName"), row.FindString("name.familyName")),
            Email = email ?? row.GetString("userName"),
            State = row.FindBoolean("active") switch
            {
                true => Active,
                false => Inactive,
                null => null,
            },
        };
    }

    private static string? Joined(string? given, string? family) => $"{given} {family}".Trim() is { Length: > 0 } name ? name : null;
}

/// <summary>A group of the account.</summary>
/// <param name="Id">The lasting identifier.</param>
/// <param name="Name">The name, which another group may have as well; null when the source does not tell.</param>
internal sealed record OnePasswordGroup(string Id, string? Name)
{
    /// <summary>How people speak of the group.</summary>
    public string Label => Name is { Length: > 0 } ? Name : Id;

    /// <summary>Reads a row of <c>op group list</c>.</summary>
    public static OnePasswordGroup Read(JsonRecord row) => new(row.GetString("id"), row.FindString("name"));
}

/// <summary>Somebody's part in a group.</summary>
/// <param name="Role"><c>MEMBER</c> or <c>MANAGER</c>, and whatever may come; null when the source does not tell.</param>
internal sealed record GroupMember(string AccountId, string? Role)
{
    /// <summary>Whether the role is more than that of a plain member. A role that nobody knows counts as more.</summary>
    public bool IsManager => Role is not (null or "MEMBER");

    /// <summary>Reads a row of <c>op group user list</c>.</summary>
    public static GroupMember Read(JsonRecord row) => new(row.GetString("id"), string.Intern(row.GetString("role")));
}

/// <summary>A group of the SCIM bridge, which holds its members.</summary>
/// <param name="Members">The members; no <c>members</c> and an empty list are the same (RFC 7643, section 2.5).</param>
internal sealed record ScimGroup(OnePasswordGroup Group, IReadOnlyList<GroupMember> Members)
{
    /// <summary>Reads a <c>Group</c> of SCIM (RFC 7643, section 4.2).</summary>
    public static ScimGroup Read(JsonRecord row) =>
        new(
            new OnePasswordGroup(row.GetString("id"), row.FindString("displayName")),
            [.. row.GetRecords("members").Select(member => new GroupMember(member.GetString("value"), null))]
        );
}

/// <summary>Whom a token belongs to, as <c>op whoami</c> says.</summary>
/// <param name="AccountId">The account's id; null in older versions.</param>
/// <param name="Type"><c>SERVICE_ACCOUNT</c>; null for a person.</param>
internal sealed record OnePasswordIdentity(string Url, string? AccountId, string? Type)
{
    /// <summary>Whether it is a service account.</summary>
    public bool IsServiceAccount => Type == "SERVICE_ACCOUNT";

    /// <summary>The host of the sign-in address.</summary>
    public string Host => HostOf(Url);

    /// <summary>Reads the answer, whose names older versions write in another way.</summary>
    public static OnePasswordIdentity Read(JsonRecord row) =>
        new(
            row.FindString("url") ?? row.GetString("URL"),
            row.FindString("account_uuid"),
            row.FindString("user_type") ?? row.FindString("ServiceAccountType")
        );

    /// <summary>The host of an address that may lack its scheme, in lower case.</summary>
    public static string HostOf(string address) =>
        address[(address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..]
            .Split('/')[0]
            .Trim()
            .ToLowerInvariant();
}
