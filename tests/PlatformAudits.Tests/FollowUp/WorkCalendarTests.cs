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
    [TestCase(
        "exceptions: [{platform: calendly, hours: working}, {platform: calendly, policy: handbook-2021}]",
        "follow_up.exceptions[2].platform is calendly, and there is an exception for it already; put the keys of both into one."
    )]
    [TestCase(
        "exceptions: [{platform: calendy}]",
        "follow_up.exceptions[1].platform is calendy, and there is no such platform; did you mean"
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
    public void Nobody_is_asked_one_by_one_on_GitLab_and_1Password_by_the_settings_of_the_project_and_by_any_others(
        [Values(null, "", "follow_up: {policy: handbook-2021}")] string? yaml
    )
    {
        var settings = Configuration
            .Read(yaml is null ? Path.Combine(Repository.Root, "audits.yaml") : _folder.Write("audits.yaml", yaml))
            .FollowUp;
        var others = yaml is { Length: > 0 } ? "handbook-2021" : "handbook-2022";
        Assert.That(
            new[] { "calendly", "pagerduty", "zendesk-global", "zendesk-us-federal", "gitlab-com", "1password" }.Select(platform =>
                settings.PolicyOf(platform).Name
            ),
            Is.EqualTo(new[] { others, others, others, others, "manager-fixes", "operator-fixes" })
        );
    }

    [Test]
    public void An_exception_changes_its_own_keys_and_nothing_else()
    {
        var settings = Configuration
            .Read(
                _folder.Write(
                    "audits.yaml",
                    """
                    follow_up:
                      policy: handbook-2021
                      day_begins: "08:00"
                      holidays: [2026-12-25]
                      exceptions:
                        - {platform: 1password, hours: working, time_zone: Asia/Tokyo}
                        - {platform: pagerduty, policy: manager-fixes}
                        - {platform: gitlab-com, policy: handbook-2022}
                    """
                )
            )
            .FollowUp;
        var (calendar, others) = (settings.CalendarOf("1password"), settings.CalendarOf("calendly"));
        Assert.Multiple(() =>
        {
            Assert.That(
                new[] { "1password", "pagerduty", "gitlab-com", "calendly" }.Select(platform => settings.PolicyOf(platform).Name),
                Is.EqualTo(new[] { "operator-fixes", "manager-fixes", "handbook-2022", "handbook-2021" })
            );
            Assert.That((calendar.UsesWorkingHours, calendar.Zone.Id), Is.EqualTo((true, "Asia/Tokyo")));
            Assert.That((calendar.Begins, calendar.Holidays), Is.EqualTo((others.Begins, others.Holidays)));
            Assert.That((others.UsesWorkingHours, others.Zone.Id), Is.EqualTo((false, "UTC")));
            Assert.That(settings.CalendarOf("pagerduty"), Is.EqualTo(others));
        });
    }

    [Test]
    public void A_policy_asks_holders_of_accounts_where_it_says_so()
    {
        var settings = Configuration
            .Read(
                _folder.Write(
                    "audits.yaml",
                    """
                    follow_up:
                      policy: mine
                      policies:
                        - {name: mine, asks_holders: true, steps: [{to: [person]}]}
                        - {name: other, steps: [{to: [person]}]}
                      exceptions: [{platform: calendly, policy: other}, {platform: pagerduty, policy: handbook-2021}]
                    """
                )
            )
            .FollowUp;
        Assert.That(
            new[] { "zendesk-global", "calendly", "pagerduty", "gitlab-com", "1password" }.Select(p => settings.PolicyOf(p).AsksHolders),
            Is.EqualTo(new[] { true, false, true, false, false })
        );
    }

    private WorkCalendar Calendar(string yaml) => Configuration.Read(_folder.Write("audits.yaml", yaml)).FollowUp.CalendarOf("calendly");

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
