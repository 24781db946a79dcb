using NUnit.Framework;

namespace PlatformAudits.Build.Tests;

/// <summary>The target that checks evidence, as people start it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class VerifyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-audits-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Test]
    public async Task An_untouched_artifact_is_said_to_be_so_and_a_touched_one_fails_with_the_difference_in_the_last_line()
    {
        var audited = await Host.RunAsync("--target=Calendly", "--sandbox", "--sandbox-size=3", $"--output={_folder.FullName}");
        var untouched = await Host.RunAsync("--target=Verify", $"--evidence={_folder.FullName}");
        var team = Directory.CreateDirectory(Path.Combine(_folder.FullName, "calendly", "snapshot", "inputs", "team"));
        await File.WriteAllTextAsync(Path.Combine(team.FullName, "zzz.yaml"), "name: Eve\n");
        var touched = await Host.RunAsync("--target=Verify", $"--evidence={_folder.FullName}");
        Assert.Multiple(() =>
        {
            Assert.That(audited.ExitCode, Is.Zero, audited.Output + audited.Error);
            Assert.That(untouched.ExitCode, Is.Zero, untouched.Output + untouched.Error);
            Assert.That(untouched.Output.TrimEnd().Split('\n')[^1], Does.Match("^calendly FY..-Q. .*: as it was written; .*unsigned;"));
            Assert.That(touched.ExitCode, Is.EqualTo(1));
            Assert.That(
                touched.Output.TrimEnd().Split('\n')[^1],
                Does.Contain("NOT as it was written: inputs/team/zzz.yaml is not in manifest.json, so somebody has added it.")
            );
        });
    }

    [Test]
    public async Task Without_evidence_nothing_passes_for_verified()
    {
        var (none, empty) = (
            await Host.RunAsync("--target=Verify"),
            await Host.RunAsync("--target=Verify", $"--evidence={_folder.FullName}")
        );
        Assert.Multiple(() =>
        {
            Assert.That(none.ExitCode, Is.EqualTo(1));
            Assert.That(none.Output + none.Error, Does.Contain("--target=Verify needs --evidence=DIR"));
            Assert.That(empty.ExitCode, Is.EqualTo(1));
            Assert.That(empty.Output + empty.Error, Does.Contain("there is no snapshot in it"));
        });
    }
}
