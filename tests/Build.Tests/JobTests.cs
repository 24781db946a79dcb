using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace PlatformAudits.Build.Tests;

/// <summary>What a GitLab job shows of a run.</summary>
[Parallelizable(ParallelScope.Children)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed partial class JobTests
{
    private string _output = null!;

    [SetUp]
    public void SetUp() => _output = Directory.CreateTempSubdirectory("platform-audits-job-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_output, recursive: true);

    [Test]
    public async Task A_job_ends_with_verdict_link_and_page_folds_its_log_and_links_the_issue()
    {
        using var sandbox = await ServedSandbox.StartAsync("--sandbox-size=10", $"--output={_output}");
        var run = await Host.RunWithAsync(
            new(sandbox.Variables) { ["GITLAB_CI"] = "true", ["CI"] = "true" },
            "--target=Calendly",
            $"--output={_output}"
        );
        var last = run.Output.TrimEnd().Split('\n');
        var link = JObject.Parse(await File.ReadAllTextAsync(Path.Combine(_output, "calendly", "annotations.json")))["Audit issue"]![0]![
            "external_link"
        ]!;
        var sections = Section().Matches(run.Output).Select(m => (Kind: m.Groups["kind"].Value, Name: m.Groups["name"].Value)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.All);
            Assert.That(run.Output, Does.Match(@"\n  Calendly FY\d\d Q[1-4] +findings +[0-9]+ +0 +"));
            Assert.That(last[^3..^1], Is.EqualTo(new[] { "Calendly: the issue was opened", $"  {link["url"]}" }));
            Assert.That(last[^1], Is.EqualTo($"Open {Path.Combine(_output, "calendly", "report.html")}"));
            Assert.That((string?)link["label"], Does.Match(@"^Calendly audit FY\d\d Q[1-4]: [0-9]+ findings$"));
            Assert.That(Section().Replace(run.All, "").AsSpan().IndexOf('\u001b'), Is.Negative, "but for GitLab's sections, it is plain");
            Assert.That(
                sections,
                Is.EqualTo(
                    new[]
                    {
                        ("start", "calendly-reading"),
                        ("end", "calendly-reading"),
                        ("start", "calendly-issue"),
                        ("end", "calendly-issue"),
                    }
                )
            );
        });
    }

    [Test]
    public async Task A_section_ends_also_where_the_platform_can_not_be_read_and_the_verdict_says_so()
    {
        var run = await Host.RunWithAsync(
            new() { ["GITLAB_CI"] = "true" },
            "--target=Calendly",
            "--sandbox",
            "--sandbox-size=10",
            $"--sandbox-faults={Write("faults", "calendly * 401")}",
            $"--output={_output}"
        );
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(2));
            Assert.That(Section().Count(run.Output) % 2, Is.Zero, "every section that began has ended");
            Assert.That(run.Output, Does.Match(@"\n  Calendly FY\d\d Q[1-4] +not evaluated +\S+ s *\n"));
            Assert.That(File.Exists(Path.Combine(_output, "calendly", "annotations.json")), Is.False, "its issue ends with the run");
        });
    }

    [Test]
    public async Task In_a_terminal_there_are_no_sections_and_no_annotations()
    {
        var run = await Host.RunAsync("--target=Calendly", "--sandbox", "--sandbox-size=10", $"--output={_output}");
        Assert.Multiple(() =>
        {
            Assert.That(run.Output, Does.Not.Contain("section_start"));
            Assert.That(File.Exists(Path.Combine(_output, "calendly", "annotations.json")), Is.False);
        });
    }

    [Test]
    public async Task A_run_that_could_not_begin_says_so_at_its_end()
    {
        var run = await Host.RunAsync("--target=Calendly", $"--output={_output}");
        Assert.That(run.Output.TrimEnd().Split('\n')[^1], Does.Match("^  Calendly +failed +[0-9.]+ s *$"));
        Assert.That(run.Error, Does.Contain("Error: Preparing the Calendly audit: "));
    }

    [Test]
    public async Task The_schedules_are_compared_and_with_apply_made()
    {
        var compared = await Host.RunAsync("--target=Schedules", "--sandbox", "--sandbox-size=1", $"--output={_output}");
        var applied = await Host.RunAsync("--target=schedules", "--sandbox", "--sandbox-size=1", "--apply", $"--output={_output}");
        Assert.Multiple(() =>
        {
            Assert.That((compared.ExitCode, applied.ExitCode), Is.EqualTo((0, 0)), compared.All + applied.All);
            Assert.That(
                compared.Output,
                Does.Contain(
                    "\"Platform audits: look again while an audit is open\" is missing: 15 7 * * * (UTC) on main, AUDIT_TARGET=All, "
                        + "AUDIT_RECHECK=true, AUDIT_SCHEDULE=recheck"
                )
            );
            Assert.That(
                compared.Output.TrimEnd(),
                Does.EndWith("\nSchedules of sandbox/audits: 3 schedules to make or mend. Nothing was changed; add --apply to do it.")
            );
            Assert.That(applied.Output.TrimEnd(), Does.EndWith("\nSchedules of sandbox/audits: 3 schedules made or mended."));
        });
    }

    [TestCase("Pacific/Kiritimati")]
    [TestCase("Pacific/Pago_Pago")]
    public async Task The_time_zone_of_the_runner_does_not_move_a_period(string zone)
    {
        var before = Quarter(DateTime.UtcNow);
        var run = await Host.RunWithAsync(
            new() { ["TZ"] = zone },
            "--target=Calendly",
            "--sandbox",
            "--sandbox-size=10",
            $"--output={_output}"
        );
        Assert.That(run.Output, Does.Contain($"\nCalendly {before}\n").Or.Contain($"\nCalendly {Quarter(DateTime.UtcNow)}\n"));
    }

    /// <summary>The fiscal quarter, counted another way than the program does.</summary>
    private static string Quarter(DateTime day)
    {
        var year = day.Month == 1 ? day.Year : day.Year + 1;
        var quarter = day.Month switch
        {
            >= 2 and <= 4 => 1,
            >= 5 and <= 7 => 2,
            >= 8 and <= 10 => 3,
            _ => 4,
        };
        return $"FY{year % 100:00} Q{quarter}";
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_output, name);
        File.WriteAllText(path, text);
        return path;
    }

    [GeneratedRegex("\u001b\\[0Ksection_(?<kind>start|end):[0-9]+:(?<name>[a-z0-9-]+)(\\[collapsed=true\\])?\r\u001b\\[0K")]
    private static partial Regex Section();
}
