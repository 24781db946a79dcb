using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Tests;

namespace PlatformAudits.Build.Tests;

/// <summary>
/// Whatever ends a run, at whatever moment: no file is half there, no command runs on, and the next run on the same folder is as if
/// nothing had been. AUDIT_SIGNALS sets how many runs are ended.
/// </summary>
[Platform(Include = "Linux", Reason = "It looks into /proc.")]
public sealed class SignalTests
{
    /// <summary>Each signal comes to each of the targets.</summary>
    private const int FewRuns = 12;

    /// <summary>Longer than any end takes on a busy machine, and shorter than the command that hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string[] Signals = ["INT", "TERM", "KILL"];
    private static readonly string[] Targets = ["Calendly", "OnePassword", "ZendeskGlobal", "GitLabCom"];

    private readonly string _folder = Directory.CreateTempSubdirectory("platform-audits-signals-").FullName;
    private readonly Dictionary<string, string> _variables = [];
    private Process _sandbox = null!;

    private string Output => Path.Combine(_folder, "out");

    private string Pids => Path.Combine(_folder, "pids");

    [OneTimeSetUp]
    public async Task StartSandbox()
    {
        _sandbox = Host.StartServing(
            "--target=Sandbox",
            "--sandbox-size=40",
            "--sandbox-latency=5",
            $"--output={Path.Combine(_folder, "served")}"
        );
        string? line;
        while (
            (line = await _sandbox.StandardOutput.ReadLineAsync()) is not null
            && !line.StartsWith("What was planted", StringComparison.Ordinal)
        )
        {
            if (line.StartsWith("export ", StringComparison.Ordinal))
            {
                _variables[line[7..line.IndexOf('=', StringComparison.Ordinal)]] = line[
                    (line.IndexOf('=', StringComparison.Ordinal) + 1)..
                ];
            }
        }

        _variables["OP_COMMAND"] = Script("op", $"echo $$ >> '{Pids}'\nexec '{_variables["OP_COMMAND"]}' \"$@\"");
    }

    [OneTimeTearDown]
    public async Task StopSandbox()
    {
        _sandbox.Kill(entireProcessTree: true);
        await _sandbox.WaitForExitAsync();
        _sandbox.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    [Category(Search.Category)]
    public async Task A_run_that_is_ended_at_any_moment_leaves_only_whole_files_and_no_command_and_the_next_one_is_clean()
    {
        var runs = Search.Count("AUDIT_SIGNALS", FewRuns, 300);
        string[] targets = runs > FewRuns ? [.. Targets, "All"] : Targets;
        var first = await Host.RunWithAsync(_variables, "--target=All", $"--output={Output}");
        Assert.That(first.ExitCode, Is.Zero, first.All);
        var whole = new Dictionary<string, TimeSpan>();
        foreach (var target in targets)
        {
            var watch = Stopwatch.StartNew();
            await Host.RunWithAsync(_variables, $"--target={target}", $"--output={Output}");
            whole[target] = watch.Elapsed;
        }

        var random = new Random(20261121);
        var ended = new Dictionary<string, int>();
        for (var i = 0; i < runs; i++)
        {
            var signal = Signals[i % Signals.Length];
            var target = targets[i % targets.Length];
#pragma warning disable CA5394 // The seed makes it repeatable; it protects nothing.
            var after = whole[target] * random.NextDouble();
#pragma warning restore CA5394
            var (exitCode, said) = await EndAsync(target, signal, after);
            var what = $"run {i} of {target}, SIG{signal} after {after.TotalMilliseconds:0} ms, exit code {exitCode}: {said}";
            ended[$"{signal} {exitCode}"] = ended.GetValueOrDefault($"{signal} {exitCode}") + 1;
            Assert.Multiple(() =>
            {
                Assert.That(said, Does.Not.Contain("\n   at "), what);
                AssertWhole(what);
            });
            await AssertNoneRunsAsync(what);
        }

        TestContext.Out.WriteLine(
            $"{runs} runs were ended, one takes {string.Join(", ", whole.Select(w => $"{w.Value.TotalSeconds:0.0} s ({w.Key})"))}; "
                + "exit codes: "
                + $"{string.Join(", ", ended.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"SIG{e.Key} {e.Value} times"))}."
        );
        var last = await Host.RunWithAsync(_variables, "--target=All", $"--output={Output}");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"{_variables["GITLAB_URL"]}/api/v4/projects/sandbox%2Faudits/issues?per_page=100"
        );
        request.Headers.Add("PRIVATE-TOKEN", _variables["GL_TOKEN"]);
        using var response = await http.SendAsync(request);
        var issues = JArray.Parse(await response.Content.ReadAsStringAsync());
        Assert.Multiple(() =>
        {
            Assert.That(last.ExitCode, Is.Zero, last.All);
            Assert.That(
                Directory
                    .GetDirectories(Output)
                    .Where(d => File.Exists(Path.Combine(d, "report.json")))
                    .SelectMany(d =>
                        JObject.Parse(File.ReadAllText(Path.Combine(d, "report.json")))["findings"]!.Select(f =>
                            $"{Path.GetFileName(d)} {f["check"]} {f["account"]}"
                        )
                    ),
                Is.EquivalentTo(
                    JArray
                        .Parse(File.ReadAllText(Path.Combine(_folder, "served", "sandbox", "planted.json")))
                        .Select(p => $"{p["platform"]} {p["check"]} {p["account"]}")
                )
            );
            Assert.That(
                Directory
                    .EnumerateFileSystemEntries(Output, "*", SearchOption.AllDirectories)
                    .Where(f => f.EndsWith(".tmp", StringComparison.Ordinal) || f.EndsWith(".replaced", StringComparison.Ordinal)),
                Is.Empty
            );
            Assert.That(
                issues.Select(i => (string?)i["title"]).Distinct().Count(),
                Is.EqualTo(7).And.EqualTo(issues.Count),
                "one issue a platform, and the overview"
            );
        });
    }

