namespace PlatformAudits.Sandbox.Calendly;

/// <summary>A member of the organization: the membership and its user in one.</summary>
public sealed record Account
{
    /// <summary>The user's URI, by which an audit names the account.</summary>
    public required string UserUri { get; init; }

    /// <summary>The membership's URI.</summary>
    public required string MembershipUri { get; init; }

    /// <summary>The display name, any text.</summary>
    public required string Name { get; init; }

    /// <summary>The last part of the scheduling page's address.</summary>
    public required string Slug { get; init; }

    /// <summary>The e-mail that the person signs in with.</summary>
    public required string Email { get; init; }

    /// <summary>The role in the organization: user, admin, owner, or a text that is none of these.</summary>
    public required string Role { get; init; }

    /// <summary>The time zone as the API gives it, sometimes malformed.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The picture's address, or null.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary>When the membership began, with up to six digits of a second's fraction.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required string UpdatedAt { get; init; }

    /// <summary>The scheduling page.</summary>
    public string SchedulingUrl => $"https://calendly.com/{Slug}";

    internal int Number { get; init; }
}
