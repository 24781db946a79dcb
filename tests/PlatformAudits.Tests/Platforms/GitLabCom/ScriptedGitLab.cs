using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Platforms.GitLabCom;
using PlatformAudits.Settings;

namespace PlatformAudits.Tests.Platforms.GitLabCom;

/// <summary>A GitLab.com whose answers a test scripts: everything is in order unless the test says otherwise.</summary>
internal sealed class ScriptedGitLab : IAsyncDisposable
{
    public const string OnlyPage = "x-next-page: \r\nx-total: 0\r\n";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpMessageHandler _transport = ApiClient.NewTransport();
    private readonly ScriptedServer _server;

    public ScriptedGitLab(Func<string, Reply?> answer, string settings = "groups: [{path: acme/support}]")
        : this((path, _) => answer(path), settings) { }

    /// <param name="answer">Gives the answer to a path below the API and how many requests for it came before, or null for the answer that
    /// is in order.</param>
    public ScriptedGitLab(Func<string, int, Reply?> answer, string settings = "groups: [{path: acme/support}]")
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        _server = new ScriptedServer(
            (target, _) =>
            {
                var path = target["/api/v4/".Length..];
                return answer(path, seen.AddOrUpdate(path, 0, (_, count) => count + 1)) ?? InOrder(path);
            }
        );
        Platform = new PlatformAudits.Platforms.GitLabCom.GitLabCom(
            AuditSettings.Read(_folder.Write("audits.yaml", $"platforms: {{gitlab-com: {{{settings}}}}}"))
        );
    }

    public PlatformAudits.Platforms.GitLabCom.GitLabCom Platform { get; }

    public Recorded Log { get; } = new();

    /// <summary>The requests in the order of their coming, as <c>GET /api/v4/user</c>.</summary>
    public IEnumerable<string> Requests =>
        _server.Requests.Select(head => head.Split('\r')[0].Replace(" HTTP/1.1", "", StringComparison.Ordinal));

    public static Reply Members(params string[] rows) => List(rows, $"x-next-page: \r\nx-total: {rows.Length}\r\n");

    public static Reply List(string[] rows, string headers) => Reply.Json($"[{string.Join(',', rows)}]", headers);

    public static string Member(int id, string more = "") =>
        $$"""{"id":{{id}},"username":"u{{id}}","public_email":"","name":"U {{id}}","state":"active","locked":false,"avatar_url":null,"web_url":"https://gitlab.com/u{{id}}","access_level":30,"created_at":"2024-01-15T10:00:00.000Z","expires_at":null,"membership_state":"active"{{more}}}""";

    public async Task<GitLabComPopulation> CollectAsync()
    {
        // Every wait is over at once.
        var clock = new ScriptedClock(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        var collector = new LiveCollector(
            Snapshot.Begin(_folder.File("snapshot"), "gitlab-com", "FY27-Q4", clock),
            name =>
                name switch
                {
                    "GITLAB_COM_URL" => _server.Address.AbsoluteUri,
                    "GL_ADMIN_TOKEN" => "glpat-scripted-000001",
                    _ => null,
                },
            _transport,
            clock,
            Log
        );
        return (GitLabComPopulation)await Platform.CollectAsync(collector, CancellationToken.None);
    }

    /// <summary>Reads everything, and gives what shows that it is whole.</summary>
    public async Task<IReadOnlyList<CompletenessAssertion>> AssertedAsync() => Platform.CompletenessOf(await CollectAsync());

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _transport.Dispose();
        _folder.Dispose();
    }

    private static Reply InOrder(string path) =>
        path switch
        {
            "personal_access_tokens/self" => Reply.Json(
                """{"id":1,"name":"audits","revoked":false,"scopes":["read_api"],"user_id":5,"active":true,"expires_at":"2027-11-01"}"""
            ),
            "user" => Reply.Json("""{"id":5,"username":"admin"}"""),
            _ when path.Contains('/', StringComparison.Ordinal) && path.Split('/').Length > 2 => List([], OnlyPage),
            _ => Reply.Json("""{"id":900,"full_path":"acme/support","shared_with_groups":[],"runners_token":null}"""),
        };
}
