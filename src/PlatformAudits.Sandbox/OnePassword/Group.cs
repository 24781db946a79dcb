namespace PlatformAudits.Sandbox.OnePassword;

/// <summary>A group of the company.</summary>
/// <param name="Id">The id: 26 small letters and digits of base32.</param>
/// <param name="Name">The name; two groups may share one.</param>
/// <param name="CreatedAt">When it was made, to the second.</param>
public sealed record Group(string Id, string Name, string Description, string CreatedAt);
