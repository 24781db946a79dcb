using PlatformAudits.Team;

namespace PlatformAudits.Checking;

/// <summary>What a vendor has for a person or a program that can sign in.</summary>
public record Account
{
    private string? _name;
    private string? _email;

    /// <summary>The vendor's own, lasting identifier.</summary>
    public required string Id { get; init; }

    /// <summary>The display name as the vendor gives it, which its owner chose; null when unknown.</summary>
    public string? Name
    {
        get => _name;
        init => _name = value;
    }

    /// <summary>The e-mail address; null when unknown.</summary>
    public string? Email
    {
        get => _email;
        init => _email = value;
    }

    /// <summary>The day of the last sign-in, UTC; null when the vendor does not tell it, or there was none.</summary>
    public DateOnly? LastSignIn { get; init; }

    /// <summary>How people speak of the account: its name and e-mail, or its id when it has neither.</summary>
    public string Label =>
        (Name, Email) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => $"{Name} ({Email})",
            ({ Length: > 0 }, _) => Name,
            (_, { Length: > 0 }) => Email,
            _ => Id,
        };

    /// <summary>
    /// Keeps one copy of the texts that the account has in common with a teammate: nearly all have, and there may be 100,000 of them.
    /// </summary>
    /// <param name="teammate">The teammate that the account belongs to.</param>
    internal void ShareTextsWith(Teammate teammate)
    {
        _name = _name == teammate.Name ? teammate.Name : _name;
        _email = _email == teammate.Email ? teammate.Email : _email;
    }
}
