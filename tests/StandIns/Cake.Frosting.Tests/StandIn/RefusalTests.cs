using Cake.Frosting.Tests.Recordings;
using NUnit.Framework;

namespace Cake.Frosting.Tests.StandIn;

/// <summary>What the stand-in does not cover.</summary>
public sealed class RefusalTests
{
    [TestCase("IToolInstaller.Install", "none", "--target=Installs")]
    [TestCase("IFrostingTask implemented by Bare without one of the base classes FrostingTask<T> and AsyncFrostingTask<T>", "bare")]
    public async Task What_is_not_covered_says_so(string name, params string[] arguments)
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync(arguments);

        Assert.That(
            transcript.Errors,
            Has.One.EqualTo(
                $"Error: {name} is not covered by the stand-in for Cake.Frosting; build with "
                    + "UpstreamPackages=true to use the package itself."
            )
        );
        Assert.That(transcript.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task A_network_path_is_refused_in_one_line()
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync("none", "--working", @"\\server\share");

        Assert.That(transcript.Errors, Has.Count.EqualTo(1).And.All.StartsWith("Error: "));
        Assert.That(transcript.ExitCode, Is.EqualTo(1));
    }

    [Test]
    public async Task A_tree_without_an_end_is_refused()
    {
        var transcript = await new SampleProcess(Sample.Faults).RunAsync("circle-of-three", "--tree");

        Assert.That(transcript.Errors, Has.Count.EqualTo(1).And.One.EqualTo("Error: Graph contains circular references."));
    }
}
