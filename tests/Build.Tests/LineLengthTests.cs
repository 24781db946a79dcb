using System.Globalization;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace PlatformAudits.Build.Tests;

public sealed partial class LineLengthTests
{
    private const int Longest = 139;

    private static readonly string[] Extensions = [".cs", ".md", ".yml", ".yaml", ".sh", ".ps1", ".props", ".targets"];

    /// <summary>What builds and tests make, and what tests compare with to the byte.</summary>
    private static readonly string[] SkippedFolders = [".git", ".build", "bin", "obj", "artifacts", "Golden", "node_modules"];

    [Test]
    public void Lines_of_code_and_docs_end_before_140_columns()
    {
        var tooLong = Files(new DirectoryInfo(Host.Root))
            .SelectMany(file =>
                OutsideRawStrings(file)
                    .Where(line => line.Item.Length > Longest && !Unbreakable(file.Extension).IsMatch(line.Item))
                    .Select(line =>
                        string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(Host.Root, file.FullName)}:{line.Index + 1}")
                    )
            )
            .Order(StringComparer.Ordinal);
        Assert.That(string.Join(Environment.NewLine, tooLong), Is.Empty, "Break these lines.");
    }

    [TestCase(".md", "| a row | of a table |", true)]
    [TestCase(".md", "![an image with words](docs/image.png)", true)]
    [TestCase(".md", "- [a link](https://example.com)", true)]
    [TestCase(".md", "See [a link](https://example.com).", false)]
    [TestCase(".md", "Words and words.", false)]
    [TestCase(".yml", "  # https://example.com/one-token", true)]
    [TestCase(".yml", "| not a table |", false)]
    [TestCase(".cs", "    // https://example.com/one-token", true)]
    [TestCase(".cs", "    \"words and words\"", false)]
    public void Only_lines_that_have_no_place_for_a_break_may_be_longer(string extension, string line, bool mayBeLonger) =>
        Assert.That(Unbreakable(extension).IsMatch(line), Is.EqualTo(mayBeLonger));

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) =>
        folder
            .EnumerateFiles()
            .Where(file => Extensions.Contains(file.Extension))
            .Concat(folder.EnumerateDirectories().Where(inner => !SkippedFolders.Contains(inner.Name)).SelectMany(Files));

    /// <summary>A break in a raw string would change its text; the lines that begin and end one are left out with it.</summary>
    private static IEnumerable<(int Index, string Item)> OutsideRawStrings(FileInfo file)
    {
        var isInside = false;
        foreach (var line in File.ReadLines(file.FullName).Index())
        {
            var marks = file.Extension == ".cs" ? RawStringMark().Count(line.Item) : 0;
            if (!isInside && marks == 0)
            {
                yield return line;
            }

            isInside ^= marks % 2 == 1;
        }
    }

    private static Regex Unbreakable(string extension) => extension == ".md" ? TableRowOrLink() : OneToken();

    [GeneratedRegex(@"^\s*(\||([-*>#] )?(\S+|!?\[[^\]]*\]\([^)]*\))$)")]
    private static partial Regex TableRowOrLink();

    [GeneratedRegex(@"^\s*((#|//) )?\S+$")]
    private static partial Regex OneToken();

    [GeneratedRegex("\"{3,}")]
    private static partial Regex RawStringMark();
}
