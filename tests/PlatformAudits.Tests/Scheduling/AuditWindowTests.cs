using System.Globalization;
using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Scheduling;

namespace PlatformAudits.Tests.Scheduling;

public sealed class AuditWindowTests
{
    private static readonly int[] HalfYearly = [1, 3];
    private static readonly int[] EveryQuarter = [1, 2, 3, 4];

    [TestCase("2026-01-31", "FY26-Q3", false, "FY27-Q1", TestName = "The last day of a fiscal year belongs to the half-year before")]
    [TestCase("2026-02-01", "FY27-Q1", true, "FY27-Q3", TestName = "The first day of a fiscal year is an audit's first day")]
    [TestCase("2026-04-30", "FY27-Q1", true, "FY27-Q3")]
    [TestCase("2026-05-01", "FY27-Q1", false, "FY27-Q3")]
    [TestCase("2026-07-31", "FY27-Q1", false, "FY27-Q3")]
    [TestCase("2026-08-01", "FY27-Q3", true, "FY28-Q1")]
    [TestCase("2026-10-31", "FY27-Q3", true, "FY28-Q1")]
    [TestCase("2026-11-01", "FY27-Q3", false, "FY28-Q1")]
    [TestCase("2024-02-29", "FY25-Q1", true, "FY25-Q3", TestName = "A leap day lies in the first quarter")]
    [TestCase("2028-02-29", "FY29-Q1", true, "FY29-Q3")]
    [TestCase("2099-12-31", "FY00-Q3", false, "FY01-Q1", TestName = "The turn of a century breaks nothing")]
    public void Half_yearly_audits_are_of_the_first_and_third_quarter(string day, string period, bool isWithin, string next)
    {
        var occasion = AuditWindow.On(Day(day), HalfYearly);
        Assert.That((occasion.Period.ToString(), occasion.IsWithin, occasion.Next.ToString()), Is.EqualTo((period, isWithin, next)));
    }

    [TestCase("2026-01-31", "FY26-Q4", "FY27-Q1")]
    [TestCase("2026-02-01", "FY27-Q1", "FY27-Q2")]
    [TestCase("2026-05-01", "FY27-Q2", "FY27-Q3")]
    [TestCase("2026-11-01", "FY27-Q4", "FY28-Q1")]
    public void Quarterly_audits_leave_no_day_out(string day, string period, string next)
    {
        var occasion = AuditWindow.On(Day(day), EveryQuarter);
        Assert.That((occasion.Period.ToString(), occasion.IsWithin, occasion.Next.ToString()), Is.EqualTo((period, true, next)));
    }

    [Test]
    public void Every_day_of_forty_years_has_one_period_that_has_begun_and_a_next_one_that_has_not()
    {
        int[][] cadences =
        [
            [1],
            [2],
            [4],
            [1, 3],
            [2, 4],
            [1, 2, 3, 4],
        ];
        var wrong =
            from quarters in cadences
            from day in Enumerable.Range(0, 40 * 365).Select(n => new DateOnly(2020, 1, 1).AddDays(n))
            let occasion = AuditWindow.On(day, quarters)
            where
                occasion.Period.Start > day
                || occasion.Next.Start <= day
                || occasion.IsWithin != (FiscalPeriod.Of(day) == occasion.Period)
                || !quarters.Contains(occasion.Period.Quarter)
                || !quarters.Contains(occasion.Next.Quarter)
                || occasion.DaysLate != day.DayNumber - occasion.Period.Start.DayNumber
            select $"{day:O} of {string.Join(',', quarters)}";
        Assert.That(wrong.Take(3), Is.Empty);
    }

    [Test]
    public void Quarters_follow_one_another_without_a_gap()
    {
        var period = FiscalPeriod.Parse("FY24-Q1");
        for (var i = 0; i < 40; i++, period = period.Next)
        {
            Assert.That((period.End.AddDays(1), period.Next.Previous), Is.EqualTo((period.Next.Start, period)));
        }
    }

    [TestCase("2026-02-01", 0)]
    [TestCase("2026-02-02", 1)]
    [TestCase("2026-03-01", 28)]
    [TestCase("2028-03-01", 29)]
    public void An_audit_is_due_on_the_first_day_of_its_quarter(string day, int late) =>
        Assert.That(AuditWindow.On(Day(day), HalfYearly).DaysLate, Is.EqualTo(late));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
