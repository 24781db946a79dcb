namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>A pending invitation to a group.</summary>
/// <param name="Email">The invited address.</param>
/// <param name="Level">The level that it will give.</param>
public sealed record Invitation(string Email, int Level);
