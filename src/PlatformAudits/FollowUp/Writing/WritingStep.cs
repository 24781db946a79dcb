using PlatformAudits.FollowUp.Planning;

namespace PlatformAudits.FollowUp.Writing;

/// <summary>What one step of writing came to.</summary>
/// <param name="Finished">The notes that were finished.</param>
/// <param name="IsDone">Whether there is nothing left that this run can do.</param>
/// <param name="Left">When it is done: what the next run has to do, as a clause; null for nothing.</param>
internal sealed record WritingStep(IReadOnlyList<PlannedNote> Finished, bool IsDone, string? Left = null)
{
    /// <summary>When it is done: how many notes that tell of findings are due and were left to a later run.</summary>
    public int Remaining { get; init; }
}
