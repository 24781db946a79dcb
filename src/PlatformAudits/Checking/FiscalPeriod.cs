using System.Globalization;
using System.Text.RegularExpressions;
using PlatformAudits.Foundation;

namespace PlatformAudits.Checking;

/// <summary>
/// A quarter of the fiscal year, which starts on February 1st and is named after the calendar year in which it ends (about.gitlab.com,
/// "Fiscal year"): <c>FY27-Q1</c> is February to April 2026.
/// </summary>
public readonly partial record struct FiscalPeriod
{
    private FiscalPeriod(int year, int quarter)
    {
        Year = year;
        Quarter = quarter;
    }

    /// <summary>The fiscal year in four digits.</summary>
    public int Year { get; }

    /// <summary>The quarter, 1 to 4.</summary>
    public int Quarter { get; }

    /// <summary>The first day.</summary>
    public DateOnly Start => new DateOnly(Year - 1, 2, 1).AddMonths(3 * (Quarter - 1));

    /// <summary>The last day.</summary>
    public DateOnly End => Start.AddMonths(3).AddDays(-1);

    /// <summary>The period for titles, such as <c>FY27 Q1</c>.</summary>
    public string Title => string.Create(CultureInfo.InvariantCulture, $"FY{Year % 100:00} Q{Quarter}");

    /// <summary>The quarter before.</summary>
    public FiscalPeriod Previous => Quarter == 1 ? new FiscalPeriod(Year - 1, 4) : new FiscalPeriod(Year, Quarter - 1);

    /// <summary>The quarter after.</summary>
    public FiscalPeriod Next => Quarter == 4 ? new FiscalPeriod(Year + 1, 1) : new FiscalPeriod(Year, Quarter + 1);

    /// <summary>The period that a day lies in.</summary>
    public static FiscalPeriod Of(DateOnly day)
    {
        var sinceFebruary = day.AddMonths(-1);
        return new FiscalPeriod(sinceFebruary.Year + 1, ((sinceFebruary.Month - 1) / 3) + 1);
    }

    /// <summary>Reads <c>FY27-Q1</c>, also in lower case, with a blank instead of the hyphen, or with four digits.</summary>
    /// <exception cref="AuditException">It is no period.</exception>
    public static FiscalPeriod Parse(string text) =>
        TryParse(text, out var period)
            ? period
            : throw new AuditException(
                $"Reading --period={text}: a period is written like FY27-Q1, with a quarter from 1 to 4.",
                FailureKind.ConfigurationOrInfrastructure
            );

    /// <summary>Reads a text as <see cref="Parse"/> does.</summary>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out FiscalPeriod period)
    {
        var match = Form().Match(text.Trim());
        period = match.Success
            ? new FiscalPeriod(
                2000 + (int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture) % 100),
                match.Groups["quarter"].Value[0] - '0'
            )
            : default;
        return match.Success;
    }

    /// <summary>That a platform was read before the period began or after it was over, as a sentence; null for within it.</summary>
    /// <param name="day">The day on which it was read.</param>
    public string? OutsideNotice(DateOnly day)
    {
        var (late, early) = (day.DayNumber - End.DayNumber, Start.DayNumber - day.DayNumber);
        return late > 0
                ? $"Read {Sentence.Count(late, "day")} after the period's end ({Iso(End)}): it shows how things stood on {Iso(day)}."
            : early > 0
                ? $"Read {Sentence.Count(early, "day")} before the period begins ({Iso(Start)}): it shows how things stood on {Iso(day)}."
            : null;

        static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>The period as arguments and files write it, such as <c>FY27-Q1</c>.</summary>
    public override string ToString() => Title.Replace(' ', '-');

    [GeneratedRegex("^FY(20)?(?<year>[0-9]{2})[- ]?Q(?<quarter>[1-4])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
