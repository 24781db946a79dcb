using System.Diagnostics;
using System.IO.Pipes;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Collecting;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Team;

namespace PlatformAudits.Tests;

/// <summary>What lies in an output folder is of one run alone, of what that run has read, and for its user alone.</summary>
public sealed class OutputFolderTests
{
    private const UnixFileMode ForOthers =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    private const string Person = "name: Erin Benoit\nemail: erin@company.example\n";

    [Test]
    public async Task Of_two_runs_in_one_folder_the_second_is_refused_and_the_first_is_whole()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        AuditException? refused;
        using (OutputLock.Take(audit.Request.OutputFolder))
        {
            refused = await Assert.ThrowsAsync<AuditException>(audit.RunAsync);
            Assert.That(
                () => OutputLock.Take(audit.Request.OutputFolder),
                Throws.TypeOf<AuditException>(),
                "the one that was refused did not let go of what it had not"
            );
        }

        await audit.RunAsync();
        using var kept = new KeptEvidence(audit.Request.OutputFolder);
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(
                refused!.Message,
                Is.EqualTo(
                    $"Preparing the audit: another run is writing into {audit.Request.OutputFolder}. Wait until it has ended, or give "
                        + "another --output."
                )
            );
            Assert.That(refused.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
            Assert.That(Directory.GetFileSystemEntries(audit.Request.OutputFolder, ".*"), Is.Empty, "no lock is left");
            Assert.That((await kept.VerifyAsync()).Single().IsIntact);
        });
    }

    [Test]
    public void However_many_runs_begin_and_end_at_once_one_alone_has_the_folder()
    {
        using var folder = new TemporaryFolder();
        var output = folder.File("calendly");
        var (holders, shared, taken) = (0, 0, 0);
        Parallel.For(
            0,
            4000,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            _ =>
            {
                try
                {
                    using var alone = OutputLock.Take(output);
                    Interlocked.Add(ref shared, Interlocked.Increment(ref holders) - 1);
                    Interlocked.Increment(ref taken);
                    Interlocked.Decrement(ref holders);
                }
                catch (AuditException refused) when (refused.Message.Contains("another run is writing", StringComparison.Ordinal))
                {
                    // As it should be.
                }
            }
        );
        Assert.Multiple(() =>
        {
            Assert.That(shared, Is.Zero);
            Assert.That(taken, Is.Positive);
        });
    }

    [Test]
    public async Task The_difference_of_a_preview_and_the_link_of_the_job_are_written_while_the_run_has_the_folder()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Request = audit.Request with { IsGitLabJob = true };
        var issue = (await audit.RunAsync()).Issue!;
        Assert.That(File.ReadAllText(audit.Output("annotations.json")), Does.Contain(issue.WebUrl));

        audit.Request = audit.Request with { Preview = true, IsGitLabJob = false };
        var opened = audit.Issues.Single();
        audit.Sandbox.GitLab.Tracker.Edit(opened.Author, opened.Iid, i => i with { Description = "" });
        var difference = (await audit.RunAsync()).Issue!.Difference;
        Assert.Multiple(() =>
        {
            Assert.That(difference, Is.Not.Empty);
            Assert.That(File.ReadAllLines(audit.Output("preview.diff")), Is.EqualTo(difference));
            Assert.That(audit.Output("annotations.json"), Does.Not.Exist, "it is of the run before");
        });
    }

    [Test]
    public async Task Of_many_runs_that_begin_at_once_each_is_whole_or_refused()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var runs = Enumerable
            .Range(0, 6)
            .Select(_ =>
                Task.Run(async () =>
                {
                    try
                    {
                        return (await audit.RunAsync()).Report.Verdict;
                    }
                    catch (AuditException failure) when (failure.Message.Contains("another run is writing", StringComparison.Ordinal))
                    {
                        return (Verdict?)null;
                    }
                })
            );
        var verdicts = await Task.WhenAll(runs);
        using var kept = new KeptEvidence(audit.Request.OutputFolder);
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(verdicts, Has.Some.EqualTo(Verdict.Findings));
            Assert.That((await kept.VerifyAsync()).Single().Line, Does.Contain("as it was written"));
        });
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task Nobody_but_the_user_may_read_what_a_run_leaves()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10, TeamAsFolder = true });
        var team = audit.Write("team.yaml", "- name: Eve\n  email: eve@evil.example\n");
        File.SetUnixFileMode(team, File.GetUnixFileMode(team) | ForOthers);
        var root = Path.GetDirectoryName(audit.Request.OutputFolder)!;
        audit.Request = audit.Request with
        {
            OutputFolder = Path.Combine(root, "a/b/calendly"),
            HistoryFolder = Path.Combine(root, "a/h"),
        };
        await audit.RunAsync();
        audit.Request = audit.Request with { TeamPath = team };
        await audit.RunAsync();
        Assert.That(
            new DirectoryInfo(Path.Combine(root, "a"))
                .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                .Append(new DirectoryInfo(Path.Combine(root, "a")))
                .Where(entry => (entry.UnixFileMode & ForOthers) != 0)
                .Select(entry => $"{entry.FullName} {entry.UnixFileMode}"),
            Is.Empty
        );
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task A_link_in_the_place_of_a_file_is_replaced_and_what_it_leads_to_is_not_touched()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var victim = audit.Write("victim", "mine");
        Directory.CreateDirectory(audit.Request.OutputFolder);
        audit.Request = audit.Request with { HistoryFolder = audit.Output("history"), Period = FiscalPeriod.Parse("FY27-Q3") };
        Directory.CreateDirectory(audit.Output("history/calendly"));
        foreach (
            var name in new[]
            {
                ".lock",
                "report.json",
                "report.json.tmp",
                "issue.md",
                "junit.xml",
                "report.html",
                "review.json",
                "accounts.csv",
                "accounts.json",
                "findings.csv",
                "changes.csv",
                "history/calendly/FY27-Q3.json.tmp",
            }
        )
        {
            File.CreateSymbolicLink(audit.Output(name), victim);
        }

        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(victim), Is.EqualTo("mine"));
            Assert.That(
                Directory
                    .EnumerateFiles(audit.Request.OutputFolder, "*", SearchOption.AllDirectories)
                    .Where(file => new FileInfo(file).LinkTarget is not null),
                Is.Empty
            );
        });
    }

    [Test]
    public void A_team_file_that_changes_before_it_is_read_is_compared_as_the_evidence_holds_it([Values] bool asFolder)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(
            "team/support-team.yaml",
            asFolder ? Person : $"- {Person.Replace("\n", "\n  ", StringComparison.Ordinal)}"
        );
        var snapshot = Snapshot.Begin(folder.File("snapshot"), "calendly", "FY27-Q1", TimeProvider.System);
        var arrived = new TeamSource(snapshot, TeamFormat.Plain).FromPath(asFolder ? Path.GetDirectoryName(file)! : file);
        File.WriteAllText(file, "changed meanwhile");
        var kept = snapshot.Complete().Inputs.Single();
        Assert.Multiple(() =>
        {
            Assert.That(arrived.Read().Teammates.Select(teammate => teammate.Email), Is.EqualTo(new[] { "erin@company.example" }));
            Assert.That(kept.Source, Is.EqualTo(file));
            Assert.That(File.ReadAllText(Path.Combine(snapshot.Folder, kept.File)), Does.Contain("erin@company.example"));
        });
    }

    [Test]
    public void An_error_in_a_local_team_file_names_the_file_and_not_its_copy([Values] bool asFolder)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("team/support-team.yaml", "name: [");
        var snapshot = Snapshot.Begin(folder.File("snapshot"), "calendly", "FY27-Q1", TimeProvider.System);
        var arrived = new TeamSource(snapshot, TeamFormat.Plain).FromPath(asFolder ? Path.GetDirectoryName(file)! : file);
        Assert.That(arrived.Read, Throws.TypeOf<AuditException>().With.Message.StartsWith($"Reading the team file: {file}:"));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task A_team_file_from_a_pipe_is_refused_by_each_of_six_audits_and_nothing_waits_for_a_writer(
        [Values("/dev/stdin", "pipe", "/dev/zero", "folder")] string kind
    )
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var path = kind is "pipe" or "folder" ? audit.Write($"{kind}/person.yaml", "") : kind;
        if (kind is "pipe" or "folder")
        {
            File.Delete(path);
            using var making = Process.Start("mkfifo", path);
            await making.WaitForExitAsync();
            path = kind == "folder" ? Path.GetDirectoryName(path)! : path;
        }

        audit.Request = audit.Request with { TeamPath = path };
        var results = await audit.RunAllAsync();
        Assert.That(
            results.Select(result => result.Reason),
            Has.All.Match("^Reading the team file: .* is no regular file; a pipe can be read only once")
        );
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task Settings_waivers_and_an_earlier_report_from_a_pipe_are_refused_too(
        [Values("config", "waivers", "previous")] string what,
        [Values("handed over", "named", "not to be written", "linked", "device", "socket")] string kind
    )
    {
        await using var audit = await SandboxedAudit.StartAsync();
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var folder = new TemporaryFolder();
        var path = folder.File("given");
        switch (kind)
        {
            case "handed over":
                path = $"/proc/self/fd/{pipe.GetClientHandleAsString()}";
                break;
            case "device":
                path = "/dev/null";
                break;
            case "socket":
                socket.Bind(new UnixDomainSocketEndPoint(path));
                break;
            default:
                var made = kind == "linked" ? folder.File("pipe") : path;
                using (var making = Process.Start("mkfifo", ["-m", kind == "not to be written" ? "0400" : "0600", made]))
                {
                    await making.WaitForExitAsync();
                }

                if (made != path)
                {
                    File.CreateSymbolicLink(path, made);
                }

                break;
        }

        audit.Request = what switch
        {
            "config" => audit.Request with { SettingsPath = path },
            "waivers" => audit.Request with { WaiversPath = path },
            _ => audit.Request with { PreviousPath = path },
        };
        Assert.That(
            audit.RunAsync,
            Throws.TypeOf<AuditException>().With.Message.StartsWith($"Preparing the audit: {path} is no regular file.")
        );
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task Settings_that_are_read_without_an_audit_wait_for_no_pipe_either()
    {
        using var folder = new TemporaryFolder();
        using var making = Process.Start("mkfifo", folder.File("audits.yaml"));
        await making.WaitForExitAsync();
        Assert.That(
            () => SettingsFile.Read(folder.File("audits.yaml"), "the settings", "audits.yaml"),
            Throws
                .TypeOf<AuditException>()
                .With.Message.EndsWith("audits.yaml is no regular file. A pipe can be read only once, so write " + "it into a file first.")
        );
    }

    [Test]
    public async Task An_empty_file_of_waivers_is_one_without_waivers_also_where_nobody_may_write_it()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        File.WriteAllText(audit.Request.WaiversPath, "");
        File.SetAttributes(audit.Request.WaiversPath, FileAttributes.ReadOnly);
        Assert.That((await audit.RunAsync()).Report.Verdict, Is.EqualTo(Verdict.Findings));
    }

    [Test]
    public async Task Evidence_in_whose_manifest_a_secret_would_stand_still_verifies()
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 });
        await audit.RunAsync();
        var token = audit.Variables["CALENDLY_TOKEN"];
        var team = audit.Write(
            $"{token}/support-team.yaml",
            await File.ReadAllTextAsync(audit.Output("snapshot/inputs/support-team.yaml"))
        );
        audit.Request = audit.Request with { TeamPath = team };
        await audit.RunAsync();
        using var kept = new KeptEvidence(audit.Request.OutputFolder);
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(
                await File.ReadAllTextAsync(audit.Output("snapshot/manifest.json")),
                Does.Not.Contain(token).And.Contain("/[redacted]/support-team.yaml")
            );
            Assert.That((await kept.VerifyAsync()).Single().Line, Does.Contain("as it was written; "));
        });
    }

    [TestCase("memberships")]
    [TestCase("organization")]
    [TestCase("calendly")]
    public async Task A_proxys_password_that_is_a_word_of_the_answers_changes_nothing(string password)
    {
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 });
        audit.Variables["HTTPS_PROXY"] = $"http://audit:{password}@proxy.example:3128";
        await audit.RunAsync();
        using var kept = new KeptEvidence(audit.Request.OutputFolder);
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(audit.Found(), Is.EquivalentTo(audit.Planted));
            Assert.That((await kept.VerifyAsync()).Single().Line, Does.Contain("as it was written; "));
        });
    }

    [Test]
    public async Task The_evidence_names_the_commit_of_the_team_file_and_whose_token_it_was_read_with()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var manifest = JObject.Parse(await File.ReadAllTextAsync(audit.Output("snapshot/manifest.json")));
        var (report, bot) = (audit.Report(), audit.Sandbox.GitLab.Bot);
        Assert.Multiple(() =>
        {
            Assert.That((string?)manifest["team"], Does.Match("^sandbox/support-team:data/support-team.yaml@[0-9a-f]{40}$"));
            Assert.That(report["snapshot"]!["team"], Is.EqualTo(manifest["team"]));
            Assert.That((string?)report["snapshot"]!["signature"], Is.EqualTo("unsigned"));
            Assert.That(
                (string?)report["credentials"]!.Single(c => (string?)c["variable"] == "GL_TOKEN")["identity"],
                Is.EqualTo($"{bot.Username} (account {bot.Id})")
            );
            Assert.That(File.ReadAllText(audit.Output("issue.md")), Does.Contain($"{bot.Username} (account {bot.Id})"));
        });
    }
}
