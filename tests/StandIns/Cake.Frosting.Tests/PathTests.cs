using Cake.Core.IO;
using NUnit.Framework;

namespace Cake.Frosting.Tests;

/// <summary>Paths are text until they are made absolute.</summary>
public sealed class PathTests
{
    [TestCase("./a/b.txt", "a/b.txt")]
    [TestCase("a\\b.txt", "a/b.txt")]
    [TestCase("/a/b/", "/a/b")]
    public void A_path_is_written_with_slashes_and_without_frills(string text, string expected) =>
        Assert.That(new FilePath(text).FullPath, Is.EqualTo(expected));

    [TestCase("/a/./b/../c", "/a/c")]
    [TestCase("a/../../b", "b")]
    [TestCase("/../a", "/a")]
    [TestCase("/a/..", "/")]
    [TestCase("a/..", ".")]
    [TestCase("", ".")]
    public void Dots_are_resolved_when_a_path_is_collapsed(string text, string expected) =>
        Assert.That(new DirectoryPath(text).Collapse().FullPath, Is.EqualTo(expected));

    [TestCase("c.txt", "/a/b/c.txt")]
    [TestCase("../c.txt", "/a/c.txt")]
    [TestCase("/c.txt", "/c.txt")]
    [TestCase("", "/a/b")]
    public void A_relative_path_is_made_absolute_within_a_directory(string text, string expected) =>
        Assert.That(new FilePath(text).MakeAbsolute(new DirectoryPath("/a/b")).FullPath, Is.EqualTo(expected));

    [Test]
    public void A_relative_directory_can_not_make_a_path_absolute() =>
        Assert.That(() => new FilePath("c.txt").MakeAbsolute(new DirectoryPath("a")), Throws.InvalidOperationException);

    [Test]
    public void The_parts_of_a_file_path_are_its_directory_its_name_and_its_extension()
    {
        var path = new FilePath("/a/b/c.tar.gz");

        Assert.That(path.GetDirectory().FullPath, Is.EqualTo("/a/b"));
        Assert.That(path.GetFilename().FullPath, Is.EqualTo("c.tar.gz"));
        Assert.That(path.GetFilenameWithoutExtension().FullPath, Is.EqualTo("c.tar"));
        Assert.That(path.GetExtension(), Is.EqualTo(".gz"));
    }

    [Test]
    public void Text_becomes_a_path_where_one_is_expected()
    {
        FilePath path = "a/b.txt";

        Assert.That(path, Is.EqualTo(new FilePath("./a/b.txt")));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" ")]
    public void No_text_is_an_empty_relative_path(string? text)
    {
        Assert.That(new FilePath(text).FullPath, Is.Empty);
        Assert.That(new DirectoryPath(text).IsRelative, Is.True);
        Assert.That(FilePath.FromString(text), Is.EqualTo(new FilePath("")));
        Assert.That(DirectoryPath.FromString(text), Is.EqualTo(new DirectoryPath("")));
    }

    [Test]
    public void No_text_at_all_becomes_no_path()
    {
        FilePath? file = (string?)null;
        DirectoryPath? directory = (string?)null;

        Assert.That(file, Is.Null);
        Assert.That(directory, Is.Null);
    }

    [TestCase("a", null)]
    [TestCase("a.b/c", null)]
    [TestCase("a.", ".")]
    [TestCase(".b", ".b")]
    public void An_extension_starts_at_the_last_dot_of_the_name(string text, string? expected)
    {
        Assert.That(new FilePath(text).GetExtension(), Is.EqualTo(expected));
        Assert.That(new FilePath(text).HasExtension, Is.EqualTo(expected is not null));
    }

    [Test]
    public void An_absolute_path_can_not_be_combined_with_a_directory()
    {
        Assert.That(() => new DirectoryPath("/a").Combine("/b"), Throws.InvalidOperationException);
        Assert.That(() => new DirectoryPath("a").CombineWithFilePath("/b"), Throws.InvalidOperationException);
    }
}
