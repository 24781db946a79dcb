using System.Text.RegularExpressions;
using NUnit.Framework;
using PlatformAudits.Tests;

namespace PlatformAudits.Build.Tests;

/// <summary>What somebody reads who does not know yet what to type.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class HelpTests
{
    [TestCase("--help")]
    [TestCase("-h")]
    [TestCase("help")]
    [TestCase("--target=Calendly --help")]
    public async Task Help_is_the_reviewed_text(string arguments)
    {
        var run = await Host.RunAsync(arguments.Split(' '));
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
        Golden.AssertEqual("help.txt", run.Output);
    }

    [Test]
    public async Task Without_a_target_it_is_the_same_text()
    {
        var run = await Host.RunAsync();
        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(run.Output, Does.Contain(await File.ReadAllTextAsync(Golden.PathOf("help.txt"))));
    }

    [Test]
    public void It_fits_80_columns_and_has_every_target_and_every_argument_with_an_example()
    {
        var lines = Help.Text.Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(lines.Where(line => line.Length > 80 || line != line.TrimEnd()), Is.Empty);
            Assert.That(
                Target.All.Where(target => !Help.Text.Contains($"\n  --target={target.Name}", StringComparison.Ordinal)),
                Is.Empty
            );
            foreach (var argument in Argument.Shown)
            {
                Assert.That(Help.Text, Does.Match($@"\n  --{argument.Name}\b(?!-)"));
                Assert.That(argument.Example, Does.Match($@"--{argument.Name}\b(?!-)"), "the example has it");
                Assert.That(lines, Does.Contain($"      {Help.Command} {argument.Example}"));
            }

            Assert.That(Help.Text, Does.Not.Contain(".dll"));
        });
    }

    [TestCaseSource(nameof(Examples))]
    public void Every_example_is_understood_by_its_target(string example)
    {
        var given = Regex.Matches(example, "--(?<name>[a-z-]+)(=(?<value>\\S+))?").ToDictionary(m => m.Groups["name"].Value);
        var target = Target.All.Single(known => known.Name == given["target"].Groups["value"].Value);
        Assert.Multiple(() =>
        {
            foreach (var (name, words) in given)
            {
                var argument = Argument.All.Single(known => known.Name == name);
                Assert.That(argument.ReadBy & target.Kind, Is.Not.EqualTo(TargetKinds.None), name);
                Assert.That(words.Groups["value"].Success, Is.EqualTo(argument.Value is not null), name);
            }
        });
    }

    [TestCase("Calendly", "Calendly is no argument; did you mean --target=Calendly?")]
    [TestCase("zendeskglobal --sandbox", "zendeskglobal is no argument; did you mean --target=ZendeskGlobal?")]
    [TestCase("--sandbox Calendly", "Calendly is no argument; did you mean --target=Calendly?")]
    [TestCase("--target=Calendly preview", "preview is no argument; did you mean --preview?")]
    [TestCase("--target Calendly qqqqqqqqqqqqqqqqqq", "qqqqqqqqqqqqqqqqqq is no argument; those above are.")]
    public async Task A_word_that_is_no_argument_is_answered_with_the_help_and_what_was_probably_meant(string arguments, string sentence)
    {
        var run = await Host.RunAsync(arguments.Split(' '));
        Assert.That(
            (run.ExitCode, run.Output, run.Error),
            Is.EqualTo((1, Help.Text + "\n", $"Error: Reading the command line: {sentence}\n"))
        );
    }

    [TestCase("--target", "Calendly")]
    [TestCase("-t", "Calendly")]
    [TestCase("--exclusive", "true")]
    [TestCase("--target=Calendly", "--", "whatever")]
    public void A_value_behind_a_blank_is_no_such_word(params string[] words) => Assert.That(Help.UnknownWord(words), Is.Null);

    private static IEnumerable<string> Examples() => Argument.All.Select(argument => argument.Example);
}
