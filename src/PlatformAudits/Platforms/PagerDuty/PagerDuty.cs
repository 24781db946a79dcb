using System.Net;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Limits;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>The PagerDuty account that the team is on call with (developer.pagerduty.com, REST API v2 and <c>/v3/schedules</c>).</summary>
public sealed class PagerDuty : Platform
{
    private const int PageSize = 100;
    private const int SchedulesAtOnce = 8;

    private static readonly string[] ScheduleChecks =
    [
        .. new[]
        {
            nameof(RotationIsInPagerduty),
            nameof(ScheduleExists),
            nameof(ScheduleMemberIsOnTheTeam),
            nameof(ScheduledUserExists),
        }.Select(KebabCase.Of),
    ];

    private static readonly string[] TargetChecks =
    [
        .. new[] { nameof(ScheduleMemberIsOnTheTeam), nameof(ScheduledUserExists) }.Select(KebabCase.Of),
    ];

    private static readonly string StrangerCheck = KebabCase.Of(nameof(AccountHasTeammate));

    /// <summary>960 requests a minute for each key (developer.pagerduty.com, "REST API rate limits").</summary>
    private static readonly RateLimits PublishedLimits = RateLimits.PerMinute(960);

    private readonly RateLimits _limits;
    private readonly IReadOnlyList<ConfiguredSchedule> _schedules;
    private readonly TeamSchedules? _teamSchedules;
    private readonly IReadOnlyList<TitlePattern> _skippedTitles;
    private readonly bool _looksAtPolicies;
    private readonly string _settingsPath;
    private readonly TeamKey? _rotations;

    /// <summary>PagerDuty with its part of the settings.</summary>
    public PagerDuty(AuditSettings settings)
        : this(settings.Platform("pagerduty"), settings.Path, settings.RotationKey) { }

    private PagerDuty(SettingsSection settings, string settingsPath, string? rotationKey)
        : base("pagerduty", settings)
    {
        _settingsPath = settingsPath;
        _rotations = rotationKey is null ? null : PagerDutyTeamKeys.Rotations(rotationKey);
        _limits = PublishedLimits.Or(settings);
        _schedules = [.. settings.Sections("schedules").Select(ConfiguredSchedule.Read)];
        if (_schedules.CountBy(s => s.Id, StringComparer.Ordinal).FirstOrDefault(c => c.Value > 1).Key is { } twice)
        {
            throw settings.Wrong("schedules", $"names {twice} twice");
        }

        var source = settings.Section("schedules_from");
        _teamSchedules = settings.Has("schedules_from") && (source.Has("path") || source.Has("key")) ? TeamSchedules.Read(source) : null;
        _skippedTitles =
        [
            .. (settings.Has("skip_titles") ? settings.Texts("skip_titles") : ["VP of Support"]).Select(t => new TitlePattern(t)),
        ];
        RoleRules = settings.Has("roles") ? [.. settings.Sections("roles").Select(RoleRule.Read)] : RoleRule.Published;
        Teams = settings.Texts("teams");
        _looksAtPolicies = settings.Switch("escalation_policies", true);
    }

    public override string Title => "PagerDuty";

    public override string IssueTemplateName => "Pagerduty";

    public override IReadOnlyList<Access> Accesses { get; } =
    [
        new(
            new Variable(
                "PD_TOKEN",
                "a PagerDuty REST API key",
                "for general access (a read-only one will do), or the personal one of an admin or the account owner"
            )
        ),
    ];

    /// <summary>Which roles go with which titles; the first rule that fits counts.</summary>
    public IReadOnlyList<RoleRule> RoleRules { get; }

    /// <summary>The ids of the PagerDuty teams whose accounts must be teammates'; empty means every account.</summary>
    public IReadOnlyList<string> Teams { get; }

    public override IReadOnlyList<TeamKey> TeamKeys => _rotations is null ? [PagerDutyTeamKeys.Id] : [PagerDutyTeamKeys.Id, _rotations];

    protected override IReadOnlyList<Check> SharedChecks => [new AccountHasTeammate("PagerDuty")];

    /// <summary>The on-call rotations that the team file names for a teammate; none where the settings name no key for them.</summary>
    public IReadOnlyList<string> RotationsOf(Teammate teammate) => _rotations is null ? [] : teammate.Fields(_rotations);

    /// <summary>Whether nobody expects a teammate to be on call, by their title.</summary>
    /// <param name="title">The title, or null.</param>
    public bool Skips(string? title) => _skippedTitles.Any(t => t.Fits(title));

    /// <summary>The roles that go with a title; null when no rule fits.</summary>
    /// <param name="title">The title, or null.</param>
    public IReadOnlyList<string>? RolesFor(string? title) => RoleRules.FirstOrDefault(r => r.Titles.Any(t => t.Fits(title)))?.Roles;

