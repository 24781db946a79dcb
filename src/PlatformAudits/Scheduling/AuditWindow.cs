using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Tracking;

namespace PlatformAudits.Scheduling;

/// <summary>How a day lies to the periods in which a platform is audited. It depends on its arguments alone.</summary>
/// <param name="Period">The last audited period that has begun by that day.</param>
internal sealed record AuditWindow(DateOnly Day, FiscalPeriod Period, FiscalPeriod Next)
{
    private const int MostNamed = 4;

    /// <summary>
    /// Whether the day lies in the period; after it, an audit that is still open is kept, and the next one is not opened yet.
    /// </summary>
    public bool IsWithin => Day <= Period.End;

    /// <summary>The days since the audit was due, which is the period's first day; 0 on that day.</summary>
    public int DaysLate => Day.DayNumber - Period.Start.DayNumber;

    /// <summary>The occasion of a day.</summary>
    public static AuditWindow On(DateOnly day, IReadOnlyList<int> quarters)
    {
        var period = FiscalPeriod.Of(day);
        while (!quarters.Contains(period.Quarter))
        {
            period = period.Previous;
        }

        var next = period.Next;
        while (!quarters.Contains(next.Quarter))
        {
            next = next.Next;
        }

        return new AuditWindow(day, period, next);
    }

    /// <summary>What may become of the issue of <see cref="Period"/>.</summary>
    /// <param name="standing">How it stands with the issue; null within the period, where nobody has to look.</param>
    /// <param name="overdueLabel">The label of an issue that is opened late, or null.</param>
    /// <param name="comesAfterGap">Whether an audit before it was left out, which it makes up for: then it is late on any day.</param>
    public OpeningDecision OpeningDecision(IssueStatus? standing, string? overdueLabel, bool comesAfterGap = false)
    {
        if (!IsWithin && standing is not { IsMissed: true })
        {
            return Tracking.OpeningDecision.Forbidden;
        }

        return DaysLate == 0 && !comesAfterGap
            ? Tracking.OpeningDecision.Allowed
            : new OpeningDecision(
                IsAllowed: true,
                DaysLate == 0
                    ? null
                    : $"> **Overdue:** this audit was due on {Iso(Period.Start)} and was opened on {Iso(Day)}, "
                        + $"{Sentence.Count(DaysLate, "day")} late.",
                overdueLabel is null ? [] : [overdueLabel]
            );
    }

    /// <summary>
    /// What a person should know of a run on this day, as a sentence; null on a day within the period on which nothing is overdue.
    /// </summary>
    /// <param name="standing">How it stands with the issue of <see cref="Period"/>.</param>
    /// <param name="isOverdue">Whether the issue is opened after its day.</param>
    public string? Warning(IssueStatus? standing, bool isOverdue)
    {
        if (IsWithin)
        {
            return isOverdue
                ? $"The audit of {Period.Title} was due on {Iso(Period.Start)} and is opened {Sentence.Count(DaysLate, "day")} late."
                : null;
        }

        var today = FiscalPeriod.Of(Day);
        var outside = $"{today.Title} is no audited quarter";
        return standing switch
        {
            { IsMissed: true } =>
                $"{outside}, but the audit of {Period.Title} was missed: it is opened now, {Sentence.Count(DaysLate, "day")} late.",
            { IsOpen: true } => $"{outside}: the open issue of {Period.Title} is kept current, and none is "
                + $"opened. The next one opens on {Iso(Next.Start)}.",
            { Exists: true } =>
                $"{outside}, and the issue of {Period.Title} is closed: no issue is opened or changed. The next one opens on "
                    + $"{Iso(Next.Start)}; to audit now, add --period={today}.",
            _ => $"{outside}, and there is no earlier audit to catch up with: no issue is opened. The first one opens on "
                + $"{Iso(Next.Start)}; to audit now, add --period={today}.",
        };
    }

    /// <summary>Why there is nothing to look at again, as a sentence, or null when there is something.</summary>
    /// <param name="standing">How it stands with the issue of <see cref="Period"/>.</param>
    public string? NothingToRecheck(IssueStatus standing) =>
        standing switch
        {
            { IsOpen: true } or { IsMissed: true } or { IsUnsure: true } => null,
            { Exists: true } => $"the issue of {Period.Title} is closed ({standing.WebUrl}); nothing to look at again.",
            _ when IsWithin => null,
            _ => $"there is no open issue, and none is due before {Iso(Next.Start)}; nothing to look at again.",
        };

    /// <summary>The audited periods between two, the oldest first: those that were left out where the two are audits in a row.</summary>
    /// <param name="last">The period of the last audit before.</param>
    public static IReadOnlyList<FiscalPeriod> LeftOut(FiscalPeriod last, FiscalPeriod period, IReadOnlyList<int> quarters)
    {
        var between = new Stack<FiscalPeriod>();
        for (var one = period.Previous; one.Start > last.Start; one = one.Previous)
        {
            if (quarters.Contains(one.Quarter))
            {
                between.Push(one);
            }
        }

        return [.. between];
    }

    /// <summary>That audits were left out, as a sentence; null where none was.</summary>
    /// <inheritdoc cref="LeftOut"/>
    public static string? LeftOutNotice(FiscalPeriod last, FiscalPeriod period, IReadOnlyList<int> quarters)
    {
        var which = LeftOut(last, period, quarters) switch
        {
            [] => null,
            [var one] => $"{one} was",
            { Count: <= MostNamed } some => $"{Sentence.List([.. some.Select(one => one.ToString())])} were",
            var many => $"The {many.Count} audited quarters from {many[0]} to {many[^1]} were",
        };
        return which is null ? null : $"{which} not audited: the last audit before this one is that of {last}.";
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
