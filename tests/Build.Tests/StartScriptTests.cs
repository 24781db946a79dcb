using NUnit.Framework;

namespace PlatformAudits.Build.Tests;

/// <summary>What <c>build.sh</c> does before the host runs, with an SDK of the test's own in place of the real one.</summary>
[Platform(Include = "Linux,MacOsX")]
public sealed class StartScriptTests
{
    private string _root = null!;

    [SetUp]
    public void SetUp()
    {
        _root = Directory.CreateTempSubdirectory("platform-audits-start-").FullName;
        foreach (
            var file in new[]
            {
                "build.sh",
                "global.json",
                ".editorconfig",
                "Directory.Build.props",
                "Directory.Build.targets",
                "Directory.Packages.props",
            }
        )
        {
            File.Copy(Path.Combine(Host.Root, file), Path.Combine(_root, file));
        }

        Directory.CreateDirectory(Path.Combine(_root, "build"));
        Directory.CreateDirectory(Path.Combine(_root, "src"));
        Directory.CreateDirectory(Path.Combine(_root, "elsewhere"));
        File.WriteAllText(Path.Combine(_root, "src", "Code.cs"), "");
        Sdk(
            """
            case "$1" in
              --version) echo 10.0.401 ;;
              build) echo "built" >> "$PWD/log"; mkdir -p .build/host-default/bin/Build/release; : > .build/host-default/bin/Build/release/PlatformAudits.Build.dll; exit "${BUILD_CODE:-0}" ;;
              *) shift; printf '<%s>' "$@"; exit "${HOST_CODE:-0}" ;;
            esac
            """
        );
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_root, recursive: true);

