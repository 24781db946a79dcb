using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Platforms.Zendesk;
using PlatformAudits.Settings;

namespace PlatformAudits.Tests.Platforms.Zendesk;

/// <summary>An instance whose answers a test gives: whole and nearly empty, but for those that it changes.</summary>
internal sealed class ScriptedZendesk : IAsyncDisposable
{
    public const string Me = """{"user":{"id":1,"name":"Me","email":"me@example.com","role":"admin"}}""";
    private static readonly DateTimeOffset Day = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, Func<int, Reply>> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly ScriptedServer _server;

    public ScriptedZendesk() => _server = new ScriptedServer((path, _) => AnswerTo(path));

    /// <summary>The part of the settings below the platform, as flow YAML.</summary>
    public string Settings { get; set; } =
        "token_forms: [{form: '{link}'}], default_groups: [{group: General}], checks: {groups-match: true, role-matches: true, "
        + "id-matches: true, account-has-teammate: true}";

    public Recorded Log { get; } = new();

    public Uri Address => _server.Address;

    public IReadOnlyList<string> Requests => _server.Requests;

    /// <summary>What shows that the population that was read last is whole.</summary>
    public IReadOnlyList<CompletenessAssertion> Proofs { get; private set; } = [];

    public string Snapshot => _folder.File("snapshot");

    /// <summary>Variables besides those of the address and an API token, which null takes out.</summary>
    public Dictionary<string, string?> Variables { get; } = [];

    /// <summary>Rows as Zendesk puts them on the last page: the cursor and the next address are there.</summary>
    public static string LastPage(string name, params string[] rows) =>
        $$$"""{"{{{name}}}":[{{{string.Join(',', rows)}}}],"meta":{"has_more":false,"after_cursor":"xyz","before_cursor":"abc"},"links":{"prev":null,"next":"https://example.zendesk.com/api/v2/{{{name}}}?page%5Bafter%5D=xyz"}}""";

    /// <summary>
    /// Gives the answers to a path below <c>/api/v2/</c>, with or without a query; the number says how often it was asked before.
    /// </summary>
    public ScriptedZendesk Answer(string path, Func<int, Reply> answer)
    {
        _answers[path] = answer;
        return this;
    }

    public ScriptedZendesk Answer(string path, string json) => Answer(path, _ => Reply.Json(json));

    /// <summary>Reads everything, and gives what shows that it is whole.</summary>
    public async Task<IReadOnlyList<CompletenessAssertion>> AssertedAsync()
    {
        await ReadAsync();
        return Proofs;
    }

    public async Task<ZendeskPopulation> ReadAsync()
    {
        var settings = AuditSettings.Read(_folder.Write("audits.yaml", $"platforms: {{zendesk-global: {{{Settings}}}}}"));
        var variables = new Dictionary<string, string?>
        {
            ["ZD_URL"] = Address.AbsoluteUri,
            ["ZD_USERNAME"] = "me@example.com",
            ["ZD_TOKEN"] = "an-old-api-token",
        };
        foreach (var (name, value) in Variables)
        {
            variables[name] = value;
        }

        using var transport = ApiClient.NewTransport();
        var clock = new ScriptedClock(Day);
        var snapshot = PlatformAudits.Collecting.Recording.Snapshot.Begin(Snapshot, "zendesk-global", "FY27-Q4", clock);
        try
        {
            var platform = new ZendeskGlobal(settings);
            var population = await platform.CollectAsync(
                new LiveCollector(snapshot, variables.GetValueOrDefault, transport, clock, Log),
                CancellationToken.None
            );
            Proofs = platform.CompletenessOf(population);
            return (ZendeskPopulation)population;
        }
        finally
        {
            snapshot.Complete();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private Reply AnswerTo(string target)
    {
        var path = target.Replace("/api/v2/", "", StringComparison.Ordinal).TrimStart('/');
        var known = _answers
            .Keys.Where(key => path == key || path.StartsWith(key + "?", StringComparison.Ordinal))
            .MaxBy(key => key.Length);
        if (known is not null)
        {
            lock (_asked)
            {
                var before = _asked.GetValueOrDefault(known);
                _asked[known] = before + 1;
                return _answers[known](before);
            }
        }

        return Reply.Json(
            path.Split('?')[0] switch
            {
                "users/me" => Me,
                "users/count" => """{"count":{"value":1,"refreshed_at":null}}""",
                "users" => LastPage(
                    "users",
                    """{"id":1,"name":"Me","email":"me@example.com","role":"admin","role_type":4,"suspended":false,"active":true}"""
                ),
                "custom_roles" => """{"custom_roles":[]}""",
                "api_tokens" => """{"api_tokens":[]}""",
                "oauth/clients" => LastPage("clients"),
                "oauth/tokens" => LastPage("tokens"),
                var list => LastPage(list),
            }
        );
    }
}
