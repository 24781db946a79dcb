using System.Text;
using NUnit.Framework;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Collecting;

/// <summary>A body that can't be looked through, or never ends, is neither recorded nor asked for again.</summary>
[NonParallelizable]
public sealed class WholeBodyTests
{
    private const string Token = "t0ken-in-a-whole-body";
    private const string Body = $$"""{"id":"é","secret":"{{Token}}","token":"SECRETFIELD"}""";

    private TemporaryFolder _folder = null!;

    private static IEnumerable<TestCaseData> Encodings =>
        new (string Name, Encoding Encoding, bool HasMark)[]
        {
            ("utf-16", Encoding.Unicode, true),
            ("utf-16, no mark", Encoding.Unicode, false),
            ("utf-16be", Encoding.BigEndianUnicode, true),
            ("utf-16be, no mark", Encoding.BigEndianUnicode, false),
            ("utf-32", Encoding.UTF32, true),
            ("utf-32, no mark", Encoding.UTF32, false),
            ("latin-1", Encoding.Latin1, false),
        }.Select(e =>
            new TestCaseData(
                (object)(byte[])[.. e.HasMark ? e.Encoding.GetPreamble() : [], .. e.Encoding.GetBytes(Body)]
            ).SetArgDisplayNames(e.Name)
        );

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCaseSource(nameof(Encodings))]
    public async Task A_body_in_another_encoding_than_utf_8_is_refused_and_nothing_of_it_is_recorded(byte[] body)
    {
        await using var server = new ScriptedServer((_, _) => Answer(body));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                failure.Message,
                Is.EqualTo(
                    $"Reading the record (GET {server.Address}record): the body is not UTF-8 text. That is not what the vendor documents: "
                        + "look at the answer in the snapshot."
                )
            );
            Assert.That(server.Requests, Has.Count.EqualTo(1));
            Assert.That(File.ReadAllBytes(_folder.File("snapshot/record-0001.json")), Is.EqualTo(new byte[] { 0xFF }));
        });
    }

    [Test]
    public async Task A_refusal_in_another_encoding_is_still_told_by_its_status()
    {
        await using var server = new ScriptedServer((_, _) => Answer(Encoding.Unicode.GetBytes(Body), status: 401));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        Assert.That(failure.Message, Does.Contain("Vendor answered 401. Check that SOME_TOKEN holds a token that is valid"));
    }

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("deflate, gzip")]
    public async Task A_content_encoding_that_nobody_asked_for_is_named_at_once(string encoding)
    {
        await using var server = new ScriptedServer((_, _) => Answer(Encoding.UTF8.GetBytes(Body), $"Content-Encoding: {encoding}\r\n"));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(server)))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                failure.Message,
                Is.EqualTo(
                    $"Reading the record (GET {server.Address}record): the answer came with the content encoding "
                        + $"{encoding.Split(',')[0]}, which was not asked for, so it was not read. Look at what stands between, such "
                        + "as a proxy, and let it pass answers on as they are; then run again."
                )
            );
            Assert.That(server.Requests.Single(), Does.Contain("\r\nAccept-Encoding: identity\r\n"));
            Assert.That(new FileInfo(_folder.File("snapshot/record-0001.json")).Length, Is.Zero);
        });
    }

    [Test]
    public async Task A_page_that_is_longer_than_64_MiB_is_refused_before_it_fills_the_memory()
    {
        using var transport = new Endless(TimeSpan.Zero);
        var before = GC.GetTotalAllocatedBytes();
        var failure = (await Assert.ThrowsAsync<AuditException>(() => ReadAsync(transport, TimeProvider.System)))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Does.Contain("the body is longer than 64 MiB."));
            Assert.That(transport.Requests, Is.EqualTo(1));
            Assert.That(new FileInfo(_folder.File("snapshot/record-0001.json")).Length, Is.LessThan(65 * 1024 * 1024));
            Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(1_000_000_000));
        });
    }

    [Test]
    public async Task A_body_that_drips_for_ever_is_given_up_on_though_it_never_falls_silent()
    {
        var clock = new SteeredClock();
        using var transport = new Endless(TimeSpan.FromSeconds(10), clock);
        var failure = (await Assert.ThrowsAsync<AuditException>(() => clock.RunAsync(() => ReadAsync(transport, clock))))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Does.EndWith("Vendor did not answer in time after 2 tries; try again later."));
            Assert.That(transport.Requests, Is.EqualTo(2));
        });
    }

    [TestCase("utf-16", "UTF-8")]
    [TestCase("gzip", "the content encoding gzip, which was not asked for")]
    [TestCase("endless", "the body is longer than 64 MiB")]
    public async Task What_GitLabs_issues_and_Slack_answer_is_held_to_the_same(string kind, string problem)
    {
        await using var server = new ScriptedServer(
            (_, _) =>
                kind == "gzip"
                    ? Answer(Encoding.UTF8.GetBytes(Body), "Content-Encoding: gzip\r\n")
                    : Answer(Encoding.Unicode.GetBytes(Body))
        );
        using HttpMessageHandler transport = kind == "endless" ? new Endless(TimeSpan.Zero) : ApiClient.NewTransport();
        using var client = new HttpClient(new AnswerHandler(transport));
        var failure = await Assert.ThrowsAsync<AuditException>(() => client.GetStringAsync(new Uri(server.Address, "record")));
        Assert.That(
            failure!.Message,
            Does.StartWith($"GET {server.Address}record: ").And.Contain(problem).And.EndWith(" then run again.")
        );
    }

    [Test]
    public async Task What_is_no_utf_8_is_refused_wherever_the_network_cuts_it()
    {
        var check = Encoding.UTF8.GetBytes("aé😀b€");
        Assert.Multiple(() =>
        {
            for (var chunk = 1; chunk <= check.Length; chunk++)
            {
                var good = new Utf8Check();
                Assert.That(check.Chunk(chunk).All(part => good.Accepts(part)), Is.True, $"pieces of {chunk}");
                var bad = new Utf8Check();
                Assert.That(check[..^1].Append((byte)'x').Chunk(chunk).All(part => bad.Accepts(part)), Is.False, $"pieces of {chunk}");
            }
        });
        await Task.CompletedTask;
    }

    private static Reply Answer(byte[] body, string headers = "", int status = 200) =>
        new([
            .. Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n"
                    + $"{headers}\r\n"
            ),
            .. body,
        ]);

    private async Task<string> ReadAsync(ScriptedServer server)
    {
        using var transport = ApiClient.NewTransport();
        return await ReadAsync(transport, TimeProvider.System, server.Address);
    }

    private async Task<string> ReadAsync(HttpMessageHandler transport, TimeProvider clock, Uri? address = null)
    {
        var snapshot = Snapshot.Begin(_folder.File("snapshot"), "test", "FY27-Q1", clock);
        using var client = new ApiClient(
            new ApiOptions
            {
                System = "Vendor",
                BaseAddress = address ?? new Uri("https://vendor.example"),
                Credential = Credential.Bearer("SOME_TOKEN", Token),
                SecretFields = ["token"],
                Retry = new RetryOptions { Repeats = 1, FirstWait = TimeSpan.FromMilliseconds(5) },
            },
            snapshot,
            transport,
            clock,
            new Recorded()
        );
        return await client.GetAsync("record", "the record", "record", row => row.GetString("id"), CancellationToken.None);
    }

    /// <summary>Answers with a string that has no end.</summary>
    /// <param name="pause">The time before each piece.</param>
    private sealed class Endless(TimeSpan pause, TimeProvider? clock = null) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            var response = new HttpResponseMessage { Content = new StreamContent(new Drops(pause, clock ?? TimeProvider.System)) };
            response.Content.Headers.ContentType = new("application/json");
            return Task.FromResult(response);
        }
    }

    private sealed class Drops(TimeSpan pause, TimeProvider clock) : MemoryStream
    {
        private bool _begun;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, clock, cancellationToken);
                buffer = buffer[..Math.Min(buffer.Length, 8)];
            }

            buffer.Span.Fill((byte)'a');
            if (!_begun)
            {
                "{\"a\":\""u8.CopyTo(buffer.Span);
                _begun = true;
            }

            return buffer.Length;
        }
    }
}