    /// <summary>Whether an account is one of those that must be a teammate's.</summary>
    public bool IsOfTheTeams(Account account) =>
        Teams.Count == 0 || ((PagerDutyAccount)account).Teams.Intersect(Teams, StringComparer.Ordinal).Any();

    public override async Task<Population> CollectAsync(Collector collector, CancellationToken cancellationToken)
    {
        using var client = Open(collector);

        // The documented answer to a wrong key comes from here, once; /users/me is also refused for a good one.
        var configured = ConfiguredAsync(collector, cancellationToken);
        await ConcurrentReads.CompleteAsync(
            client.GetAsync(
                "abilities",
                "the abilities of the account",
                "abilities",
                row => row.GetRequiredStrings("abilities").Count,
                cancellationToken
            ),
            configured
        );
        var population = new PagerDutyPopulation(this, await configured);
        var self = SelfAsync(client, cancellationToken);
        var readings = new List<Task> { self, ReadAsync(client, population.Users, "users?", PagerDutyAccount.Read, cancellationToken) };
        if (Teams.Count > 0 && IsOn(StrangerCheck))
        {
            readings.Add(
                OrWithoutAsync(
                    ReadAsync(client, population.Teams, "teams?", PagerDutyReference.Read, cancellationToken),
                    $"To do without PagerDuty's teams, take teams out of audits.yaml, or switch off {StrangerCheck}."
                )
            );
        }

        if (IsOn(ScheduleChecks))
        {
            readings.Add(
                OrWithoutAsync(
                    ReadSchedulesAsync(client, population, collector.Started, cancellationToken),
                    $"To do without schedules, switch off {Sentence.List(ScheduleChecks)} in audits.yaml."
                )
            );
        }

        if (_looksAtPolicies && IsOn(TargetChecks))
        {
            readings.Add(
                OrWithoutAsync(
                    ReadAsync(client, population.Policies, "escalation_policies?", PagerDutyPolicy.Read, cancellationToken),
                    "To do without the targets of escalation policies, set escalation_policies to false in audits.yaml."
                )
            );
        }

        await ConcurrentReads.CompleteAsync([.. readings]);
        population.Complete(await self);
        collector.Identify(
            Title,
            population.Self is { } user ? $"personal key of {user.Id}, {user.Role ?? "role unknown"}" : "account key"
        );
        return population;
    }

    public override IEnumerable<IssueTable> Tables(Comparison comparison, AuditReport report) => PagerDutyTables.Of(comparison, report);

    private bool IsOn(params IEnumerable<string> checks) => checks.Except(SwitchedOff, StringComparer.Ordinal).Any();

    private ApiClient Open(Collector collector) =>
        collector.Open(
            new VendorSystem
            {
                UrlVariable = "PD_URL",
                DefaultUrl = new Uri("https://api.pagerduty.com"),
                Credential = valueOf => Credential.PagerDutyKey("PD_TOKEN", valueOf("PD_TOKEN")),
                Options = (address, credential) =>
                    new ApiOptions
                    {
                        System = Title,
                        BaseAddress = address,
                        Credential = credential,
                        Accept = "application/vnd.pagerduty+json;version=2",
                        Limits = _limits,
                        ErrorText = ErrorText,
                        Advice = Advice,
                        SecretFields =
                        [
                            "http_cal_url",
                            "web_cal_url",
                            "calendar_urls",
                            "contact_methods",
                            "notification_rules",
                            "address",
                            "phone_number",
                            "avatar_url",
                            "token",
                            "access_token",
                        ],
                    },
            }
        );

    /// <summary>The schedules of the settings and those of the team's project, each once.</summary>
    private async Task<IReadOnlyList<ConfiguredSchedule>> ConfiguredAsync(Collector collector, CancellationToken cancellationToken)
    {
        if (!IsOn(ScheduleChecks))
        {
            return [];
        }

        var named = _teamSchedules is null ? [] : await _teamSchedules.CollectAsync(collector, cancellationToken);
        var all = _schedules
            .Concat(named)
            .DistinctBy(s => s.Id, StringComparer.Ordinal)
            .OrderBy(s => s.Id, StringComparer.Ordinal)
            .ToList();
        return all.Count > 0
            ? all
            : throw new AuditException(
                $"Reading the settings: {_settingsPath} names no schedule for PagerDuty, so nobody would know who is missing from them. "
                    + $"List them in platforms.pagerduty.schedules or schedules_from, or switch off {Sentence.List(ScheduleChecks)}."
            );
    }

    /// <summary>
    /// The key's own user; null for the key of the account itself, to which PagerDuty answers 400 each time that it is asked. Any other refusal is one: nothing may be taken for an account key that is none.
    /// </summary>
    private static async Task<PagerDutyAccount?> SelfAsync(ApiClient client, CancellationToken cancellationToken)
    {
        for (var asked = 1; ; asked++)
        {
            try
            {
                return await client.GetAsync(
                    "me",
                    "the key's own user",
                    "users/me",
                    row => PagerDutyAccount.Read(row.GetRecord("user")),
                    cancellationToken
                );
            }
            catch (AuditException refusal) when (refusal.Status == HttpStatusCode.BadRequest)
            {
                if (asked == 2)
                {
                    return null;
                }
            }
        }
    }

