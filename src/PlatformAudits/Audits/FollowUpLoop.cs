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
    private readonly People _people;
    private readonly TrackerClient _client;
    private readonly TrackerCalls _calls;
    private readonly NoteText _text;
    private readonly SlackClient? _slack;
    private readonly TimeProvider _clock;
    private readonly RunLog _log;
    private GitLabVersion? _version;

    /// <summary>A loop for one run.</summary>
    /// <param name="connection">The project of the issues; the loop disposes of its client.</param>
    /// <param name="slack">Sends direct messages; null where a note takes their place. The loop disposes of it.</param>
    /// <param name="waivers">The waivers that count today.</param>
    /// <param name="today">The day of the run, in the time zone of the audits.</param>
    public FollowUpLoop(
        TrackerConnection connection,
        SlackClient? slack,
        FollowUpSettings settings,
        IReadOnlyList<Platform> platforms,
        People people,
        IReadOnlyList<Waiver> waivers,
        DateOnly today,
        FollowUpRequest request,
        TimeProvider clock,
        RunLog log
    )
    {
        (var project, var gitLab, _client) = connection;
        _calls = new TrackerCalls(project, _client);
        _people = people;
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
            Today = today,
        };
    }

    /// <summary>How many notes that tell of findings a run begins.</summary>
    public int Room { get; init; } = int.MaxValue;

    /// <inheritdoc cref="FollowUpForecast.Unreached"/>
    public IReadOnlyList<string> Unreached => [.. _people.Unreached.Select(person => person.Why)];

    /// <inheritdoc cref="CaseReader.PeriodsAsync"/>
    public Task<IReadOnlyList<FollowedPeriod>> PeriodsAsync(FiscalPeriod? period) => _reader.PeriodsAsync(period);

    /// <inheritdoc cref="CaseReader.ReadAsync"/>
    public Task<PeriodCase> ReadAsync(FollowedPeriod period) => _reader.ReadAsync(period);

    /// <summary>The text of a note that would be written.</summary>
    public async Task<string> PreviewAsync(PeriodCase at, PlannedNote note)
    {
        var now = _clock.GetUtcNow();
        var mentioned = note.To.Where(contact => !at.State.WasMentioned(contact, now)).Select(contact => contact.Key);
        var isOpening = at.Discussions[note.Issue.Iid].DiscussionOf(note.Thread) is null;
        return _text.Render(
            at,
            note,
            new NoteSetting(now, isOpening, mentioned.ToHashSet(StringComparer.Ordinal)) { Accounts = await _reader.AccountsAsync() }
        );
    }

    /// <summary>Writes the notes that are due.</summary>
    /// <param name="room">How many notes that tell of findings may be begun.</param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<WrittenPeriod> WriteAsync(FollowedPeriod period, int room)
    {
        _version ??= await GitLabVersion.ReadAsync(_client, _calls) ?? new GitLabVersion();
        var writer = new NoteWriter(_client, _calls, _text, _slack, _clock, _log)
        {
            MailsAddedMentions = _version.Value.MailsAddedMentions,
        };
        var written = new List<PlannedNote>();
        for (var step = 0; step < NoteWriter.MostSteps; step++)
        {
            var at = await ReadAsync(period);
            var left = room - written.Count(note => note.Kind == NoteKind.Step);
            var result = await writer.WriteAsync(at, left, await _reader.AccountsAsync());
            written.AddRange(result.Finished);
            if (result.IsDone)
            {
                return new WrittenPeriod(at, written)
                {
                    Remaining = result.Remaining,
                    Failure = result.Left is null
                        ? null
                        : $"Following up the {period.Home.Name}: {result.Left}; look at it in {period.Home.WebUrl}. {Again}",
                };
            }
        }

        return new WrittenPeriod(await ReadAsync(period), written)
        {
            Failure =
                $"Following up the {period.Home.Name}: after {NoteWriter.MostSteps} steps not all is written that is due. "
                + (writer.Lost?.Message ?? $"What stands in {period.Home.WebUrl} changes with every reading. {Again}"),
        };
    }

    public void Dispose()
    {
        _client.Dispose();
        _slack?.Dispose();
    }
}

/// <summary>What a run has written on a period's issues.</summary>
/// <param name="At">The audits as they were read last.</param>
/// <param name="Notes">The notes, in their order.</param>
internal sealed record WrittenPeriod(PeriodCase At, IReadOnlyList<PlannedNote> Notes)
{
    /// <summary>How many notes that tell of findings are due and were left to the next run.</summary>
    public int Remaining { get; init; }

    /// <summary>What was not done that should have been, as a sentence; null for nothing.</summary>
    public string? Failure { get; init; }
}
