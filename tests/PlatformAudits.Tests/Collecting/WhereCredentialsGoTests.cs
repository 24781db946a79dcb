using System.Net;
using NUnit.Framework;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Collecting.Http;
using PlatformAudits.Collecting.Paging;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Collecting;

[NonParallelizable]
public sealed class WhereCredentialsGoTests
{
    private const string User = "audit-bot";
    private const string Password = "S3cretPr0xyPw";
    private const string Token = "t0ken-behind-a-proxy";

    [TestCase("http://api.calendly.example", "api.calendly.example")]
    [TestCase("HTTP://10.0.0.7:8080/base", "10.0.0.7")]
    [TestCase("http://localhost.example", "localhost.example")]
    [TestCase("http://127.0.0.1.example", "127.0.0.1.example")]
    [TestCase("http://127.0.0.1.nip.io", "127.0.0.1.nip.io")]
    [TestCase("http://sandbox.localhost", "sandbox.localhost")]
    [TestCase("http://0.0.0.0", "0.0.0.0")]
    [TestCase("http://[2001:db8::1]/", "[2001:db8::1]")]
    public void Plain_http_to_another_machine_is_refused(string address, string host)
    {
        var failure = Assert.Throws<AuditException>(() => Addresses.Base("CALENDLY_URL", _ => address, new Uri("https://x.example")))!;
        Assert.That(
            failure.Message,
            Is.EqualTo(
                $"Reading CALENDLY_URL: it begins with http://, so anybody on the way to {host} could read the credential; nothing was "
                    + "sent. Write https://, or set AUDITS_ALLOW_HTTP=true where the way is safe."
            )
        );
    }

    [TestCase("https://api.calendly.example")]
    [TestCase("http://127.0.0.1:8080/calendly")]
    [TestCase("http://127.9.9.9")]
    [TestCase("http://localhost:1")]
    [TestCase("http://127.1")]
    [TestCase("http://LOCALHOST")]
    [TestCase("http://[::1]:80")]
    [TestCase("http://[::ffff:127.0.0.1]")]
    public void Https_and_plain_http_to_this_machine_are_taken(string address) =>
        Assert.That(
            Addresses.Base("CALENDLY_URL", name => name == "CALENDLY_URL" ? address : null, new Uri("https://x.example")),
            Is.EqualTo(new Uri(address))
        );

    [Test]
    public void Where_plain_http_is_allowed_it_is_warned_of()
    {
        var warnings = new List<string>();
        Addresses.Base(
            "GITLAB_URL",
            name => name == "GITLAB_URL" ? "http://gitlab.example" : "true",
            new Uri("https://x.example"),
            warnings.Add
        );
        Assert.That(
            warnings,
            Is.EqualTo(
                new[]
                {
                    "GITLAB_URL begins with http://: the credential goes to gitlab.example as plain text, because "
                        + "AUDITS_ALLOW_HTTP is true.",
                }
            )
        );
    }

    [TestCase("CALENDLY_URL")]
    [TestCase("GITLAB_URL")]
    public async Task An_audit_sends_nothing_to_a_plain_address(string variable)
    {
        await using var server = new ScriptedServer((_, _) => Reply.Json("{}"));
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables[variable] = "http://plain.example";
        var failure = await Assert.ThrowsAsync<AuditException>(audit.RunAsync);
        Assert.Multiple(() =>
        {
            Assert.That(failure!.Message, Does.Contain($"Reading {variable}: it begins with http://"));
            Assert.That(audit.Sandbox.Requests.All.Select(r => r.Target), Has.None.StartsWith("/calendly"));
        });
    }

    [Test]
    public async Task What_goes_to_this_machine_goes_through_no_proxy()
    {
        await using var proxy = new ScriptedServer((_, _) => Reply.Text("", status: 502));
        await using var server = new ScriptedServer((_, _) => Page);
        var rows = await ReadAsync(server.Address, proxy);
        Assert.Multiple(() =>
        {
            Assert.That(rows, Is.EqualTo(new[] { "1" }));
            Assert.That(proxy.Requests, Is.Empty);
        });
    }

