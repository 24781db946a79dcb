using System.Globalization;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Foundation;
using PlatformAudits.Scheduling;

namespace PlatformAudits.Tests.Scheduling;

public sealed class CadenceTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("UTC", "2026-01-31T23:59:59Z", "2026-01-31")]
    [TestCase("UTC", "2026-02-01T00:00:00Z", "2026-02-01")]
    [TestCase("Asia/Tokyo", "2026-01-31T15:00:00Z", "2026-02-01")]
    [TestCase("America/Los_Angeles", "2026-02-01T07:59:59Z", "2026-01-31")]
    [TestCase("Pacific/Kiritimati", "2026-01-31T10:00:00Z", "2026-02-01")]
    [TestCase("Europe/Berlin", "2028-02-28T23:00:00Z", "2028-02-29")]
    [TestCase("Europe/Berlin", "2026-07-31T22:00:00Z", "2026-08-01", TestName = "Summer time counts")]
    public void A_day_begins_in_the_time_zone_of_the_settings(string zone, string moment, string day)
    {
        var cadence = Settings($"cadence: {{time_zone: {zone}}}").Cadence!;
        Assert.That(
            cadence.DayOf(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Is.EqualTo(day)
        );
    }

    [TestCase("cadence: {quarters: [0]}", ":1:21: cadence.quarters must hold whole numbers from 1 to 4; mend it.")]
    [TestCase("cadence: {quarters: [Q1]}", ":1:21: cadence.quarters must hold whole numbers from 1 to 4; mend it.")]
    [TestCase(
        "cadence: {opens_at: 25:00}",
        ":1:21: cadence.opens_at must be a time of day in quotes, such as \"06:15\", or off; mend it."
    )]
    [TestCase("cadence: {opens_at: off}", ":1:21: cadence.opens_at must be a time of day in quotes, such as \"06:15\"; mend it.")]
    [TestCase(
        "cadence: {time_zone: Mars/Olympus}",
        ":1:22: cadence.time_zone is Mars/Olympus, and must be a name of the IANA time zone "
            + "database such as UTC or Europe/Berlin; mend it."
    )]
    [TestCase("cadence: {quater: [1]}", ":1:11: there is no setting cadence.quater; did you mean quarters?")]
    [TestCase(
        "cadence: {exceptions: [{platform: calendly}]}",
        ":1:24: cadence.exceptions[1].quarters must hold at least one quarter, 1 to 4; mend it."
    )]
    [TestCase("cadence: {exceptions: [{quarters: [1]}]}", ":1:24: cadence.exceptions[1].platform is missing; mend it.")]
    [TestCase(
        "platforms: {calendly: {minimum_accounts: 0}}",
        ":1:42: platforms.calendly.minimum_accounts must be a whole number from 1 to 10000000; mend it."
    )]
    public void A_slip_of_the_pen_is_named_with_its_place(string yaml, string problem)
    {
        var path = _folder.Write("audits.yaml", yaml);
        Assert.That(
            () => Configuration.Read(path).Platforms,
            Throws.TypeOf<AuditException>().With.Message.EqualTo($"Reading the settings: {path}{problem}")
        );
    }

    [Test]
    public void An_exception_for_a_platform_that_there_is_not_is_an_error() =>
        Assert.That(
            () => Settings("cadence: {exceptions: [{platform: zendesk, quarters: [1]}]}"),
            Throws
                .TypeOf<AuditException>()
                .With.Message.Contains(":1:35: cadence.exceptions[1].platform is zendesk, and there is no such platform (")
        );

    [Test]
    public void Without_a_cadence_there_is_none() => Assert.That(Settings("cadence:\nteam: {}\n").Cadence, Is.Null);

    [Test]
    public void The_schedules_follow_the_cadence()
    {
        var settings = Settings(
            """cadence: {quarters: [3, 1], opens_at: "05:30", rechecks_at: "23:07", time_zone: America/New_York, ref: release}"""
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                Wanted(settings).Select(s => (s.Cron, s.TimeZone, s.Ref)),
                Is.EqualTo(new[] { ("30 5 1 2,8 *", "America/New_York", "release"), ("7 23 * * *", "America/New_York", "release") })
            );
            Assert.That(
                Wanted(settings)[1].Variables,
                Is.EquivalentTo(
                    new Dictionary<string, string>
                    {
                        ["AUDIT_TARGET"] = "All",
                        ["AUDIT_RECHECK"] = "true",
                        ["AUDIT_SCHEDULE"] = "recheck",
                    }
                )
            );
        });
    }

    [Test]
    public void A_platform_with_quarters_of_its_own_is_opened_on_their_days_as_well()
    {
        var settings = Settings("cadence: {quarters: [1, 3], rechecks_at: off, exceptions: [{platform: calendly, quarters: [4]}]}");
        Assert.Multiple(() =>
        {
            Assert.That(
                settings.Platforms.Select(p => (p.Id, settings.Cadence!.QuartersOf(p).Count)),
                Is.EquivalentTo(settings.Platforms.Select(p => (p.Id, p.Id == "calendly" ? 1 : 2)))
            );
            Assert.That(Wanted(settings).Single().Cron, Is.EqualTo("15 6 1 2,8,11 *"));
        });
    }

    private Configuration Settings(string yaml) => Configuration.Read(_folder.Write("audits.yaml", yaml));

    private static IReadOnlyList<PipelineSchedule> Wanted(Configuration read) =>
        ScheduleBook.Wanted(read.Cadence, read.Platforms, read.FollowUp.IsGiven);
}
