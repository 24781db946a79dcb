using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Platforms;
using PlatformAudits.Team;

namespace PlatformAudits.Evaluation;

/// <summary>
/// What a run leaves to those after it: how long the lists were, and which findings it knew. It lasts in a note on the audit issue
/// (docs/decisions/0022); a <c>report.json</c> gives one as well. Of a report's texts nothing is taken but the keys of findings, as
/// digits.
/// </summary>
internal sealed record AuditMemory
{
    private readonly Dictionary<(string System, string What), long> _rows = [];
    private readonly Dictionary<string, RememberedFinding> _findings = [];

    public required string Platform { get; init; }

    public required FiscalPeriod Period { get; init; }

    /// <summary>The verdict. A note only ever holds one of a run that was evaluated.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>When the run began to read, UTC; null where a report does not say.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>When the first run after it failed to evaluate the platform, UTC; null where none did.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>The seal of the run's snapshot, 64 hexadecimal digits; empty where there is none.</summary>
    public string Seal { get; init; } = "";

    /// <summary>The number of the issue in whose note it stands; null elsewhere. A copy on another issue does not count.</summary>
    public int? Issue { get; init; }

    /// <summary>How many people the team file had; null where a report does not say.</summary>
    public long? Teammates { get; init; }

    /// <summary>How many accounts there were; null where a report does not say.</summary>
    public long? Accounts { get; init; }

    /// <summary>How many there were of what, in the report's order.</summary>
    public IReadOnlyList<PopulationCount> Population { get; init; } = [];

    /// <summary>The lists, each as it was read last.</summary>
    public IReadOnlyList<RememberedList> Lists
    {
        get;
        init
        {
            field = value;
            _rows = value.GroupBy(list => (list.System, list.What)).ToDictionary(group => group.Key, group => group.Last().Rows);
        }
    } = [];

    /// <summary>The checks that were asked.</summary>
    public IReadOnlyList<RememberedCheck> Checks { get; init; } = [];

    /// <summary>The findings that are open or waived, and those that were so earlier in the period; each digits once.</summary>
    public IReadOnlyList<RememberedFinding> Findings
    {
        get;
        init
        {
            field = value;
            _findings = value.ToDictionary(finding => finding.Digits, StringComparer.Ordinal);
            OpenCount = value.Count(finding => finding.State == RememberedState.Open);
            WaivedCount = value.Count(finding => finding.State == RememberedState.Waived);
        }
    } = [];

    /// <summary>The periods before it, the oldest first.</summary>
    public IReadOnlyList<PeriodCount> Trend { get; init; } = [];

    /// <summary>What tells the accounts and what they may do from others; null where it was not kept.</summary>
    public AccountDigests? AccountDigests { get; init; }

    /// <summary>The tokens that the platform lists, and those of which something was said within a year; each digits once.</summary>
    public IReadOnlyList<RememberedToken> Tokens { get; init; } = [];

    /// <summary>Where it was read, as people know it.</summary>
    public string Source { get; init; } = "";

    /// <summary>How many findings were open.</summary>
    public int OpenCount { get; private init; }

    /// <summary>How many findings were waived.</summary>
    public int WaivedCount { get; private init; }