    [Test]
    public async Task A_proxy_that_does_not_take_its_password_is_named_asked_no_more_and_its_password_is_nowhere()
    {
        await using var proxy = new ScriptedServer((_, _) => Reply.Text("", "Proxy-Authenticate: Basic realm=\"proxy\"\r\n", status: 407));
        using var folder = new TemporaryFolder();
        var log = new Recorded();
        var failure = (
            await Assert.ThrowsAsync<AuditException>(() => ReadAsync(new Uri("https://calendly.example"), proxy, folder, log, requests: 4))
        )!;
        var texts = Directory
            .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Concat(log.Sentences)
            .Append(failure.ToString());
        Assert.Multiple(() =>
        {
            Assert.That(
                failure.Message,
                Does.EndWith(
                    $"the proxy {proxy.Address.Authority} does not take the user and password that it was given (407), and was not asked "
                        + "again. Put them right in HTTPS_PROXY, or name the host in NO_PROXY."
                )
            );
            Assert.That(proxy.Requests, Has.Count.InRange(1, 2), "without the password, and with it");
            Assert.That(texts, Has.None.Contains(User).And.None.Contains(Password));
        });
    }

    [Test]
    public async Task A_proxy_whose_password_ends_in_the_middle_of_a_run_is_asked_no_more_either()
    {
        using var inner = new Lapsing();
        using var client = new HttpClient(new ProxyHandler(new ChosenProxy(new NamedProxy(new Uri("http://proxy.example:3128"))), inner));
        var address = new Uri("http://calendly.example/users/me");
        using (var first = await client.GetAsync(address))
        {
            Assert.That(first.IsSuccessStatusCode);
        }

        for (var time = 0; time < 3; time++)
        {
            await Assert.ThrowsAsync<AuditException>(() => client.GetAsync(address));
        }

        Assert.That(inner.Requests, Is.EqualTo(2));
    }

    [Test]
    public async Task A_failure_of_the_network_that_tells_a_secret_does_not_get_it_out()
    {
        using var folder = new TemporaryFolder();
        var log = new Recorded();
        using var transport = new Failing(
            new HttpRequestException(
                HttpRequestError.ProxyTunnelError,
                $"The proxy tunnel request to proxy 'http://{User}:{Password}@proxy.example:3128/' failed with {Token}."
            )
        );
        var failure = (
            await Assert.ThrowsAsync<AuditException>(() => ReadAsync(new Uri("https://calendly.example"), transport, folder, log, 1))
        )!;
        var texts = Directory
            .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Concat(log.Sentences)
            .Append(failure.ToString());
        Assert.Multiple(() =>
        {
            Assert.That(failure.Message, Does.Contain("'http://proxy.example:3128/' failed with [redacted]"));
            Assert.That(texts, Has.None.Contains(Token).And.None.Contains(Password));
        });
    }

    private static Reply Page => Reply.Json("""{"collection":[{"id":"1"}],"pagination":{"next_page":null}}""");

    private static async Task<IReadOnlyList<string>> ReadAsync(
        Uri address,
        ScriptedServer proxy,
        TemporaryFolder? folder = null,
        Recorded? log = null,
        int requests = 1
    )
    {
        using var transport = ApiClient.NewTransport(new NamedProxy(proxy.Address));
        return await ReadAsync(address, transport, folder, log, requests);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(
        Uri address,
        HttpMessageHandler transport,
        TemporaryFolder? folder,
        Recorded? log,
        int requests
    )
    {
        var snapshot = folder is null ? null : Snapshot.Begin(folder.File("snapshot"), "test", "FY27-Q1", TimeProvider.System);
        using var client = new ApiClient(
            new ApiOptions
            {
                System = "Vendor",
                BaseAddress = address,
                Credential = Credential.Bearer("SOME_TOKEN", Token),
                Retry = new RetryOptions { Repeats = 3, FirstWait = TimeSpan.FromMilliseconds(5) },
            },
            snapshot,
            transport,
            TimeProvider.System,
            log ?? new Recorded()
        );
        try
        {
            var rows = new List<string>();
            await Task.WhenAll(
                Enumerable
                    .Range(0, requests)
                    .Select(number =>
                        client.ReadAllAsync(
                            new ListRequest($"rows{number}", "the rows", $"list{number}"),
                            new NextPagePager(),
                            row => row.GetString("id"),
                            rows.Add,
                            CancellationToken.None
                        )
                    )
            );
            return rows;
        }
        finally
        {
            snapshot?.Complete();
        }
    }

    /// <summary>A proxy with user and password, as .NET makes it of HTTPS_PROXY.</summary>
    private sealed class NamedProxy(Uri address) : IWebProxy
    {
        public ICredentials? Credentials { get; set; } = new NetworkCredential(User, Password);

        public Uri GetProxy(Uri destination) => new UriBuilder(address) { UserName = User, Password = Password }.Uri;

        public bool IsBypassed(Uri host) => false;
    }

    /// <summary>A proxy that lets one request through.</summary>
    private sealed class Lapsing : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(++Requests == 1 ? HttpStatusCode.OK : HttpStatusCode.ProxyAuthenticationRequired));
    }

    private sealed class Failing(Exception error) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(error);
    }
}
