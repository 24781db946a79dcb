using System.Globalization;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>The JSON objects of the API. Addresses in bodies are the vendor's own, wherever the API was reached.</summary>
internal sealed class PagerDutyRepresentation(PagerDutyDirectory directory, Rota rota, int seed)
{
    private const string Api = "https://api.pagerduty.com";
    private const string Pages = "https://sandbox.pagerduty.com";
    private const int MostMembersOfEvent = 20;

    private static readonly string[] TimeZones = ["Europe/Amsterdam", "America/New_York", "Asia/Tokyo", "Australia/Brisbane", "Etc/UTC"];

    private readonly SeededRandom _decoration = new(seed, "pagerduty details");

    public JObject Of(PagerDutyAccount account)
    {
        var number = account.Number;
        var user = new JObject
        {
            ["id"] = account.Id,
            ["type"] = "user",
            ["summary"] = account.Name,
            ["self"] = $"{Api}/users/{account.Id}",
            ["html_url"] = $"{Pages}/users/{account.Id}",
            ["name"] = account.Name,
            ["email"] = account.Email,
            ["time_zone"] = _decoration.Pick(TimeZones, number),
            ["color"] = "purple",
            ["avatar_url"] = $"https://pictures.example/avatar/{number}.png",
            ["billed"] = true,
            ["role"] = account.Role,
            ["description"] = _decoration.Chance(50, number) ? null : string.Empty,
            ["job_title"] = account.JobTitle,
            ["teams"] = new JArray(account.Teams.Select(id => Reference(id, "team_reference", TeamName(id), "teams"))),
            ["created_via_sso"] = _decoration.Chance(80, ~number),
            ["locale"] = "en-US",
            ["contact_methods"] = new JArray(ContactMethod(account)),
            ["notification_rules"] = new JArray(),
            ["coordinated_incidents"] = new JArray(),
        };
        if (account.InvitationSent is { } invited)
        {
            user["invitation_sent"] = invited;
        }

        return user;
    }

    /// <summary>The caller's own record, with the private addresses of the calendar.</summary>
    public JObject Self(PagerDutyAccount account)
    {
        var user = Of(account);
        user["http_cal_url"] = $"{Pages}/private/{account.Id}/feed";
        user["web_cal_url"] = $"webcal://sandbox.pagerduty.com/private/{account.Id}/feed";
        return user;
    }

    public static JObject Team(string id) =>
        new()
        {
            ["id"] = id,
            ["type"] = "team",
            ["summary"] = TeamName(id),
            ["self"] = $"{Api}/teams/{id}",
            ["html_url"] = $"{Pages}/teams/{id}",
            ["name"] = TeamName(id),
            ["description"] = "A team",
            ["default_role"] = id == PagerDutyId.SupportTeam ? "manager" : "none",
        };

    public JObject Layers(RotaSchedule schedule, bool withLayers)
    {
        var seats = rota.SeatsOf(schedule).ToList();
        var body = new JObject
        {
            ["id"] = schedule.Id,
            ["type"] = "schedule",
            ["summary"] = schedule.Name,
            ["self"] = $"{Api}/schedules/{schedule.Id}",
            ["html_url"] = $"{Pages}/schedules/{schedule.Id}",
            ["name"] = schedule.Name,
            ["time_zone"] = _decoration.Pick(TimeZones, schedule.Number),
            ["description"] = string.Empty,
            ["escalation_policies"] = new JArray(PoliciesOf(schedule)),
            ["users"] = new JArray(seats.Select(seat => seat.Person).Distinct().Select(Person)),
            ["teams"] = new JArray(
                Reference(schedule.IsAudited ? PagerDutyId.SupportTeam : PagerDutyId.OtherTeam, "team_reference", "A team", "teams")
            ),
        };
        if (withLayers)
        {
            body["schedule_layers"] = new JArray(
                seats.GroupBy(seat => seat.Time).OrderBy(layer => layer.Key).Select(layer => Layer(schedule, layer.Key, layer))
            );
        }

        return body;
    }

    public static JObject ShiftsReference(RotaSchedule schedule) =>
        new()
        {
            ["id"] = schedule.Id,
            ["type"] = "schedule_v3_reference",
            ["summary"] = schedule.Name,
            ["self"] = $"{Api}/v3/schedules/{schedule.Id}",
            ["html_url"] = $"{Pages}/schedules/{schedule.Id}",
        };

    public JObject Shifts(RotaSchedule schedule) =>
        new()
        {
            ["id"] = schedule.Id,
            ["type"] = "schedule_v3",
            ["name"] = schedule.Name,
            ["time_zone"] = _decoration.Pick(TimeZones, schedule.Number),
            ["description"] = "",
            ["teams"] = new JArray(),
            ["escalation_policies"] = new JArray(PoliciesOf(schedule)),
            ["rotations"] = new JArray(
                rota.SeatsOf(schedule)
                    .GroupBy(seat => seat.Time)
                    .OrderBy(part => part.Key)
                    .Select(part => Rotation(schedule, part.Key, [.. part]))
            ),
            ["http_cal_url"] = $"{Pages}/private/{schedule.Id}/feed",
            ["web_cal_url"] = $"webcal://sandbox.pagerduty.com/private/{schedule.Id}/feed",
            ["self"] = $"{Api}/v3/schedules/{schedule.Id}",
            ["html_url"] = $"{Pages}/schedules/{schedule.Id}",
        };

