using NUnit.Framework;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests;

/// <summary>A file is whole or not there.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_file_that_can_not_be_written_to_its_end_leaves_what_stood_there()
    {
        var path = _folder.Write("report.json", "the last one");
        var failure = Assert.Throws<AuditException>(() =>
            AtomicFile.Write(
                path,
                file =>
                {
                    file.Write("{\"half\":"u8);
                    throw new IOException("No space left on device");
                }
            )
        )!;
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(path), Is.EqualTo("the last one"));
            Assert.That(Directory.GetFiles(_folder.Path), Has.Length.EqualTo(1), "nothing is left beside it");
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
            Assert.That(
                failure.Message,
                Is.EqualTo(
                    $"Writing {path}: No space left on device. See that the disk has room and the folder can be written, or give "
                        + "another one with --output; then run again."
                )
            );
        });
    }

    [Test]
    public void While_a_file_is_written_the_last_one_stands_in_its_place()
    {
        var path = _folder.Write("report.json", "the last one");
        AtomicFile.Write(
            path,
            file =>
            {
                file.Write("the ne"u8);
                file.Flush();
                Assert.That(File.ReadAllText(path), Is.EqualTo("the last one"));
                file.Write("w one"u8);
            }
        );
        Assert.That(File.ReadAllText(path), Is.EqualTo("the new one"));
    }

    [Test]
    public void What_a_killed_run_has_left_is_overwritten_and_removed()
    {
        var path = _folder.Write("report.json", "the last one");
        _folder.Write("report.json.tmp", "half of a much longer file of a run that was killed");
        AtomicFile.Write(path, "new");
        Assert.That(File.ReadAllText(path), Is.EqualTo("new"));
        _folder.Write("report.json.tmp", "half");
        _folder.Write("mine.txt", "somebody else's");
        AtomicFile.Clear(_folder.Path, "report.json", "junit.xml");
        Assert.That(Directory.GetFiles(_folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "mine.txt" }));
    }
}
