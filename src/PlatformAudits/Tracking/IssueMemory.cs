using System.Net;
using GitLabApiClient;
using GitLabApiClient.Models.Issues.Responses;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Tracking.Regions;

namespace PlatformAudits.Tracking;

/// <summary>
/// Keeps the memory of an audit in a note of its issue, where a job of the next day finds it (docs/decisions/0022). A note counts only
/// when one of the program's own accounts has written it: anybody else can write the same.
/// </summary>
internal sealed class IssueMemory(TrackerClient client, TrackerCalls calls, IssueOwnership ownership, RunLog log)
{
    private AuditMemory? _standing;

    /// <summary>How many characters of a memory's text a note holds at the most.</summary>
    public int LongestPart { get; init; } = MemoryNote.LongestPart;

    /// <summary>The address of a note that a newer program has written, and that this one can't read; null for none.</summary>
    public string? Newer { get; private set; }

    /// <summary>Reads what earlier runs have left on the issues of a platform.</summary>
    /// <param name="ofPeriod">The issues of the period, all ours.</param>
    /// <param name="earlier">Those of earlier periods, the latest first; no more are asked for than up to one with a memory.</param>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task<EarlierMemories> RecallAsync(
        IEnumerable<MarkedIssue> ofPeriod,
        IAsyncEnumerable<MarkedIssue> earlier,
        string platform,
        FiscalPeriod period
    )
    {
        var doubts = new List<string>();
        KeyTable? keys = null;
        foreach (var found in MarkedIssue.ByPreference(ofPeriod))
        {
            keys ??= KeysOn(found);
            _standing ??= await ReadAsync(found, platform, period, doubts);
        }

        AuditMemory? previous = null;
        FiscalPeriod? last = null;
        IReadOnlyList<IssueDecision>? before = null;
        await foreach (var found in earlier)
        {
            last ??= found.Owner == IssueOwner.Unknown ? null : found.Period;
            keys ??= KeysOn(found);
            previous = await ReadAsync(found, platform, found.Period, doubts);
            if (previous is not null)
            {
                before = DecisionsOn(found.Issue);
                break;
            }
        }

        return new EarlierMemories(previous, _standing, doubts.Count == 0 ? null : string.Join("; ", doubts))
        {
            DecisionsBefore = before,
            LastPeriod = last,
            Keys = keys,
        };
    }

    /// <summary>
    /// Whether a memory says something that the note on an issue does not. When it was read is no news, unless the note says that it
    /// comes from later than this one.
    /// </summary>
    public bool IsNews(Issue issue, AuditMemory memory) =>
        _standing is null
        || _standing.Issue != issue.Iid
        || _standing.AsOf > memory.AsOf
        || Lasting(_standing) != Lasting(memory with { Issue = issue.Iid });

    /// <summary>
    /// Keeps a memory on an issue: the note that is there is changed, in one step. A memory that needs several notes is written beside the
    /// old one, which is taken away afterwards, so that a run that dies in between leaves one of the two.
    /// </summary>
    /// <exception cref="AuditException">GitLab refused, or could not be reached.</exception>
    public async Task KeepAsync(Issue issue, AuditMemory memory)
    {
        if (!IsNews(issue, memory))
        {
            return;
        }

        log.Step($"GitLab: noting in {issue.WebUrl} what the next run compares with …");
        var wanted = memory with { Issue = issue.Iid };
        var (bodies, seal) = MemoryNote.Bodies(wanted, LongestPart);
        for (var attempt = 1; ; attempt++)
        {
            var mine = await MineAsync(issue, memory);
            var there = mine.Where(note => note.Seal == seal).ToList();
            var missing = bodies.Index().Where(body => there.TrueForAll(note => note.Part != body.Index + 1)).ToList();
            if (missing.Count == 0)
            {
                await RemoveAsync(issue, mine.Where(note => note.Seal != seal));
                _standing = wanted;
                return;
            }

            var old = bodies.Count == 1 && mine is [.., var last] ? last : null;
            var lost = await WriteAsync(issue, old, [.. missing.Select(body => body.Item)]);
            if (lost is null)
            {
                await RemoveAsync(issue, mine.Where(note => note.Seal != seal && note != old));
                _standing = wanted;
                return;
            }

            if (attempt == TrackerCalls.Attempts)
            {
                throw lost;
            }
        }
    }

    /// <summary>A memory with the words with which the text of an issue shows its findings.</summary>
    /// <param name="region">The region as a template gives it.</param>
    public static AuditMemory WithWords(AuditMemory memory, string region)
    {
        var ids = new FindingIds(memory.Findings.Select(finding => finding.Digits));
        var words = IssueRegion
            .Fresh(region)
            .Where(row => row.IsOpen)
            .GroupBy(row => row.Id!, StringComparer.Ordinal)
            .ToDictionary(rows => rows.Key, rows => rows.First().WordsDigest, StringComparer.Ordinal);
        return memory.WithWords(digits => words.GetValueOrDefault(ids.Of(digits)));
    }

    /// <summary>The ids of the findings that a memory knows and nobody looks for any more.</summary>
    public static IReadOnlySet<string> NotLookedFor(AuditMemory memory)
    {
        var ids = new FindingIds(memory.Findings.Select(finding => finding.Digits));
        return memory.Findings.Where(memory.IsNotLookedFor).Select(finding => ids.Of(finding.Digits)).ToHashSet(StringComparer.Ordinal);
    }

    private static KeyTable? KeysOn(MarkedIssue found) => KeyTableReader.In(found.Issue.Description ?? "");

    /// <summary>What people have decided on an issue; nothing where there is none.</summary>
    public static IReadOnlyList<IssueDecision> DecisionsOn(Issue? issue) =>
        issue is null ? [] : IssueBody.Parse(issue.Description ?? "").Region.Decisions;

    private static string Lasting(AuditMemory memory) => MemoryJson.Write(memory with { AsOf = null, Seal = "" });

    private async Task<AuditException?> WriteAsync(Issue issue, MemoryNote? old, IReadOnlyList<string> bodies)
    {
        foreach (var body in bodies)
        {
            var (_, lost) = await calls.WriteAsync(
                "Writing the audit's memory beside the audit issue",
                async () =>
                {
                    await (
                        old is null
                            ? client.AddNoteAsync(issue.ProjectId, issue.Iid, body)
                            : client.ChangeNoteAsync(issue.ProjectId, issue.Iid, old.Note.Id, body)
                    );
                    return body;
                }
            );
            if (lost is not null)
            {
                return lost;
            }
        }

        return null;
    }

    private async Task RemoveAsync(Issue issue, IEnumerable<MemoryNote> notes)
    {
        foreach (var note in notes.Select(note => note.Note).ToList())
        {
            await calls.AskAsync(
                "Taking an old memory away from the audit issue",
                async () =>
                {
                    try
                    {
                        await client.DeleteNoteAsync(issue.ProjectId, issue.Iid, note.Id, note.UpdatedAt);
                    }
                    catch (GitLabException gone) when (gone.HttpStatusCode is HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed)
                    {
                        // Somebody else was there: the newest memory counts, and the next run that writes one takes the rest away.
                    }

                    return true;
                }
            );
        }
    }

    private async Task<IReadOnlyList<MemoryNote>> MineAsync(Issue issue, AuditMemory memory)
    {
        var self = (await ownership.SelfAsync()).Id;
        return [.. (await NotesAsync(issue, memory.Platform, memory.Period)).Where(note => note.Note.Author.Id == self)];
    }

    /// <summary>The newest whole memory of an issue, or null.</summary>
    /// <param name="doubts">Takes what is there and is not believed, where nothing else is, a clause each.</param>
    private async Task<AuditMemory?> ReadAsync(MarkedIssue found, string platform, FiscalPeriod period, List<string> doubts)
    {
        var notes = found.Notes is { } known ? MemoryNote.Of(known, platform, period) : await NotesAsync(found.Issue, platform, period);
        var (newest, newer, unbelieved) = Newest(found.Issue, notes, platform, period);
        Newer = newer ?? Newer;
        foreach (var problem in newest is null ? unbelieved : [])
        {
            log.Warning($"What an earlier run has left for this one is not believed, and counts for nothing: {problem}.");
            doubts.Add(problem);
        }

        return newest;
    }

    /// <summary>
    /// The newest whole memory of an audit among the notes of its issue: the one that was written last, by GitLab's clock, whatever the
    /// memories say.
    /// </summary>
    /// <param name="notes">Notes of the program's accounts alone.</param>
    /// <returns>
    /// The memory, or null; the address of a note that a newer program has written, or null; and what is there and can't be believed, a
    /// clause each.
    /// </returns>
    public static (AuditMemory? Memory, string? Newer, IReadOnlyList<string> Unbelieved) Newest(
        Issue issue,
        IEnumerable<MemoryNote> notes,
        string platform,
        FiscalPeriod period
    )
    {
        AuditMemory? newest = null;
        string? newer = null;
        var unbelieved = new List<string>();
        foreach (var group in notes.GroupBy(note => note.Seal, StringComparer.Ordinal).OrderBy(group => group.Max(note => note.Age)))
        {
            var address = $"{issue.WebUrl}#note_{group.First().Note.Id}";
            if (group.Any(note => note.Version > MemoryJson.Version))
            {
                newer = address;
                continue;
            }

            var (memory, problem) = MemoryNote.Read([.. group]);
            problem ??= memory!.Platform != platform || memory.Period != period ? "it is of another audit" : null;
            problem ??= memory!.Issue != issue.Iid ? "it was written for another issue" : null;
            if (problem is not null)
            {
                unbelieved.Add($"{address}: {problem}");
            }
            else
            {
                newest = memory! with { Source = address };
            }
        }

        return (newest, newer, unbelieved);
    }

    private async Task<IReadOnlyList<MemoryNote>> NotesAsync(Issue issue, string platform, FiscalPeriod period)
    {
        var notes = await calls.AskAsync("Reading the audit issue's notes", () => client.NotesAsync(issue.ProjectId, issue.Iid));
        return MemoryNote.Of(await ownership.OursAsync(notes), platform, period);
    }
}
