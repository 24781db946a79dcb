using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Sandbox.Http;
using PlatformAudits.Sandbox.Team;

namespace PlatformAudits.Sandbox.PagerDuty;

/// <summary>PagerDuty's REST API: one account that the team shares with others.</summary>
public sealed class PagerDutyVendor : Vendor
{
    /// <summary>The platform's name in settings and plant.</summary>
    public const string Name = "pagerduty";

    /// <summary>The personal key of the account owner, who is teammate 0.</summary>
    public const string OwnerKey = "u+owners-pagerduty-key";

    /// <summary>The account's own, read-only key for general access.</summary>
    public const string AccountKey = "y_accounts-pagerduty-key";

    /// <summary>The personal key of somebody whose role is limited_user.</summary>
    public const string UserKey = "u+users-pagerduty-key";

    private const string Scheme = "Token token=";

    private readonly World _world;
    private readonly Rota _rota;
    private readonly RateLimit _limit;
    private readonly PagerDutyRepresentation _representation;
    private volatile KnownPlant? _plant;

    internal PagerDutyVendor(World world, PagerDutyScenario scenario, SandboxOptions options, TimeProvider clock)
    {
        _world = world;
        _limit = new RateLimit(Quota, options, clock);
        _rota = new Rota(scenario);
        Directory = new PagerDutyDirectory(world, scenario, options.DisplayNames);
        _representation = new PagerDutyRepresentation(Directory, _rota, options.Seed);
    }

    /// <summary>The users, to read and to change.</summary>
    public PagerDutyDirectory Directory { get; }

    /// <summary>For a key (developer.pagerduty.com, "REST API rate limits").</summary>
    internal override VendorQuota Quota { get; } = new(960, 960);

    internal override string Prefix => Name;

    internal override string TeamSettings => $"  rotation_key: {PagerDutyScenario.RotationsKey}\n";

    internal override string Settings
    {
        get
        {
            var yaml = new StringBuilder($"  {Name}:\n    schedules:\n");
            foreach (var schedule in _rota.Audited.Where(schedule => schedule.IsInSettings))
            {
                yaml.Append(
                    CultureInfo.InvariantCulture,
                    $"      - id: {schedule.Id}\n        name: {JsonConvert.ToString(schedule.Name)}\n"
                );
                if (_rota.ExpectedBySettings(schedule).Select(_world.EmailOf).ToList() is { Count: > 0 } members)
                {
                    yaml.Append(CultureInfo.InvariantCulture, $"        members: [{string.Join(", ", members)}]\n");
                }
            }

            return yaml.Append(
                    CultureInfo.InvariantCulture,
                    $"    schedules_from: {{path: {PagerDutyScenario.DataPath}, key: pagerduty.schedules}}\n"
                        + $"    teams: [{PagerDutyId.SupportTeam}]\n"
                )
                .ToString();
        }
    }

    internal override IEnumerable<PlantedFault> Planted
    {
        get
        {
            var version = (_world.Version, Directory.Version);
            var plant =
                _plant is { } known && known.Version == version
                    ? known
                    : new KnownPlant(version, [.. new PagerDutyPlant(_world, Directory, _rota).Faults()]);
            _plant = plant;
            return plant.Faults;
        }
    }

    internal override IEnumerable<KeyValuePair<string, string>> EnvironmentAt(string address) =>
        [new("PD_URL", address), new("PD_TOKEN", OwnerKey)];

