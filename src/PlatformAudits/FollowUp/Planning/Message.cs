using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>What became of a direct message.</summary>
/// <param name="Reason">Why it was not sent, as a clause, encoded; empty when it was.</param>
internal sealed record Message(Contact To, MessageFate Fate, string Reason = "");

/// <summary>What can become of a direct message.</summary>
internal enum MessageFate
{
    /// <summary>Slack took it.</summary>
    Sent,

    /// <summary>Slack did not take it, so a mention takes its place.</summary>
    NotSent,

    /// <summary>The reply was lost, or the run was killed while it was sent: nobody knows, and it is not sent again.</summary>
    Unknown,
}
