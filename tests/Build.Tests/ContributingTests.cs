using System.Text.RegularExpressions;
using NUnit.Framework;
using PlatformAudits.Build.Tasks;
using PlatformAudits.Collecting.Credentials;

namespace PlatformAudits.Build.Tests;

/// <summary>
/// The last step of "A new platform" in CONTRIBUTING.md is what the target Pipeline does, and nothing else repeats the platforms.
/// </summary>
public sealed class ContributingTests
{
    /// <summary>The part of a platform in the settings is a step of its own.</summary>
    private const string Settings = "audits.yaml";

    private static IReadOnlyList<AuditJob> Audits { get; } = AuditJob.All(Host.Root);

    [Test]
    public void The_recipe_names_every_file_that_the_target_writes_for_one_more_platform()
    {
        var pretend = new AuditJob(
            "Pretend",
            "pretend",
            "The Pretended",
            [new Access(new Variable("PRETEND_TOKEN", "a token", "to read"))]
        );
        var (before, after) = (PipelineFiles.Of(Host.Root, Audits), PipelineFiles.Of(Host.Root, [.. Audits, pretend]));
        var recipe = File.ReadAllText(Path.Combine(Host.Root, "CONTRIBUTING.md"));
        var step = recipe.Split("`./build.sh --target=Pipeline`")[1].Split("\n\n")[0];
        Assert.That(
            after.Where(file => file.Value != before[file.Key]).Select(file => file.Key),
            Is.EquivalentTo(Regex.Matches(step, "`([^`]+)`").Select(name => name.Groups[1].Value))
        );
    }

    [Test]
    public void No_page_or_settings_file_beside_those_lists_all_platforms()
    {
        var written = PipelineFiles.Of(Host.Root, Audits).Keys.Append(Settings);
        Assert.That(
            Directory
                .EnumerateFiles(Host.Root, "*.y*ml")
                .Concat(Directory.EnumerateFiles(Host.Root, "*.md"))
                .Concat(new[] { "docs", "templates", ".gitlab" }.SelectMany(FilesBelow))
                .Where(file => Audits.All(a => File.ReadAllText(file).Contains(a.Platform, StringComparison.OrdinalIgnoreCase)))
                .Select(file => Path.GetRelativePath(Host.Root, file).Replace('\\', '/'))
                .Except(written),
            Is.Empty
        );
    }

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Host.Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is not (".png" or ".svg"));
}
