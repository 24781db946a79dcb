namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>A pending invitation to a group.</summary>
public sealed record Invitation(string Email, int Level);
