namespace PlatformAudits.Sandbox.Zendesk;

/// <summary>An OAuth client of an instance, with the access tokens that it was given.</summary>
public sealed record ZendeskOAuthClient
{
    /// <summary>The id.</summary>
    public required long Id { get; init; }

    /// <summary>The identifier by which it asks for tokens.</summary>
    public required string Identifier { get; init; }

    /// <summary>What people wrote on it, any text.</summary>
    public string Description { get; init; } = "";

    /// <summary>The account that made it.</summary>
    public required long Owner { get; init; }

    /// <summary>The day on which it was made.</summary>
    public required DateOnly Created { get; init; }

    /// <summary>The number of its access tokens.</summary>
    public int Tokens { get; init; }

    /// <summary>The day of the last use of any of them; null for never.</summary>
    public DateOnly? LastUsed { get; init; }
}
