namespace PlatformAudits.Sandbox.GitLab;

/// <summary>That GitLab has told somebody of a note on an issue which they may see.</summary>
public sealed record Delivery(long Issue, long Note, string Username, DeliveryKind Kind, DateTimeOffset At);

/// <summary>How GitLab tells of a note.</summary>
public enum DeliveryKind
{
    /// <summary>A to-do item. While an earlier one of the same issue is open, there is no other.</summary>
    ToDo,

    /// <summary>An e-mail to somebody whom the note mentions.</summary>
    MentionEmail,

    /// <summary>An e-mail to somebody who takes part in the issue, as everybody does whom anything there has ever mentioned.</summary>
    ParticipantEmail,
}
