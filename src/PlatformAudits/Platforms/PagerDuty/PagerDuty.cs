using System.Net;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Json;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Foundation;
using PlatformAudits.Settings;
using PlatformAudits.Team;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>The PagerDuty account that the team is on call with (developer.pagerduty.com, REST API v2 and <c>/v3/schedules</c>).</summary>
internal sealed class PagerDuty : Platform<PagerDutySettings, PagerDutyPopulation>
{
    private const int PageSize = 100;
    private const int SchedulesAtOnce = 8;

    private static readonly string[] ScheduleChecks =
    [
        Check.IdOf<RotationIsInPagerduty>(),
        Check.IdOf<ScheduleExists>(),
        Check.IdOf<ScheduleMemberIsOnTheTeam>(),
        Check.IdOf<ScheduledUserExists>(),
    ];

    private static readonly string[] TargetChecks = [Check.IdOf<ScheduleMemberIsOnTheTeam>(), Check.IdOf<ScheduledUserExists>()];

    private readonly string _settingsPath;

    /// <summary>PagerDuty with its part of the settings.</summary>
    public PagerDuty(AuditSettings settings)
        : base("pagerduty", settings.Platform("pagerduty"), section => PagerDutySettings.Read(section, settings.RotationKey)) =>
        _settingsPath = settings.Path;

    public override string Title => "PagerDuty";

    public override string IssueTemplateName => "Pagerduty";

    public override string? KeysAreShownIn =>
        "Integrations, API Access Keys for those of the account, and in each user's own User Settings for personal ones";

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

    public override IReadOnlyList<TeamKey> TeamKeys =>
        Settings.Rotations is { } rotations ? [PagerDutyTeamKeys.Id, rotations] : [PagerDutyTeamKeys.Id];

    protected override IReadOnlyList<Check> SharedChecks => [new AccountHasTeammate(), new EmailMatches()];

    /// <summary>The user's page, or the schedule's; of a schedule that is not there the list of them.</summary>
    protected override VendorPage? PageOf(Account account, PagerDutyPopulation population) =>
        population.Site is not { } site || !account.Id.All(char.IsAsciiLetterOrDigit) ? null
        : population.Configured.All(schedule => schedule.Id != account.Id)
            ? new VendorPage("account", new Uri(site, $"users/{account.Id}"))
        : new VendorPage("schedule", new Uri(site, population.ScheduleOf(account.Id) is null ? "schedules" : $"schedules/{account.Id}"));

