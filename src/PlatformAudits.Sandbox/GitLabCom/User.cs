namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>Somebody with an account on GitLab.com.</summary>
public sealed record User
{
    /// <summary>The user's id.</summary>
    public required long Id { get; init; }

    /// <summary>The user name.</summary>
    public required string Username { get; init; }

    /// <summary>The display name, any text.</summary>
    public required string Name { get; init; }

    /// <summary>active, blocked, deactivated, banned or any other text.</summary>
    public string State { get; init; } = "active";

    /// <summary>Whether the user is locked out; null leaves the key out.</summary>
    public bool? Locked { get; init; } = false;

    /// <summary>The address that Owners see of an enterprise user; null leaves the key out.</summary>
    public string? Email { get; init; }

    /// <summary>The address that the user shows to everybody; nearly always empty.</summary>
    public string PublicEmail { get; init; } = string.Empty;

    /// <summary>The address by which a vendor's list tells who this is, or null.</summary>
    internal string? KnownEmail => Email ?? (PublicEmail.Length == 0 ? null : PublicEmail);
}
