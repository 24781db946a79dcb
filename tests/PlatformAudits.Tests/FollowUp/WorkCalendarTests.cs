using System.Globalization;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.FollowUp.Policies;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.FollowUp;

public sealed class WorkCalendarTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [TestCase("", "2026-02-02T08:15:00Z", 72, "2026-02-05T08:15:00Z", TestName = "Hours of the clock")]
    [TestCase("", "2026-02-04T08:15:00Z", 72, "2026-02-09T00:00:00Z", TestName = "A wait that ends on a Saturday ends on Monday")]
    [TestCase("holidays: [2026-02-09], ", "2026-02-04T08:15:00Z", 72, "2026-02-10T00:00:00Z", TestName = "Or on Tuesday, after a holiday")]
    [TestCase(
        "quiet: [{from: '12-15', until: '01-04'}], ",
        "2026-12-14T08:00:00Z",
        72,
        "2027-01-05T00:00:00Z",
        TestName = "A quiet period may go over the new year"
    )]
    [TestCase("hours: working, ", "2026-02-02T08:15:00Z", 16, "2026-02-03T17:00:00Z", TestName = "Working hours")]
    [TestCase("hours: working, ", "2026-02-06T16:00:00Z", 2, "2026-02-09T10:00:00Z", TestName = "Working hours over a weekend")]
    [TestCase(
        "hours: working, time_zone: Europe/Berlin, working_days: [saturday, sunday, monday], day_begins: '00:00', day_ends: '06:00', ",
        "2026-03-28T23:30:00Z",
        5,
        "2026-03-29T22:30:00Z",
        TestName = "The night of a clock change has an hour less"
    )]
    [TestCase(
        "time_zone: America/New_York, working_days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday], ",
        "2026-03-07T13:15:00Z",
        24,
        "2026-03-08T13:15:00Z",
        TestName = "Hours of the clock don't mind a clock change"
    )]
    public void A_wait_ends_when_it_should(string settings, string from, double hours, string due)
    {
        var calendar = Calendar($"follow_up: {{{settings}most_notes: 50}}");
        Assert.That(calendar.Due(At(from), hours), Is.EqualTo(At(due)));
    }

    [TestCase("hours: half", ":1:20: follow_up.hours must be clock or working; mend it.")]
    [TestCase("working_days: [funday]", "follow_up.working_days holds funday, which is no day of the week such as monday; mend it.")]
    [TestCase("day_begins: '17:00', day_ends: '09:00'", "follow_up.day_ends must be later than day_begins; mend it.")]
    [TestCase(
        "quiet: [{from: '01-01', until: '12-31'}]",
        "follow_up.quiet leaves no day of the year on which people may be asked; mend it."
    )]
    [TestCase("policy: handbok-2022", "follow_up.policy is handbok-2022, and there is no such policy; did you mean handbook-2022?")]
    [TestCase("policies: [{name: a}]", "follow_up.policies[1].steps must hold 1 to 20 steps, each with to: and after:; mend it.")]
    [TestCase(
        "policies: [{name: a, steps: [{to: [boss]}]}]",
        "follow_up.policies[1].steps[1].to holds boss, and may hold person, manager, support-ops-manager and operator; mend it."
    )]
    [TestCase(
        "policies: [{name: handbook-2021, steps: [{to: [person]}]}]",
        "follow_up.policies[1].name is handbook-2021, and there is a policy of that name already; mend it."
    )]
    [TestCase("exceptions: [{platform: calendly, policy: none}]", "follow_up.exceptions[1].policy is none, and there is no such policy")]
    [TestCase(
        "absences: [{who: a@b.example, from: 2026-02-02, until: 2026-02-01}]",
        "follow_up.absences[1].until must not be before from; mend it."
    )]
    public void A_wrong_setting_is_named_with_its_place(string settings, string problem) =>
        Assert.That(
            () => Calendar($"follow_up: {{{settings}}}"),
            Throws
                .TypeOf<AuditException>()
                .With.Message.Contains(problem)
                .And.Property("Kind")
                .EqualTo(FailureKind.ConfigurationOrInfrastructure)
        );

    [Test]
    public void The_published_flows_are_those_of_the_handbook()
    {
        string Of(string name) =>
            string.Join(
                "; ",
                Policy
                    .Published.Single(policy => policy.Name == name)
                    .Steps.Select(step => $"{step.AfterHours} h {string.Join(" and ", step.To)}{(step.IsMessage ? " by message" : "")}")
            );
        Assert.Multiple(() =>
        {
            Assert.That(
                Of("handbook-2022"),
                Is.EqualTo("0 h Person; 72 h Manager and SupportOpsManager; 72 h SupportOpsManager by message")
            );
            Assert.That(Of("handbook-2021"), Is.EqualTo("0 h Person; 72 h Person; 96 h Manager; 72 h SupportOpsManager"));
            Assert.That(Of("manager-fixes"), Is.EqualTo("0 h SupportOpsManager"));
            Assert.That(Of("operator-fixes"), Is.EqualTo("0 h Operator"));
        });
    }

    [Test]
    public void The_settings_of_the_project_ask_nobody_one_by_one_on_GitLab_and_1Password()
    {
        var settings = Configuration.Read(Path.Combine(Repository.Root, "audits.yaml")).FollowUp;
        Assert.That(
            new[] { "calendly", "pagerduty", "zendesk-global", "zendesk-us-federal", "gitlab-com", "1password" }.Select(platform =>
                settings.PolicyOf(platform).Name
            ),
            Is.EqualTo(new[] { "handbook-2022", "handbook-2022", "handbook-2022", "handbook-2022", "manager-fixes", "operator-fixes" })
        );
    }

    private WorkCalendar Calendar(string yaml) => Configuration.Read(_folder.Write("audits.yaml", yaml)).FollowUp.CalendarOf("calendly");

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