    private static async Task ReadSchedulesAsync(
        ApiClient client,
        PagerDutyPopulation population,
        DateTimeOffset asOf,
        CancellationToken cancellationToken
    )
    {
        await ConcurrentReads.CompleteAsync(
            ReadAsync(
                client,
                population.LayerSchedules,
                "schedules?include%5B%5D=schedule_layers&",
                row => ReadLayers(row, population, asOf),
                cancellationToken
            ),
            ReadAsync(client, population.ShiftSchedules, "v3/schedules?", PagerDutyReference.Read, cancellationToken)
        );

        // The list of shift-based schedules gives references only.
        var details = population
            .ShiftSchedules.Rows.Select(s => s.Id)
            .Where(population.IsConfigured)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        using var gate = new SemaphoreSlim(SchedulesAtOnce);
        var readings = details.ConvertAll(ReadShiftsAsync);
        await ConcurrentReads.CompleteAsync([.. readings]);
        foreach (var reading in readings)
        {
            population.ShiftDetails.Add(await reading);
        }

        async Task<PagerDutySchedule> ReadShiftsAsync(string id)
        {
            await gate.WaitAsync(cancellationToken);
            try
            {
                return await client.GetAsync(
                    "shift-schedule",
                    $"the shift-based schedule {id}",
                    $"v3/schedules/{Uri.EscapeDataString(id)}",
                    row => PagerDutySchedule.ReadShifts(row.GetRecord("schedule"), asOf),
                    cancellationToken
                );
            }
            finally
            {
                gate.Release();
            }
        }
    }

    /// <summary>Of a schedule that nobody audits only the id counts.</summary>
    private static PagerDutySchedule ReadLayers(JsonRecord row, PagerDutyPopulation population, DateTimeOffset asOf) =>
        row.GetString("id") is var id && population.IsConfigured(id)
            ? PagerDutySchedule.ReadLayers(row, asOf)
            : new PagerDutySchedule(id, null, "layers", []);

    private static async Task ReadAsync<T>(
        ApiClient client,
        PagerDutyList<T> list,
        string path,
        Func<JsonRecord, T> read,
        CancellationToken cancellationToken
    )
    {
        var pager = new OffsetPager(list.Property, list.What);
        await foreach (
            var page in client.PagesAsync(
                new ListRequest(list.Name, list.What, $"{path}limit={PageSize}&offset=0&total=true"),
                pager,
                read,
                cancellationToken
            )
        )
        {
            list.Add(page);
        }

        list.Close(pager.Total);
    }

    /// <summary>Says with a failure how to do without what could not be read.</summary>
    private static async Task OrWithoutAsync(Task reading, string advice)
    {
        try
        {
            await reading;
        }
        catch (AuditException failure) when (failure.Kind == FailureKind.NotEvaluated)
        {
            throw new AuditException($"{failure.Message} {advice}", innerException: failure);
        }
    }

    /// <summary>
    /// PagerDuty's errors are <c>{"error":{"message":…,"code":…,"errors":…}}</c>, where <c>errors</c> is a list, a text or a record of lists, and the code a number or a text; <c>{"error":"…"}</c>;
    /// and a bare list.
    /// </summary>
    private static string? ErrorText(JObject body)
    {
        var error = body["error"];
        var parts = Texts(error is JObject record ? record["message"] : error)
            .Concat(Texts((error as JObject)?["errors"] ?? body[ApiOptions.BareErrors]))
            .Concat(Texts((error as JObject)?["code"]).Select(code => $"code {code}"))
            .ToList();
        return parts.Count > 0 ? string.Join(": ", parts) : null;
    }

    private static IEnumerable<string> Texts(JToken? token) =>
        token switch
        {
            null or { Type: JTokenType.Null } => [],
            JArray list => list.SelectMany(Texts),
            JObject record when record["message"] is { } message => Texts(message),
            JObject record => record.Properties().SelectMany(p => Texts(p.Value).Select(text => $"{p.Name}: {text}")),
            { Type: JTokenType.String } => ((string)token!).Trim().TrimEnd('.') is { Length: > 0 } text ? [text] : [],
            _ => [token.ToString(Formatting.None)],
        };

    private static string? Advice(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.Unauthorized =>
                "Put a valid REST API key into PD_TOKEN; for an account in the EU set PD_URL to https://api.eu.pagerduty.com.",
            HttpStatusCode.PaymentRequired => "The account's plan does not have this.",
            HttpStatusCode.Forbidden =>
                "PD_TOKEN must be a general access key (a read-only one will do), or the personal key of an admin or the account owner.",
            _ => null,
        };
}
