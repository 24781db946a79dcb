namespace PlatformAudits.FollowUp.Planning;

/// <summary>That a reply asks for a finding's next step to wait. The first one counts, and none after it.</summary>
/// <param name="Until">The first moment of the day that it names.</param>
internal sealed record Postponement(Reply Reply, DateTimeOffset Until)
{
    /// <summary>The postponement of a finding, or null.</summary>
    /// <param name="file">The case.</param>
    public static Postponement? Of(CaseState file, TrackedFinding item) =>
        file.Replies.FirstOrDefault(reply =>
            reply.Command is ReplyCommand.Later && FindingProgress.WeightOf(file, item, reply) != ReplyWeight.None
        )
            is { Command: ReplyCommand.Later later } found
            ? new Postponement(found, file.Calendar.At(later.Until, TimeOnly.MinValue))
            : null;

    /// <summary>When a step comes that was due at a moment: it moves by the policy's longest wait at the most.</summary>
    /// <param name="file">The case.</param>
    public DateTimeOffset Move(CaseState file, DateTimeOffset due)
    {
        var latest = due.AddHours(file.Policy.LongestOfWaits);
        return Until <= due ? due : file.Calendar.Due(Until < latest ? Until : latest, 0);
    }
}
