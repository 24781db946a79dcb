namespace PlatformAudits.Collecting;

/// <summary>What a vendor has for a person or a program that can sign in.</summary>
public record Account
{
    /// <summary>The vendor's own, lasting identifier.</summary>
    public required string Id { get; init; }

    /// <summary>The display name as the vendor gives it, which its owner chose; null when unknown.</summary>
    public string? Name { get; init; }

    /// <summary>The e-mail address; null when unknown.</summary>
    public string? Email { get; init; }

    /// <summary>How people speak of the account: its name and e-mail, or its id when it has neither.</summary>
    public string Label => (Name, Email) switch
    {
        ({ Length: > 0 }, { Length: > 0 }) => $"{Name} ({Email})",
        ({ Length: > 0 }, _) => Name,
        (_, { Length: > 0 }) => Email,
        _ => Id,
    };
}