    [TestCase("INT", 1)]
    [TestCase("TERM", 1)]
    [TestCase("TERM", 2)]
    [TestCase("KILL", 1)]
    public async Task A_command_that_hangs_ends_with_the_run(string signal, int times)
    {
        var pid = Path.Combine(_folder, $"hanging-{signal}-{times}");
        var variables = new Dictionary<string, string>(_variables)
        {
            ["OP_COMMAND"] = Script($"op-{signal}-{times}", $"echo $$ > '{pid}.new'\nmv '{pid}.new' '{pid}'\nexec sleep 3600"),
        };
        using var run = Start(variables, "--target=OnePassword", $"--output={Path.Combine(_folder, $"hanging-{signal}-{times}-out")}");
        var said = run.StandardOutput.ReadToEndAsync();
        while (!File.Exists(pid))
        {
            Assert.That(run.HasExited, Is.False, "it ended before its command began");
            await Task.Delay(20);
        }

        for (var i = 0; i < times; i++)
        {
            await SendAsync(signal, run.Id);
        }

        await run.WaitForExitAsync().WaitAsync(Patience);
        await Eventually.IsTrueAsync(
            () => !IsRunning(int.Parse(File.ReadAllText(pid), CultureInfo.InvariantCulture)),
            "the command runs on"
        );
        Assert.That(
            await said.WaitAsync(Patience),
            Does.Not.Contain("did not end within"),
            "the run has waited for the command's time limit"
        );
    }

