namespace PlatformAudits.FollowUp.Planning;

/// <summary>That a reply has moved a finding's next step. It counts once in a follow-up.</summary>
/// <param name="Until">The first moment at which the step may come.</param>
/// <param name="IsShortened">Whether the policy's longest wait ends before the day that the reply names.</param>
internal sealed record Postponement(Reply Reply, DateTimeOffset Until, bool IsShortened)
{
    /// <summary>The postponement of a finding, or null.</summary>
    /// <param name="file">The case.</param>
    public static Postponement? Of(CaseState file, TrackedFinding item)
    {
        var reply = file.Replies.FirstOrDefault(reply =>
            reply.Command is ReplyCommand.Later && FindingProgress.WeightOf(file, item, reply) != ReplyWeight.None
        );
        if (reply?.Command is not ReplyCommand.Later later)
        {
            return null;
        }

        var wanted = file.Calendar.At(later.Until, TimeOnly.MinValue);
        var latest = reply.At.AddHours(file.Policy.LongestOfWaits);
        return new Postponement(reply, wanted < latest ? wanted : latest, wanted > latest);
    }
}
