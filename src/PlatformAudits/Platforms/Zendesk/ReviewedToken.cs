using System.Globalization;
using PlatformAudits.Checking;

namespace PlatformAudits.Platforms.Zendesk;

/// <summary>What a program can sign in with: an API token, or an OAuth client with the tokens that it was given.</summary>
internal sealed record ReviewedToken
{
    /// <summary>The kind and the vendor's own id, such as <c>api_token/123</c>: ids of different kinds may be equal.</summary>
    public required string Id { get; init; }

    /// <summary>The kind, for people.</summary>
    public required string Kind { get; init; }

    /// <summary>The name, or null where the kind has none.</summary>
    public string? Name { get; init; }

    /// <summary>What people wrote on it, or null.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// The id of the account that it belongs to: whom it is assigned to, else who made it; null when the vendor does not say.
    /// </summary>
    public string? Owner { get; init; }

    /// <summary>The owner's address; null when the vendor does not say.</summary>
    public string? OwnerEmail { get; init; }

    /// <summary>
    /// Whether it is an app that is not the instance's own. The vendor tells nothing of those but the tokens that they were given.
    /// </summary>
    public bool IsGlobal { get; init; }

    /// <summary>False for one that was deactivated; null when the vendor does not say.</summary>
    public bool? IsActive { get; init; }

    /// <summary>When it was made; null when the vendor does not say.</summary>
    public DateOnly? Created { get; init; }

    /// <summary>When it was used last; null for never, unless <see cref="TellsUse"/> is false.</summary>
    public DateOnly? LastUsed { get; init; }

    /// <summary>Whether the vendor says when it was used, or that it never was.</summary>
    public bool TellsUse { get; init; }

    /// <summary>What it may do, in order.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>What it says of itself: name and description.</summary>
    public IEnumerable<string> Texts => new[] { Description, Name }.OfType<string>().Where(t => !string.IsNullOrWhiteSpace(t));

    /// <summary>The address of the access request that it names in one of the agreed forms; null for none.</summary>
    public Uri? RequestIn(IReadOnlyList<TokenForm> forms) =>
        Texts.SelectMany(text => forms.Select(form => form.LinkIn(text))).FirstOrDefault(link => link is not null);

    /// <summary>How findings speak of it.</summary>
    public string Label =>
        Texts.FirstOrDefault() is { } text ? $"The {Kind} \"{text}\" ({Id})" : $"The {Kind} {Id}, which has no description,";

    /// <summary>
    /// What tells it from what it may become. Which tokens an OAuth client has been given comes and goes; only more that they may do is a
    /// change.
    /// </summary>
    public TokenTraits Traits =>
        TokenTraits.Of([Owner, OwnerEmail, Name, Description, Created?.ToString("O", CultureInfo.InvariantCulture)], Scopes);

    /// <summary>The account that findings name.</summary>
    internal Account Account =>
        new()
        {
            Id = Id,
            Name = Texts.FirstOrDefault(),
            Email = OwnerEmail,
        };
}
