using PlatformAudits.FollowUp.Policies;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>Gives findings to whom a reply has handed them over. Within a follow-up nobody gets the same finding twice.</summary>
internal static class HandOvers
{
    /// <summary>The case with the holders of its findings.</summary>
    /// <param name="file">The case as its issues have it.</param>
    public static CaseState Apply(CaseState file)
    {
        foreach (var reply in file.Replies)
        {
            if (reply.Command is not ReplyCommand.HandOver { Username: var name } || file.People.Asked(name) is not { } holder)
            {
                continue;
            }

            file = file with
            {
                Findings =
                [
                    .. file.Findings.Select(item =>
                        CanTake(file, item, reply, holder) ? item with { Holder = holder.Key, HandedOver = reply } : item
                    ),
                ],
            };
        }

        return file;
    }

    private static bool CanTake(CaseState file, TrackedFinding item, Reply reply, Contact holder) =>
        reply.Thread == file.ThreadOf(item)
        && holder.Key != (item.Holder ?? item.Person)
        && holder.Key != (item.HandedOver is null ? null : item.Person)
        && FindingProgress.DoneOf(file, item) > 0
        && FindingProgress.WeightOf(file, item, reply) != ReplyWeight.None;
}
