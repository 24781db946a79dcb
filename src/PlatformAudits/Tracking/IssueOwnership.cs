using System.Globalization;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;
using PlatformAudits.Settings;

namespace PlatformAudits.Tracking;

/// <summary>
/// Tells the program's issues and notes from everybody else's, by who wrote them (docs/decisions/0006): marks are known to everybody, and
/// whoever can open an issue can write them. The audits and the follow-up go by the same rule.
/// </summary>
internal sealed class IssueOwnership(TrackerClient client, TrackerCalls calls, TrackerSettings settings, OwnAccount own, RunLog log)
{
    /// <summary>
    /// GitLab's account for the work of those whose accounts were deleted (docs.gitlab.com/user/profile/account/delete_account).
    /// </summary>
    public const string Ghost = "ghost";

    /// <summary>So many strangers' issues are looked at for a memory of ours, oldest first: anybody can open more.</summary>
    private const int MostLookedAt = 10;

    private readonly Dictionary<int, bool> _memories = [];
    private HashSet<long>? _accounts;

    /// <summary>The day of a moment in the time zone of the audits.</summary>
    public Func<DateTimeOffset, DateOnly> DayOf { get; init; } = moment => DateOnly.FromDateTime(moment.UtcDateTime);

    /// <summary>The account that the token acts as. Only it can change a note that it wrote.</summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public Task<TrackerAccount> SelfAsync() => own.GetAsync(() => calls.AskAsync("Asking who GL_TOKEN is", client.SelfAsync));

    /// <summary>The ids of the program's own accounts: the token's, and those of <c>tracker.accounts</c>.</summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<IReadOnlySet<long>> AccountsAsync() => _accounts ??= [(await SelfAsync()).Id, .. settings.Accounts];

    /// <summary>Of some issues those that have a mark and are ours, oldest first. Of the others each is warned of once a run.</summary>
    /// <param name="wanted">Which marks are asked for.</param>
    /// <param name="mayOpenByHand">
    /// The GitLab user names of those whose hand-opened issues are ours; null while nobody knows, and then such issues are
    /// <see cref="IssueOwner.Unknown"/>.
    /// </param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<IReadOnlyList<MarkedIssue>> OursAsync(
        IEnumerable<Issue> issues,
        Func<MarkedIssue, bool> wanted,
        IReadOnlySet<string>? mayOpenByHand
    )
    {
        var ours = new List<MarkedIssue>();
        var claims = issues.DistinctBy(issue => issue.Iid).OrderBy(issue => issue.Iid).Select(issue => MarkedIssue.Of(issue, DayOf));
        foreach (var claim in claims.OfType<MarkedIssue>().Where(wanted).ToList())
        {
            if (await OwnerOfAsync(claim, mayOpenByHand) is { } owner)
            {
                ours.Add(claim with { Owner = owner });
            }
            else
            {
                TellOfStranger(claim);
            }
        }

        return await ProvedAsync(ours);
    }

    /// <summary>Whether one of the program's own accounts has opened an issue.</summary>
    public async Task<bool> IsOfProgramAsync(Issue issue) => issue.Author is { } author && (await AccountsAsync()).Contains(author.Id);

    /// <summary>The notes of the program's own accounts, oldest first.</summary>
    public async Task<IReadOnlyList<TrackerNote>> OursAsync(IEnumerable<TrackerNote> notes)
    {
        var accounts = await AccountsAsync();
        return [.. notes.Where(note => !note.IsOfGitLab && accounts.Contains(note.Author.Id)).OrderBy(note => note.Id)];
    }

    /// <summary>
    /// Beside an issue of the program's, the mark of one that a person opened does not say that a run has written there, because whoever
    /// may edit it can write that; a memory does. Otherwise a mark on an older issue would have a live audit closed as a duplicate of it.
    /// </summary>
    private async Task<IReadOnlyList<MarkedIssue>> ProvedAsync(List<MarkedIssue> ours)
    {
        foreach (var (place, issue) in ours.Index().Where(found => found.Item is { Owner: IssueOwner.Person, IsKept: true }).ToList())
        {
            var isAlone = !ours.Exists(other =>
                other.Owner == IssueOwner.Program && other.Platform == issue.Platform && other.Period == issue.Period
            );
            ours[place] = issue with { IsKept = isAlone || await HasOwnMemoryAsync(issue) };
        }

        return ours;
    }

    private async Task<IssueOwner?> OwnerOfAsync(MarkedIssue claim, IReadOnlySet<string>? mayOpenByHand)
    {
        if (await IsOfProgramAsync(claim.Issue))
        {
            return IssueOwner.Program;
        }

        if (claim.IsFromTemplate && claim.Issue.Author?.Username is { } author && mayOpenByHand?.Contains(author) == true)
        {
            return IssueOwner.Person;
        }

        return await HasOwnMemoryAsync(claim) ? IssueOwner.Person
            : claim.IsFromTemplate && mayOpenByHand is null && claim.Issue.Author?.Username is not (null or Ghost) ? IssueOwner.Unknown
            : null;
    }

    /// <summary>Whether a run has kept a memory on an issue, which no stranger can: it wrote there when the issue was ours.</summary>
    private async Task<bool> HasOwnMemoryAsync(MarkedIssue claim)
    {
        var issue = claim.Issue;
        if (_memories.TryGetValue(issue.Iid, out var known))
        {
            return known;
        }

        if (issue.UserNotesCount == 0 || _memories.Count == MostLookedAt)
        {
            return false;
        }

        var notes = await calls.AskAsync("Reading the notes of a marked issue", () => client.NotesAsync(issue.ProjectId, issue.Iid));
        return _memories[issue.Iid] = HasOwnMemory(claim, await OursAsync(notes));
    }

    /// <param name="notes">The notes of the program's accounts on the issue.</param>
    private static bool HasOwnMemory(MarkedIssue claim, IReadOnlyList<TrackerNote> notes) =>
        IssueMemory.Newest(claim.Issue, MemoryNote.Of(notes, claim.Platform, claim.Period), claim.Platform, claim.Period).Memory
            is not null;

    private void TellOfStranger(MarkedIssue claim)
    {
        var author = claim.Issue.Author;
        var what = $"{claim.Issue.WebUrl} holds the mark of {claim.Platform} {claim.Period} and is not ours, because";
        var id = author?.Id.ToString(CultureInfo.InvariantCulture);
        var sentence = author?.Username switch
        {
            null => $"{what} GitLab does not say who opened it; it is left alone.",
            Ghost => $"{what} the account that opened it was deleted, and GitLab's Ghost User stands in its place; it is left alone. If "
                + $"that was an account of this program's, write the Ghost User's number ({id}) into tracker.accounts in the settings: "
                + "then the issues and notes of every deleted account count as the program's.",
            var name when claim.IsFromTemplate => $"{what} {LogEncoder.Encode(name)} opened it by hand, and is neither in "
                + "follow_up.operators nor in follow_up.support_ops_managers of the settings with that user name in the team file; it is "
                + "left alone.",
            var name =>
                $"{what} {LogEncoder.Encode(name)} opened it; it is left alone. If that is an account of this program's, write its "
                    + $"number ({id}) into tracker.accounts in the settings.",
        };
        if (own.IsNews(sentence))
        {
            log.Warning(sentence);
        }
    }
}
