using System.Net;
using System.Net.Sockets;
using System.Text;
using NUnit.Framework;

namespace PlatformAudits.Build.Tests;

/// <summary>The host behind a proxy that takes nobody's password, as a company's does on the day after one has lapsed.</summary>
[NonParallelizable]
public sealed class ProxyTests
{
    private const string User = "u5er-of-the-proxy";
    private const string Password = "S3cretPr0xyPw";

    private string _output = null!;

    [SetUp]
    public void SetUp() => _output = Directory.CreateTempSubdirectory("platform-audits-proxy-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_output, recursive: true);

    [Test]
    public async Task The_sandbox_is_never_asked_through_a_proxy()
    {
        await using var proxy = new Refusing();
        var run = await Host.RunWithAsync(
            Behind(proxy),
            "--target=Calendly",
            "--target=OnePassword",
            "--sandbox",
            "--sandbox-size=10",
            $"--output={_output}"
        );
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.All);
            Assert.That(proxy.Requests, Is.Zero);
        });
    }

    [Test]
    public async Task The_password_of_a_proxy_is_in_nothing_that_a_run_leaves_and_the_proxy_is_named()
    {
        await using var proxy = new Refusing();
        using var sandbox = await ServedSandbox.StartAsync("--sandbox-size=10", $"--output={_output}");
        var variables = Behind(proxy);
        foreach (var (name, value) in sandbox.Variables)
        {
            variables[name] = value;
        }

        variables["CALENDLY_URL"] = "https://calendly.example";
        var run = await Host.RunWithAsync(variables, "--target=Calendly", $"--output={_output}");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        http.DefaultRequestHeaders.Add("PRIVATE-TOKEN", sandbox.Variables["GL_TOKEN"]);
        var issues = await http.GetStringAsync(new Uri(sandbox.Variables["GITLAB_URL"] + "/api/v4/projects/sandbox%2Faudits/issues"));
        var texts = Directory
            .EnumerateFiles(_output, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .Append(run.All)
            .Append(issues);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(2), run.All);
            Assert.That(run.All, Does.Contain($"the proxy 127.0.0.1:{proxy.Port} does not take the user and password"));
            Assert.That(issues, Does.Contain("Not evaluated"), "else the test proves nothing");
            Assert.That(proxy.Requests, Is.InRange(1, 2), "a wrong password that is tried again and again locks the account");
            Assert.That(texts.Where(text => text.Contains(Password, StringComparison.Ordinal)), Is.Empty);
            Assert.That(texts.Where(text => text.Contains(User, StringComparison.Ordinal)), Is.Empty);
        });
    }

    private static Dictionary<string, string> Behind(Refusing proxy)
    {
        var address = $"http://{User}:{Password}@127.0.0.1:{proxy.Port}";
        return new()
        {
            ["HTTP_PROXY"] = address,
            ["HTTPS_PROXY"] = address,
            ["http_proxy"] = address,
            ["https_proxy"] = address,
            ["NO_PROXY"] = "",
            ["no_proxy"] = "",
        };
    }

    /// <summary>Answers every request with 407.</summary>
    private sealed class Refusing : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _answering;
        private int _requests;

        public Refusing()
        {
            _listener.Start();
            _answering = AnswerAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Requests => _requests;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _answering;
        }

        private async Task AnswerAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    var stream = client.GetStream();
                    using var reader = new StreamReader(stream);
                    while (await reader.ReadLineAsync() is { Length: > 0 }) { }

                    _requests++;
                    await stream.WriteAsync(
                        Encoding.ASCII.GetBytes(
                            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"
                                + "Content-Length: 0\r\nConnection: close\r\n\r\n"
                        )
                    );
                }
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException) { }
        }
    }
}
