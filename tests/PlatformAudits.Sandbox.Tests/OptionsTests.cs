using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NUnit.Framework;

namespace PlatformAudits.Sandbox.Tests;

public sealed class OptionsTests
{
    private static IEnumerable<TestCaseData> WrongOptions()
    {
        yield return new TestCaseData(new SandboxOptions { Size = 0 }, "its size is 0; choose 1 to 1000000 teammates");
        yield return new TestCaseData(new SandboxOptions { Size = 1_000_001 }, "its size is 1000001; choose 1 to 1000000 teammates");
        yield return new TestCaseData(
            new SandboxOptions { Latency = TimeSpan.FromSeconds(-1) },
            "its latency is -00:00:01; choose zero to one minute"
        );
        yield return new TestCaseData(new SandboxOptions { Port = 65536 }, "its port is 65536; choose 1 to 65535, or 0 for any free one");
        yield return new TestCaseData(
            new SandboxOptions { RequestsPerMinute = 0 },
            "its limit is 0 requests a minute; choose 1 or more, or leave it out"
        );
        yield return new TestCaseData(
            new SandboxOptions { DisplayNames = [] },
            "its list of display names is empty; give at least one, or leave the list out"
        );
        yield return new TestCaseData(
            new SandboxOptions { DisplayNames = ["fine", "half \uD83D"] },
            "display name 2 holds half a surrogate pair, which no JSON text can carry; correct it"
        );
    }

    [TestCaseSource(nameof(WrongOptions))]
    public void A_wrong_option_is_one_clear_sentence(SandboxOptions options, string reason) =>
        Assert.That(
            async () => await SandboxServer.StartAsync(options),
            Throws.ArgumentException.With.Message.EqualTo($"The sandbox cannot start: {reason}.")
        );

    [Test]
    public async Task A_chosen_port_is_used_and_free_again_afterwards()
    {
        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        for (var round = 0; round < 2; round++)
        {
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = 1, Port = port });
            Assert.That(sandbox.BaseAddress, Is.EqualTo(new Uri($"http://127.0.0.1:{port}/")));
        }
    }

    [Test]
    public async Task A_taken_port_is_an_error_that_names_it()
    {
        await using var first = await SandboxServer.StartAsync(new SandboxOptions { Size = 1 });
        var port = first.BaseAddress.Port;
        Assert.That(
            async () => await SandboxServer.StartAsync(new SandboxOptions { Size = 1, Port = port }),
            Throws.InstanceOf<IOException>().With.Message.Contains($"127.0.0.1:{port}")
        );
    }

    [Test]
    public async Task The_environment_points_at_the_vendors()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = 1 });
        Assert.That(sandbox.Environment.Keys, Is.SupersetOf(["GITLAB_URL", "GL_TOKEN", "CALENDLY_URL", "CALENDLY_TOKEN"]));
        Assert.That(sandbox.Environment["CALENDLY_URL"], Is.EqualTo($"{sandbox.BaseAddress}calendly"));
        Assert.That(sandbox.Environment["GITLAB_URL"], Is.EqualTo($"{sandbox.BaseAddress}gitlab"));
    }

    [Test]
    public async Task The_latency_passes_before_an_answer()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 1, Latency = TimeSpan.FromMilliseconds(120) });
        var watch = Stopwatch.StartNew();
        await client.GetAsync("calendly/users/me");
        Assert.That(watch.ElapsedMilliseconds, Is.GreaterThanOrEqualTo(115));
    }

    [TestCase(false, "data/support-team.yaml")]
    [TestCase(true, "data/agents")]
    public async Task The_settings_fit_the_world(bool asFolder, string path)
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 2, TeamAsFolder = asFolder });
        var owner = client.Sandbox.World.TeammateAt(0)!.Handle;
        Assert.That(
            (await client.GetAsync("sandbox/audits.yaml")).Body,
            Does.Contain(
                $"""
                team:
                  project: sandbox/support-team
                  path: {path}
                  ref: main
                  rotation_key: rotations
                tracker:
                  project: sandbox/audits
                platforms:
                  calendly:
                    expected_admins:
                      - {owner}@gitlab.com
                    expected_group_admins: []

                """
            )
        );
    }
}
