namespace PlatformAudits.Platforms.GitLabCom;

/// <summary>A group of the settings.</summary>
/// <param name="Path">Its full path, such as <c>gitlab-com/support/amer</c>.</param>
/// <param name="SharedWith">The groups that may be invited into it, and at what level at the most.</param>
internal sealed record AuditedGroup(string Path, AccessRules SharedWith);
