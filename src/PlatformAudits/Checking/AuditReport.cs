using System.Globalization;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Checking;

/// <summary>All that one audit found out, and how far it may be believed.</summary>
public sealed record AuditReport
{
    /// <summary>The name of its file.</summary>
    public const string FileName = "report.json";

    /// <summary>The version of its file's schema, <c>docs/report.schema.json</c>.</summary>
    public const int SchemaVersion = 2;

    /// <summary>The oldest version that is still read: the first had no severities.</summary>
    public const int OldestSchemaVersion = 1;

    /// <summary>Digits of the snapshot's seal that tell a run from others.</summary>
    private const int RunDigits = 12;

    private readonly Dictionary<FindingKey, Waiver> _waivers = [];

    /// <summary>The platform's id.</summary>
    public required string Platform { get; init; }

    /// <summary>The platform's title.</summary>
    public required string Title { get; init; }

    /// <summary>The audited period.</summary>
    public required FiscalPeriod Period { get; init; }

    /// <summary>When the population was read, UTC: the snapshot's start.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why nobody knows, a sentence each; empty unless the verdict is <see cref="Verdict.NotEvaluated"/>.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What people should know of how the platform was read, a sentence each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The one of <see cref="Notices"/> that says that the platform was read outside the period; null for within it.</summary>
    public string? PeriodNotice { get; private init; }

    /// <summary>The ids of the checks that are switched off, so that nobody takes silence for an answer.</summary>
    public IReadOnlyList<string> SwitchedOff { get; init; } = [];

    /// <summary>How many there are of what; the team comes first.</summary>
    public IReadOnlyList<PopulationCount> Population { get; init; } = [];

    /// <summary>How many accounts there are; null when nobody knows.</summary>
    public int? Accounts { get; init; }

    /// <summary>The vendors' own counts of lists that don't come with the pages.</summary>
    public IReadOnlyList<VendorCount> VendorCounts { get; init; } = [];

    /// <summary>When the rows were read that stand while nobody knows better, UTC: in the last report; null when there is none.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>What shows that the result is whole.</summary>
    public IReadOnlyList<CompletenessAssertion> Completeness { get; init; } = [];

    /// <summary>The checks with their figures.</summary>
    public IReadOnlyList<CheckSummary> Checks { get; init; } = [];

    /// <summary>What is open, the gravest first, then by check and subject.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What is accepted, in the same order.</summary>
    public IReadOnlyList<WaivedFinding> Waived
    {
        get;
        init
        {
            field = value;
            _waivers = value.DistinctBy(w => w.Finding.Key).ToDictionary(w => w.Finding.Key, w => w.Waiver);
        }
    } = [];

    /// <summary>The platform's waivers that somebody should look at, by check and account.</summary>
    public IReadOnlyList<WaiverWarning> WaiverWarnings { get; init; } = [];

    /// <summary>What has changed since the last period; null when no earlier report is at hand, or nobody knows.</summary>
    public SinceLastPeriod? Since { get; init; }

    /// <summary>The earlier periods, the oldest first, as far as the memory goes.</summary>
    public IReadOnlyList<PeriodCount> Trend { get; init; } = [];

    /// <summary>What has changed within the period; null for its first reading, or where nobody knows.</summary>
    public Progress? Progress { get; init; }

    /// <summary>Whether it is the first reading of the period; false as well where nobody knows.</summary>
    public bool IsFirstReading { get; init; }

    /// <summary>The snapshot's manifest.</summary>
    public required Manifest Manifest { get; init; }

    /// <summary>The run as issues name it, in Markdown, such as <c>2026-11-21 13:40 UTC, run `0f6d976a76aa`</c>.</summary>
    public string Run =>
        $"{AsOf.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}"
        + (Manifest.Seal.Length == 0 ? "" : $", run `{Manifest.Seal[..RunDigits]}`");

    /// <summary>The verdict in one line.</summary>
    public string Summary =>
        Verdict switch
        {
            Verdict.Clear => Waived.Count == 0
                ? "Clear: everything was read, and nothing is open."
                : $"Clear: everything was read, and nothing is open ({Waived.Count} waived).",
            Verdict.Findings => $"{Sentence.Count(Findings.Count, "finding")}{(Waived.Count == 0 ? "" : $", {Waived.Count} waived")}.",
            _ => $"Not evaluated: {Reasons[0]}",
        };

    /// <summary>How much a finding matters.</summary>
    public Severity SeverityOf(Finding finding) => CheckOf(finding).Severity;

    /// <summary>How a finding is put right, in a sentence.</summary>
    public string RemedyOf(Finding finding) => CheckOf(finding).Text.RemedyOf(finding.RemedyCase);

    private CheckSummary CheckOf(Finding finding) => Checks.First(c => c.Id == finding.Key.Check);

    /// <summary>The report, with a notice where the platform was read outside the period.</summary>
    /// <param name="day">The day on which it was read, in the time zone of the audits.</param>
    public AuditReport ReadOn(DateOnly day) =>
        Period.OutsideNotice(day) is { } notice ? this with { PeriodNotice = notice, Notices = [notice, .. Notices] } : this;

    /// <summary>How a finding is accepted, as <see cref="Waiver.Acceptance"/>; null where no waiver accepts it.</summary>
    public string? AcceptanceOf(FindingKey key) => _waivers.GetValueOrDefault(key)?.Acceptance;

    /// <summary>
    /// The checks that somebody or something fails, in the order of the report; those that a waiver accepts say so and come last.
    /// </summary>
    /// <param name="ofWhat">Whom or what a finding is counted for; null for none.</param>
    public ILookup<string, string> FailedChecks(Func<Finding, string?> ofWhat) =>
        Findings
            .Select(f => (Of: ofWhat(f), Check: f.Key.Check))
            .Concat(Waived.Select(w => (Of: ofWhat(w.Finding), Check: $"{w.Finding.Key.Check} (waived {w.Waiver.Acceptance})")))
            .Where(failed => failed.Of is not null)
            .ToLookup(failed => failed.Of!, failed => failed.Check);

    /// <summary>
    /// The vendor's own count of a list, and how many rows fewer are still a whole list; nothing where the vendor counts none.
    /// </summary>
    public (long? Total, long? Drift) TotalOf(ListStatistics list) =>
        list.Total is { } total ? (total, 0)
        : VendorCounts.FirstOrDefault(c => c.List == list.List) is { } count ? (count.Total, count.Drift)
        : (null, null);
}

/// <summary>A check with its figures.</summary>
/// <param name="Before">
/// How many were open in the last period, or null when no earlier report is at hand, or the check was not asked then.
/// </param>
public sealed record CheckSummary(string Id, CheckText Text, Severity Severity, int Subjects, int Findings, int Waived, int? Before);

/// <summary>A finding that somebody answers for.</summary>
public sealed record WaivedFinding(Finding Finding, Waiver Waiver);
