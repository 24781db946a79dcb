using PlatformAudits.Checking;
using PlatformAudits.FollowUp;
using PlatformAudits.FollowUp.Planning;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.FollowUp.Reading;
using PlatformAudits.FollowUp.Writing;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Tracking;

namespace PlatformAudits.Audits;

/// <summary>
/// Reads the cases of audit issues and writes on them, step by step, each step after a new reading (docs/decisions/0015).
/// </summary>
internal sealed class FollowUpLoop : IDisposable
{
    private const string Again = "Run again: what was begun is finished, and nobody is asked twice.";

    private readonly CaseReader _reader;
    private readonly TrackerClient _client;
    private readonly TrackerCalls _calls;
    private readonly NoteText _text;
    private readonly SlackClient? _slack;
    private readonly TimeProvider _clock;
    private readonly RunLog _log;

    /// <summary>A loop for one run.</summary>
    /// <param name="connection">The project of the issues; the loop disposes of its client.</param>
    /// <param name="slack">Sends direct messages; null where a note takes their place. The loop disposes of it.</param>
    /// <param name="waivers">The waivers that count today.</param>
    public FollowUpLoop(
        TrackerConnection connection,
        SlackClient? slack,
        FollowUpSettings settings,
        IReadOnlyList<Platform> platforms,
        People people,
        IReadOnlyList<Waiver> waivers,
        FollowUpRequest request,
        TimeProvider clock,
        RunLog log
    )
    {
        (var project, var gitLab, _client) = connection;
        _calls = new TrackerCalls(project, _client);
        _text = new NoteText(request.TemplateFolders);
        _slack = slack;
        _clock = clock;
        _log = log;
        _reader = new CaseReader(
            gitLab,
            _client,
            _calls,
            new IssueOwnership(_client, _calls, connection.Settings, connection.Own, log),
            new IssueConfidentiality(gitLab, _calls, project, connection.Settings, log),
            project,
            settings,
            platforms,
            people,
            request,
            clock,
            log
        )
        {
            Waivers = waivers,
        };
    }

    /// <inheritdoc cref="CaseReader.AuditsAsync"/>
    public Task<IReadOnlyList<AuditIssueRef>> AuditsAsync(FiscalPeriod? period) => _reader.AuditsAsync(period);

    /// <inheritdoc cref="CaseReader.ReadAsync"/>
    public Task<(FollowUpCase? At, string? Warning)> ReadAsync(AuditIssueRef audit) => _reader.ReadAsync(audit);

    /// <summary>The text of a note that would be written.</summary>
    public async Task<string> PreviewAsync(AuditIssueRef audit, FollowUpCase at, PlannedNote note)
    {
        var now = _clock.GetUtcNow();
        var mentioned = note.To.Where(contact => !at.State.WasMentioned(contact, now)).Select(contact => contact.Key);
        var setting = new NoteSetting(now, at.Discussions.DiscussionOf(note.Thread) is null, mentioned.ToHashSet(StringComparer.Ordinal))
        {
            Accounts = await _reader.AccountsAsync(),
        };
        return _text.Render(audit, at.State, at.Discussions, at.Reading, note, setting);
    }

    /// <summary>Writes the notes that are due.</summary>
    /// <returns>
    /// Those that were written; why no more were, as a sentence, where nothing may be written any more; and what was not done that should
    /// have been, as a sentence.
    /// </returns>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<(IReadOnlyList<PlannedNote> Notes, string? Warning, string? Failure)> WriteAsync(AuditIssueRef audit)
    {
        var writer = new NoteWriter(_client, _calls, _text, _slack, _clock, _log);
        var written = new List<PlannedNote>();
        for (var step = 0; step < NoteWriter.MostSteps; step++)
        {
            var (at, warning) = await ReadAsync(audit);
            if (at is null || warning is not null)
            {
                return (written, warning, null);
            }

            var (finished, isDone, left) = await writer.WriteAsync(audit, at, await _reader.AccountsAsync());
            written.AddRange(finished);
            if (isDone)
            {
                return (written, null, left is null ? null : $"Following up {audit.Name}: {left}; look at it in {audit.WebUrl}. {Again}");
            }
        }

        return (
            written,
            null,
            $"Following up {audit.Name}: after {NoteWriter.MostSteps} steps not all is written that is due. "
                + (writer.Lost?.Message ?? $"What stands in {audit.WebUrl} changes with every reading. {Again}")
        );
    }

    public void Dispose()
    {
        _client.Dispose();
        _slack?.Dispose();
    }
}
