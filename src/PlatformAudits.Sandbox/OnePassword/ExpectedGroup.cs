namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>A group that the settings name.</summary>
/// <param name="NamedAs">What the settings call it: its name, or its id.</param>
/// <param name="Region">The region whose teammates belong into it; null for everybody.</param>
internal sealed record ExpectedGroup(Group Group, string NamedAs, string? Region);
