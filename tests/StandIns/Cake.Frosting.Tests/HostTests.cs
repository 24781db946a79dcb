using Cake.Frosting.Tests.Recordings;
using NUnit.Framework;

namespace Cake.Frosting.Tests;

/// <summary>What the package is known to do beyond the recorded sessions.</summary>
public sealed class HostTests
{
    private const int Failed = 255;

    [Test]
    public async Task The_info_switch_prints_the_version_texts_of_the_program()
    {
        var transcript = await new SampleProcess(Sample.Build).RunAsync("--info");

        Assert.That(transcript.Output, Does.Contain("Version: Unknown").And.Contain("Details: 1.0.0"));
        Assert.That(transcript.ExitCode, Is.Zero);
    }

    [TestCase("two-handlers", "Error: There can only be one error handler per task.")]
    [TestCase("same-name", "Error: Another task with the name 'DEFAULT' has already been added.")]
    public async Task Tasks_that_do_not_fit_together_fail_every_run(string fault, string error)
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync(fault, "--description");

        Assert.That(transcript.Errors, Has.Count.EqualTo(1).And.One.EqualTo(error).IgnoreCase);
        Assert.That(transcript.ExitCode, Is.EqualTo(Failed));
    }

    [TestCase("missing-dependency", "'LacksDependency' is dependent on task 'Nowhere'")]
    [TestCase("circle", "circular")]
    public async Task A_dependency_that_can_not_be_followed_fails_the_run(string fault, string error)
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync(fault);

        Assert.That(transcript.Errors, Has.One.Contains(error));
        Assert.That(transcript.Output, Is.Empty);
        Assert.That(transcript.ExitCode, Is.EqualTo(Failed));
    }

    [Test]
    public async Task Every_error_of_an_aggregate_is_printed()
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync("none", "--target=Aggregate");

        Assert.That(transcript.Errors, Does.Contain("\tfirst").And.Contain("\tsecond"));
    }

    [TestCase("xterm-256color", "", true)]
    [TestCase("screen", "", true)]
    [TestCase("linux", "", true)]
    [TestCase("dumb", "", false)]
    [TestCase("", "", false)]
    [TestCase("xterm-256color", "1", false)]
    public async Task Colours_follow_the_terminal_type_unless_they_are_turned_off(string term, string noColor, bool isColored)
    {
        var transcript = await new SampleProcess(Sample.Build).With("TERM", term).With("NO_COLOR", noColor).RunAsync("--target=NeedsArg");

        Assert.That(transcript.Errors.Any(line => line.Contains('\e')), Is.EqualTo(isColored));
    }

    [TestCase("GITHUB_ACTION")]
    [TestCase("TF_BUILD")]
    [TestCase("TEAMCITY_VERSION")]
    public async Task Build_servers_that_show_colours_get_them_without_a_terminal(string variable)
    {
        var transcript = await new SampleProcess(Sample.Build).With(variable, "1").RunAsync("--target=NeedsArg");

        Assert.That(transcript.Errors, Has.All.Contains("\e[41m"));
    }

    [TestCase("q", false, false)]
    [TestCase("M", false, false)]
    [TestCase("Normal", true, false)]
    [TestCase("V", true, true)]
    [TestCase("diagnostic", true, true)]
    public async Task Verbosities_have_short_names_and_no_case(string verbosity, bool showsInformation, bool showsVerbose)
    {
        var transcript = await new SampleProcess(Sample.Build).RunAsync("--target=Collect", "--verbosity", verbosity);

        Assert.That(transcript.Output.Contains("alias info"), Is.EqualTo(showsInformation));
        Assert.That(transcript.Output.Contains("alias verbose"), Is.EqualTo(showsVerbose));
    }

    [TestCase("v1")]
    [TestCase("v2", "CAKE_MY_SETTING=v2")]
    [TestCase("v3", "CAKE_MY_SETTING=v2", "--my_setting=v3")]
    public async Task An_argument_counts_more_than_the_environment_and_that_more_than_the_host(string expected, string variable = "", string argument = "--none")
    {
        var process = new SampleProcess(Sample.Lifetime);
        if (variable.Split('=') is [var name, var value])
        {
            process.With(name, value);
        }

        var transcript = await process.RunAsync("--target=Derived", argument);

        Assert.That(transcript.Output, Has.One.Contains($"setting={expected} "));
    }

    [Test]
    public async Task Braces_are_literal_in_a_single_text_and_placeholders_beside_arguments()
    {
        string[] expected = ["literal {b} {0} {{x}}", "fmt a 007 {x}", "alias literal {b} {0}", "alias fmt z", "quiet-warning"];

        var transcript = await new SampleProcess(Sample.Build).RunAsync("--target=LogFmt");

        Assert.That(transcript.Output.Skip(4).Take(expected.Length), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_log_line_that_lacks_an_argument_prints_what_precedes_it_and_throws()
    {
        var transcript = await new SampleProcess(Sample.Build).RunAsync("--target=LogFmt");

        Assert.That(transcript.Output, Does.Contain("bad only-one "));
        Assert.That(transcript.Errors, Has.One.EqualTo("FormatException"));
    }

    [TestCase("--working", "--working")]
    [TestCase("-w", "-w")]
    public async Task A_switch_without_its_value_is_pointed_at(string argument, string pointedAt)
    {
        var transcript = await new SampleProcess(Sample.Build).RunAsync("--flag", argument, "--count=5");

        Assert.That(transcript.Output[1], Does.Contain("'working'"));
        Assert.That(transcript.Output[4], Does.StartWith(new string(' ', "       --flag ".Length) + new string('^', pointedAt.Length)));
        Assert.That(transcript.ExitCode, Is.EqualTo(Failed));
    }

    [Test]
    public async Task A_tree_shows_every_dependency_of_a_task()
    {
        string[] expected = ["", "Default", "├─Skipped", "└─WithDi", "", "Derived", ""];

        var transcript = await new SampleProcess(Sample.Lifetime).RunAsync("--tree");

        Assert.That(transcript.Output.Skip(1), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_flag_can_be_turned_off()
    {
        var transcript = await new SampleProcess(Sample.Lifetime).RunAsync("--tree=false");

        Assert.That(transcript.Output, Does.Contain("task-setup Default"));
    }
}
