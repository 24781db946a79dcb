using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Platforms.PagerDuty;

namespace PlatformAudits.Tests.Platforms.PagerDuty;

/// <summary>What the vendor's records say, odd ones included, and those that were recorded or published.</summary>
public sealed class PagerDutyRecordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_recorded_user_with_its_nulls_is_read()
    {
        var account = PagerDutyAccount.Read(
            Row(
                """
                {"id":"P0000U1","type":"user","summary":"Jane Doe","html_url":null,"name":"Jane Doe","email":"jane@example.com","time_zone":"Europe/Paris","billed":true,"role":"owner","description":null,
                 "invitation_sent":false,"job_title":null,"teams":[],"created_via_sso":false,"contact_methods":[{"id":"P0000C1","type":"email_contact_method_reference","summary":"Default","html_url":null}]}
                """
            )
        );
        Assert.That(
            (account.Id, account.Name, account.Email, account.Role, account.IsInvited, account.Teams.Count),
            Is.EqualTo(("P0000U1", "Jane Doe", "jane@example.com", "owner", (bool?)false, 0))
        );
    }

    [TestCase("""{"id":"P1","invitation_sent":true}""", true)]
    [TestCase("""{"id":"P1","invitation_sent":false}""", false)]
    [TestCase("""{"id":"P1","invitation_sent":null}""", null)]
    [TestCase("""{"id":"P1"}""", null)]
    public void An_invitation_is_open_accepted_or_unknown(string json, bool? isInvited) =>
        Assert.That(PagerDutyAccount.Read(Row(json)).IsInvited, Is.EqualTo(isInvited));

    [Test]
    public void A_user_without_role_has_an_unknown_one() =>
        Assert.That(PagerDutyAccount.Read(Row("""{"id":"P1","role":null}""")).Role, Is.Null);

    [TestCase("\"end\":null", true)]
    [TestCase("\"x\":1", true)]
    [TestCase("\"end\":\"2026-03-01T01:00:01+01:00\"", true)]
    [TestCase("\"end\":\"2026-03-01T01:00:00+01:00\"", false)]
    [TestCase("\"end\":\"2016-11-06T20:00:00-05:00\"", false)]
    [TestCase("\"end\":\"some day\"", true)]
    public void A_layer_that_has_ended_does_not_count(string end, bool counts)
    {
        var schedule = PagerDutySchedule.ReadLayers(
            Row($$$"""{"id":"S1","schedule_layers":[{{{{end}}},"users":[{"user":{"id":"P1"}}]}]}"""),
            Now
        );
        Assert.That(schedule.Members!.Select(m => m.Id), Is.EqualTo(counts ? ["P1"] : Array.Empty<string>()));
    }

    [Test]
    public void The_users_of_a_schedule_are_not_its_members_but_those_of_its_layers_are()
    {
        var schedule = PagerDutySchedule.ReadLayers(
            Row(
                """{"id":"S1","users":[{"id":"P7"},{"id":"P8","deleted_at":"2025-01-01T00:00:00Z"}],"schedule_layers":[{"users":[{"user":{"id":"P2"}},{"user":{"id":"P1"}}]},{"users":[{"user":{"id":"P2","deleted_at":"2025-01-01T00:00:00Z"}}]}]}"""
            ),
            Now
        );
        Assert.That(schedule.Members!.Select(m => (m.Id, m.IsDeleted)), Is.EqualTo(new[] { ("P1", false), ("P2", true) }));
    }

    [Test]
    public void A_layer_whose_member_has_no_id_stops_the_audit() =>
        Assert.That(
            () => PagerDutySchedule.ReadLayers(Row("""{"id":"S1","schedule_layers":[{"users":[{"user":{"summary":"x"}}]}]}"""), Now),
            Throws.TypeOf<BadAnswerException>().With.Message.EqualTo("a record has no id")
        );

    [TestCase("null", true)]
    [TestCase("\"2026-03-01T00:00:00Z\"", false)]
    [TestCase("\"2027-01-01T00:00:00Z\"", true)]
    public void Of_a_shift_based_schedule_the_members_of_events_that_have_not_ended_count(string until, bool counts)
    {
        var schedule = PagerDutySchedule.ReadShifts(
            Row(
                $$$"""
                {"id":"S1","type":"schedule_v3","name":"Now","rotations":[{"id":"R1","events":[{"effective_until":{{{until}}},"assignment_strategy":{"type":"every_member_assignment_strategy",
                 "members":[{"type":"user_member","user_id":"P2"},{"type":"empty_member"},{"type":"user_member","user_id":"P1"}]}}]}]}
                """
            ),
            Now
        );
        Assert.That(schedule.Members!.Select(m => m.Id), Is.EqualTo(counts ? ["P1", "P2"] : Array.Empty<string>()));
    }

    [Test]
    public void A_member_of_a_new_kind_whom_nobody_can_name_stops_the_audit() =>
        Assert.That(
            () =>
                PagerDutySchedule.ReadShifts(
                    Row(
                        """{"id":"S1","rotations":[{"events":[{"assignment_strategy":{"members":[{"type":"team_member","team_id":"T1"}]}}]}]}"""
                    ),
                    Now
                ),
            Throws.TypeOf<BadAnswerException>().With.Message.EqualTo("a record has no user_id")
        );

    [Test]
    public void Layers_or_rotations_that_are_absent_are_not_empty()
    {
        Assert.Multiple(() =>
        {
            Assert.That(PagerDutySchedule.ReadLayers(Row("""{"id":"S1"}"""), Now).Members, Is.Null);
            Assert.That(PagerDutySchedule.ReadShifts(Row("""{"id":"S1"}"""), Now).Members, Is.Null);
            Assert.That(PagerDutySchedule.ReadLayers(Row("""{"id":"S1","schedule_layers":[]}"""), Now).Members, Is.Empty);
        });
    }

    [Test]
    public async Task A_recorded_schedule_gives_its_members()
    {
        var row = Row((await RecordedAsync("overlap-checker", "schedule-primary.json"))["schedule"]!.ToString());
        var schedule = PagerDutySchedule.ReadLayers(row, Now);
        Assert.That(
            schedule.Members!.Select(m => (m.Id, m.Name)),
            Is.EqualTo(new[] { ("PPSFHH7", "Bob Smith"), ("PRDFNAL", "Sarah Jones"), ("PT23IWX", "Tim Wright") })
        );
    }

    [Test]
    public async Task A_published_schedule_whose_only_layer_has_ended_has_no_members()
    {
        var row = Row((await RecordedAsync("spec-examples", "GET_schedules_200_With-Schedule-Layers.json"))["schedules"]![0]!.ToString());
        Assert.Multiple(() =>
        {
            Assert.That(PagerDutySchedule.ReadLayers(row, Now).Members, Is.Empty);
            Assert.That(PagerDutySchedule.ReadLayers(row, Now.AddYears(-11)).Members!.Select(m => m.Id), Is.EqualTo(new[] { "PEYSGVF" }));
        });
    }

    [Test]
    public async Task The_published_users_are_read()
    {
        var users = (await RecordedAsync("spec-examples", "GET_users_200_response.json"))["users"]!.Select(u =>
            PagerDutyAccount.Read(Row(u.ToString()))
        );
        Assert.That(
            users.Select(u => (u.Id, u.Role, u.Teams.Single())),
            Is.EqualTo(new[] { ("PXPGF42", "admin", "PQ9K7I8"), ("PAM4FGS", "admin", "PQ9K7I8") })
        );
    }

    [Test]
    public async Task The_published_policies_give_their_targets()
    {
        var policy = PagerDutyPolicy.Read(
            Row((await RecordedAsync("spec-examples", "GET_escalation_policies_200_response.json"))["escalation_policies"]![0]!.ToString())
        );
        Assert.That((policy.Targets.Count, policy.People.Single().Id), Is.EqualTo((2, "PEYSGVF")));
    }

    [Test]
    public async Task The_published_shift_based_schedule_tells_no_rotations()
    {
        var schedule = PagerDutySchedule.ReadShifts(
            Row((await RecordedAsync("spec-examples", "GET_v3_schedules_id_200_response.json"))["schedule"]!.ToString()),
            Now
        );
        Assert.That(
            (schedule.Id, schedule.Name, schedule.Members),
            Is.EqualTo(("PS1A2B3C", "Engineering On-Call", (IReadOnlyList<PagerDutyReference>?)null))
        );
    }

    private static JsonRecord Row(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return new JsonRecord(JObject.Load(reader));
    }

    private static async Task<JObject> RecordedAsync(string folder, string file)
    {
        if (Environment.GetEnvironmentVariable("AUDIT_FIXTURES") is not { Length: > 0 } fixtures)
        {
            Assert.Ignore("skipped: AUDIT_FIXTURES does not name the folder of the recorded answers");
            throw new InvalidOperationException();
        }

        using var reader = new JsonTextReader(
            new StringReader(await File.ReadAllTextAsync(Path.Combine(fixtures, "pagerduty", folder, file)))
        )
        {
            DateParseHandling = DateParseHandling.None,
        };
        return JObject.Load(reader);
    }
}
