namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// Whom GitLab tells of the notes that the API has written, and how, with the default settings of notifications (docs.gitlab.com,
/// "Comments and threads", "To-Do items" and "Notification emails"). It is worked out when it is asked for.
/// </summary>
internal sealed class DeliveryLog
{
    private readonly Queue<Writing> _left = [];
    private readonly List<Delivery> _told = [];

    /// <summary>Keeps what GitLab knew when a note was written or changed.</summary>
    public void Add(Writing writing) => _left.Enqueue(writing);

    /// <summary>Everything that was told, in the order of time.</summary>
    public IReadOnlyList<Delivery> Read()
    {
        while (_left.TryDequeue(out var writing))
        {
            Tell(writing);
        }

        return [.. _told];
    }

    private void Tell(Writing writing)
    {
        var mentioned = writing.Mentioned.Where(user => user != writing.Author && writing.Sees(user)).ToList();
        foreach (var user in mentioned.Where(user => !HasOpenToDo(user, writing.Issue)))
        {
            Add(user, DeliveryKind.ToDo);
        }

        if (!writing.IsEdit || writing.MailsEdits)
        {
            mentioned.ForEach(user => Add(user, DeliveryKind.MentionEmail));
        }

        if (!writing.IsEdit)
        {
            foreach (var user in writing.Participants().Except(mentioned).Where(user => user != writing.Author && writing.Sees(user)))
            {
                Add(user, DeliveryKind.ParticipantEmail);
            }
        }

        void Add(GitLabUser user, DeliveryKind kind) =>
            _told.Add(new Delivery(writing.Issue.Iid, writing.Note.Id, user.Username, kind, writing.At));
    }

    // A to-do item is done when its owner comments.
    private bool HasOpenToDo(GitLabUser user, Issue issue) =>
        _told.FindLast(told => told.Kind == DeliveryKind.ToDo && told.Issue == issue.Iid && told.Username == user.Username) is { } last
        && !issue.Notes.Exists(note => !note.System && note.Author == user && note.CreatedAt > last.At);

    /// <summary>A note when it was written or changed.</summary>
    /// <param name="Issue">The issue as it was then, the note included.</param>
    /// <param name="Mentioned">Whom the note mentions; of an edit, whom it had not mentioned before.</param>
    /// <param name="MailsEdits">Whether this GitLab sends an e-mail for a mention that an edit adds.</param>
    /// <param name="Sees">Whether GitLab shows the issue to somebody.</param>
    /// <param name="Find">The account with a user name.</param>
    internal sealed record Writing(
        Issue Issue,
        Note Note,
        IReadOnlyList<GitLabUser> Mentioned,
        bool IsEdit,
        bool MailsEdits,
        DateTimeOffset At,
        Func<GitLabUser, bool> Sees,
        Func<string, GitLabUser?> Find
    )
    {
        public GitLabUser Author => Note.Author;

        /// <summary>Author, assignees, who wrote a note, and who was mentioned in the description or in a note.</summary>
        public IEnumerable<GitLabUser> Participants() =>
            Issue
                .Notes.Where(note => !note.System)
                .SelectMany(note => Mentions(note.Body).Prepend(note.Author))
                .Concat(Mentions(Issue.Description ?? ""))
                .Concat(Issue.Assignees)
                .Prepend(Issue.Author)
                .Distinct();

        private IEnumerable<GitLabUser> Mentions(string text) =>
            text.Contains('@', StringComparison.Ordinal)
                ? new WrittenText(text).Mentions.Select(mention => Find(mention.TrimStart('@'))).OfType<GitLabUser>()
                : [];
    }
}
