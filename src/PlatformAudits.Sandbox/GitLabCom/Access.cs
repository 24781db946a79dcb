namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>What a seat in a group allows.</summary>
/// <param name="Level">GitLab's number, as 30 for a developer.</param>
/// <param name="Role">The custom role on that level, or null.</param>
public sealed record Access(int Level, string? Role = null)
{
    /// <summary>Less than what is needed: a lower level, or the level without the custom role that is needed.</summary>
    internal bool LacksSomethingOf(Access needed) =>
        Level < needed.Level || (Level == needed.Level && needed.Role is not null && needed.Role != Role);

    /// <summary>
    /// More than what is allowed, where null allows nothing: a higher level, or the level with a custom role that is not the allowed one.
    /// </summary>
    internal bool Exceeds(Access? allowed) =>
        Level > (allowed?.Level ?? 0) || (Level == allowed?.Level && Role is not null && Role != allowed.Role);
}