    public JObject Policy(int policy)
    {
        var id = PagerDutyId.OfPolicy(policy);
        JArray[] targets =
        [
            new(
                Rota.SchedulesOf(policy)
                    .Select(schedule =>
                        Reference(
                            schedule.Id,
                            schedule.IsShifts ? "schedule_v3_reference" : "schedule_reference",
                            schedule.Name,
                            "schedules"
                        )
                    )
            ),
            new(rota.TargetsOf(policy).Select(Person)),
        ];
        return new JObject
        {
            ["id"] = id,
            ["type"] = "escalation_policy",
            ["summary"] = PolicyName(policy),
            ["on_call_handoff_notifications"] = "if_has_services",
            ["self"] = $"{Api}/escalation_policies/{id}",
            ["html_url"] = $"{Pages}/escalation_policies/{id}",
            ["name"] = PolicyName(policy),
            ["escalation_rules"] = new JArray(
                targets.Select(
                    (target, at) =>
                        new JObject
                        {
                            ["id"] = PagerDutyId.OfRule((policy * 2) + at),
                            ["escalation_delay_in_minutes"] = 30,
                            ["targets"] = target,
                        }
                )
            ),
            ["services"] = new JArray(),
            ["num_loops"] = 0,
            ["teams"] = new JArray(),
        };
    }

    private static string PolicyName(int policy) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Rota.IsAudited(policy) ? "Support" : "Engineering")} Escalation {(policy / 2) + 1}"
        );

    private static string TeamName(string id) => id == PagerDutyId.SupportTeam ? "Support" : "Engineering";

    private static JObject Reference(string id, string type, string summary, string path) =>
        new()
        {
            ["id"] = id,
            ["type"] = type,
            ["summary"] = summary,
            ["self"] = $"{Api}/{path}/{id}",
            ["html_url"] = $"{Pages}/{path}/{id}",
        };

    private static JObject ContactMethod(PagerDutyAccount account)
    {
        var id = PagerDutyId.OfContactMethod(account.Number);
        return new JObject
        {
            ["id"] = id,
            ["type"] = "phone_contact_method_reference",
            ["summary"] = $"Mobile +1 555 {account.Number:D7}",
            ["self"] = $"{Api}/users/{account.Id}/contact_methods/{id}",
            ["html_url"] = null,
        };
    }

    private static IEnumerable<JObject> PoliciesOf(RotaSchedule schedule)
    {
        var policy = (schedule.Block * 2) + (schedule.IsAudited ? 0 : 1);
        return [Reference(PagerDutyId.OfPolicy(policy), "escalation_policy_reference", PolicyName(policy), "escalation_policies")];
    }

    private static (string Start, string? End) TimesOf(RotaTime time) =>
        time switch
        {
            RotaTime.Ended => ("2019-03-04T08:00:00-05:00", "2024-02-25T18:38:44-05:00"),
            RotaTime.Coming => ("2099-01-01T08:00:00Z", null),
            _ => ("2024-02-25T18:38:44-05:00", null),
        };

    private JObject Person(int person)
    {
        var reference = Reference(PagerDutyId.OfPerson(person), "user_reference", directory.NameOf(person), "users");
        if (directory.AccountAt(person) is null)
        {
            reference["html_url"] = null;
            if (!directory.IsDeletedSilently(person))
            {
                reference["deleted_at"] = "2025-06-30T12:00:00Z";
            }
        }

        return reference;
    }

    private JObject Layer(RotaSchedule schedule, RotaTime time, IEnumerable<RotaSeat> seats)
    {
        var (start, end) = TimesOf(time);
        var layer = new JObject
        {
            ["id"] = PagerDutyId.OfLayer((schedule.Number * 3) + (int)time),
            ["name"] = $"Layer {(int)time + 1}",
            ["start"] = start,
            ["rotation_virtual_start"] = start,
            ["rotation_turn_length_seconds"] = 86400,
            ["users"] = new JArray(seats.Select(seat => new JObject { ["user"] = Person(seat.Person) })),
            ["restrictions"] = new JArray(
                new JObject
                {
                    ["type"] = "daily_restriction",
                    ["start_time_of_day"] = "08:00:00",
                    ["duration_seconds"] = 32400,
                }
            ),
            ["rendered_schedule_entries"] = new JArray(),
        };
        if (end is not null)
        {
            layer["end"] = end;
        }

        return layer;
    }

    private static JObject Rotation(RotaSchedule schedule, RotaTime time, List<RotaSeat> seats) =>
        new()
        {
            ["id"] = PagerDutyId.OfLayer((schedule.Number * 3) + (int)time),
            ["type"] = "schedule_rotation",
            ["events"] = new JArray(seats.Chunk(MostMembersOfEvent - 1).Select((members, at) => Event(time, at, members))),
        };

    private static JObject Event(RotaTime time, int at, RotaSeat[] members)
    {
        var (start, end) = TimesOf(time);
        return new JObject
        {
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"EVENT{(int)time}{at:D4}"),
            ["type"] = "schedule_event",
            ["name"] = "Weekly On-Call",
            ["start_time"] = new JObject { ["date_time"] = "2024-02-26T08:00:00Z", ["time_zone"] = "Etc/UTC" },
            ["end_time"] = new JObject { ["date_time"] = "2024-02-26T20:00:00Z", ["time_zone"] = "Etc/UTC" },
            ["effective_since"] = start,
            ["effective_until"] = end,
            ["recurrence"] = new JArray("RRULE:FREQ=WEEKLY"),
            ["assignment_strategy"] = new JObject
            {
                ["type"] = at % 2 == 0 ? "rotating_member_assignment_strategy" : "every_member_assignment_strategy",
                ["shifts_per_member"] = 1,
                ["members"] = new JArray(
                    members
                        .Select(seat => new JObject { ["type"] = "user_member", ["user_id"] = PagerDutyId.OfPerson(seat.Person) })
                        .Append(new JObject { ["type"] = "empty_member" })
                ),
            },
        };
    }
}