    protected override async Task<PagerDutyPopulation> ReadAsync(Collector collector, CancellationToken cancellationToken)
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
        var schedulesOfAudit = await configured;
        var self = SelfAsync(client, cancellationToken);
        var users = ReadAllAsync(client, "users", "users", "users", "users?", PagerDutyAccount.Read, u => u.Id, cancellationToken);
        var teams =
            Settings.Teams.Count == 0 || !IsOn<AccountHasTeammate>()
                ? null
                : OrWithoutAsync(
                    ReadAllAsync(client, "teams", "teams", "teams", "teams?", PagerDutyReference.Read, t => t.Id, cancellationToken),
                    $"To do without PagerDuty's teams, take teams out of audits.yaml, or switch off {Check.IdOf<AccountHasTeammate>()}."
                );
        var schedules = !IsAnyOn(ScheduleChecks)
            ? null
            : OrWithoutAsync(
                ReadSchedulesAsync(client, schedulesOfAudit, collector.Started, cancellationToken),
                $"To do without schedules, switch off {Sentence.List(ScheduleChecks)} in audits.yaml."
            );
        var policies =
            !Settings.LooksAtPolicies || !IsAnyOn(TargetChecks)
                ? null
                : OrWithoutAsync(
                    ReadAllAsync(
                        client,
                        "escalation-policies",
                        "escalation policies",
                        "escalation_policies",
                        "escalation_policies?",
                        PagerDutyPolicy.Read,
                        p => p.Id,
                        cancellationToken
                    ),
                    "To do without the targets of escalation policies, set escalation_policies to false in audits.yaml."
                );
        await ConcurrentReads.CompleteAsync([.. new Task?[] { self, users, teams, schedules, policies }.OfType<Task>()]);
        var population = new PagerDutyPopulation(
            await self,
            schedulesOfAudit,
            await users,
            teams is null ? null : await teams,
            schedules is null ? null : await schedules,
            policies is null ? null : await policies
        );
        collector.Identify(
            Title,
            population.Self is { } user ? $"personal key of {user.Id}, {user.Role ?? "role unknown"}" : "account key"
        );
        return population;
    }

    protected override MatchingRules MatchingOf(PagerDutyPopulation population) => PagerDutyMatching.Of(Settings);

    protected override IReadOnlyList<CompletenessAssertion> CompletenessOf(PagerDutyPopulation population) =>
        PagerDutyCompleteness.Of(population, Settings);

    protected override Func<Account, AccountDetails> DetailsIn(Comparison comparison, PagerDutyPopulation population) =>
        account => PagerDutyDetails.Of((PagerDutyAccount)account);

    protected override IEnumerable<IssueTable> Tables(Comparison comparison, PagerDutyPopulation population, AuditReport report) =>
        PagerDutyTables.Of(comparison, population, Settings, report);

    private bool IsAnyOn(string[] checks) => checks.Any(IsOn);

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
                        Limits = Settings.Limits,
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
        if (!IsAnyOn(ScheduleChecks))
        {
            return [];
        }

        var named = Settings.TeamSchedules is { } source ? await source.CollectAsync(collector, cancellationToken) : [];
        var all = Settings
            .Schedules.Concat(named)
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
    /// The key's own user; null for the key of the account itself, to which PagerDuty answers 400 each time that it is asked. Any other
    /// refusal is one: nothing may be taken for an account key that is none.
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

    private static async Task<PagerDutySchedules> ReadSchedulesAsync(
        ApiClient client,
        IReadOnlyList<ConfiguredSchedule> configured,
        DateTimeOffset asOf,
        CancellationToken cancellationToken
    )
    {
        var ids = configured.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var layers = ReadAllAsync(
            client,
            "schedules",
            "layer-based schedules",
            "schedules",
            "schedules?include%5B%5D=schedule_layers&",
            ReadLayers,
            s => s.Id,
            cancellationToken
        );
        var shifts = ReadAllAsync(
            client,
            "shift-schedules",
            "shift-based schedules",
            "schedules",
            "v3/schedules?",
            PagerDutyReference.Read,
            s => s.Id,
            cancellationToken
        );
        await ConcurrentReads.CompleteAsync(layers, shifts);

        // The list of shift-based schedules gives references only.
        var details = (await shifts)
            .Rows.Select(s => s.Id)
            .Where(ids.Contains)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        using var gate = new SemaphoreSlim(SchedulesAtOnce);
        var readings = details.ConvertAll(ReadShiftsAsync);
        await ConcurrentReads.CompleteAsync([.. readings]);
        return new PagerDutySchedules(await layers, await shifts, readings.ConvertAll(r => r.Result));

        // Of a schedule that nobody audits only the id counts.
        PagerDutySchedule ReadLayers(JsonRecord row) =>
            row.GetString("id") is var id && ids.Contains(id)
                ? PagerDutySchedule.ReadLayers(row, asOf)
                : new PagerDutySchedule(id, null, "layers", []);

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

    /// <param name="property">The property of the body that holds the rows.</param>
    private static async Task<PagerDutyList<T>> ReadAllAsync<T>(
        ApiClient client,
        string name,
        string what,
        string property,
        string path,
        Func<JsonRecord, T> read,
        Func<T, string> idOf,
        CancellationToken cancellationToken
    )
    {
        var (rows, pager) = (new List<T>(), new OffsetPager(property, what));
        var list = new ListRequest(name, what, $"{path}limit={PageSize}&offset=0&total=true");
        await client.ReadAllAsync(list, pager, read, rows.Add, cancellationToken);
        return new PagerDutyList<T>(what, rows, idOf, pager.Total);
    }

    /// <summary>Says with a failure how to do without what could not be read.</summary>
    private static async Task<T> OrWithoutAsync<T>(Task<T> reading, string advice)
    {
        try
        {
            return await reading;
        }
        catch (AuditException failure) when (failure.Kind == FailureKind.NotEvaluated)
        {
            throw new AuditException($"{failure.Message} {advice}", innerException: failure);
        }
    }

    /// <summary>
    /// PagerDuty's errors are <c>{"error":{"message":…,"code":…,"errors":…}}</c>, where <c>errors</c> is a list, a text or a record of
    /// lists, and the code a number or a text; <c>{"error":"…"}</c>;
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
