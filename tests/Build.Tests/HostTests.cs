using System.Diagnostics;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Build.Tasks;

namespace PlatformAudits.Build.Tests;

[Parallelizable(ParallelScope.Children)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostTests
{
    /// <summary>The files that an audit leaves, besides its evidence.</summary>
    private static readonly string[] Files =
    [
        "report.json",
        "report.html",
        "review.json",
        "issue.md",
        "junit.xml",
        "accounts.csv",
        "accounts.json",
        "findings.csv",
        "changes.csv",
    ];

    /// <summary>The ids of all platforms: each has a template of that name.</summary>
    private static readonly IReadOnlyList<string> Platforms =
    [
        .. Directory
            .GetFiles(Path.Combine(Host.Root, "templates"), "*.scriban-md")
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Where(n => !n.StartsWith('_') && n != "overview")
            .Order(StringComparer.Ordinal),
    ];

    private string _output = null!;

    [SetUp]
    public void SetUp() => _output = Directory.CreateTempSubdirectory("platform-audits-host-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_output, recursive: true);

    [TestCase("Calendly")]
    [TestCase("calendly")]
    [TestCase("CALENDLY")]
    public async Task The_main_job_runs_without_a_credential_in_any_letter_case(string target)
    {
        var run = await Host.RunAsync($"--target={target}", "--sandbox", $"--output={_output}");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(0), run.All);
            Assert.That(run.Output, Does.Match($@"\n  Calendly FY\d\d Q[1-4] +findings +{Planted("calendly").Length} +0 +\S+ s"));
            Assert.That(run.Output, Does.EndWith($"\nOpen {Path.Combine(_output, "calendly", "report.html")}\n"));
            Assert.That(Findings("calendly"), Is.EquivalentTo(Planted("calendly")));
            Assert.That(
                Directory.EnumerateFileSystemEntries(Path.Combine(_output, "calendly")).Select(Path.GetFileName),
                Is.EquivalentTo([.. Files, "snapshot"])
            );
        });
    }

    [Test]
    public async Task A_follow_up_in_the_sandbox_follows_what_was_audited_before_it_and_says_so_when_nothing_was()
    {
        var alone = await Host.RunAsync("--target=FollowUp", "--sandbox", "--sandbox-size=10", $"--output={_output}");
        var after = await Host.RunAsync("--target=Calendly", "--target=FollowUp", "--sandbox", "--sandbox-size=10", $"--output={_output}");
        Assert.Multiple(() =>
        {
            Assert.That(alone.ExitCode, Is.EqualTo(0), alone.All);
            Assert.That(alone.Output, Does.EndWith("Audit something before, as in --target=Calendly --target=FollowUp --sandbox.\n"));
            Assert.That(after.ExitCode, Is.EqualTo(0), after.All);
            Assert.That(after.Output, Does.Match(@"\nCalendly audit FY\d\d Q[1-4]: [0-9]+ findings? open, "));
        });
    }

    [Test]
    public async Task The_target_All_tells_of_every_platform_in_one_order_and_of_each_verdict_once()
    {
        var run = await Host.RunAsync("--target=All", "--sandbox", "--sandbox-size=10", $"--output={_output}");
        var titles = AuditTask.All.Select(task => task.Title).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(0), run.All);
            Assert.That(titles, Is.EqualTo(AuditJob.All(Host.Root).Select(job => job.Title)), "as the platforms call themselves");
            foreach (var platform in Platforms)
            {
                Assert.That(Findings(platform), Is.EquivalentTo(Planted(platform)));
            }

            Assert.That(Beginnings(run.Output, @"^(?<title>\S.*?) +\| reading ").Distinct(), Is.EquivalentTo(titles), "whose step it is");
            Assert.That(Beginnings(run.Output, @"^(?<title>\S.*?) FY\d\d Q\d\n"), Is.EqualTo(titles), "a block each");
            Assert.That(
                Beginnings(run.Output, @"^  (?<title>\S.*?) FY\d\d Q\d +(clear|findings) +[0-9]+ +[0-9]+ +\S+ s *$"),
                Is.EqualTo(titles),
                "a line of the table each"
            );
            Assert.That(Regex.Count(run.Output, @"\bfindings?\b"), Is.EqualTo(titles.Count), "no verdict is said twice");
            Assert.That(Beginnings(run.Output, "^(?<title>\\S.*?): the issue was opened$"), Is.EqualTo(titles));
            Assert.That(run.Output, Does.Match($@"\nThe overview of FY\d\d Q\d was opened\n  {Path.Combine(_output, "overview.md")}\n"));
            Assert.That(run.Output, Does.EndWith($"\nOpen {Path.Combine(_output, "index.html")}\n"));
            Assert.That(
                File.ReadAllText(Path.Combine(_output, "index.html")),
                Does.Contain("calendly/report.html").And.Not.Contain("127.0.0.1")
            );
        });
    }

    [Test]
    public async Task No_address_of_a_sandbox_that_ends_with_the_run_is_printed_but_where_its_issues_can_be_read()
    {
        var faults = Path.Combine(_output, "faults");
        await File.WriteAllTextAsync(faults, "calendly * 401\n");
        var run = await Host.RunAsync(
            "--target=All",
            "--sandbox",
            "--sandbox-size=10",
            $"--sandbox-faults={faults}",
            $"--output={_output}"
        );
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(2), run.All);
            Assert.That(run.All, Does.Not.Contain("127.0.0.1").And.Not.Contain("localhost"));
            Assert.That(run.Output, Does.Match(@"\nCalendly: .*GET sandbox:/calendly/.*401"), "where a request failed");
            Assert.That(run.Output, Does.Match(@"\| GitLab: noting in the sandbox's issue \d what the next run compares with"));
            foreach (var platform in Platforms)
            {
                var text = Path.Combine(_output, platform, "issue.md");
                Assert.That(run.Output, Does.Contain($": the issue was opened\n  {text}\n"));
                Assert.That(text, Does.Exist);
            }
        });
    }

    [Test]
    public async Task The_target_All_replays_every_platforms_folder_to_the_byte()
    {
        await Host.RunAsync("--target=All", "--sandbox", "--sandbox-size=10", $"--output={_output}");
        var run = await Host.RunAsync("--target=All", $"--replay={_output}", $"--output={Path.Combine(_output, "replayed")}");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(0), run.All);
            Assert.That(run.Output, Does.Contain("\nCalendly: the issue is not touched in a replay\n").And.Not.Contain("no issue"));
            Assert.That(
                run.Output,
                Does.EndWith($"\nOpen {Path.Combine(_output, "replayed", "index.html")}\n").And.Not.Contain("overview")
            );
            foreach (var file in Platforms.SelectMany(platform => Files.Select(name => $"{platform}/{name}")))
            {
                Assert.That(
                    File.ReadAllBytes(Path.Combine(_output, "replayed", file)),
                    Is.EqualTo(File.ReadAllBytes(Path.Combine(_output, file))),
                    file
                );
            }
        });
    }

    [Test]
    public async Task In_All_without_GitLabs_token_every_platform_is_a_line_of_the_table_with_its_whole_reason_and_the_exit_code_is_1()
    {
        var run = await Host.RunAsync("--target=All", $"--output={_output}");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
            Assert.That(
                Beginnings(run.Output, @"^  (?<title>\S.*?) +failed +[0-9.]+ s *$"),
                Is.EqualTo(AuditTask.All.Select(task => task.Title))
            );
            Assert.That(
                Regex.Count(run.Output, @"^\S.*: Preparing the .* audit: .* not set\. .* add --sandbox\.$", RegexOptions.Multiline),
                Is.EqualTo(Platforms.Count),
                run.All
            );
            Assert.That(
                run.Output,
                Does.Contain("\nCalendly: Preparing the Calendly audit: CALENDLY_TOKEN and GL_TOKEN are not set. CALENDLY_TOKEN: a ")
            );
            Assert.That(run.Error, Does.Contain("audits of 6 failed: Calendly, GitLab.com, 1Password, ").And.Contain("stand below."));
            Assert.That(run.All, Does.Not.Contain("   at ").And.Not.Contain("…\n"));
        });
    }

    [Test]
    public async Task In_All_a_misuse_is_exit_code_1()
    {
        var settings = Path.Combine(_output, "audits.yaml");
        await File.WriteAllTextAsync(settings, "teem: {}\n");
        var run = await Host.RunAsync("--target=All", $"--config={settings}", $"--output={_output}");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
            Assert.That(run.Output, Does.Match(@"\n  Calendly +failed +[0-9.]+ s *\n").And.Match("\nCalendly: Reading the settings: "));
        });
    }

    [Test]
    public async Task The_last_periods_counts_come_from_the_run_before()
    {
        await Host.RunAsync("--target=Calendly", "--sandbox", "--sandbox-size=10", "--period=FY27-Q1", $"--output={_output}");
        var run = await Host.RunAsync("--target=Calendly", "--sandbox", "--sandbox-size=10", "--period=FY27-Q2", $"--output={_output}");
        var elsewhere = await Host.RunAsync(
            "--target=Calendly",
            "--sandbox",
            "--sandbox-size=10",
            "--period=FY27-Q2",
            $"--previous={Path.Combine(_output, "sandbox")}",
            $"--output={Path.Combine(_output, "elsewhere")}"
        );
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.Contain("Since FY27 Q1: 0 new, 0 gone; 14 then."), run.All);
            Assert.That(elsewhere.Output, Does.Contain("Since FY27 Q1: 0 new, 0 gone; 14 then."), elsewhere.All);
        });
    }

    [TestCase("--target=Calendly --prewiev", "there is no argument --prewiev; did you mean --preview?")]
    [TestCase("--target=Calendly --sandbox-sise=3", "there is no argument --sandbox-sise; did you mean --sandbox-size?")]
    [TestCase("--target=Calendly --qqqqqqqqqqqq", "there is no argument --qqqqqqqqqqqq; --help shows them all.")]
    [TestCase("--target=Calendly --port=5080", "--port is not read by this target, but by targets of the kind Sandbox. Leave it out.")]
    [TestCase("--target=Calendy", "there is no target Calendy; did you mean --target=Calendly?")]
    [TestCase("--target=Calendly --period", "--period needs a value, such as --period=FY27-Q1.")]
    [TestCase("--target=Calendly --sandbox=maybe", "--sandbox is a switch and takes no value such as maybe; write --sandbox alone.")]
    [TestCase("--target=Calendly --sandbox --sandbox-size=0", "--sandbox-size=0 must be a whole number from 1 to 1000000.")]
    [TestCase("--target=Calendly --sandbox --replay=x", "--sandbox and --replay exclude each other; leave one out.")]
    [TestCase(
        "--target=Calendly --sandbox --sandbox-names=/nowhere/names.txt",
        "--sandbox-names=/nowhere/names.txt can't be read (Could not find a part of the path '/nowhere/names.txt'); check the path."
    )]
    public async Task An_argument_that_nobody_reads_or_that_is_wrong_is_an_error_with_a_hint(string arguments, string sentence)
    {
        var run = await Host.RunAsync([.. arguments.Split(' '), $"--output={_output}"]);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.All, Does.Contain($"Error: Reading the command line: {sentence}"));
            Assert.That(run.All, Does.Not.Contain("   at "), "no stack trace for a user's mistake");
        });
    }

    [Test]
    public async Task A_period_that_is_none_is_refused()
    {
        var run = await Host.RunAsync("--target=Calendly", "--period=2026-Q1");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(
                run.All,
                Does.Contain("Error: Reading --period=2026-Q1: a period is written like FY27-Q1, with a quarter from 1 to 4.")
            );
        });
    }

    [Test]
    public async Task Missing_variables_are_all_named_and_without_GitLabs_token_the_exit_code_is_1()
    {
        var run = await Host.RunAsync("--target=Calendly", $"--output={_output}");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(
                run.All,
                Does.Contain("Error: Preparing the Calendly audit: CALENDLY_TOKEN and GL_TOKEN are not set.")
                    .And.Contain("To try the audit without any credential, add --sandbox.")
            );
            Assert.That(run.All, Does.Not.Contain("   at "));
        });
    }

    [Test]
    public async Task A_platform_that_can_not_be_evaluated_is_exit_code_2_and_says_why()
    {
        var team = Path.Combine(_output, "team.yaml");
        await File.WriteAllTextAsync(team, "");
        var run = await Host.RunAsync("--target=Calendly", "--sandbox", "--sandbox-size=10", $"--team={team}", $"--output={_output}");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(2), run.All);
            Assert.That(run.All, Does.Contain($"Error: The Calendly audit could not be evaluated. Reading the team file: {team}"));
            Assert.That((string?)Report("calendly/report.json")["verdict"], Is.EqualTo("not-evaluated"));
        });
    }

    [Test]
    public async Task Settings_with_a_slip_are_exit_code_1()
    {
        var settings = Path.Combine(_output, "audits.yaml");
        await File.WriteAllTextAsync(settings, "teem: {}\n");
        var run = await Host.RunWithAsync(
            new() { ["GL_TOKEN"] = "x", ["CALENDLY_TOKEN"] = "y" },
            "--target=Calendly",
            $"--config={settings}",
            $"--output={_output}"
        );
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(
                run.All,
                Does.Contain($"Error: Reading the settings: {settings}:1:1: there is no setting teem; did you mean team?")
            );
        });
    }

    [Test]
    public async Task A_preview_prints_what_would_change_and_opens_nothing()
    {
        var run = await Host.RunAsync("--target=Calendly", "--sandbox", "--sandbox-size=10", "--preview", $"--output={_output}");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(0), run.All);
            Assert.That(run.Output, Does.Contain("\nCalendly: preview: an issue would be opened\n").And.Contain("\n+ > [!warning] "));
        });
    }

    [Test]
    public async Task In_a_job_the_names_in_a_preview_go_to_a_file_and_not_into_the_log()
    {
        var run = await Host.RunWithAsync(
            new() { ["CI"] = "true" },
            "--target=Calendly",
            "--sandbox",
            "--sandbox-size=10",
            "--preview",
            $"--output={_output}"
        );
        Assert.Multiple(() =>
        {
            Assert.That(
                run.Output,
                Does.Match("What would change is in .*preview\\.diff: [0-9]+ lines\\. They hold names, so they are not in this log\\.")
            );
            Assert.That(run.Output, Does.Not.Contain("\n+ "));
            Assert.That(File.ReadAllLines(Path.Combine(_output, "calendly", "preview.diff")), Has.Some.StartsWith("+ - [ ] "));
        });
    }

    [Test]
    public async Task A_replay_from_the_output_folder_gives_the_same_files()
    {
        var first = await Host.RunAsync("--target=Calendly", "--sandbox", "--sandbox-seed=3", $"--output={_output}");
        var again = Path.Combine(_output, "again");
        var second = await Host.RunAsync("--target=Calendly", $"--replay={_output}", $"--output={again}");
        Assert.Multiple(() =>
        {
            Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)), first.All + second.All);
            Assert.That(
                File.ReadAllBytes(Path.Combine(again, "calendly", "report.json")),
                Is.EqualTo(File.ReadAllBytes(Path.Combine(_output, "calendly", "report.json")))
            );
            Assert.That(
                File.ReadAllBytes(Path.Combine(again, "calendly", "issue.md")),
                Is.EqualTo(File.ReadAllBytes(Path.Combine(_output, "calendly", "issue.md")))
            );
            Assert.That(second.All, Does.Contain("the issue is not touched in a replay").And.Not.Contain("There is no issue"));
        });
    }

    [Test]
    public async Task In_a_pipe_the_output_is_plain_and_no_line_is_written_over()
    {
        var run = await Host.RunAsync("--target=All", "--sandbox", "--sandbox-size=10", $"--output={_output}");
        Assert.Multiple(() =>
        {
            Assert.That(run.All.AsSpan().IndexOfAny('\u001b', '\r'), Is.Negative);
            Assert.That(run.All, Does.Contain(" | Reading the team file"));
        });
    }

    [Test]
    public async Task Display_names_and_addresses_stay_out_of_the_log()
    {
        var run = await Host.RunAsync("--target=Calendly", "--sandbox", $"--output={_output}");
        var addresses = File.ReadAllText(Path.Combine(_output, "calendly", "report.json"));
        var found = System.Text.RegularExpressions.Regex.Matches(addresses, @"[\w.]+@[\w.]+").Select(m => m.Value).Distinct().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(found, Is.Not.Empty);
            Assert.That(found.Where(a => run.All.Contains(a, StringComparison.OrdinalIgnoreCase)), Is.Empty);
        });
    }

    [Test]
    public async Task A_served_sandbox_prints_what_points_the_audits_at_it_and_a_second_run_writes_nothing()
    {
        using var sandbox = await ServedSandbox.StartAsync("--sandbox-size=10", $"--output={_output}");
        var first = await Host.RunWithAsync(sandbox.Variables, "--target=Calendly", $"--output={_output}");
        var second = await Host.RunWithAsync(sandbox.Variables, "--target=Calendly", $"--output={_output}");
        var requests = await sandbox.RequestsAsync();
        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri(Regex.Match(first.Output, @"http\S+/issues/1").Value));
        Assert.Multiple(() =>
        {
            Assert.That((first.ExitCode, second.ExitCode), Is.EqualTo((0, 0)), first.All + second.All);
            Assert.That(first.Output, Does.Match(@"\nCalendly: the issue was opened\n  http\S+/issues/1\n"));
            Assert.That(second.Output, Does.Match(@"\nCalendly: nothing to change in the issue\n  http\S+/issues/1\n"));
            Assert.That(page, Does.Contain("<h1>Calendly audit FY"), "the link leads to a page");
            Assert.That(
                requests.Count(r => (string?)r["method"] != "GET"),
                Is.EqualTo(2),
                "the issue, and what the next run compares with"
            );
            Assert.That(Findings("calendly"), Is.EquivalentTo(Planted("calendly")));
        });
    }

    [Test]
    public async Task Report_keeps_the_overview_of_audits_that_ran_apart_and_a_preview_of_it_writes_nothing()
    {
        using var sandbox = await ServedSandbox.StartAsync("--sandbox-size=10", $"--output={_output}");
        var preview = await Host.RunWithAsync(sandbox.Variables, "--target=Report", "--preview", $"--output={_output}");
        await Host.RunWithAsync(sandbox.Variables, "--target=Calendly", $"--output={_output}");
        var before = (await sandbox.RequestsAsync()).Count(r => (string?)r["method"] != "GET");
        var first = await Host.RunWithAsync(sandbox.Variables, "--target=Report", $"--output={_output}");
        var after = (await sandbox.RequestsAsync()).Count(r => (string?)r["method"] != "GET");
        var second = await Host.RunWithAsync(sandbox.Variables, "--target=Report", $"--output={_output}");
        var last = (await sandbox.RequestsAsync()).Count(r => (string?)r["method"] != "GET");
        Assert.Multiple(() =>
        {
            Assert.That((preview.ExitCode, first.ExitCode, second.ExitCode), Is.EqualTo((0, 0, 0)), preview.All + first.All + second.All);
            Assert.That(preview.Output, Does.Contain(" was not opened: there is no audit issue of the period\n"));
            Assert.That(before, Is.EqualTo(2), "a single audit keeps no overview issue");
            Assert.That(first.Output, Does.Match(@"\nThe overview of FY\d\d Q\d was opened\n  http\S+/issues/2\n"));
            Assert.That(first.Output, Does.EndWith($"\nOpen {Path.Combine(_output, "index.html")}\n"));
            Assert.That(second.Output, Does.Match(@"\nThe overview of FY\d\d Q\d has nothing to change\n"));
            Assert.That((after, last), Is.EqualTo((4, 4)), "the issue, and what tells it from others");
            Assert.That(File.ReadAllText(Path.Combine(_output, "index.html")), Does.Contain("/issues/1\""));
        });
    }

    [Test]
    public async Task Without_GitLabs_token_Report_says_so()
    {
        var run = await Host.RunAsync("--target=Report", $"--output={_output}");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.All, Does.Contain("Error: Preparing the reports: GL_TOKEN is not set.").And.Not.Contain("   at "));
    }

    [Test]
    public async Task An_overview_that_can_not_be_made_hides_no_audit_and_is_exit_code_1()
    {
        Directory.CreateDirectory(Path.Combine(_output, "pagerduty"));
        await File.WriteAllTextAsync(Path.Combine(_output, "pagerduty", "report.json"), "{}");
        var run = await Host.RunAsync("--target=Calendly", "--sandbox", "--sandbox-size=10", $"--output={_output}");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
            Assert.That(run.Output, Does.Match(@"\n  Calendly FY\d\d Q[1-4] +findings "));
            Assert.That(
                run.Output,
                Does.Contain("\nReading ").And.Contain("for the overview: its schema is 0, which this version does not know.")
            );
            Assert.That(run.Output, Does.EndWith($"\nOpen {Path.Combine(_output, "calendly", "report.html")}\n"));
        });
    }

    [Test]
    public async Task A_port_that_is_taken_is_said_in_a_sentence()
    {
        var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        try
        {
            var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
            var run = await Host.RunAsync("--target=Sandbox", $"--port={port}", $"--output={_output}");
            Assert.Multiple(() =>
            {
                Assert.That(run.ExitCode, Is.EqualTo(1));
                Assert.That(run.All, Does.Match($"Error: Starting the sandbox: .*{port}").And.Not.Contain("   at "));
            });
        }
        finally
        {
            taken.Stop();
        }
    }

    [Test]
    [Platform(Include = "Linux,MacOsX")]
    public async Task The_sandbox_stops_in_order_when_it_is_asked_to()
    {
        using var sandbox = Host.StartServing("--target=Sandbox", "--sandbox-size=1", $"--output={_output}");
        while (await sandbox.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("What was planted", StringComparison.Ordinal))
        { }

        using var kill = Process.Start("kill", ["-TERM", sandbox.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var rest = await sandbox.StandardOutput.ReadToEndAsync();
        await sandbox.WaitForExitAsync();
        Assert.Multiple(() =>
        {
            Assert.That(rest, Does.Contain("Stopped."));
            Assert.That(sandbox.ExitCode, Is.EqualTo(0));
        });
    }

    private static IEnumerable<string> Beginnings(string output, string pattern) =>
        Regex.Matches(output, pattern, RegexOptions.Multiline).Select(match => match.Groups["title"].Value);

    private JObject Report(string file) => JObject.Parse(File.ReadAllText(Path.Combine(_output, file)));

    private string[] Findings(string platform) =>
        [.. Report($"{platform}/report.json")["findings"]!.Select(f => $"{f["check"]} {f["account"]}")];

    private string[] Planted(string platform) =>
        [
            .. JArray
                .Parse(File.ReadAllText(Path.Combine(_output, "sandbox", "planted.json")))
                .Where(p => (string?)p["platform"] == platform)
                .Select(p => $"{p["check"]} {p["account"]}"),
        ];
}