    [TestCase("0")]
    [TestCase("2")]
    [TestCase("1")]
    public async Task All_arguments_and_the_exit_code_are_passed_through_from_any_folder(string code)
    {
        var run = await RunAsync(new() { ["HOST_CODE"] = code }, "--target=Calendly", "two words", "", "--x=$HOME*");
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Is.EqualTo("<--target=Calendly><two words><><--x=$HOME*>"));
            Assert.That(run.ExitCode, Is.EqualTo(int.Parse(code, System.Globalization.CultureInfo.InvariantCulture)));
        });
    }

    [Test]
    public async Task It_builds_only_when_an_input_has_changed()
    {
        await RunAsync([]);
        await RunAsync([]);
        var unchanged = Builds();
        File.SetLastWriteTimeUtc(Path.Combine(_root, "src", "Code.cs"), DateTime.UtcNow.AddSeconds(2));
        await RunAsync([]);
        var changed = Builds();
        Assert.That((unchanged, changed), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task It_starts_every_time_also_when_an_SDK_is_found_before_all_places_were_named()
    {
        for (var start = 0; start < 100; start++)
        {
            var run = await RunAsync(new() { ["HOST_CODE"] = "0" });
            Assert.That(run.ExitCode, Is.Zero, run.All);
        }
    }

    [Test]
    public async Task The_first_build_says_how_long_it_takes_and_a_long_one_shows_that_it_lives()
    {
        var beats = Path.Combine(_root, "beats");
        Program("sleep", $"echo beat >> {beats}; exec /bin/sleep 0.01");
        Sdk(
            $"""
            case "$1" in
              --version) echo 10.0.401 ;;
              build) until [ "$(wc -l 2>/dev/null < {beats})" -gt 65 ]; do /bin/sleep 0.05; done
                mkdir -p .build/host-default/bin/Build/release; : > .build/host-default/bin/Build/release/PlatformAudits.Build.dll ;;
            esac
            """
        );
        var first = await RunAsync([]);
        File.Delete(beats);
        File.SetLastWriteTimeUtc(Path.Combine(_root, "src", "Code.cs"), DateTime.UtcNow.AddSeconds(2));
        var second = await RunAsync([]);
        const string Life = "  still building after 30 s\n  still building after 60 s\n";
        Assert.Multiple(() =>
        {
            Assert.That(first.Error, Is.EqualTo($"Building the host. The first time this takes about two minutes …\n{Life}"));
            Assert.That(second.Error, Is.EqualTo($"Building the host, because the code has changed …\n{Life}"));
            Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)));
        });
    }

    [Test]
    public async Task A_deleted_input_is_a_change_as_well()
    {
        await RunAsync([]);

        // Some file systems tell only whole seconds apart.
        var before = DateTime.UtcNow.AddHours(-1);
        foreach (var entry in Directory.EnumerateFileSystemEntries(_root, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(entry, before);
        }

        await RunAsync([]);
        Assert.That(Builds(), Is.EqualTo(1), "nothing is newer than the last build");
        File.Delete(Path.Combine(_root, "src", "Code.cs"));
        await RunAsync([]);
        Assert.That(Builds(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_build_that_fails_says_so_and_is_tried_again()
    {
        var failed = await RunAsync(new() { ["BUILD_CODE"] = "1" });
        var mended = await RunAsync([]);
        Assert.Multiple(() =>
        {
            Assert.That((failed.ExitCode, mended.ExitCode), Is.EqualTo((1, 0)));
            Assert.That(failed.Error, Does.EndWith("Starting: the host could not be built; see above.\n"));
            Assert.That(Builds(), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task Without_a_fitting_SDK_it_says_which_one_is_needed_and_how_to_get_it()
    {
        Sdk("exit 1");
        await File.WriteAllTextAsync(
            Path.Combine(_root, "global.json"),
            """{"sdk": {"version": "99.0.100", "rollForward": "latestFeature"}}"""
        );
        var run = await RunAsync([]);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(
                run.Error,
                Does.Contain("Starting: no .NET SDK fits global.json (99.0.100 or a later feature band of the same version).")
                    .And.Contain("https://dotnet.microsoft.com/download")
            );
        });
    }

    [TestCase(64)]
    [TestCase(511)]
    public async Task Where_too_few_files_may_be_open_it_says_so_before_anything_is_started(int files)
    {
        var run = await Host.StartAsync(
            "bash",
            ["-c", $"ulimit -n {files}; exec bash {_root}/build.sh --target=All"],
            new() { ["PATH"] = $"{Path.Combine(_root, "bin")}:{Environment.GetEnvironmentVariable("PATH")}", ["HOME"] = _root },
            _root
        );
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(
                run.Error,
                Is.EqualTo(
                    $"Starting: a process may open only {files} files here, and the audits need 512. Raise the limit (ulimit -n).\n"
                )
            );
            Assert.That(Builds(), Is.Zero);
        });
    }

    [Test]
    public async Task A_low_soft_limit_of_open_files_is_no_reason_to_refuse()
    {
        var run = await Host.StartAsync(
            "bash",
            ["-c", $"ulimit -S -n 256; exec bash {_root}/build.sh --target=All"],
            new() { ["PATH"] = $"{Path.Combine(_root, "bin")}:{Environment.GetEnvironmentVariable("PATH")}", ["HOME"] = _root },
            _root
        );
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((0, "<--target=All>")));
    }

    private Task<Host.Result> RunAsync(Dictionary<string, string> variables, params string[] arguments)
    {
        variables.TryAdd("PATH", $"{Path.Combine(_root, "bin")}:{Environment.GetEnvironmentVariable("PATH")}");
        variables["HOME"] = _root;
        variables["DOTNET_ROOT"] = "";
        variables["UpstreamPackages"] = "";
        return Host.StartAsync("bash", [Path.Combine(_root, "build.sh"), .. arguments], variables, Path.Combine(_root, "elsewhere"));
    }

    private int Builds() => File.Exists(Path.Combine(_root, "log")) ? File.ReadAllLines(Path.Combine(_root, "log")).Length : 0;

    private void Sdk(string script) => Program("dotnet", script);

    private void Program(string name, string script)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_root, "bin")).FullName, name);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