    [TestCase("trap '' XFSZ; ulimit -f 16; exec dotnet \"$@\"", "too large", TestName = "Files may not become as long as the answers")]
    [TestCase(
        "unshare -r -m sh -c 'mount -t tmpfs -o size=48k tmpfs \"$FULL\" && exec dotnet \"$@\"; exit 77' sh \"$@\" || exit $?",
        "No space left",
        TestName = "The disk is full"
    )]
    public async Task Where_there_is_no_room_there_is_a_sentence_and_no_report(string script, string said)
    {
        var output = Directory.CreateDirectory(Path.Combine(_folder, $"full-{said[0]}")).FullName;
        var variables = new Dictionary<string, string>(_variables)
        {
            ["DOTNET_EnableWriteXorExecute"] = "0",
            ["DOTNET_EnableDiagnostics"] = "0",
            ["FULL"] = output,
        };
        var run = await Host.StartAsync(
            "sh",
            ["-c", script, "sh", Host.Dll, "--target=Calendly", $"--output={output}"],
            variables,
            Host.Root
        );
        if (run.Error.Contains("unshare:", StringComparison.Ordinal) || run.Error.Contains("mount:", StringComparison.Ordinal))
        {
            Assert.Ignore($"A small disk can't be made here: {run.Error}");
        }

        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
            Assert.That(
                run.All,
                Does.Match(
                    $"Error: Recording an answer in .*/calendly/snapshot/.*: .*{said}.*\\. See that the disk has room and the folder "
                        + "can be written, or give another one with --output; then run again\\."
                )
            );
            Assert.That(run.All, Does.Not.Contain("\n   at "));
            Assert.That(
                Directory.Exists(Path.Combine(output, "calendly")) ? Directory.GetFiles(Path.Combine(output, "calendly")) : [],
                Is.Empty,
                "neither half a report nor one of another run"
            );
            Assert.That(File.Exists(Path.Combine(output, "calendly", "snapshot", "manifest.json")), Is.False);
        });
    }

    [TestCase("a-file/below")]
    [TestCase("/proc/nowhere")]
    public async Task A_folder_that_can_not_be_written_is_one_clear_sentence(string output)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a-file"), "");
        var run = await Host.RunWithAsync(_variables, "--target=Calendly", $"--output={Path.Combine(_folder, output)}");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
            Assert.That(
                run.All,
                Does.Match("Error: Writing the audit's files to .*/calendly: .*, or give another one with --output; then run again\\.")
            );
            Assert.That(run.All, Does.Not.Contain("\n   at "));
        });
    }

    /// <summary>
    /// Starts a run that heeds signals: whoever is started in the background of a shell ignores SIGINT, and so would all that it starts.
    /// </summary>
    private static Process Start(Dictionary<string, string> variables, params string[] arguments) =>
        Host.Start("env", ["--default-signal=INT,TERM", "dotnet", Host.Dll, .. arguments], variables, Host.Root);

    private static async Task SendAsync(string signal, int pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Whether a process is there and no zombie that only waits to be taken note of.</summary>
    private static bool IsRunning(int pid)
    {
        try
        {
            var state = File.ReadAllText($"/proc/{pid}/stat");
            return state[state.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<(int ExitCode, string Said)> EndAsync(string target, string signal, TimeSpan after)
    {
        using var run = Start(_variables, $"--target={target}", $"--output={Output}");
        var output = run.StandardOutput.ReadToEndAsync();
        var error = run.StandardError.ReadToEndAsync();
        await Task.WhenAny(run.WaitForExitAsync(), Task.Delay(after));
        if (!run.HasExited)
        {
            await SendAsync(signal, run.Id);
        }

        await run.WaitForExitAsync().WaitAsync(Patience);
        return (run.ExitCode, await output + await error);
    }

    private void AssertWhole(string what)
    {
        foreach (var folder in Directory.GetDirectories(Output).Where(d => Path.GetFileName(d) != "history"))
        {
            foreach (var file in Directory.GetFiles(folder))
            {
                switch (Path.GetFileName(file))
                {
                    case "report.json":
                        Assert.That(() => JObject.Parse(File.ReadAllText(file))["snapshot"]!["seal"], Is.Not.Null, $"{file}, {what}");
                        break;
                    case "junit.xml":
                        Assert.That(() => XDocument.Load(file), Throws.Nothing, $"{file}, {what}");
                        break;
                    case "issue.md":
                        Assert.That(File.ReadAllText(file), Does.Contain("platform-audits:end"), $"{file}, {what}");
                        break;
                }
            }

            if (File.Exists(Path.Combine(folder, "snapshot", Snapshot.ManifestName)))
            {
                Assert.That(() => SnapshotReader.Read(Path.Combine(folder, "snapshot")), Throws.Nothing, $"{folder}, {what}");
            }

            if (File.Exists(Path.Combine(folder, "report.json")))
            {
                Assert.That(
                    () => (string?)JObject.Parse(File.ReadAllText(Path.Combine(folder, "report.json")))["snapshot"]!["seal"],
                    Is.EqualTo(SnapshotReader.Read(Path.Combine(folder, "snapshot")).Seal),
                    $"the report in {folder} is of another run than the snapshot, {what}"
                );
            }
        }
    }

    private async Task AssertNoneRunsAsync(string what)
    {
        var pids = File.Exists(Pids) ? File.ReadAllLines(Pids).Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToList() : [];
        await Eventually.IsTrueAsync(() => !pids.Exists(IsRunning), $"a command runs on: {what}");
        File.Delete(Pids);
    }

    private string Script(string name, string body)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