    /// <summary>The memory of a run.</summary>
    /// <param name="report">Its report; the platform was evaluated.</param>
    /// <param name="comparison">The team, which tells the managers, beside the accounts.</param>
    /// <param name="earlier">What the runs before it have left.</param>
    public static AuditMemory Of(AuditReport report, Platform platform, Comparison comparison, EarlierMemories earlier)
    {
        var roster = comparison.Roster;
        var firstSeen = new FirstSeen(earlier, report.Period, report.AsOf);
        var known = (earlier.OfPeriod?.Findings ?? []).ToDictionary(finding => finding.Digits, StringComparer.Ordinal);
        var findings = report
            .Findings.Select(finding => Worded(Remembered(finding, roster, RememberedState.Open)))
            .Concat(report.Waived.Select(waived => Ended(Worded(Remembered(waived.Finding, roster, RememberedState.Waived)))))
            .ToList();
        var now = findings.Select(finding => finding.Digits).ToHashSet(StringComparer.Ordinal);
        findings.AddRange(
            known
                .Values.Where(finding => !now.Contains(finding.Digits))
                .Select(finding => Ended(finding with { State = RememberedState.Gone }))
        );
        return new AuditMemory
        {
            Platform = report.Platform,
            Period = report.Period,
            Verdict = report.Verdict,
            AsOf = report.AsOf,
            Seal = report.Manifest.Seal,
            Teammates = roster.Count,
            Accounts = report.Accounts,
            Population = report.Population,
            Lists =
            [
                .. report
                    .Manifest.Lists.Where(list => !comparison.Population.UnreadLists.Contains(list.What, StringComparer.Ordinal))
                    .GroupBy(list => (list.System, list.What))
                    .Select(group => new RememberedList(group.Key.System, group.Key.What, group.Last().Rows)),
            ],
            Checks = [.. report.Checks.Select(check => new RememberedCheck(check.Id, check.Findings, check.Waived))],
            Trend = report.Trend,
            Findings = [.. findings.DistinctBy(finding => finding.Digits)],
            AccountDigests = AccountDigests.Of(platform, comparison),
            Tokens = TokenReview.Remember(comparison, earlier, report.Period, report.AsOf),
        };

        RememberedFinding Worded(RememberedFinding finding) =>
            finding with
            {
                Words = known.GetValueOrDefault(finding.Digits)?.Words,
                Since = firstSeen.Of(finding.Digits),
                Holder = finding.Person is null ? known.GetValueOrDefault(finding.Digits)?.Holder : null,
            };

        RememberedFinding Ended(RememberedFinding finding) =>
            finding with
            {
                Run =
                    known.TryGetValue(finding.Digits, out var before) && before.State == finding.State
                        ? before.Run ?? report.Run
                        : report.Run,
            };
    }

    /// <summary>The memory after a run that could not evaluate the platform, where it stands on an issue; else null.</summary>
    /// <param name="at">When that run began to read.</param>
    public AuditMemory? Failed(DateTimeOffset at) => Issue is null ? null : this with { FailedAt = FailedAt ?? at };

    /// <summary>The memory with the words with which an issue shows findings.</summary>
    /// <param name="words">What tells those of a finding from others, by the digits of its key; null where the issue does not show it.
    /// </param>
    public AuditMemory WithWords(Func<string, string?> words) =>
        this with
        {
            Findings = [.. Findings.Select(finding => finding with { Words = words(finding.Digits) ?? finding.Words })],
        };

    /// <summary>The memory with who holds the accounts of open findings that are nobody's in the team file.</summary>
    /// <param name="report">The report that it is of.</param>
    /// <param name="find">
    /// Gives the numbers of accounts at GitLab by address; null where nobody can tell, so that they stay as they were known.
    /// </param>
    public async Task<AuditMemory> WithHoldersAsync(
        AuditReport report,
        Func<IReadOnlyList<string>, Task<IReadOnlyDictionary<string, long>?>> find
    )
    {
        var addresses = report
            .Findings.Where(finding => finding.Teammate is null)
            .Select(finding => (finding.Key.Digits, Address: finding.Account?.Email?.Trim() ?? ""))
            .Where(finding => finding.Address.Contains('@', StringComparison.Ordinal))
            .DistinctBy(finding => finding.Digits)
            .ToDictionary(finding => finding.Digits, finding => finding.Address, StringComparer.Ordinal);
        return
            addresses.Count == 0
            || await find([.. addresses.Values.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)])
                is not { } holders
            ? this
            : this with
            {
                Findings = [.. Findings.Select(finding => finding.State == RememberedState.Open ? Held(finding) : finding)],
            };

