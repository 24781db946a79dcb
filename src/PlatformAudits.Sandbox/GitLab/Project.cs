using System.Collections.Immutable;
using System.Globalization;
using PlatformAudits.Sandbox.GitLab.RichText;

namespace PlatformAudits.Sandbox.GitLab;

/// <summary>
/// A project's issues and labels. Tests change them as people would; the API goes the same way. Safe to use from several threads.
/// </summary>
public sealed class Project
{
    private const long FirstIssueId = 150_000_001;
    private const long FirstNoteId = 2_284_136_723;
    private const string DefaultColor = "#6699cc";

    private readonly Lock _lock = new();
    private readonly UserDirectory _directory;
    private readonly TimeProvider _clock;
    private readonly SortedDictionary<long, Issue> _issues = [];
    private readonly SortedDictionary<string, Label> _labels = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Notification> _notifications = [];
    private readonly DeliveryLog _deliveries = new();
    private readonly HashSet<string> _formerPaths = new(StringComparer.OrdinalIgnoreCase);
    private DateTimeOffset _lastChange;
    private long _changes = 1;
    private long _notes;
    private long _labelEvents;

    internal Project(long id, string path, UserDirectory directory, TimeProvider clock)
    {
        _directory = directory;
        Id = id;
        Path = path;
        _clock = clock;
        Members = new ProjectMembers(directory, clock);
        CreatedAt = Now();
    }

    /// <summary>The project's id.</summary>
    public long Id { get; }

    /// <summary><c>private</c>, <c>internal</c> or <c>public</c>.</summary>
    public string Visibility { get; set; } = "private";

    /// <summary>Who sees issues that are no secret: <c>enabled</c> for whoever sees the project, <c>private</c> for members.</summary>
    public string IssuesAccess { get; set; } = "enabled";

    /// <summary>Who is a member.</summary>
    public ProjectMembers Members { get; }

    /// <summary>Whether GitLab sends an e-mail for a mention that an edit adds.</summary>
    internal Func<bool> MailsEdits { get; init; } = () => true;

    /// <summary>The full path, group and all.</summary>
    public string Path { get; private set; }

    /// <summary>The issues in the order of their numbers.</summary>
    public IReadOnlyList<Issue> Issues
    {
        get
        {
            lock (_lock)
            {
                return [.. _issues.Values];
            }
        }
    }

    /// <summary>The labels in the order of their names.</summary>
    public IReadOnlyList<Label> Labels
    {
        get
        {
            lock (_lock)
            {
                return [.. _labels.Values];
            }
        }
    }

    /// <summary>Whom the notes that came by the API mention, in the order of time, whether or not GitLab tells them.</summary>
    public IReadOnlyList<Notification> Notifications
    {
        get
        {
            lock (_lock)
            {
                return [.. _notifications];
            }
        }
    }

    /// <summary>The to-do items and e-mails that GitLab has sent for the notes that came by the API, in the order of time.</summary>
    public IReadOnlyList<Delivery> Deliveries
    {
        get
        {
            lock (_lock)
            {
                return _deliveries.Read();
            }
        }
    }

    internal DateTimeOffset CreatedAt { get; }

    /// <summary>
    /// Moves or renames the project: reads by a former path are led to its id, writes by it are refused, and the id works as before.
    /// </summary>
    public void MoveTo(string path)
    {
        lock (_lock)
        {
            _formerPaths.Add(Path);
            Path = path;
        }
    }

