using System.Runtime.Versioning;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Commands;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Collecting;

/// <summary>Commands as processes, with programs that misbehave. They are shell scripts, so only where there is a shell.</summary>
[Platform(Include = "Unix,Linux", Reason = "The programs are shell scripts.")]
[UnsupportedOSPlatform("windows")]
[NonParallelizable]
public sealed class CommandRunnerTests : IDisposable
{
    private const string Secret = "ops_the-secret-of-this-test";

    private readonly TemporaryFolder _folder = new();
    private readonly Recorded _log = new();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task The_secret_is_in_the_childs_environment_and_nowhere_else()
    {
        var (_, snapshot) = await RunAsync(
            "env > \"$HOME/env\"; echo \"$0 $@\" > \"$HOME/arguments\"; cat /proc/self/cmdline >> \"$HOME/arguments\"; echo '[]'"
        );
        var environment = (await File.ReadAllLinesAsync(_folder.File("env")))
            .Select(line => line.Split('=')[0])
            .Except(["PWD", "OLDPWD", "SHLVL", "_"]);
        Assert.Multiple(() =>
        {
            Assert.That(
                environment,
                Is.EquivalentTo(new[] { "HOME", "PATH", "HTTPS_PROXY", "OP_SERVICE_ACCOUNT_TOKEN" }),
                "and neither OP_CONNECT_TOKEN nor GL_TOKEN"
            );
            Assert.That(File.ReadAllText(_folder.File("env")), Does.Contain($"OP_SERVICE_ACCOUNT_TOKEN={Secret}\n"));
            Assert.That(File.ReadAllText(_folder.File("arguments")), Does.Not.Contain(Secret).And.Contain("user list a b"));
            Assert.That(
                Directory
                    .EnumerateFiles(snapshot.Folder, "*", SearchOption.AllDirectories)
                    .Select(File.ReadAllText)
                    .Concat(_log.Sentences),
                Has.None.Contains(Secret)
            );
        });
    }

    [Test]
    public async Task Standard_input_is_closed_so_a_question_gets_no_answer_instead_of_waiting_for_one()
    {
        var (rows, _) = await RunAsync("read answer || echo '[{\"id\":\"nobody answered\"}]'");
        Assert.That(rows, Is.EqualTo(new[] { "nobody answered" }));
    }

    [Test]
    public async Task A_lot_on_standard_error_does_not_block_standard_output()
    {
        var (rows, snapshot) = await RunAsync(
            "head -c 3000000 /dev/zero | tr '\\0' 'e' >&2; echo '[{\"id\":\"1\"}]'; head -c 3000000 /dev/zero | tr '\\0' ' '"
        );
        var exchange = Manifest(snapshot)["exchanges"]!.Single();
        Assert.Multiple(() =>
        {
            Assert.That(rows, Is.EqualTo(new[] { "1" }));
            Assert.That(((string)exchange["headers"]!["stderr"]!).Length, Is.EqualTo(16 * 1024), "the beginning is kept");
            Assert.That((long)exchange["bytes"]!, Is.EqualTo(3_000_013));
        });
    }

