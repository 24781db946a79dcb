using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Tracking;

public sealed class FiscalPeriodTests
{
    [TestCase("2026-02-01", "FY27-Q1")]
    [TestCase("2026-04-30", "FY27-Q1")]
    [TestCase("2026-05-01", "FY27-Q2")]
    [TestCase("2026-08-01", "FY27-Q3")]
    [TestCase("2026-10-31", "FY27-Q3")]
    [TestCase("2026-11-01", "FY27-Q4")]
    [TestCase("2027-01-31", "FY27-Q4")]
    [TestCase("2024-01-31", "FY24-Q4")]
    [TestCase("2024-02-29", "FY25-Q1")]
    public void A_day_lies_in_the_quarter_of_a_fiscal_year_that_starts_in_February(string day, string period)
    {
        var found = FiscalPeriod.Of(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Multiple(() =>
        {
            Assert.That(found.ToString(), Is.EqualTo(period));
            Assert.That(found.Start, Is.LessThanOrEqualTo(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
            Assert.That(found.End, Is.GreaterThanOrEqualTo(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
        });
    }

    [TestCase("FY27-Q1", "FY27-Q1")]
    [TestCase("fy27 q1", "FY27-Q1")]
    [TestCase("FY2027-Q4", "FY27-Q4")]
    public void A_period_is_read_as_people_write_it(string text, string period) =>
        Assert.That(FiscalPeriod.Parse(text).ToString(), Is.EqualTo(period));

    [TestCase("2026-Q1")]
    [TestCase("FY27-Q5")]
    [TestCase("FY27")]
    [TestCase("")]
    public void Anything_else_is_refused_with_an_example(string text) =>
        Assert.That(
            () => FiscalPeriod.Parse(text),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo($"Reading --period={text}: a period is written like FY27-Q1, with a quarter from 1 to 4.")
        );
}