    internal bool WasAt(string path)
    {
        lock (_lock)
        {
            return _formerPaths.Contains(path) && !path.Equals(Path, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>The issue with a number, or null.</summary>
    public Issue? Find(long iid)
    {
        lock (_lock)
        {
            return _issues.GetValueOrDefault(iid);
        }
    }

    /// <summary>Opens an issue; <paramref name="complete"/> adds what the title does not say.</summary>
    public Issue Open(GitLabUser author, string title, Func<Issue, Issue>? complete = null)
    {
        lock (_lock)
        {
            var now = Now();
            var iid = _issues.Count + 1;
            var issue = new Issue
            {
                Id = FirstIssueId + (Id * 1_000_000) + iid,
                Iid = iid,
                ProjectId = Id,
                Title = title,
                Author = author,
                CreatedAt = now,
                UpdatedAt = now,
            };
            var opened = complete?.Invoke(issue) ?? issue;
            var said = SystemNotes(opened with { DueDate = null, Assignees = [] }, opened)
                .Select(body => NewNote(author, body, now) with { System = true })
                .ToList();
            return Keep(opened with { Notes = opened.Notes.AddRange(said) }, author);
        }
    }

    /// <summary>
    /// Changes an issue, as <c>issue => issue with { Title = "…" }</c>; GitLab notes down a new title, description or confidentiality.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no issue with this number.</exception>
    public Issue Edit(GitLabUser editor, long iid, Func<Issue, Issue> change)
    {
        lock (_lock)
        {
            var before = _issues[iid];
            var now = Now();
            var after = change(before) with { UpdatedAt = now };
            if (after.Closed != before.Closed)
            {
                after = after with { ClosedAt = after.Closed ? now : null, ClosedBy = after.Closed ? editor : null };
            }

            var said = SystemNotes(before, after).Select(body => NewNote(editor, body, now) with { System = true }).ToList();
            return Keep(after with { Notes = after.Notes.AddRange(said) }, editor);
        }
    }

    /// <summary>
    /// Saves the description in GitLab's rich text editor without any other edit. Quick actions that only then stand in it, because a
    /// character reference was decoded, are carried out as the editor's own.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no issue with this number.</exception>
    public Issue SaveInRichTextEditor(GitLabUser editor, long iid, RichTextVariant variant = RichTextVariant.None) =>
        Edit(
            editor,
            iid,
            issue =>
            {
                var before = new WrittenText(issue.Description ?? "");
                var after = new WrittenText(RichTextEditor.Save(issue.Description ?? "", variant));
                return after
                    .QuickActions.Except(before.QuickActions)
                    .Aggregate(
                        issue with
                        {
                            Description = after.WithoutQuickActions,
                        },
                        (changed, action) => QuickAction.Apply(changed, action, _directory)
                    );
            }
        );

    /// <summary>Saves a note in GitLab's rich text editor without any other edit; whom it mentions only then is notified.</summary>
    /// <returns>The note, or null when the issue has no such note.</returns>
    /// <exception cref="KeyNotFoundException">There is no issue with this number.</exception>
    public Note? SaveNoteInRichTextEditor(long iid, long id, RichTextVariant variant = RichTextVariant.None)
    {
        lock (_lock)
        {
            if (_issues[iid].Notes.Find(note => note.Id == id) is not { } note)
            {
                return null;
            }

            var saved = EditNote(iid, id, RichTextEditor.Save(note.Body, variant))!.Value.After;
            Notify(
                iid,
                saved,
                new WrittenText(saved.Body).Mentions.Except(new WrittenText(note.Body).Mentions, StringComparer.OrdinalIgnoreCase),
                isEdit: true
            );
            return saved;
        }
    }

    /// <summary>Writes a note on an issue.</summary>
    /// <exception cref="KeyNotFoundException">There is no issue with this number.</exception>
    public Note Comment(GitLabUser author, long iid, string body, bool onlyForMembers = false)
    {
        lock (_lock)
        {
            var now = Now();
            var note = NewNote(author, body, now) with { Internal = onlyForMembers };
            var issue = _issues[iid];
            Keep(issue with { Notes = issue.Notes.Add(note), UpdatedAt = now });
            return note;
        }
    }

    /// <summary>Writes a note that begins a thread, or answers in one.</summary>
    /// <param name="discussion">The thread's id; null begins one.</param>
    /// <returns>The note, or null when nothing is left of the discussion.</returns>
    /// <exception cref="KeyNotFoundException">There is no issue with this number.</exception>
    public Note? Discuss(GitLabUser author, long iid, string body, string? discussion = null)
    {
        lock (_lock)
        {
            var issue = _issues[iid];
            var others = issue.Notes.Where(note => note.Discussion == discussion).ToList();
            if (discussion is not null && others.Count == 0)
            {
                return null;
            }

            var now = Now();
            var note = NewNote(author, body, now) with
            {
                IsInThread = true,
                BegunBy =
                    others.Count == 0 ? 0
                    : others[0].BegunBy == 0 ? others[0].Id
                    : others[0].BegunBy,
            };
            var notes = others is [{ IsInThread: false } alone]
                ? issue.Notes.Replace(alone, alone with { IsInThread = true })
                : issue.Notes;
            Keep(issue with { Notes = notes.Add(note), UpdatedAt = now });
            return note;
        }
    }

    /// <summary>Deletes a note, and leaves no trace of it.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="KeyNotFoundException">There is no issue with this number.</exception>
    public bool DeleteNote(long iid, long id)
    {
        lock (_lock)
        {
            var issue = _issues[iid];
            if (issue.Notes.Find(note => note.Id == id) is not { } note)
            {
                return false;
            }

            Keep(issue with { Notes = issue.Notes.Remove(note), UpdatedAt = Now() });
            return true;
        }
    }

    /// <summary>Keeps whom a note mentions and, before an edit, did not, and whom GitLab tells of it.</summary>
    internal void Notify(long iid, Note note, IEnumerable<string> mentions, bool isEdit = false)
    {
        lock (_lock)
        {
            var (at, issue, visibility, members) = (_clock.GetUtcNow(), _issues[iid], Visibility, Members.Now());
            var names = mentions.Select(mention => mention.TrimStart('@')).ToList();
            _notifications.AddRange(names.Select(name => new Notification(iid, note.Id, name, at)));
            _deliveries.Add(
                new DeliveryLog.Writing(
                    issue,
                    note,
                    [.. names.Select(_directory.WithUsername).OfType<GitLabUser>()],
                    isEdit,
                    MailsEdits(),
                    note.UpdatedAt,
                    user => members(user, issue, visibility),
                    _directory.WithUsername
                )
            );
        }
    }

    /// <summary>Notes on every issue that a text refers to as <c>#12</c> that it does so, as GitLab does for each once.</summary>
    internal void Mention(GitLabUser author, long from, IEnumerable<string> references)
    {
        lock (_lock)
        {
            foreach (var reference in references.Where(reference => reference.StartsWith('#')))
            {
                var said = string.Create(CultureInfo.InvariantCulture, $"mentioned in issue #{from}");
                if (
                    long.TryParse(reference.AsSpan(1), out var iid)
                    && iid != from
                    && _issues.TryGetValue(iid, out var issue)
                    && !issue.Notes.Exists(note => note.System && note.Body == said)
                )
                {
                    var now = Now();
                    Keep(issue with { Notes = issue.Notes.Add(NewNote(author, said, now) with { System = true }), UpdatedAt = now });
                }
            }
        }
    }

    /// <summary>Changes the text of a note.</summary>
    /// <returns>The note before and after the change; null when the issue has no such note.</returns>
    /// <exception cref="KeyNotFoundException">There is no issue with this number.</exception>
    public (Note Before, Note After)? EditNote(long iid, long id, string body)
    {
        lock (_lock)
        {
            var issue = _issues[iid];
            if (issue.Notes.Find(note => note.Id == id) is not { } before)
            {
                return null;
            }

            var after = before with { Body = body, UpdatedAt = Now() };
            Keep(issue with { Notes = issue.Notes.Replace(before, after), UpdatedAt = after.UpdatedAt });
            return (before, after);
        }
    }

    /// <summary>
    /// Gives the issues and notes of somebody to the Ghost User, as GitLab does when it deletes an account; no time of a change tells of
    /// it.
    /// </summary>
    internal void Give(GitLabUser user, GitLabUser ghost)
    {
        lock (_lock)
        {
            foreach (var issue in _issues.Values.ToList())
            {
                _issues[issue.Iid] = issue with
                {
                    Author = issue.Author == user ? ghost : issue.Author,
                    ClosedBy = issue.ClosedBy == user ? ghost : issue.ClosedBy,
                    Assignees = issue.Assignees.Remove(user),
                    Notes = issue.Notes.ConvertAll(note => note.Author == user ? note with { Author = ghost } : note),
                };
            }
        }
    }

    /// <summary>Makes a label; null when there is one of this name already.</summary>
    public Label? AddLabel(string name, string color, string? description = null)
    {
        lock (_lock)
        {
            var label = new Label((Id * 10_000) + _labels.Count + 1, name, color, description);
            return _labels.TryAdd(name, label) ? label : null;
        }
    }

    /// <summary>
    /// The time of a change in whole microseconds, as PostgreSQL keeps it, of which JSON shows the milliseconds. No two changes share one:
    /// while the clock stands still, a change takes a millisecond and a bit.
    /// </summary>
    private DateTimeOffset Now()
    {
        var clock = Whole(_clock.GetUtcNow(), TimeSpan.TicksPerMicrosecond);
        var bit = TimeSpan.FromMicroseconds(_changes++ * 389 % 1000);
        _lastChange =
            clock <= _lastChange ? Whole(_lastChange, TimeSpan.TicksPerMillisecond).AddMilliseconds(1) + bit
            : clock == Whole(clock, TimeSpan.TicksPerMillisecond) ? clock + bit
            : clock;
        return _lastChange;
    }

    private static DateTimeOffset Whole(DateTimeOffset time, long ticks) => time.AddTicks(-(time.Ticks % ticks));

    private Note NewNote(GitLabUser author, string body, DateTimeOffset now) =>
        new()
        {
            Id = FirstNoteId + (Id * 1_000_000) + ++_notes,
            Body = body,
            Author = author,
            CreatedAt = now,
            UpdatedAt = now,
        };

    private static IEnumerable<string> SystemNotes(Issue before, Issue after)
    {
        if (after.Title != before.Title)
        {
            yield return $"changed title from **{before.Title}** to **{after.Title}**";
        }

        if (after.Description != before.Description)
        {
            // A change that ticks boxes is told box by box, and only then not as a change of the description.
            var (old, fresh) = (WrittenText.TaskItemsOf(before.Description ?? ""), WrittenText.TaskItemsOf(after.Description ?? ""));
            var changed =
                old.Count == fresh.Count
                    ? fresh.Where((item, place) => item.Text == old[place].Text && item.IsTicked != old[place].IsTicked).ToList()
                    : [];
            foreach (var item in changed)
            {
                yield return $"marked the checklist item **{Shown(item.Text)}** as {(item.IsTicked ? "completed" : "incomplete")}";
            }

            if (changed.Count == 0)
            {
                yield return "changed the description";
            }
        }

        if (after.Confidential != before.Confidential)
        {
            yield return after.Confidential ? "made the issue confidential" : "made the issue visible to everyone";
        }

        if (after.DueDate != before.DueDate)
        {
            yield return after.DueDate is { } due
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"changed due date to {DateOnly.Parse(due, CultureInfo.InvariantCulture):MMMM d, yyyy}"
                )
                : "removed due date";
        }

        string[] assigned =
        [
            .. after.Assignees.Except(before.Assignees).Select(user => $"assigned to @{user.Username}"),
            .. before.Assignees.Except(after.Assignees).Select(user => $"unassigned @{user.Username}"),
        ];
        if (assigned.Length > 0)
        {
            yield return string.Join(" and ", assigned);
        }
    }

    /// <summary>
    /// A checklist item as a system note tells it: without the delimiters of comments, and with Markdown's signs behind backslashes.
    /// </summary>
    private static string Shown(string text) =>
        string.Concat(
            text.Replace("<!--", "", StringComparison.Ordinal)
                .Replace("-->", "", StringComparison.Ordinal)
                .Select(sign => "\\`*_{}[]()#+-.!=\"<>|~".Contains(sign, StringComparison.Ordinal) ? "\\" + sign : sign.ToString())
        );

    // A label that an issue is given comes into being with it, and takes the place of those of the same scope that the issue had.
    private Issue Keep(Issue issue, GitLabUser? by = null)
    {
        var had = _issues.GetValueOrDefault(issue.Iid)?.Labels ?? [];
        var given = issue.Labels.Except(had).Select(Label.ScopeOf).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var kept = issue.Labels.Where(label => !had.Contains(label) || Label.ScopeOf(label) is not { } scope || !given.Contains(scope));
        issue = issue with { Labels = kept.ToImmutableSortedSet(StringComparer.OrdinalIgnoreCase) };
        foreach (var name in issue.Labels)
        {
            _labels.TryAdd(name, new Label((Id * 10_000) + _labels.Count + 1, name, DefaultColor, null));
        }

        if (by is not null)
        {
            var changes = issue
                .Labels.Except(had)
                .Select(label => (label, true))
                .Concat(had.Except(issue.Labels).Select(label => (label, false)));
            issue = issue with
            {
                LabelEvents = issue.LabelEvents.AddRange(changes.Select(change => NewLabelEvent(by, change, issue.UpdatedAt))),
            };
        }

        return _issues[issue.Iid] = issue;

        LabelEvent NewLabelEvent(GitLabUser user, (string Label, bool IsAdded) change, DateTimeOffset at) =>
            new((Id * 1_000_000) + ++_labelEvents, user, _labels[change.Label], change.IsAdded, at);
    }
}
