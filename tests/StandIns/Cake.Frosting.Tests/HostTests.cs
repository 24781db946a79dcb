using Cake.Frosting.Tests.Recordings;
using NUnit.Framework;

namespace Cake.Frosting.Tests;

/// <summary>What the package is known to do beyond the recorded sessions.</summary>
public sealed class HostTests
{
    private const int Failed = 1;
    private const int Misunderstood = 255;

    [Test]
    public async Task The_info_switch_prints_the_version_texts_of_the_program()
    {
        var transcript = await new SampleProcess(Sample.Build).RunAsync("--info");

        Assert.That(transcript.Output, Does.Contain("Version: Unknown").And.Contain("Details: 1.0.0"));
        Assert.That(transcript.ExitCode, Is.Zero);
    }

    [TestCase("two-handlers", "Error: There can only be one error handler per task.")]
    [TestCase("same-name", "Error: Another task with the name 'DEFAULT' has already been added.")]
    [TestCase("same-dependency", "Error: The task 'Twice' already have a dependency on 'Default'.")]
    public async Task Tasks_that_do_not_fit_together_fail_every_run(string fault, string error)
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync(fault, "--description");

        Assert.That(transcript.Errors, Has.Count.EqualTo(1).And.One.EqualTo(error).IgnoreCase);
        Assert.That(transcript.ExitCode, Is.EqualTo(Failed));
    }

    [TestCase("missing-dependency", "Error: Task 'LacksDependency' is dependent on task 'Nowhere' which does not exist.")]
    [TestCase(
        "missing-dependee",
        "Error: Task 'LacksDependee' has specified that it's a dependency for task 'Nowhere' which does not exist."
    )]
    [TestCase("circle", "Error: Unidirectional edges in graph are not allowed.", "\"Egg\" and \"Chicken\" cannot depend on each other.")]
    [TestCase("self", "Error: Reflexive edges in graph are not allowed.")]
    public async Task A_dependency_that_can_not_be_followed_fails_the_run(string fault, params string[] errors)
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync(fault);

        Assert.That(transcript.Output, Is.Empty);
        Assert.That(transcript.Errors, Is.EqualTo(errors));
        Assert.That(transcript.ExitCode, Is.EqualTo(Failed));
    }

    [TestCase("Default", 0)]
    [TestCase("Stone", Failed, "Error: Graph contains circular references.")]
    public async Task A_circle_of_three_fails_the_runs_that_enter_it(string target, int exitCode, params string[] errors)
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync("circle-of-three", $"--target={target}");

        Assert.That(transcript.Errors, Is.EqualTo(errors));
        Assert.That(transcript.ExitCode, Is.EqualTo(exitCode));
    }

    [Test]
    public async Task An_aggregate_of_errors_is_printed_as_one_line()
    {
        string[] expected = ["An error occurred when executing task 'Aggregate'.", "Error: both failed (first) (second)"];

        var transcript = await new SampleProcess(Sample.Faults).RunAsync("none", "--target=Aggregate");

        Assert.That(transcript.Errors, Is.EqualTo(expected));
    }

    [Test]
    public async Task An_error_handler_that_fails_hides_no_error()
    {
        string[] expected = ["An error occurred when executing task 'Mishandled'.", "Error: original", "Error: second"];

        var transcript = await new SampleProcess(Sample.Faults).RunAsync("none", "--target=Mishandled");

        Assert.That(transcript.Errors, Is.EqualTo(expected));
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

    [TestCase("my_setting", "v2", "--my_setting=v3")]
    [TestCase("--my_setting", "v3", "--my_setting=v3", "--my_setting=v4")]
    [TestCase("--MY_SETTING", "v3", "--", "--my_setting=v3")]
    [TestCase("-s", "v3", "-s=v3")]
    [TestCase("--flag", "", "--flag")]
    [TestCase("--target", "[NULL]")]
    public async Task An_argument_is_a_setting_under_its_name_with_the_dashes(string key, string expected, params string[] arguments)
    {
        var transcript = await new SampleProcess(Sample.Faults)
            .With("CAKE_MY_SETTING", "v2")
            .With("KEY", key)
            .RunAsync(["none", "--target=Setting", .. arguments]);

        Assert.That(transcript.Output, Has.One.EqualTo($"setting={expected}"));
    }

    [TestCase("v1")]
    [TestCase("v2", "CAKE_MY_SETTING")]
    public async Task The_environment_counts_more_than_the_host(string expected, string variable = "OTHER")
    {
        var transcript = await new SampleProcess(Sample.Lifetime).With(variable, "v2").RunAsync("--target=Derived");

        Assert.That(transcript.Output, Has.One.Contains($"setting={expected} "));
    }

    [TestCase("--working", "--working")]
    [TestCase("-w", "-w")]
    public async Task A_switch_without_its_value_is_pointed_at(string argument, string pointedAt)
    {
        var transcript = await new SampleProcess(Sample.Build).RunAsync("--flag", argument, "--count=5");

        Assert.That(transcript.Output[1], Does.Contain("'working'"));
        Assert.That(transcript.Output[4], Does.StartWith(new string(' ', "       --flag ".Length) + new string('^', pointedAt.Length)));
        Assert.That(transcript.ExitCode, Is.EqualTo(Misunderstood));
    }

    [TestCase("--a.b=1", "Invalid long option name.", "   ^ Invalid character")]
    [TestCase("--1a", "Invalid long option name.", "^^^^ Option names cannot start with a digit")]
    [TestCase("--a=1", "Invalid long option name.", "^^^ Did you mean -a?")]
    [TestCase("-a5", "Short option does not have a valid name.", "  ^ Not a valid name for a short option")]
    [TestCase("--count=", "Expected an option value.", "        ^ Did you forget the option value?")]
    public async Task A_malformed_word_is_pointed_at_and_nothing_behind_it_is_shown(string word, string error, string mark)
    {
        string[] expected = ["", $"Error: {error}", "", $"       loose {word}", $"             {mark}", ""];

        var transcript = await new SampleProcess(Sample.Build).RunAsync("loose", word, "--more");

        Assert.That(transcript.Output, Is.EqualTo(expected));
        Assert.That(transcript.ExitCode, Is.EqualTo(Misunderstood));
    }

    [Test]
    public async Task A_value_given_to_a_flag_is_pointed_at_by_the_name_of_the_flag()
    {
        string[] expected = ["       --exclusive=maybe --more", "       ^^^^^^^^^^^ Can't assign value"];

        var transcript = await new SampleProcess(Sample.Build).RunAsync("--exclusive=maybe", "--more");

        Assert.That(transcript.Output.Skip(3).Take(2), Is.EqualTo(expected));
    }

    [TestCase("--count=5")]
    [TestCase("--count:5")]
    [TestCase("--count", "5")]
    public async Task A_value_stands_behind_an_equals_sign_a_colon_or_a_space(params string[] arguments)
    {
        var transcript = await new SampleProcess(Sample.Build).RunAsync(["--target:Args", .. arguments]);

        Assert.That(transcript.Output, Has.One.StartsWith("count as int=5 "));
    }

    [Test]
    public async Task A_number_below_zero_is_a_value()
    {
        var transcript = await new SampleProcess(Sample.Build).RunAsync("--target=Args", "--count", "-5");

        Assert.That(transcript.Output, Has.One.StartsWith("count as int=-5 "));
    }

    [TestCase("Derived", "--tree", "--description")]
    [TestCase("This was a dry run.", "--tree", "--dryrun")]
    public async Task Of_several_ways_to_look_at_a_build_one_is_taken(string expected, params string[] arguments)
    {
        var transcript = await new SampleProcess(Sample.Lifetime).RunAsync(arguments);

        Assert.That(transcript.Output, Has.One.EqualTo(expected));
    }

    [Test]
    public async Task A_dry_run_names_its_targets_before_they_are_looked_up()
    {
        string[] expected = ["Performing dry run...", "Targets are: Nope", ""];

        var transcript = await new SampleProcess(Sample.Faults).RunAsync("none", "--dryrun", "--target=Nope");

        Assert.That(transcript.Output, Is.EqualTo(expected));
        Assert.That(transcript.Errors, Has.Count.EqualTo(1).And.One.EqualTo("Error: The target 'Nope' was not found."));
    }

    [Test]
    public async Task A_missing_working_directory_is_named_in_full()
    {
        var process = new SampleProcess(Sample.Faults);

        var transcript = await process.RunAsync("none", "--working=no/where");

        Assert.That(
            transcript.Errors,
            Has.Count.EqualTo(1).And.One.EqualTo($"Error: The working directory '{process.Directory}/no/where' does not exist.")
        );
    }

    [Test]
    public async Task An_empty_working_directory_is_the_current_one()
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync("none", "--working", "");

        Assert.That(transcript.ExitCode, Is.Zero);
    }

    [Test]
    public async Task The_parts_of_a_lifetime_are_announced_at_the_highest_verbosity()
    {
        string[] expected =
        [
            "Registering setup: Life",
            "Registering teardown: Life",
            "Registering task setup: TaskLife",
            "Registering task setup: TaskLife",
        ];

        var transcript = await new SampleProcess(Sample.Lifetime).RunAsync("--target=Derived", "--verbosity=diagnostic");

        Assert.That(
            transcript.Output.SkipWhile(line => !line.StartsWith("Registering setup", StringComparison.Ordinal)).Take(4),
            Is.EqualTo(expected)
        );
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
