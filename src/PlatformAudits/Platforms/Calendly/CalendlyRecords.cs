using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Json;

namespace PlatformAudits.Platforms.Calendly;

/// <summary>A user's own record, as <c>GET /users/me</c> and memberships embed it.</summary>
/// <param name="Uri">The lasting identifier.</param>
internal sealed record CalendlyUser(string Uri, string? Name, string? Email, string? SchedulingUrl)
{
    /// <summary>Reads the record.</summary>
    public static CalendlyUser Read(JsonRecord row) =>
        new(row.GetString("uri"), row.FindString("name"), row.FindString("email"), row.FindString("scheduling_url"));
}

/// <summary>
/// A user with their membership of the organization. Being in the list is having access: the vendor has no flag for inactive ones.
/// </summary>
internal sealed record CalendlyAccount : Account
{
    private const string CommonPrefix = "https://calendly.com/";
    private readonly string? _page;
    private readonly bool _hasCommonPrefix;

    /// <summary>The address of the public page; null when the vendor did not embed the user.</summary>
    public string? SchedulingUrl
    {
        // Nearly every page has the prefix, and there may be 100,000 of them.
        get => _hasCommonPrefix ? CommonPrefix + _page : _page;
        init
        {
            _hasCommonPrefix = value?.StartsWith(CommonPrefix, StringComparison.Ordinal) == true;
            _page = _hasCommonPrefix ? value![CommonPrefix.Length..] : value;
        }
    }

    /// <summary>The role as the vendor writes it: <c>user</c>, <c>admin</c> or <c>owner</c>, and whatever may come.</summary>
    public required string Role { get; init; }

    /// <summary>The day on which the membership began, UTC; null when the vendor does not say.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Whether the role is one that manages the organization.</summary>
    public bool IsAdmin => Role is "owner" or "admin";

    /// <summary>Reads a membership. <c>user</c> is a record, and was seen as a bare URI.</summary>
    public static CalendlyAccount Read(JsonRecord row)
    {
        var user = row.IsText("user")
            ? new CalendlyUser(row.GetString("user"), null, null, null)
            : CalendlyUser.Read(row.GetRecord("user"));
        return new CalendlyAccount
        {
            Id = user.Uri,
            Name = user.Name,
            Email = user.Email,
            SchedulingUrl = user.SchedulingUrl,
            Role = string.Intern(row.GetString("role")),
            Since = DateTimeOffset.TryParse(
                row.FindString("created_at"),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var since
            )
                ? DateOnly.FromDateTime(since.UtcDateTime)
                : null,
        };
    }
}

/// <summary>An invitation to the organization.</summary>
/// <param name="Uri">The lasting identifier.</param>
/// <param name="Status"><c>pending</c>, <c>accepted</c> or <c>declined</c>, and whatever may come.</param>
internal sealed record CalendlyInvitation(string Uri, string Email, string Status)
{
    /// <summary>Whether it may still become an account: any status but the two that are final.</summary>
    public bool IsPending => Status is not ("accepted" or "declined");

    /// <summary>Reads the record.</summary>
    public static CalendlyInvitation Read(JsonRecord row) => new(row.GetString("uri"), row.GetString("email"), row.GetString("status"));
}

/// <summary>A group of the organization.</summary>
/// <param name="Uri">The lasting identifier.</param>
/// <param name="MemberCount">The vendor's own count of members, or null.</param>
internal sealed record CalendlyGroup(string Uri, string? Name, long? MemberCount)
{
    /// <summary>Reads the record.</summary>
    public static CalendlyGroup Read(JsonRecord row) => new(row.GetString("uri"), row.FindString("name"), row.FindNumber("member_count"));
}

/// <summary>Somebody's part in a group. One owner may be member of one group and admin of several.</summary>
/// <param name="Uri">The lasting identifier.</param>
/// <param name="Role"><c>member</c> or <c>admin</c>, and whatever may come.</param>
/// <param name="User">The user's URI, where the owner is a membership; null for an invitation.</param>
internal sealed record CalendlyGroupRelationship(string Uri, string Role, string Group, string? User)
{
    /// <summary>
    /// Reads the record. <c>owner</c> is a record of one of two types: a membership with its user, or an invitation with an e-mail
    /// address.
    /// </summary>
    public static CalendlyGroupRelationship Read(JsonRecord row)
    {
        var owner = row.GetRecord("owner");
        var user = owner.IsText("user") ? owner.GetString("user") : owner.FindString("user.uri");
        if (user is null && owner.FindString("email") is null)
        {
            // Without this, an admin whose owner the vendor words in a third way would count as nobody's, and nobody would be reported.
            throw new BadAnswerException(
                "a record's owner is neither a membership with its user nor an invitation with its e-mail address"
            );
        }

        return new CalendlyGroupRelationship(row.GetString("uri"), string.Intern(row.GetString("role")), row.GetString("group"), user);
    }
}
