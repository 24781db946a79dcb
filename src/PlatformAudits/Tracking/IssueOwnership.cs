using System.Globalization;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
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
    private const int MostLookedAt = 100;

    private readonly Dictionary<int, Looked> _looked = [];
    private int _strangers;
    private HashSet<long>? _accounts;

    /// <summary>The day of a moment in the time zone of the audits.</summary>
    public Func<DateTimeOffset, DateOnly> DayOf { get; init; } = moment => DateOnly.FromDateTime(moment.UtcDateTime);

    /// <summary>The account that the token acts as. Only it can change a note that it wrote.</summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public Task<TrackerAccount> SelfAsync() => own.GetAsync(() => calls.AskAsync("Asking who GL_TOKEN is", client.SelfAsync));

    /// <summary>The ids of the program's own accounts: the token's, and those of <c>tracker.accounts</c>.</summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<IReadOnlySet<long>> AccountsAsync() => _accounts ??= [(await SelfAsync()).Id, .. settings.Accounts];

    /// <summary>
    /// Of some issues those of wanted audits that are ours, oldest first. Which audit's an issue is, a memory of ours on it says; where
    /// there is none, its mark does. Of strangers' marks each is warned of once a run.
    /// </summary>
    /// <param name="wanted">Which audits are asked for.</param>
    /// <param name="mayOpenByHand">
    /// The GitLab user names of those whose hand-opened issues are ours; null while nobody knows, and then such issues are
    /// <see cref="IssueOwner.Unknown"/>.
    /// </param>
    /// <param name="openedSince">
    /// From when on, UTC, issues that the program or those people opened are looked at for a memory also where their mark is another or
    /// gone, one request for each; null for none.
    /// </param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<IReadOnlyList<MarkedIssue>> OursAsync(
        IEnumerable<Issue> issues,
        Func<MarkedIssue, bool> wanted,
        IReadOnlySet<string>? mayOpenByHand,
        DateTime? openedSince = null
    )
    {
        var ours = new List<MarkedIssue>();
        foreach (var issue in issues.DistinctBy(issue => issue.Iid).OrderBy(issue => issue.Iid))
        {
            var marked = MarkedIssue.Of(issue, DayOf);
            var mayBeWanted =
                (marked is not null && wanted(marked))
                || (issue.CreatedAt >= openedSince && (await IsOfProgramAsync(issue) || IsOf(issue, mayOpenByHand)));
            if (mayBeWanted && await IdentifiedAsync(issue, marked, mayOpenByHand) is { } found && wanted(found))
            {
                if (await OwnerOfAsync(found, mayOpenByHand) is { } owner)
                {
                    ours.Add(found with { Owner = owner });
                }
                else
                {
                    TellOfStranger(found);
                }
            }
        }

        return Proved(ours);
    }

    /// <summary>Which audit's an issue is, as far as that is known without looking at it: by its memory or by its mark.</summary>
    public (string Platform, FiscalPeriod Period)? AuditOf(Issue issue) =>
        _looked.GetValueOrDefault(issue.Iid)?.Audit is { } audit ? (audit.Platform, audit.Period)
        : MarkedIssue.Of(issue, DayOf) is { } marked ? (marked.Platform, marked.Period)
        : null;

    /// <summary>An issue as the audit's that the program remembers it to be, else as its mark says; null where neither says one.</summary>
    private async Task<MarkedIssue?> IdentifiedAsync(Issue issue, MarkedIssue? marked, IReadOnlySet<string>? mayOpenByHand)
    {
        var (_, notes, audit) = await LookAtAsync(issue, mayOpenByHand);
        marked = audit is null ? marked : Remembered(issue, audit, marked);
        return marked is null ? null : marked with { Notes = notes };
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
    private static IReadOnlyList<MarkedIssue> Proved(List<MarkedIssue> ours) =>
        [
            .. ours.Select(issue =>
                issue is { Owner: IssueOwner.Person, IsKept: true, Remembered: null }
                && ours.Exists(other =>
                    other.Owner == IssueOwner.Program && other.Platform == issue.Platform && other.Period == issue.Period
                )
                    ? issue with
                    {
                        IsKept = false,
                    }
                    : issue
            ),
        ];

    private async Task<IssueOwner?> OwnerOfAsync(MarkedIssue claim, IReadOnlySet<string>? mayOpenByHand) =>
        await IsOfProgramAsync(claim.Issue) ? IssueOwner.Program
        : claim.Remembered is not null || (claim.IsFromTemplate && IsOf(claim.Issue, mayOpenByHand)) ? IssueOwner.Person
        : claim.IsFromTemplate && mayOpenByHand is null && claim.Issue.Author?.Username is not (null or Ghost) ? IssueOwner.Unknown
        : null;

    private static bool IsOf(Issue issue, IReadOnlySet<string>? people) =>
        issue.Author?.Username is { } author && people?.Contains(author) == true;

    /// <summary>
    /// The program's notes on an issue, and what they remember. It wrote there when the issue was ours, which no stranger can. GitLab
    /// changes an issue's time with every note, so one whose time is the same is not read again. Of ours no count of notes is believed:
    /// without its memory an audit would have nothing to be held against.
    /// </summary>
    private async Task<Looked> LookAtAsync(Issue issue, IReadOnlySet<string>? mayOpenByHand)
    {
        if (_looked.TryGetValue(issue.Iid, out var known) && known.UpdatedAt == issue.UpdatedAt)
        {
            return known;
        }

        var isStrangers = known is null && !await IsOfProgramAsync(issue) && !IsOf(issue, mayOpenByHand);
        if (isStrangers && (issue.UserNotesCount == 0 || IsOneTooMany()))
        {
            return new Looked(issue.UpdatedAt, [], Audit: null);
        }

        var notes = await OursAsync(
            await calls.AskAsync("Reading the audit issue's notes", () => client.NotesAsync(issue.ProjectId, issue.Iid))
        );
        return _looked[issue.Iid] = new Looked(issue.UpdatedAt, notes, RememberedAudit.On(issue, notes));
    }

    private bool IsOneTooMany()
    {
        if (++_strangers <= MostLookedAt)
        {
            return false;
        }

        Warn(
            $"More than {MostLookedAt} issues that others opened hold marks of audits. Whether the program has written into the younger "
                + "ones was not looked up; delete what nobody needs."
        );
        return true;
    }

    private MarkedIssue Remembered(Issue issue, RememberedAudit audit, MarkedIssue? marked)
    {
        if (marked is null || (marked.Platform, marked.Period) != (audit.Platform, audit.Period))
        {
            var mark = marked is null ? "no mark" : $"the mark of {marked.Platform} {marked.Period}";
            Warn(
                $"{issue.WebUrl} is the audit issue of {audit.Platform} {audit.Period}, as the program's own note there says, and "
                    + $"somebody has edited its description: {mark} stands first in it. The note counts."
            );
        }

        return new MarkedIssue(issue, audit.Platform, audit.Period, IssueMarks.Version, marked?.Token) { Remembered = audit };
    }

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
        Warn(sentence);
    }

    private void Warn(string sentence)
    {
        if (own.IsNews(sentence))
        {
            log.Warning(sentence);
        }
    }

    /// <summary>An issue that was looked at.</summary>
    /// <param name="UpdatedAt">When it was last changed by then, UTC.</param>
    /// <param name="Notes">The program's notes there, oldest first.</param>
    private sealed record Looked(DateTime UpdatedAt, IReadOnlyList<TrackerNote> Notes, RememberedAudit? Audit);
}