        RememberedFinding Held(RememberedFinding finding) =>
            finding with
            {
                Holder =
                    addresses.TryGetValue(finding.Digits, out var address) && holders.TryGetValue(address, out var holder) ? holder : null,
            };
    }

    /// <summary>How many findings of a check were open, or null when the check was not asked then.</summary>
    public int? FindingsOf(string check) => Checks.FirstOrDefault(asked => asked.Id == check)?.Findings;

    /// <summary>Whether a finding was known earlier in the period and is gone because its check was not asked any more.</summary>
    public bool IsNotLookedFor(RememberedFinding finding) =>
        finding.State == RememberedState.Gone && Checks.Count > 0 && Checks.All(asked => asked.Id != finding.Check);

    /// <summary>How many rows a list had; null when it was not read then.</summary>
    /// <param name="what">What the list holds.</param>
    public long? RowsOf(string system, string what) => _rows.TryGetValue((system, what), out var rows) ? rows : null;

    /// <summary>Whether exactly these findings were known, open or waived.</summary>
    /// <param name="digits">The digits of their keys.</param>
    public bool HasSameFindings(IReadOnlySet<string> digits) => digits.Count == OpenCount + WaivedCount && digits.All(Knew);

    /// <summary>Whether a finding was known, open or waived.</summary>
    /// <param name="digits">The digits of its key.</param>
    public bool Knew(string digits) => Find(digits) is { State: not RememberedState.Gone };

    /// <summary>What was known of a finding, or null.</summary>
    /// <param name="digits">The digits of its key.</param>
    public RememberedFinding? Find(string digits) => _findings.GetValueOrDefault(digits);

    /// <summary>Lays findings beside those of this run.</summary>
    public SinceLastPeriod Compare(IReadOnlyList<Finding> open, IReadOnlyList<WaivedFinding> waived)
    {
        var (fresh, still) = (0, 0);
        foreach (var finding in open)
        {
            var digits = finding.Key.Digits;
            fresh += Knew(digits) ? 0 : 1;
            still += IsOpen(digits) ? 1 : 0;
        }

        still += waived.Count(accepted => IsOpen(accepted.Finding.Key.Digits));
        return new SinceLastPeriod(Period, OpenCount, WaivedCount, fresh, OpenCount - still);

        bool IsOpen(string digits) => Find(digits) is { State: RememberedState.Open };
    }

    /// <summary>What has become of the period's findings.</summary>
    public Progress ProgressTo(IReadOnlyList<Finding> open, IReadOnlyList<WaivedFinding> waived)
    {
        var since = Compare(open, waived);
        var now = open.Concat(waived.Select(accepted => accepted.Finding))
            .Select(finding => finding.Key.Digits)
            .ToHashSet(StringComparer.Ordinal);
        return new Progress(
            AsOf,
            since.New,
            since.Gone,
            Findings
                .Where(finding => !now.Contains(finding.Digits))
                .CountBy(finding => finding.Check, StringComparer.Ordinal)
                .ToDictionary(StringComparer.Ordinal)
        );
    }

    private static RememberedFinding Remembered(Finding finding, Roster roster, RememberedState state) =>
        new(
            finding.Key.Digits,
            finding.Key.Check,
            finding.Teammate is { } teammate ? PersonDigits.Of(teammate.Email) : null,
            finding.Teammate is { } managed && roster.ManagerOf(managed) is { } manager ? PersonDigits.Of(manager.Email) : null,
            finding.Account?.LastSignIn is { } day ? day.ToString("yyyy-MM", CultureInfo.InvariantCulture) : null,
            state
        );
}

/// <summary>What earlier runs have left, for a new one to be held against.</summary>
/// <param name="Previous">The last one of the latest earlier period that has any, or null.</param>
/// <param name="OfPeriod">The last one of the period itself, or null.</param>
/// <param name="Doubt">What was there and is not believed, as a clause; null for nothing.</param>
internal sealed record EarlierMemories(AuditMemory? Previous, AuditMemory? OfPeriod, string? Doubt)
{
    /// <summary>Two years of quarters.</summary>
    private const int MostPeriods = 8;

    /// <summary>There is nothing.</summary>
    public static EarlierMemories None { get; } = new(null, null, null);

    /// <summary>What people had decided on the period's issue; empty where there was none, null where nobody knows.</summary>
    public IReadOnlyList<IssueDecision>? Decisions { get; init; }

    /// <summary>What people had decided on the issue of <see cref="Previous"/>; null where nobody knows.</summary>
    public IReadOnlyList<IssueDecision>? DecisionsBefore { get; init; }

    /// <summary>The API keys that people have written down on the newest issue, for the next one; null for none.</summary>
    public KeyTable? Keys { get; init; }

    /// <summary>The day by which the findings are to be decided, as the period's issue says or will; null for none.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The period of the platform's last issue before this period; null where there is none, or nobody has looked.</summary>
    public FiscalPeriod? LastPeriod { get; init; }

    /// <summary>Which audited periods were left out before this one, as a sentence; null for none.</summary>
    public string? LeftOut { get; init; }

    /// <summary>The issue over all platforms of the period; null where there is none yet.</summary>
    public Uri? Overview { get; init; }

    /// <summary>
    /// The last run that could be evaluated: what the shrinkage guard holds a run against, and whose rows stand while nobody knows better.
    /// </summary>
    public AuditMemory? Last => OfPeriod ?? Previous;

    /// <summary>The periods before this one, the oldest first.</summary>
    public IReadOnlyList<PeriodCount> Trend =>
        Previous is null
            ? OfPeriod?.Trend ?? []
            : [.. Previous.Trend.Append(new PeriodCount(Previous.Period, Previous.OpenCount)).TakeLast(MostPeriods)];
}
