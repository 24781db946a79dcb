namespace PlatformAudits.Sandbox.Calendly;

/// <summary>An invitation to the organization.</summary>
public sealed record Invitation
{
    /// <summary>The invitation's URI, by which an audit names it.</summary>
    public required string Uri { get; init; }

    /// <summary>The address that was invited.</summary>
    public required string Email { get; init; }

    /// <summary>pending, accepted or declined.</summary>
    public required string Status { get; init; }

    /// <summary>The user's URI once the invitation is accepted, otherwise null.</summary>
    public string? UserUri { get; init; }

    /// <summary>When it was first sent.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>When it last changed or was sent again.</summary>
    public required string UpdatedAt { get; init; }

    internal int Number { get; init; }
}
