using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;

namespace PlatformAudits.Tracking;

/// <summary>Which audit's issue the program's own notes say that an issue is, whatever its description says.</summary>
/// <param name="IsDuplicate">Whether a note of the program's says there that the audit goes on in another one.</param>
internal sealed record RememberedAudit(string Platform, FiscalPeriod Period, bool IsDuplicate)
{
    /// <summary>What is remembered of an issue; null where no memory stands there that was written for it.</summary>
    /// <param name="notes">Notes of the program's accounts alone.</param>
    public static RememberedAudit? On(Issue issue, IReadOnlyCollection<TrackerNote> notes)
    {
        var audits = notes.Select(MemoryNote.In).OfType<MemoryNote>().GroupBy(note => (note.Platform, note.Period));
        foreach (var (platform, period) in audits.OrderByDescending(group => group.Max(note => note.Age)).Select(group => group.Key))
        {
            if (IssueMemory.Newest(issue, MemoryNote.Of(notes, platform, period), platform, period).Memory is not null)
            {
                return new RememberedAudit(platform, period, IssueNotes.AreThere(notes, IssueNotes.OfDuplicate));
            }
        }

        return null;
    }
}
