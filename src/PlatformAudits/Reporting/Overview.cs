using System.Globalization;
using PlatformAudits.Checking;

namespace PlatformAudits.Reporting;

/// <summary>How all audits of a period stand: what the overview issue and <c>index.html</c> show.</summary>
/// <param name="Platforms">Every platform, in a lasting order.</param>
/// <param name="People">Those with open findings, as far as files are at hand; the worst first.</param>
internal sealed record Overview(FiscalPeriod Period, IReadOnlyList<OverviewPlatform> Platforms, IReadOnlyList<OverviewPerson> People)
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The page of the GitLab job that made it; null elsewhere.</summary>
    public Uri? Job { get; init; }

    /// <summary>How many open findings are about no person and no account, such as a schedule, as far as files are at hand.</summary>
    public int OfThings { get; init; }

    /// <summary>The platforms that have an audit and no files at hand, so that the people do not hold theirs.</summary>
    public IEnumerable<OverviewPlatform> WithoutFiles =>
        Platforms.Where(platform => platform.State != OverviewState.NotAudited && !platform.HasPeople);

    /// <summary>How many findings are open on all platforms of which that is known.</summary>
    public int Open => Platforms.Sum(platform => platform.Open?.Values.Sum() ?? 0);

    /// <summary>How many of them are of a severity.</summary>
    public int OpenOf(Severity severity) => Platforms.Sum(platform => platform.Open?.GetValueOrDefault(severity) ?? 0);

    /// <summary>How many platforms stand in a state.</summary>
    public int CountOf(OverviewState state) => Platforms.Count(platform => platform.State == state);

    /// <summary>The first day on which an audit of the period is due that is not closed, or null.</summary>
    public string? Due =>
        Platforms
            .Where(platform => platform is { IsClosed: false, Due: not null })
            .Select(platform => platform.Due)
            .Min(StringComparer.Ordinal);
}

/// <summary>How the audit of a platform stands.</summary>
internal enum OverviewState
{
    /// <summary>There is no audit of the period.</summary>
    NotAudited,

    /// <summary>Nobody knows.</summary>
    Unknown,

    /// <summary>The last run could not evaluate it.</summary>
    NotEvaluated,

    /// <summary>Something is open.</summary>
    Findings,

    /// <summary>Nothing is open.</summary>
    Clear,
}

/// <summary>A platform in an overview. What is null nobody knows.</summary>
/// <param name="Id">Its id, and the name of the folder of its files.</param>
internal sealed record OverviewPlatform(string Id, string Title, OverviewState State)
{
    /// <summary>Why it is in that state, as it came; null where there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>When the first run after the last good one could not evaluate it; null where none did, or nobody knows.</summary>
    public DateTimeOffset? FailedSince { get; init; }

    /// <summary>Where its issue is; null for none.</summary>
    public Uri? Issue { get; init; }

    /// <summary>The number of its issue; null for none.</summary>
    public int? IssueNumber { get; init; }

    /// <summary>Whether its issue is closed.</summary>
    public bool IsClosed { get; init; }

    /// <summary>How many findings are open, by severity.</summary>
    public IReadOnlyDictionary<Severity, int>? Open { get; init; }

    /// <summary>How many findings of the period are no longer found.</summary>
    public int? Settled { get; init; }

    /// <summary>Since when the oldest open finding is there: a day, or a period; empty where none is open.</summary>
    public string? Oldest { get; init; }

    /// <summary>The day on which its issue is due.</summary>
    public string? Due { get; init; }

    /// <summary>When a run last evaluated it.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>
    /// Whether a later run may have found the same: only the files tell the time of a run that changed nothing.
    /// </summary>
    public bool MayBeLater { get; init; }

    /// <summary>How many findings were open in the last four periods, the oldest first, this one included.</summary>
    public IReadOnlyList<int>? Trend { get; init; }

    /// <summary>Whether the people hold those of its findings.</summary>
    public bool HasPeople { get; init; }

    /// <summary>The names of its files that are at hand.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>How it stands, in a few words.</summary>
    public string Verdict =>
        (
            State switch
            {
                OverviewState.NotAudited => "not audited yet",
                OverviewState.Unknown => "unknown",
                OverviewState.NotEvaluated => FailedSince is { } moment ? $"not evaluated since {DayOf(moment)}" : "not evaluated",
                OverviewState.Clear => "clear",
                _ => Foundation.Sentence.Count(Open!.Values.Sum(), "finding"),
            }
        ) + (IsClosed ? ", closed" : "");

    /// <summary>The day of the last run that evaluated it; <paramref name="unknown"/> where nobody knows.</summary>
    public string LastGoodDay(string unknown) => LastGood is not { } moment ? unknown : DayOf(moment) + (MayBeLater ? " or later" : "");

    private static string DayOf(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The counts of the last periods; <paramref name="unknown"/> where nobody knows.</summary>
    public string TrendText(string unknown) =>
        Trend is null ? unknown : string.Join(", ", Trend.Select(count => count.ToString(CultureInfo.InvariantCulture)));
}