    internal override Task AnswerAsync(Call call)
    {
        var key = Authenticate(call);
        Count(call, key);
        if (call.Method != "GET")
        {
            throw PagerDutyRefusal.NotFound();
        }

        return call.ReplyAsync(
            StatusCodes.Status200OK,
            call.Segments switch
            {
                ["abilities"] => new JObject { ["abilities"] = new JArray("teams", "read_only_users", "urgencies") },
                ["users", "me"] => new JObject { ["user"] = _representation.Self(UserOf(key) ?? throw PagerDutyRefusal.NoUser()) },
                ["users", var id] => new JObject
                {
                    ["user"] = _representation.Of(Directory.Find(id) ?? throw PagerDutyRefusal.NotFound()),
                },
                ["users"] => Users(call),
                ["teams"] => PagerDutyListing.Page(
                    call,
                    "teams",
                    [PagerDutyId.SupportTeam, PagerDutyId.OtherTeam],
                    PagerDutyRepresentation.Team
                ),
                ["schedules"] => Schedules(call),
                ["v3", "schedules"] => PagerDutyListing.Page(
                    call,
                    "schedules",
                    [.. _rota.Schedules.Where(schedule => schedule.IsShifts)],
                    PagerDutyRepresentation.ShiftsReference,
                    100,
                    1000
                ),
                ["v3", "schedules", var id] => ShiftSchedule(id),
                ["escalation_policies"] => Policies(call),
                _ => throw PagerDutyRefusal.NotFound(),
            }
        );
    }

    private static string Authenticate(Call call) =>
        call.Header("Authorization") is { } header
        && header.StartsWith(Scheme, StringComparison.Ordinal)
        && header[Scheme.Length..] is OwnerKey or AccountKey or UserKey
            ? call.Header("Authorization")![Scheme.Length..]
            : throw PagerDutyRefusal.Unauthorized();

    private static string[] Included(Call call, params string[] known) =>
        call.Query["include[]"].OfType<string>().ToArray() is var asked
        && asked.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw PagerDutyRefusal.Invalid($"{unknown} can't be included.")
            : asked;

    private void Count(Call call, string key)
    {
        if (_limit.Take(key) is not { } allowance)
        {
            return;
        }

        call.Set("ratelimit-limit", allowance.Limit.ToString(CultureInfo.InvariantCulture));
        call.Set("ratelimit-remaining", allowance.Remaining.ToString(CultureInfo.InvariantCulture));
        call.Set("ratelimit-reset", allowance.SecondsToReset.ToString(CultureInfo.InvariantCulture));
        if (allowance.Exceeded)
        {
            throw PagerDutyRefusal.TooManyRequests(isBare: allowance.Used % 2 == 0);
        }
    }

    private PagerDutyAccount? UserOf(string key) =>
        key switch
        {
            OwnerKey => Directory.AccountAt(0),
            UserKey => Directory.Accounts.FirstOrDefault(account => account.Role == "limited_user"),
            _ => null,
        };

    private JObject Users(Call call)
    {
        Included(call, "contact_methods", "notification_rules", "teams", "subdomains");
        return PagerDutyListing.Page(call, "users", Directory.Numbers, number => _representation.Of(Directory.AccountAt(number)!));
    }

    private JObject Schedules(Call call)
    {
        var withLayers = Included(call, "schedule_layers", "overrides_subschedule", "final_schedule").Contains("schedule_layers");
        return PagerDutyListing.Page(
            call,
            "schedules",
            [.. _rota.Schedules.Where(schedule => !schedule.IsShifts)],
            schedule => _representation.Layers(schedule, withLayers)
        );
    }

    private JObject ShiftSchedule(string id)
    {
        return _rota.Schedules.Where(schedule => schedule.Id == id).ToList() switch
        {
            [] => throw PagerDutyRefusal.NotFound(),
            [{ IsShifts: true } schedule, ..] => new JObject { ["schedule"] = _representation.Shifts(schedule) },
            _ => throw PagerDutyRefusal.InvalidField("schedule.id", "Schedule has not been upgraded"),
        };
    }

    private JObject Policies(Call call)
    {
        Included(call, "services", "teams", "targets", "escalation_rule_assignment_strategies");
        return PagerDutyListing.Page(call, "escalation_policies", [.. Enumerable.Range(0, _rota.Policies)], _representation.Policy);
    }

    private sealed record KnownPlant((object, (object, object)) Version, IReadOnlyList<PlantedFault> Faults);
}
