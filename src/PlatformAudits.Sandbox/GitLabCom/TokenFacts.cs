namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>What a token is.</summary>
/// <param name="Scopes">What it may be used for.</param>
/// <param name="IsAdministrators">Whether its user manages all groups.</param>
internal sealed record TokenFacts(User User, IReadOnlyList<string> Scopes, bool IsAdministrators, int DaysLeft)
{
    /// <summary>Whether its user owns the group above the audited ones as well.</summary>
    public bool OwnsRoot { get; init; } = IsAdministrators;

    /// <summary>What a fine-grained token may do; null is a token with scopes.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }
}
