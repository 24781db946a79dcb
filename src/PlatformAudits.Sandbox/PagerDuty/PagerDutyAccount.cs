namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>A user of the PagerDuty account.</summary>
public sealed record PagerDutyAccount
{
    /// <summary>The id, by which an audit names the account.</summary>
    public required string Id { get; init; }

    /// <summary>The display name, any text.</summary>
    public required string Name { get; init; }

    /// <summary>The e-mail that the person signs in with.</summary>
    public required string Email { get; init; }

    /// <summary>The base role: one that the API's documents name, or any text.</summary>
    public required string Role { get; init; }

    /// <summary>Whether the invitation has not been accepted yet; null leaves the field out.</summary>
    public bool? InvitationSent { get; init; }

    /// <summary>The ids of the teams in PagerDuty.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>The job title in PagerDuty, which nobody keeps up to date.</summary>
    public string JobTitle { get; init; } = "";

    internal int Number { get; init; }
}
