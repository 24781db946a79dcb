using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Platforms.PagerDuty;
using PlatformAudits.Settings;

namespace PlatformAudits.Tests.Platforms.PagerDuty;

/// <summary>A PagerDuty of one user and one schedule of each kind, some of whose answers a test replaces.</summary>
public sealed class ScriptedPagerDuty : IAsyncDisposable
{
    public const string Key = "k3y-that-must-not-leak";

    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedServer _server;
    private readonly HttpMessageHandler _transport = ApiClient.NewTransport();

    /// <summary>Starts one.</summary>
    /// <param name="answer">The reply to a path and query, and how often that path was asked before; null for the ordinary one.</param>
    public ScriptedPagerDuty(Func<string, int, Reply?> answer)
    {
        var counts = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        _server = new ScriptedServer((path, _) => answer(path, counts.AddOrUpdate(path, 0, (_, before) => before + 1)) ?? Ordinary(path));
    }

    public IReadOnlyList<string> Requests => _server.Requests;

    public ScriptedClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    public Recorded Log { get; } = new();

    /// <summary>What shows that the population that was read last is whole.</summary>
    public IReadOnlyList<CompletenessAssertion> Completeness { get; private set; } = [];

    /// <summary>Everything that was written to the snapshot.</summary>
    public IEnumerable<string> Written =>
        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllText);

    public static Reply Page(string property, string rows, bool more = false, long? total = null, int offset = 0) =>
        Reply.Json(
            $$"""{"{{property}}":[{{rows}}],"limit":100,"offset":{{offset}},"total":{{total?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}},"more":{{(more ? "true" : "false")}}}"""
        );

    public async Task<PagerDutyPopulation> CollectAsync(string settings = "schedules: [{id: S1}, {id: S2}]")
    {
        var snapshot = Snapshot.Begin(_folder.File("snapshot"), "pagerduty", "FY27-Q1", Clock);
        var environment = new Dictionary<string, string> { ["PD_URL"] = _server.Address.AbsoluteUri, ["PD_TOKEN"] = Key };
        var platform = new PlatformAudits.Platforms.PagerDuty.PagerDuty(
            AuditSettings.Read(_folder.Write("audits.yaml", $"platforms: {{pagerduty: {{{settings}}}}}"))
        );
        try
        {
            var population = await platform.CollectAsync(
                new LiveCollector(snapshot, environment.GetValueOrDefault, _transport, Clock, Log),
                CancellationToken.None
            );
            Completeness = platform.CompletenessOf(population);
            return (PagerDutyPopulation)population;
        }
        finally
        {
            snapshot.Complete();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _transport.Dispose();
        _folder.Dispose();
    }

    private static Reply Ordinary(string path) =>
        path.Split('?')[0] switch
        {
            "/abilities" => Reply.Json("""{"abilities":["teams"]}"""),
            "/users/me" => Reply.Json(
                """{"error":"Because this request was made using an account-level access token, we were unable to determine the user's identity. Please use a user-level token."}""",
                status: 400
            ),
            "/users" => Page(
                "users",
                """{"id":"P1","name":"Ada","email":"ada@example.com","role":"limited_user","invitation_sent":false,"teams":[]}""",
                total: 1
            ),
            "/teams" => Page("teams", """{"id":"T1","type":"team","summary":"Support"}"""),
            "/schedules" => Page(
                "schedules",
                """{"id":"S1","name":"Emergencies","schedule_layers":[{"start":"2020-01-01T00:00:00Z","end":null,"users":[{"user":{"id":"P1","type":"user_reference","summary":"Ada"}}]}]},{"id":"S9"}"""
            ),
            "/v3/schedules" => Page(
                "schedules",
                """{"id":"S2","type":"schedule_v3_reference","summary":"Shifts"},{"id":"S8","type":"schedule_v3_reference","summary":"Others"}"""
            ),
            "/v3/schedules/S2" => Reply.Json(
                """{"schedule":{"id":"S2","type":"schedule_v3","name":"Shifts","time_zone":"Etc/UTC","rotations":[{"id":"R1","type":"schedule_rotation","events":[{"effective_until":null,"assignment_strategy":{"type":"rotating_member_assignment_strategy","members":[{"type":"user_member","user_id":"P1"}]}}]}]}}"""
            ),
            "/escalation_policies" => Page(
                "escalation_policies",
                """{"id":"E1","name":"Emergencies","escalation_rules":[{"targets":[{"id":"S1","type":"schedule_reference"},{"id":"P1","type":"user_reference","summary":"Ada"}]}]}"""
            ),
            _ => Reply.Json("""{"error":{"message":"Not Found","code":2100}}""", status: 404),
        };
}
