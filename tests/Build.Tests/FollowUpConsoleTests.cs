using System.Globalization;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace PlatformAudits.Build.Tests;

/// <summary>What a follow-up prints.</summary>
[Parallelizable(ParallelScope.Children)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FollowUpConsoleTests : IDisposable
{
    private const string EveryDay = "working_days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]";

    private readonly DirectoryInfo _output = Directory.CreateTempSubdirectory("platform-audits-follow-up-");

    private string Output => $"--output={_output.FullName}";

    public void Dispose() => _output.Delete(recursive: true);

    [Test]
    public async Task A_preview_is_a_table_by_person_and_the_path_of_the_texts_and_names_nobody_in_a_job()
    {
        using var sandbox = await ServedSandbox.StartAsync("--sandbox-size=10", Output);
        var variables = new Dictionary<string, string>(sandbox.Variables) { ["AUDITS_CONFIG"] = await SettingsAsync(EveryDay) };
        await Host.RunWithAsync(variables, "--target=Calendly", Output);
        var run = await Host.RunWithAsync(variables, "--target=FollowUp", "--preview", Output);
        var job = await Host.RunWithAsync(new(variables) { ["CI"] = "true" }, "--target=FollowUp", "--preview", Output);
        var preview = Path.Combine(_output.FullName, "follow-up", "preview.md");
        var names = Regex.Matches(run.Output, @"^  (?<who>\S.*?) +Calendly", RegexOptions.Multiline).Select(m => m.Groups["who"].Value);
        Assert.Multiple(() =>
        {
            Assert.That((run.ExitCode, job.ExitCode), Is.EqualTo((0, 0)), run.All + job.All);
            Assert.That(names, Has.Exactly(1).EqualTo("nobody").And.Some.Matches<string>(name => name!.Contains(' ')));
            Assert.That(names, Is.Unique.And.Ordered.Using((System.Collections.IComparer)StringComparer.Ordinal), "each person once");
            Assert.That(run.Output, Does.Contain("asked for"));
            Assert.That(run.Output.Split('\n').Where(line => line.Length > 80 && Regex.IsMatch(line, "^  [^/]*$")), Is.Empty);
            Assert.That(run.Output, Does.EndWith($"\nOpen {preview}\n"));
            Assert.That(job.Output, Does.EndWith($"\nOpen {preview}\n").And.Contain("notes would be written"));
            Assert.That(names.Where(name => name != "nobody" && job.All.Contains(name, StringComparison.Ordinal)), Is.Empty);
            Assert.That(run.Output, Does.Not.Contain("<!--").And.Not.Contain("@"), "the texts are in the file alone");
            Assert.That(File.ReadAllText(preview), Does.Contain("<!--"));
        });
    }

    [TestCase("2026-11-28", "it is Saturday")]
    [TestCase("2026-11-30T08:15", "written")]
    public async Task The_demo_can_be_tried_on_any_day(string today, string said)
    {
        var run = await Host.RunAsync(
            "--target=Calendly",
            "--target=FollowUp",
            "--sandbox",
            "--sandbox-size=10",
            $"--sandbox-today={today}",
            Output
        );
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.All);
            Assert.That(run.Output, Does.Contain(said).And.Contain("Calendly FY27 Q4").And.Not.Contain("clock"));
            Assert.That(
                File.ReadAllText(Path.Combine(_output.FullName, "calendly", "report.json")),
                Does.Contain($"\"asOf\": \"{(today.Contains('T', StringComparison.Ordinal) ? today : today + "T09:00")}:")
            );
        });
    }

    [TestCase("--target=Calendly --sandbox-today=2026-11-30", "moves the clock of the run's own sandbox alone; add --sandbox")]
    [TestCase("--target=Calendly --sandbox --sandbox-today=tomorrow", "--sandbox-today=tomorrow must be a day from 2020 to 2099 such as")]
    [TestCase("--target=Calendly --sandbox --sandbox-today=2026-02-30", "--sandbox-today=2026-02-30 must be a day")]
    [TestCase("--target=Calendly --sandbox --sandbox-today=9999-12-31", "--sandbox-today=9999-12-31 must be a day")]
    [TestCase("--target=Sandbox --sandbox-today=2026-11-30", "--sandbox-today is not read by this target")]
    public async Task A_day_that_is_none_or_moves_nothing_is_said_in_a_sentence(string arguments, string sentence)
    {
        var run = await Host.RunAsync(arguments.Split(' '));
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((1, run.Error)));
        Assert.That(run.Error, Does.StartWith("Error: Reading the command line: ").And.Contain(sentence));
    }

    [Test]
    public async Task On_a_day_off_it_says_so_and_when_the_first_asks_go_out()
    {
        var today = DateTime.UtcNow;
        var holidays = Enumerable
            .Range(0, 3)
            .Select(ahead => $"\"{today.AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"");
        await Host.RunAsync("--target=Calendly", "--sandbox", "--sandbox-size=10", Output);
        var settings = await SettingsAsync($"holidays: [{string.Join(", ", holidays)}]");
        var run = await Host.RunAsync(
            "--target=Calendly",
            "--target=FollowUp",
            "--sandbox",
            "--sandbox-size=10",
            $"--config={settings}",
            Output
        );
        Assert.That(
            run.Output,
            Does.Match(
                @"\nCalendly audit FY\d\d Q\d: \d+ findings open, nothing is due: 20\d\d-\d\d-\d\d is a holiday; the first asks go out on "
                    + @"[A-Z][a-z]+day 20\d\d-\d\d-\d\d 08:15 \(UTC\)\.\n  \S+calendly/issue\.md\n"
            )
        );
    }

    [Test]
    public async Task A_forecast_of_a_sandbox_without_an_audit_says_what_to_do()
    {
        var run = await Host.RunAsync("--target=Forecast", "--sandbox", "--sandbox-size=3", Output);
        Assert.That(run.Output, Does.Contain("Audit something before, as in --target=Calendly --target=Forecast --sandbox."));
    }

    /// <summary>The sandbox's settings with one more line for the follow-up.</summary>
    private async Task<string> SettingsAsync(string calendar)
    {
        var settings = Path.Combine(_output.FullName, "settings.yaml");
        await File.WriteAllTextAsync(
            settings,
            (await File.ReadAllTextAsync(Path.Combine(_output.FullName, "sandbox", "audits.yaml"))).Replace(
                "follow_up:\n",
                $"follow_up:\n  most_notes: 1000\n  {calendar}\n",
                StringComparison.Ordinal
            )
        );
        return settings;
    }
}
