using System.Globalization;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;

namespace PlatformAudits.Tracking;

/// <summary>
/// Sets GitLab's own attributes of an issue where nobody has: the due date, the assignees, and the labels of severity and verdict. What
/// people have set or taken away stays so: what GitLab itself notes down tells.
/// </summary>
internal sealed class IssueAttributes(
    TrackerClient client,
    TrackerCalls calls,
    IssueOwnership ownership,
    TrackerSettings settings,
    RunLog log
)
{
    private const string DueDate = "due date";
    private const string Assigned = "assign";

    /// <summary>The day by which the findings of an issue are to be decided: the one that it has, or else is to be given.</summary>
    /// <param name="issue">The issue; null for one that is not open yet.</param>
    /// <param name="today">The day of the run.</param>
    /// <returns>The day; null where people have taken it away, or the settings ask for none.</returns>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<DateOnly?> DueAsync(Issue? issue, DateOnly today) =>
        DateOnly.TryParse(issue?.DueDate, CultureInfo.InvariantCulture, out var due) ? due
        : settings.DueDays == 0 || issue?.State == IssueState.Closed || (issue is not null && !await IsLeftAloneAsync(issue, DueDate))
            ? null
        : today.AddDays(settings.DueDays);

    /// <summary>A due date as GitLab takes it, where an issue has none and is to be given one; else null.</summary>
    public static string? MissingDue(Issue? issue, WantedAttributes wanted) =>
        issue?.DueDate is null && wanted.Due is { } due ? due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    /// <summary>The ids of whom an issue is to be assigned to; null where it is assigned already, or people have changed that.</summary>
    /// <param name="issue">The issue; null for one that is not open yet.</param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<List<int>?> MissingAssigneesAsync(Issue? issue, WantedAttributes wanted)
    {
        if (
            !settings.Assigns
            || wanted.Assignees.Count == 0
            || issue?.State == IssueState.Closed
            || (issue is not null && (issue.Assignees.Count > 0 || !await IsLeftAloneAsync(issue, Assigned)))
        )
        {
            return null;
        }

        var ids = new List<int>();
        foreach (var username in wanted.Assignees)
        {
            var account = await calls.AskAsync("Looking for an operator's account", () => client.AccountAsync(username));
            if (account is { State: null or "active", Id: <= int.MaxValue })
            {
                ids.Add((int)account.Id);
            }
        }

        return ids.Count == 0 ? null : ids;
    }

    /// <summary>The labels of severity and verdict of a new issue.</summary>
    public IReadOnlyList<string> LabelsOf(WantedAttributes wanted) => [.. Groups(wanted).Select(group => group.Wanted).OfType<string>()];

    /// <summary>
    /// Gives an issue the labels of its severity and verdict, each in the place of others of its kind, unless people have changed them
    /// last.
    /// </summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task KeepLabelsAsync(Issue issue, WantedAttributes wanted)
    {
        var wrong = Groups(wanted)
            .Select(group => (Group: group, Others: issue.Labels.Where(label => group.Holds(label) && !group.IsWanted(label)).ToList()))
            .Where(of => of.Others.Count > 0 || (of.Group.Wanted is { } label && !issue.Labels.Exists(of.Group.IsWanted)))
            .ToList();
        if (wrong.Count == 0)
        {
            return;
        }

        var events = await calls.AskAsync(
            "Reading the history of the audit issue's labels",
            () => client.LabelEventsAsync(issue.ProjectId, issue.Iid)
        );
        var accounts = await ownership.AccountsAsync();
        wrong.RemoveAll(of =>
            events.LastOrDefault(change => change.Label?.Name is { } name && of.Group.Holds(name)) is { } last
            && (last.User is null || !accounts.Contains(last.User.Id))
        );
        if (wrong.Count > 0)
        {
            log.Step($"GitLab: labelling {issue.WebUrl} …");
            await calls.AskAsync(
                "Labelling the audit issue",
                async () =>
                {
                    await client.ChangeLabelsAsync(
                        issue.ProjectId,
                        issue.Iid,
                        wrong.Select(of => of.Group.Wanted).OfType<string>(),
                        wrong.SelectMany(of => of.Others)
                    );
                    return true;
                }
            );
        }
    }

    private IEnumerable<LabelGroup> Groups(WantedAttributes wanted)
    {
        if (wanted.Verdict is not { } verdict)
        {
            yield break;
        }

        yield return new LabelGroup(settings.VerdictLabels, KebabCase.Of(verdict.ToString()));
        if (verdict != Verdict.NotEvaluated)
        {
            yield return new LabelGroup(settings.SeverityLabels, wanted.Gravest is { } gravest ? KebabCase.Of(gravest.ToString()) : null);
        }
    }

    /// <summary>Whether nobody has ever set or cleared an attribute, as far as the lines go that GitLab writes for each change.</summary>
    private async Task<bool> IsLeftAloneAsync(Issue issue, string word)
    {
        var notes = await calls.AskAsync("Reading the audit issue's notes", () => client.NotesAsync(issue.ProjectId, issue.Iid));
        return !notes.Any(note => note.IsOfGitLab && note.Body.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Labels of which an issue has one.</summary>
    private sealed class LabelGroup(IReadOnlyDictionary<string, string> labels, string? key)
    {
        public string? Wanted { get; } = key is null ? null : labels.GetValueOrDefault(key);

        public bool Holds(string label) => labels.Values.Contains(label, StringComparer.OrdinalIgnoreCase);

        public bool IsWanted(string label) => label.Equals(Wanted, StringComparison.OrdinalIgnoreCase);
    }
}
