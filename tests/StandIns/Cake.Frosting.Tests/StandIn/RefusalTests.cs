using Cake.Frosting.Tests.Recordings;
using NUnit.Framework;

namespace Cake.Frosting.Tests.StandIn;

/// <summary>What the stand-in does not cover.</summary>
public sealed class RefusalTests
{
    [TestCase("globber", "IGlobber.Match(\"src/**/*.cs\")")]
    [TestCase("process", "IProcessRunner.Start(\"git\")")]
    [TestCase("tool", "IToolLocator.Resolve(\"git.exe\")")]
    [TestCase("registry", "IRegistry.LocalMachine")]
    [TestCase("data", "ICakeDataResolver.Get<String>()")]
    [TestCase("special-path", "ICakeEnvironment.GetSpecialPath(SpecialPath.ProgramFiles)")]
    public async Task A_member_that_is_not_covered_says_so(string member, string name)
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync("none", "--target=Refused", $"--member={member}");

        Assert.That(transcript.Errors, Has.One.EqualTo(
            $"Error: {name} is not covered by the stand-in for Cake.Frosting; build with UpstreamPackages=true to use the package itself."));
        Assert.That(transcript.ExitCode, Is.EqualTo(255));
    }

    [Test]
    public async Task The_target_of_a_setup_with_several_targets_is_not_guessed()
    {
        var transcript = await new SampleProcess(Sample.Lifetime).RunAsync("--target=Derived", "--target=WithDi");

        Assert.That(transcript.Errors, Has.One.Contains("ISetupContext.TargetTask in a run with several targets is not covered"));
    }

    [Test]
    public async Task A_configuration_file_is_refused_rather_than_ignored()
    {
        var directory = Directory.CreateTempSubdirectory("cake-config-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, "cake.config"), "[Settings]\nmy_setting=v9\n");
            var process = new SampleProcess(Sample.Lifetime) { WorkingDirectory = directory.CreateSubdirectory("build").FullName };

            var transcript = await process.RunAsync("--target=Derived");

            Assert.That(transcript.Errors, Has.One.Contains("ICakeConfiguration.GetValue with a cake.config in the working directory is not covered"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Test]
    public async Task A_network_path_is_refused_in_one_line()
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync("none", "--working", @"\\server\share");

        Assert.That(transcript.Errors, Has.Count.EqualTo(1).And.All.StartsWith("Error: "));
        Assert.That(transcript.ExitCode, Is.EqualTo(255));
    }

    [Test]
    public async Task A_tree_without_an_end_is_refused()
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync("circle-of-three", "--tree");

        Assert.That(transcript.Errors, Has.Count.EqualTo(1).And.One.EqualTo("Error: Graph contains circular references."));
    }
}
