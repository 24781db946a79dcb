namespace PlatformAudits.Sandbox.GitLabCom;

/// <summary>An account that belongs to no teammate.</summary>
/// <param name="Teammate">The index of the teammate that it looks like; -1 for none.</param>
internal readonly record struct GitLabComStranger(GitLabComStrangerKind Kind, int Teammate);

/// <summary>The ways in which an account belongs to nobody.</summary>
internal enum GitLabComStrangerKind : byte
{
    /// <summary>A contractor, without end.</summary>
    Outsider,

    /// <summary>A contractor for two months.</summary>
    OutsiderForAWhile,

    /// <summary>Somebody who left and still owns the main group.</summary>
    Leaver,

    /// <summary>The bot of a group access token that nobody expects.</summary>
    Bot,

    /// <summary>The user name of a second account, but of nobody in the team.</summary>
    AuditorOfNobody,

    /// <summary>The display name of a teammate without a seat.</summary>
    Namesake,

    /// <summary>The user name that a teammate had before.</summary>
    UsernameTaker,
}
