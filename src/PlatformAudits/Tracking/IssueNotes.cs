using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using GitLabApiClient;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.Tracking;

/// <summary>
/// What the tracker says beside the issue's description, in notes: each once, found again by its hidden mark. The mark counts in notes of
/// the program's own accounts alone.
/// </summary>
internal sealed class IssueNotes(TrackerClient client, TrackerCalls calls, IssueOwnership ownership, RunLog log)
{
    /// <summary>The kind of the note on an issue that says that the audit goes on in another one.</summary>
    public const string OfDuplicate = "duplicate";

    /// <summary>Whether one of some notes is of a kind, whatever it is about.</summary>
    /// <param name="notes">Notes of the program's accounts alone.</param>
    public static bool AreThere(IEnumerable<TrackerNote> notes, string kind)
    {
        var mark = MarkOf(kind, "[A-Za-z0-9-]+");
        return notes.Any(note => mark.IsMatch(note.Body));
    }

    /// <summary>
    /// Tells in a note when somebody changed the description between our last reading and our write, which GitLab has no way to
    /// prevent. Its history holds what they wrote.
    /// </summary>
    /// <param name="read">The issue as it was read last.</param>
    public async Task TellOverwrittenAsync(Issue read, Issue written)
    {
        var notes = await calls.AskAsync("Reading the audit issue's history", () => client.NotesAsync(written.ProjectId, written.Iid));
        var changes = notes
            .Where(note =>
                note.IsOfGitLab && note.CreatedAt > read.UpdatedAt && note.CreatedAt < written.UpdatedAt && TellsOfDescription(note.Body)
            )
            .ToList();
        if (changes.Count == 0)
        {
            return;
        }

        var accounts = await ownership.AccountsAsync();
        if (changes.LastOrDefault(note => !accounts.Contains(note.Author.Id)) is { } theirs)
        {
            log.Warning($"Somebody changed {written.WebUrl} in the instant in which it was written; the issue says so in a note.");
            await SayOnceAsync(
                written,
                "overwritten",
                theirs.Id.ToString(CultureInfo.InvariantCulture),
                $"{MarkdownEncoder.Encode(theirs.Author.Name)} changed the description at {theirs.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC, "
                    + $"in the very instant in which this program wrote it, and the change was overwritten. GitLab keeps it: look for "
                    + $"*changed the description* above, and put back what is missing."
            );
        }
    }

    /// <summary>Keeps what did not fit into the description in a note of its own.</summary>
    /// <param name="text">The issue's text; without an appendix nothing is written.</param>
    public async Task KeepAppendixAsync(Issue issue, AuditIssueSlot slot, IssueText text)
    {
        if (text.Appendix is not { } appendix)
        {
            return;
        }

        var subject = $"{slot.Platform}-{slot.Period}";
        var mark = IssueMarks.Note("evidence", subject);
        var body = $"{mark}\n\n{appendix}";
        var notes = await OursAsync(issue, "evidence", subject);
        if (notes.Any(note => note.Body == body))
        {
            return;
        }

        // GitLab lets nobody but its author change a note, so that of an earlier token stays as it is.
        var self = await ownership.SelfAsync();
        var existing = notes.FirstOrDefault(note => note.Author.Id == self.Id);

        await calls.AskAsync(
            "Writing the evidence beside the audit issue",
            async () =>
            {
                await (
                    existing is null
                        ? client.AddNoteAsync(issue.ProjectId, issue.Iid, body)
                        : client.ChangeNoteAsync(issue.ProjectId, issue.Iid, existing.Id, body)
                );
                return true;
            }
        );
    }

    /// <summary>Writes a note unless one of the same kind and subject is there, also when the reply to the last try was lost.</summary>
    /// <param name="subject">What it is about, told apart from others of its kind.</param>
    public async Task SayOnceAsync(Issue issue, string kind, string subject, string sentence)
    {
        var mark = IssueMarks.Note(kind, subject);
        for (var attempt = 1; ; attempt++)
        {
            if ((await OursAsync(issue, kind, subject)).Count > 0)
            {
                return;
            }

            var (_, lost) = await calls.WriteAsync(
                "Writing a note on the audit issue",
                async () =>
                {
                    await client.AddNoteAsync(issue.ProjectId, issue.Iid, $"{sentence}\n\n{mark}");
                    return mark;
                }
            );
            if (lost is null)
            {
                await KeepOldestAsync(issue, await OursAsync(issue, kind, subject));
                return;
            }

            if (attempt == TrackerCalls.Attempts)
            {
                throw lost;
            }
        }
    }

    /// <summary>Our notes on an issue that have a mark, in whatever form an editor left it, oldest first.</summary>
    private async Task<IReadOnlyList<TrackerNote>> OursAsync(Issue issue, string kind, string subject)
    {
        var notes = await calls.AskAsync("Reading the audit issue's notes", () => client.NotesAsync(issue.ProjectId, issue.Iid));
        var mark = MarkOf(kind, Regex.Escape(subject));
        return await ownership.OursAsync(notes.Where(note => mark.IsMatch(note.Body)));
    }

    private static Regex MarkOf(string kind, string subject) =>
        new($@"<!--\s*platform-audits:{kind}\s+[0-9]{{1,4}}\s+{subject}\s*-->", RegexOptions.CultureInvariant);

    /// <summary>Of notes that two runs wrote at the same time the oldest stays.</summary>
    private async Task KeepOldestAsync(Issue issue, IReadOnlyList<TrackerNote> notes)
    {
        var self = await ownership.SelfAsync();
        foreach (var note in notes.Skip(1).Where(note => note.Author.Id == self.Id))
        {
            await calls.AskAsync(
                "Deleting a note that was written twice",
                async () =>
                {
                    try
                    {
                        await client.DeleteNoteAsync(issue.ProjectId, issue.Iid, note.Id, note.UpdatedAt);
                    }
                    catch (GitLabException gone) when (gone.HttpStatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)
                    {
                        // The other run was faster, or somebody has edited it.
                    }

                    return true;
                }
            );
        }
    }

    /// <summary>
    /// Whether GitLab says in a note that the description was changed. Of a box that was ticked it says so, and not that the
    /// description was changed.
    /// </summary>
    private static bool TellsOfDescription(string note) =>
        note.StartsWith("changed the description", StringComparison.Ordinal)
        || note.StartsWith("marked the checklist item", StringComparison.Ordinal);
}