    [Test]
    [Platform(Include = "Linux", Reason = "It looks into /proc.")]
    public async Task A_command_that_never_ends_is_killed_with_all_that_it_started()
    {
        var running = RunAsync(
            "sleep 1000 & echo $! > \"$HOME/child\"; echo $$ > \"$HOME/self\"; echo ready > \"$HOME/ready\"; wait",
            options => options with { TimeLimit = TimeSpan.FromSeconds(5) }
        );
        await IsReadyAsync();
        _clock.Advance(TimeSpan.FromSeconds(5));
        var failure = (await Assert.ThrowsAsync<AuditException>(() => running))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                failure.Message,
                Is.EqualTo(
                    "Reading things (op user list \"a b\"): op did not end within 5 s and was stopped. Run the "
                        + "same command by hand to see what it waits for."
                )
            );
            Assert.That(IsRunning("self"), Is.False);
            Assert.That(IsRunning("child"), Is.False, "an orphan");
        });
    }

    [Test]
    [Platform(Include = "Linux", Reason = "It looks into /proc.")]
    public async Task A_run_that_is_stopped_kills_its_command()
    {
        using var stop = new CancellationTokenSource();
        var running = RunAsync(
            "sleep 1000 & echo $! > \"$HOME/child\"; echo $$ > \"$HOME/self\"; echo ready > \"$HOME/ready\"; wait",
            cancellationToken: stop.Token
        );
        await IsReadyAsync();
        await stop.CancelAsync();
        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
        Assert.Multiple(() =>
        {
            Assert.That(IsRunning("self"), Is.False);
            Assert.That(IsRunning("child"), Is.False);
        });
    }

    [Test]
    public async Task Output_without_end_is_cut_off_at_the_limit()
    {
        var failure = (
            await Assert.ThrowsAsync<AuditException>(() =>
                RunAsync("echo '['; yes '{\"id\":\"1\"},'", options => options with { ByteLimit = 1_000_000 })
            )
        )!;
        Assert.That(
            failure.Message,
            Is.EqualTo(
                "Reading things (op user list \"a b\"): the output is longer than 1,000,000 bytes. That is not what the vendor "
                    + "documents: look at the answer in the snapshot."
            )
        );
    }

    [Test]
    public async Task A_file_that_is_no_program_is_one_clear_sentence()
    {
        var path = _folder.Write("no-program", "just text");
        var failure = (await Assert.ThrowsAsync<AuditException>(() => RunProgramAsync(path)))!;
        Assert.That(failure.Message, Does.StartWith($"Starting op: {path} can't be started (").And.EndsWith("Install it."));
    }

    [Test]
    public async Task A_program_in_the_current_folder_is_not_taken_for_one_on_the_path()
    {
        var failure = (await Assert.ThrowsAsync<AuditException>(() => RunProgramAsync("op")))!;
        Assert.That(failure.Message, Is.EqualTo("Starting op: there is no program op on the PATH. Install it."));
    }

    [Test]
    public async Task A_failed_command_is_recorded_with_what_it_said()
    {
        Snapshot? snapshot = null;
        await Assert.ThrowsAsync<AuditException>(() => RunAsync($"echo 'not today, {Secret}' >&2; exit 7", begun: s => snapshot = s));
        var exchange = Manifest(snapshot!)["exchanges"]!.Single();
        Assert.Multiple(() =>
        {
            Assert.That(
                ((string?)exchange["method"], (string?)exchange["path"], (int?)exchange["status"]),
                Is.EqualTo(("RUN", "user list \"a b\"", 7))
            );
            Assert.That((string?)exchange["headers"]!["stderr"], Is.EqualTo("not today, [redacted]\n"));
            Assert.That(
                (string?)exchange["problem"],
                Is.EqualTo(
                    "Reading things (op user list \"a b\"): op ended with exit code 7 (not today, [redacted]). Run the same command by "
                        + "hand with OP_SERVICE_ACCOUNT_TOKEN to see more."
                )
            );
        });
    }

    [Test]
    public async Task No_more_commands_run_at_a_time_than_allowed()
    {
        var script = Script(
            "echo $$ >> \"$HOME/started\"; n=$(ls \"$HOME\" | grep -c '^running'); echo $n >> \"$HOME/counts\"; touch "
                + "\"$HOME/running$$\"; sleep 0.2; rm \"$HOME/running$$\"; echo '[]'"
        );
        var snapshot = Snapshot.Begin(_folder.File("snapshot"), "1password", "FY27-Q1", TimeProvider.System);
        using var runner = Collector(snapshot, script).Open(Options with { AtOnce = 2 });
        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ => runner.ListAsync("things", "things", ["user", "list"], row => row.GetString("id"), CancellationToken.None))
        );
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllLines(_folder.File("started")), Has.Length.EqualTo(6));
            Assert.That(
                File.ReadAllLines(_folder.File("counts")),
                Has.None.Matches<string>(count => int.Parse(count!, System.Globalization.CultureInfo.InvariantCulture) > 1)
            );
        });
    }

    [TestCase("user list --format=json", "user", "list", "--format=json")]
    [TestCase("group user list \"a b\" \"\"", "group", "user", "list", "a b", "")]
    [TestCase("x \"\\\"\" \"\\\\\"", "x", "\"", "\\")]
    public void Arguments_stand_in_the_evidence_so_that_each_is_told_from_the_next(string path, params string[] arguments) =>
        Assert.That(CommandRunner.PathOf(arguments), Is.EqualTo(path));

    private static CommandOptions Options =>
        new()
        {
            System = "1Password",
            Program = "op",
            ProgramVariable = "OP_COMMAND",
            SecretVariable = "OP_SERVICE_ACCOUNT_TOKEN",
            Install = "Install it.",
        };

    private static JObject Manifest(Snapshot snapshot)
    {
        snapshot.Complete();
        return JObject.Parse(File.ReadAllText(Path.Combine(snapshot.Folder, "manifest.json")));
    }

    private async Task IsReadyAsync()
    {
        while (!File.Exists(_folder.File("ready")))
        {
            await Task.Delay(20);
        }
    }

    private bool IsRunning(string file)
    {
        var status = $"/proc/{File.ReadAllText(_folder.File(file)).Trim()}/stat";
        try
        {
            // A process that has ended and that nobody has asked about yet is in state Z.
            return File.Exists(status) && File.ReadAllText(status).Split(") ")[^1][0] is not ('Z' or 'X');
        }
        catch (Exception ended) when (ended is IOException)
        {
            return false;
        }
    }

    private string Script(string body)
    {
        var path = _folder.Write("op", $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private LiveCollector Collector(Snapshot snapshot, string program)
    {
        var variables = new Dictionary<string, string>
        {
            ["OP_COMMAND"] = program,
            ["OP_SERVICE_ACCOUNT_TOKEN"] = Secret,
            ["OP_CONNECT_TOKEN"] = "connect",
            ["GL_TOKEN"] = "gitlab",
            ["HOME"] = _folder.Path,
            ["PATH"] = "/usr/bin:/bin",
            ["HTTPS_PROXY"] = "http://proxy.example",
        };
        return new LiveCollector(snapshot, name => variables.GetValueOrDefault(name), new HttpClientHandler(), _clock, _log);
    }

    private Task<(IReadOnlyList<string> Rows, Snapshot Snapshot)> RunAsync(
        string script,
        Func<CommandOptions, CommandOptions>? options = null,
        Action<Snapshot>? begun = null,
        CancellationToken cancellationToken = default
    ) => RunProgramAsync(Script(script), options, begun, cancellationToken);

    private async Task<(IReadOnlyList<string> Rows, Snapshot Snapshot)> RunProgramAsync(
        string program,
        Func<CommandOptions, CommandOptions>? options = null,
        Action<Snapshot>? begun = null,
        CancellationToken cancellationToken = default
    )
    {
        var snapshot = Snapshot.Begin(_folder.File("snapshot"), "1password", "FY27-Q1", TimeProvider.System);
        begun?.Invoke(snapshot);
        using var runner = Collector(snapshot, program).Open(options is null ? Options : options(Options));
        var rows = await runner.ListAsync("things", "things", ["user", "list", "a b"], row => row.GetString("id"), cancellationToken);
        return (rows, snapshot);
    }
}
