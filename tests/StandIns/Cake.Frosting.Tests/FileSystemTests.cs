using Cake.Core.IO;
using NUnit.Framework;
using Directory = System.IO.Directory;
using File = System.IO.File;
using Path = System.IO.Path;

namespace Cake.Frosting.Tests;

/// <summary>Files and directories in a directory of the test's own.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FileSystemTests : IDisposable
{
    private readonly FileSystem _fileSystem = new();
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("cake-files-");

    public void Dispose() => _root.Delete(recursive: true);

    [Test]
    public void A_file_exists_from_its_creation_to_its_removal()
    {
        using (var stream = _fileSystem.GetFile(At("a.txt")).Open(FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.WriteByte(1);
        }

        var file = _fileSystem.GetFile(At("a.txt"));
        Assert.That(file.Exists, Is.True);
        Assert.That(file.Length, Is.EqualTo(1));

        file.Delete();

        Assert.That(file.Exists, Is.False);
        Assert.That(_fileSystem.Exist(new FilePath(At("a.txt"))), Is.False);
    }

    [Test]
    public void What_a_file_once_answered_stays_until_it_is_asked_for_again()
    {
        var file = _fileSystem.GetFile(At("a.txt"));
        Assert.That(file.Exists, Is.False);

        File.WriteAllText(At("a.txt"), "text");

        Assert.That(file.Exists, Is.False);
        Assert.That(_fileSystem.GetFile(At("a.txt")).Exists, Is.True);
    }

    [Test]
    public void A_missing_file_has_the_times_that_the_runtime_gives_it()
    {
        var file = _fileSystem.GetFile(At("a.txt"));

        Assert.That(file.LastWriteTimeUtc, Is.EqualTo(File.GetLastWriteTimeUtc(At("a.txt"))));
        Assert.That(file.CreationTimeUtc, Is.EqualTo(File.GetCreationTimeUtc(At("a.txt"))));
    }

    [Test]
    public void A_created_directory_exists_and_an_empty_path_is_none()
    {
        var directory = _fileSystem.GetDirectory(At("sub"));
        Assert.That(directory.Exists, Is.False);

        directory.Create();

        Assert.That(directory.Exists, Is.True);
        Assert.That(() => _fileSystem.GetDirectory(""), Throws.ArgumentException);
    }

    [Test]
    public void A_moved_file_is_at_its_destination_only()
    {
        File.WriteAllText(At("a.txt"), "text");

        _fileSystem.GetFile(At("a.txt")).Move(At("b.txt"));

        Assert.That(File.Exists(At("a.txt")), Is.False);
        Assert.That(File.ReadAllText(At("b.txt")), Is.EqualTo("text"));
    }

    [Test]
    public void A_copy_overwrites_only_when_asked_to()
    {
        File.WriteAllText(At("a.txt"), "new");
        File.WriteAllText(At("b.txt"), "old");
        var file = _fileSystem.GetFile(At("a.txt"));

        Assert.That(() => file.Copy(At("b.txt"), overwrite: false), Throws.InstanceOf<IOException>());
        file.Copy(At("b.txt"), overwrite: true);

        Assert.That(File.ReadAllText(At("b.txt")), Is.EqualTo("new"));
    }

    [TestCase(SearchScope.Current, 1)]
    [TestCase(SearchScope.Recursive, 2)]
    public void A_directory_is_searched_as_deep_as_asked(SearchScope scope, int expected)
    {
        _fileSystem.GetDirectory(At("sub")).Create();
        File.WriteAllText(At("a.txt"), "");
        File.WriteAllText(At("sub/b.txt"), "");
        File.WriteAllText(At("sub/b.md"), "");

        Assert.That(_fileSystem.GetDirectory(_root.FullName).GetFiles("*.txt", scope).Count(), Is.EqualTo(expected));
    }

    [Test]
    public void Times_and_modes_are_set_on_the_disk()
    {
        var time = new DateTime(2020, 2, 29, 1, 2, 3, DateTimeKind.Utc);
        File.WriteAllText(At("a.txt"), "");

        var file = _fileSystem.GetFile(At("a.txt")).SetLastWriteTimeUtc(time).SetUnixFileMode(UnixFileMode.UserRead);

        Assert.That(File.GetLastWriteTimeUtc(At("a.txt")), Is.EqualTo(time));
        Assert.That(file.UnixFileMode, Is.EqualTo(UnixFileMode.UserRead));
    }

    private string At(string name) => Path.Combine(_root.FullName, name);
}
