using NUnit.Framework;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Collecting;

[NonParallelizable]
public sealed class ApiClientTests
{
    private const string Token = "t0ken-that-must-not-leak";

    private static readonly RetryOptions Quick = new()
    {
        Repeats = 3,
        FirstWait = TimeSpan.FromMilliseconds(5),
        WaitBudget = TimeSpan.FromSeconds(5),
    };

    private TemporaryFolder _folder = null!;
    private Recorded _log = null!;

    [SetUp]
    public void SetUp() => (_folder, _log) = (new TemporaryFolder(), new Recorded());

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task A_list_is_read_to_its_closed_end_in_the_vendors_order()
    {
        await using var server = new ScriptedServer(
            (path, _) => path.Contains("page=2", StringComparison.Ordinal) ? Page(null, 3) : Page("/list?page=2", 1, 2)
        );
        var (rows, manifest) = await ReadAsync(server);
        Assert.Multiple(() =>
        {
            Assert.That(rows, Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(manifest.Exchanges.Select(e => e.Path), Is.EqualTo(new[] { "/list", "/list?page=2" }));
        });
    }

    [TestCase(408)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(502)]
    [TestCase(503)]
    [TestCase(504)]
    public async Task A_passing_failure_is_repeated_and_leaves_no_trace_in_the_rows(int status)
    {
        await using var server = new ScriptedServer((_, count) => count < 2 ? Reply.Text("later", status: status) : Page(null, 7));
        var (rows, manifest) = await ReadAsync(server);
        Assert.Multiple(() =>
        {
            Assert.That(rows, Is.EqualTo(new[] { 7 }));
            Assert.That(manifest.Exchanges.Select(e => e.Status), Is.EquivalentTo(new[] { status, status, 200 }));
            Assert.That(manifest.Totals.Rows, Is.EqualTo(1), "rows of unused answers must not be counted");
        });
    }

    [TestCase(401, "Check that SOME_TOKEN holds a token that is valid and has not expired.")]
    [TestCase(403, "Give the token in SOME_TOKEN the permission to read it.")]
    [TestCase(404, "Check the address, and that the token in SOME_TOKEN may see it.")]
    [TestCase(400, "Check the base URL and the settings.")]
    public async Task A_final_refusal_is_not_repeated_and_says_what_to_do(int status, string advice)
    {
        await using var server = new ScriptedServer((_, _) => Reply.Json("""{"said":"No,\n you may not."}""", status: status));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                failure.Message,
                Is.EqualTo($"Reading the rows (GET {server.Address}list): Vendor answered {status} (No, you may not.). {advice}")
            );
            Assert.That(server.Requests, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task Repeats_end_and_say_how_often_it_was_tried()
    {
        await using var server = new ScriptedServer((_, _) => Reply.Text("<html>gone</html>", status: 503, type: "text/html"));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        Assert.That(
            failure.Message,
            Is.EqualTo($"Reading the rows (GET {server.Address}list): Vendor answered 503 after 4 tries; try again later.")
        );
    }

    [TestCase("Retry-After: 3600\r\n", "60 min")]
    [TestCase("X-RateLimit-Reset: 7200\r\n", "120 min")]
    public async Task A_wait_beyond_the_budget_ends_the_audit_instead_of_sleeping(string header, string asked)
    {
        await using var server = new ScriptedServer((_, _) => Reply.Json("{}", header, 429));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        Assert.That(
            failure.Message,
            Does.Match(
                $"^Reading the rows \\(GET .*list\\): Vendor answered 429 and asked for a wait of {asked}, which is "
                    + "longer than any limit that it documents; the next try would have to wait [0-9.]+ (min|h), and "
                    + "a request may wait 5 s in all\\. Try again later\\.$"
            )
        );
    }

    [TestCase("Retry-After: 99999999\r\n", "27777.8 h")]
    [TestCase("X-RateLimit-Reset: 7200\r\n", "120 min")]
    public async Task A_wait_that_no_documented_limit_needs_is_cut_and_told(string header, string asked)
    {
        await using var server = new ScriptedServer((_, count) => count == 0 ? Reply.Json("{}", header, 429) : Page(null, 1));
        var clock = new SteeredClock();
        await ReadAsync(server, options => options with { Retry = new RetryOptions() }, clock: clock);
        Assert.Multiple(() =>
        {
            Assert.That(clock.Elapsed, Is.InRange(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11.1)));
            Assert.That(
                _log.Sentences,
                Has.Some.Match(
                    $"Vendor answered 429 and asked for a wait of {asked}, which is longer than any limit that it documents; waiting "
                        + "1[01] min before the next try\\."
                )
            );
            Assert.That(_log.Sentences, Has.Some.Match("Vendor: waiting another [0-9]+ (min|s) before the next try\\."), "while it lasts");
        });
    }

    [TestCase("Retry-After: 1\r\n")]
    [TestCase("X-RateLimit-Reset: 1\r\n")]
    [TestCase("Retry-After: {date}\r\n")]
    public async Task The_vendors_own_wait_is_kept_in_seconds_or_as_a_date(string header)
    {
        var clock = new SteeredClock();
        var first = DateTimeOffset.MinValue;
        var second = DateTimeOffset.MinValue;
        await using var server = new ScriptedServer(
            (_, count) =>
            {
                var now = clock.GetUtcNow();
                if (count == 0)
                {
                    first = now;
                    return Reply.Json("{}", header.Replace("{date}", now.AddSeconds(2).ToString("R"), StringComparison.Ordinal), 429);
                }

                second = now;
                return Page(null, 1);
            }
        );
        await ReadAsync(server, clock: clock);
        Assert.That(second - first, Is.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2.3)));
    }

    [TestCase("Retry-After: -5\r\n")]
    [TestCase("Retry-After: soon\r\n")]
    [TestCase("Retry-After: 1e308\r\n")]
    [TestCase("Retry-After: Mon, 01 Jan 1990 00:00:00 GMT\r\n")]
    public async Task An_absurd_wait_does_no_harm(string header)
    {
        await using var server = new ScriptedServer((_, count) => count == 0 ? Reply.Json("{}", header, 429) : Page(null, 1));
        var (rows, _) = await ReadAsync(server);
        Assert.That(rows, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_body_that_breaks_off_is_asked_for_again_and_its_rows_are_not_used_twice()
    {
        await using var server = new ScriptedServer((_, count) => count == 0 ? Page(null, 1, 2, 3).CutBy(20) : Page(null, 1, 2, 3));
        var (rows, _) = await ReadAsync(server);
        Assert.That(rows, Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [TestCase("""{"collection":[{"id":"1"}],"pagination":{"next_page":null}""")]
    [TestCase("""{"collection":[{"id":"1"}""")]
    [TestCase("""{"collection":[{"id":"1"}],"pagination":{"next_page":null}} {}""")]
    [TestCase("")]
    public async Task Half_a_body_is_never_taken_for_a_whole_one(string body)
    {
        await using var server = new ScriptedServer((_, _) => Reply.Json(body));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        Assert.That(failure.Message, Does.Match("Vendor's answer is not whole JSON after 4 tries|the body is not a JSON object"));
    }

    [TestCase("<html>Sign in</html>", "Vendor's answer is not whole JSON after 4 tries; try again later.")]
    [TestCase("[]", "the body is not a JSON object. That is not what the vendor documents: look at the answer in the snapshot.")]
    [TestCase(
        """{"pagination":{"next_page":null}}""",
        "the body has no collection. That is not what the vendor documents: look at the answer in the snapshot."
    )]
    [TestCase(
        """{"collection":{},"pagination":{"next_page":null}}""",
        "the rows are not a JSON array. That is not what the vendor documents: look at the answer in the snapshot."
    )]
    [TestCase(
        """{"collection":[1],"pagination":{"next_page":null}}""",
        "row 1 is not a JSON object. That is not what the vendor documents: look at the answer in the snapshot."
    )]
    [TestCase(
        """{"collection":[{"id":"1"},{"name":"x"}],"pagination":{"next_page":null}}""",
        "row 2: a record has no id. That is not what the vendor documents: look at the answer in the snapshot."
    )]
    [TestCase(
        """{"collection":[]}""",
        "the page has no pagination.next_page, so nobody knows whether it is the last; the list counts as cut off. That is not what "
            + "the vendor documents: look at the answer in the snapshot."
    )]
    [TestCase(
        """{"collection":[],"pagination":{"next_page":7}}""",
        "pagination.next_page is not an address; the list counts as cut off. That is not what the vendor "
            + "documents: look at the answer in the snapshot."
    )]
    public async Task An_answer_that_is_not_as_documented_stops_the_audit(string body, string problem)
    {
        await using var server = new ScriptedServer((_, _) => Reply.Json(body));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        Assert.That(failure.Message, Is.EqualTo($"Reading the rows (GET {server.Address}list): {problem}"));
    }

    [TestCase("https://evil.example/list?page=2", "https://evil.example")]
    [TestCase("http://127.0.0.1:1/list?page=2", "http://127.0.0.1:1")]
    [TestCase("//evil.example/list", "http://evil.example")]
    public async Task A_next_page_on_another_host_is_not_followed(string next, string host)
    {
        await using var server = new ScriptedServer((_, _) => Page(next, 1));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        Assert.That(
            failure.Message,
            Does.EndWith(
                $"page 1 says that the next one is on another host, {host}, where the credential does not belong; it was not followed. "
                    + "Check Vendor's answers in the snapshot."
            )
        );
    }

    [Test]
    public async Task A_cursor_that_comes_again_is_an_error_and_not_an_endless_list()
    {
        await using var server = new ScriptedServer(
            (path, _) => Page(path.Contains("page=2", StringComparison.Ordinal) ? "/list?page=3" : "/list?page=2", 1)
        );
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        Assert.That(failure.Message, Does.Contain("page 3 leads back to a page that was already read, so the list would never end"));
    }

    [Test]
    public async Task A_list_with_more_pages_than_the_cap_is_an_error_and_not_cut_off()
    {
        await using var server = new ScriptedServer((_, count) => Page($"/list?page={count}", count));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server, options => options with { PageCap = 5 })))!;
        Assert.That(failure.Message, Does.Contain("there are more than 5 pages; the list counts as endless"));
    }

    [Test]
    public async Task A_redirect_to_another_host_never_gets_the_credential()
    {
        await using var other = new ScriptedServer((_, _) => Page(null, 1));
        await using var server = new ScriptedServer((_, _) => Reply.Text("", $"Location: {other.Address}list\r\n", 302));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                failure.Message,
                Is.EqualTo(
                    $"GET {server.Address}list: the answer redirects to another host, "
                        + $"{other.Address.GetLeftPart(UriPartial.Authority)}; SOME_TOKEN was not sent there. Check the base URL."
                )
            );
            Assert.That(other.Requests, Is.Empty);
        });
    }

    [Test]
    public async Task A_redirect_on_the_same_host_is_followed()
    {
        await using var server = new ScriptedServer(
            (path, _) => path == "/list" ? Reply.Text("", "Location: /moved\r\n", 301) : Page(null, 1)
        );
        var (rows, _) = await ReadAsync(server);
        Assert.That(rows, Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_server_that_stalls_is_given_up_on()
    {
        await using var server = new ScriptedServer((_, _) => Page(null, 1).CutBy(10) with { Stalls = true });
        var failure = (
            await Assert.ThrowsAsync<AuditException>(() =>
                ReadAsync(
                    server,
                    options => options with { StallLimit = TimeSpan.FromMilliseconds(100), Retry = Quick with { Repeats = 1 } }
                )
            )
        )!;
        Assert.That(failure.Message, Does.EndWith("Vendor did not answer in time after 2 tries; try again later."));
    }

    [Test]
    public async Task A_server_that_never_answers_is_given_up_on()
    {
        await using var server = new ScriptedServer((_, _) => new Reply([], Stalls: true));
        var failure = (
            await Assert.ThrowsAsync<AuditException>(() =>
                ReadAsync(
                    server,
                    options => options with { ResponseLimit = TimeSpan.FromMilliseconds(100), Retry = Quick with { Repeats = 1 } }
                )
            )
        )!;
        Assert.That(failure.Message, Does.EndWith("Vendor did not answer in time after 2 tries; try again later."));
    }

    [Test]
    public async Task Nobody_listening_is_said_in_a_sentence()
    {
        var server = new ScriptedServer((_, _) => Page(null, 1));
        await server.DisposeAsync();
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        Assert.That(
            failure.Message,
            Does.Match(
                "^Reading the rows \\(GET .*list\\): the connection failed \\(Connection refused.*\\) after 4 tries; try again later\\.$"
            )
        );
    }

    [Test]
    public async Task The_credential_is_in_no_file_no_sentence_and_no_exception()
    {
        await using var server = new ScriptedServer(
            (_, count) =>
                count == 0
                    ? Reply.Text($"<html>Authorization: Bearer {Token}</html>", $"X-Request-Id: {Token}\r\n", 502, "text/html")
                    : Reply.Json($$"""{"said":"the token {{Token}} is no good","token":"{{Token}}"}""", status: 401)
        );
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        var written = Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(server.Requests[0], Does.Contain($"Authorization: Bearer {Token}"), "else the test proves nothing");
            Assert.That(failure.ToString(), Does.Not.Contain(Token));
            Assert.That(_log.Sentences, Has.None.Contains(Token));
            Assert.That(written, Has.Count.GreaterThanOrEqualTo(2).And.None.Contains(Token));
        });
    }

    [Test]
    public async Task A_download_that_broke_off_and_was_healed_leaves_a_sound_snapshot()
    {
        await using var server = new ScriptedServer(
            (_, count) => count == 0 ? Reply.Text("- name: Ada\n").CutBy(4) : Reply.Text("- name: Ada\n")
        );
        var snapshot = Snapshot.Begin(_folder.File("snapshot"), "test", "FY27-Q1", TimeProvider.System);
        using var transport = ApiClient.NewTransport();
        using var client = new ApiClient(
            new ApiOptions
            {
                System = "Vendor",
                BaseAddress = server.Address,
                Credential = Credential.Bearer("SOME_TOKEN", Token),
                Retry = Quick,
            },
            snapshot,
            transport,
            TimeProvider.System,
            _log
        );
        await client.DownloadAsync("file", "the file", "file", "inputs/file.yaml", 1024, CancellationToken.None);
        snapshot.AddInput("inputs/file.yaml", "vendor");
        snapshot.Complete();
        Assert.Multiple(() =>
        {
            Assert.That(SnapshotReader.Read(snapshot.Folder).Exchanges, Has.Count.EqualTo(2), "reading holds every file against its hash");
            Assert.That(File.ReadAllText(snapshot.PathOf("inputs/file.yaml")), Is.EqualTo("- name: Ada\n"));
        });
    }

    [Test]
    public async Task Only_GET_is_ever_sent()
    {
        await using var server = new ScriptedServer((_, _) => Page(null, 1));
        await ReadAsync(server);
        Assert.That(server.Requests, Has.All.StartsWith("GET "));
    }

    [Test]
    public async Task A_stopped_run_does_not_wait_any_longer()
    {
        await using var server = new ScriptedServer((_, _) => new Reply([], Stalls: true));
        using var stop = new CancellationTokenSource();
        var reading = ReadAsync(server, options => options with { ResponseLimit = Timeout.InfiniteTimeSpan }, stop: stop.Token);
        while (server.Requests.Count == 0)
        {
            await Task.Delay(10, CancellationToken.None);
        }

        await stop.CancelAsync();
        Assert.That(() => reading, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_run_that_is_stopped_in_the_middle_of_a_body_does_not_wait_for_the_rest()
    {
        // Longer than what is held back because a secret might begin there.
        var whole = Page(null, [.. Enumerable.Range(1, 1000)]);
        await using var server = new ScriptedServer((_, _) => whole.CutBy(20) with { Stalls = true });
        using var stop = new CancellationTokenSource();
        var reading = ReadAsync(server, options => options with { StallLimit = Timeout.InfiniteTimeSpan }, stop: stop.Token);
        var body = new FileInfo(_folder.File("snapshot/rows-0001.json"));
        while (!body.Exists || body.Length == 0)
        {
            await Task.Delay(10, CancellationToken.None);
            body.Refresh();
        }

        await stop.CancelAsync();
        Assert.That(() => reading, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    [Platform(Include = "Linux")]
    public async Task An_answer_that_can_not_be_recorded_is_no_failure_of_the_vendor_and_is_not_asked_for_again()
    {
        await using var server = new ScriptedServer((_, _) => Page(null, 1));
        var snapshot = Snapshot.Begin(_folder.File("full"), "test", "FY27-Q1", TimeProvider.System);
        Directory.CreateDirectory(Path.Combine(snapshot.Folder, "rows-0001.json"));
        using var transport = ApiClient.NewTransport();
        using var client = new ApiClient(
            new ApiOptions
            {
                System = "Vendor",
                BaseAddress = server.Address,
                Credential = Credential.Bearer("SOME_TOKEN", Token),
                Retry = Quick,
            },
            snapshot,
            transport,
            TimeProvider.System,
            _log
        );
        var failure = (
            await Assert.ThrowsAsync<AuditException>(async () =>
            {
                await foreach (
                    var _ in client.PagesAsync(
                        new ListRequest("rows", "the rows", "list"),
                        new NextPagePager(),
                        row => row.GetString("id"),
                        CancellationToken.None
                    )
                ) { }
            })
        )!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
            Assert.That(
                failure.Message,
                Does.Match(
                    "^Recording an answer in .*rows-0001\\.json: .*\\. See that the disk has room and the "
                        + "folder can be written, or give another one with --output; then run again\\.$"
                )
            );
            Assert.That(server.Requests, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task Waits_stand_in_the_manifest_with_their_reason()
    {
        await using var server = new ScriptedServer(
            (_, count) => count == 0 ? Reply.Json("{}", "Retry-After: 1\r\n", 429) : Page(null, 1)
        );
        var (_, manifest) = await ReadAsync(server, clock: new SteeredClock());
        var wait = manifest.Waits!.Single();
        Assert.Multiple(() =>
        {
            Assert.That(wait.System, Is.EqualTo("Vendor"));
            Assert.That((wait.Until - wait.From).TotalSeconds, Is.InRange(1, 1.2));
            Assert.That(wait.Why, Does.EndWith("Vendor answered 429"));
        });
    }

    [Test]
    public async Task A_run_without_waits_has_the_manifest_that_it_always_had()
    {
        await using var server = new ScriptedServer((_, _) => Page(null, 1));
        await ReadAsync(server);
        Assert.That(File.ReadAllText(_folder.File("snapshot/manifest.json")), Does.Not.Contain("waits"));
    }

    private static Reply Page(string? next, params int[] ids) =>
        Reply.Json(
            $$$"""{"collection":[{{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}"}"""))}}}],"pagination":{"next_page":{{{(next is null ? "null" : $"\"{next}\"")}}}}}"""
        );

    private async Task<(List<int> Rows, Manifest Manifest)> ReadAsync(
        ScriptedServer server,
        Func<ApiOptions, ApiOptions>? change = null,
        SteeredClock? clock = null,
        CancellationToken stop = default
    )
    {
        using var transport = ApiClient.NewTransport();
        if (clock is null)
        {
            return await ReadAsync(server, change, transport, TimeProvider.System, stop);
        }

        using var standing = new StandingRequests(clock, transport);
        return await clock.RunAsync(() => ReadAsync(server, change, standing, clock, stop));
    }

    private async Task<(List<int> Rows, Manifest Manifest)> ReadAsync(
        ScriptedServer server,
        Func<ApiOptions, ApiOptions>? change,
        HttpMessageHandler transport,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var snapshot = Snapshot.Begin(_folder.File("snapshot"), "test", "FY27-Q1", clock);
        var options = new ApiOptions
        {
            System = "Vendor",
            BaseAddress = server.Address,
            Credential = Credential.Bearer("SOME_TOKEN", Token),
            SecretFields = ["token"],
            ErrorText = body => (string?)body["said"],
            Retry = Quick,
        };
        using var client = new ApiClient(change?.Invoke(options) ?? options, snapshot, transport, clock, _log);
        var rows = new List<int>();
        try
        {
            await client.ReadAllAsync(
                new ListRequest("rows", "the rows", "list"),
                new NextPagePager(),
                row => int.Parse(row.GetString("id"), System.Globalization.CultureInfo.InvariantCulture),
                rows.Add,
                stop
            );
        }
        finally
        {
            snapshot.Complete();
        }

        return (rows, SnapshotReader.Read(snapshot.Folder));
    }
}
