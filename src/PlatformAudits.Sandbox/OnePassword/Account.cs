using System.Collections.Immutable;

namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>Somebody who is in the company's 1Password account.</summary>
public sealed record Account
{
    /// <summary>The id: 26 capitals and digits of base32.</summary>
    public required string Id { get; init; }

    /// <summary>The display name, any text.</summary>
    public required string Name { get; init; }

    /// <summary>The e-mail that the person signs in with.</summary>
    public required string Email { get; init; }

    /// <summary>MEMBER, GUEST, SERVICE_ACCOUNT or any text.</summary>
    public string Type { get; init; } = "MEMBER";

    /// <summary>ACTIVE, PENDING, SUSPENDED, one of the states of a recovery or a transfer, or any text.</summary>
    public string State { get; init; } = "ACTIVE";

    /// <summary>The ids of the groups that the account is in, each with the role there: MEMBER, MANAGER or any text.</summary>
    public ImmutableSortedDictionary<string, string> Roles { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    internal int Number { get; init; }
}
