using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using PlatformAudits.Build.Tasks;

namespace PlatformAudits.Build.Tests;

/// <summary>What a terminal of 80 columns shows of a run.</summary>
[Platform(Include = "Linux", Reason = "It takes the program script of util-linux for a terminal.")]
[Parallelizable(ParallelScope.Children)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed partial class TerminalTests : IDisposable
{
    private const int Columns = 80;

    /// <summary>What .NET sends to every terminal before a program writes its first line: that the keypad is the program's.</summary>
    private const string RuntimesOwn = "\u001b[?1h\u001b=";

    private readonly DirectoryInfo _output = Directory.CreateTempSubdirectory("audits-");

    public void Dispose() => _output.Delete(recursive: true);

    [Test]
    public async Task Nothing_is_wider_than_the_terminal_verdicts_have_colours_and_steps_are_written_over()
    {
        var run = await RunAsync([], "--target=All", "--sandbox", "--sandbox-size=10", $"--output={_output.FullName}");
        var shown = Escape().Replace(run.Output, "").ReplaceLineEndings("\n");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.Output);
            Assert.That(shown.Split('\n').Where(line => line.Length > Columns), Is.Empty);
            foreach (var task in AuditTask.All)
            {
                Assert.That(run.Output, Does.Match($@"{Regex.Escape(task.Title)} FY\d\d Q\d.*\u001b\[[0-9;]*mfindings"));
                Assert.That(shown, Does.Match($@"\n. {Regex.Escape(task.Title)} +\S"), "its live line");
            }

            Assert.That(shown, Does.Not.Contain(" | "), "a step is no line of its own");
            Assert.That(run.Output.IndexOf("\u001b[?25l", StringComparison.Ordinal), Is.Positive, "the cursor is hidden meanwhile");
            Assert.That(run.Output.LastIndexOf("\u001b[?25h", StringComparison.Ordinal), Is.Positive, "and shown in the end");
        });
    }

    [Test]
    public async Task A_reason_is_folded_between_words_and_whole()
    {
        var run = await RunAsync([], "--target=All", $"--output={_output.FullName}");
        var shown = Escape().Replace(run.Output, "").ReplaceLineEndings("\n");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.Output);
            Assert.That(
                shown.ReplaceLineEndings(" "),
                Does.Contain("Calendly: Preparing the Calendly audit: CALENDLY_TOKEN and GL_TOKEN are not set. CALENDLY_TOKEN: a ")
            );
            Assert.That(shown, Does.Contain("add --sandbox."));
            Assert.That(run.Output, Does.Match(@"Calendly.*\u001b\[[0-9;]*mfailed"));
        });
    }

    [TestCase("NO_COLOR", "1")]
    [TestCase("CI", "true")]
    [TestCase("TERM", "dumb")]
    public async Task Where_no_colours_are_wanted_there_is_no_escape_sequence_and_every_step_is_a_line(string variable, string value)
    {
        var run = await RunAsync(
            new() { [variable] = value },
            "--target=Calendly",
            "--sandbox",
            "--sandbox-size=3",
            $"--output={_output.FullName}"
        );
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.Output);
            Assert.That(run.Output.Replace(RuntimesOwn, "", StringComparison.Ordinal).AsSpan().IndexOf('\u001b'), Is.Negative);
            Assert.That(run.Output, Does.Contain("Calendly: reading "));
        });
    }

    [Test]
    public void The_live_line_names_what_is_waited_for_longest()
    {
        var clock = new FakeTimeProvider();
        var log = new LiveLog(new Screen(), "PagerDuty", clock);
        log.Step("PagerDuty: reading users …");
        var users = log.Wait("users");
        var first = log.Now;
        clock.Advance(TimeSpan.FromSeconds(40));
        log.Step("PagerDuty: reading schedules …");
        using var schedules = log.Wait("schedules");
        clock.Advance(TimeSpan.FromSeconds(5));
        var both = log.Now;
        users.Dispose();
        Assert.That(
            (first, both, log.Now),
            Is.EqualTo(
                ("reading users …", "waiting for users, 45 s; reading schedules …", "waiting for schedules, 5 s; reading schedules …")
            )
        );
    }

    private static Task<Host.Result> RunAsync(Dictionary<string, string> variables, params string[] arguments)
    {
        if (!File.Exists("/usr/bin/script"))
        {
            Assert.Ignore("There is no /usr/bin/script to be a terminal.");
        }

        var command = $"stty columns {Columns} rows 40; exec dotnet '{Host.Dll}' {string.Join(' ', arguments)}";
        return Host.StartAsync("/usr/bin/script", ["-q", "-e", "-c", command, "/dev/null"], variables, Host.Root);
    }

    [GeneratedRegex(@"\u001b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();
}
