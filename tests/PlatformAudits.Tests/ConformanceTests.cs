using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Platforms;
using PlatformAudits.Settings;

namespace PlatformAudits.Tests;

/// <summary>What a platform needs besides its class. A missing piece is named with its path.</summary>
public sealed class ConformanceTests
{
    internal static IReadOnlyList<Platform> Platforms => Platform.All(AuditSettings.Read(Path.Combine(Repository.Root, "audits.yaml")));

    [Test]
    public void Every_folder_of_platforms_holds_a_platform_and_every_platform_has_a_folder()
    {
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, "src", "PlatformAudits", "Platforms")).Select(Path.GetFileName);
        Assert.That(folders, Is.EquivalentTo(Platforms.Select(p => p.GetType().Namespace!.Split('.')[^1]).Distinct()));
    }

    [Test]
    public void Every_platform_has_all_its_pieces()
    {
        var missing = Platforms.SelectMany(PiecesOf).Where(path => !File.Exists(Path.Combine(Repository.Root, path)));
        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Every_check_class_is_found_by_its_platform()
    {
        var found = Platforms.SelectMany(p => p.Checks()).Select(c => c.GetType()).ToHashSet();
        var classes = typeof(Check).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Check)) && !t.IsAbstract);
        Assert.That(classes.Where(c => !found.Contains(c)), Is.Empty, "a check in Checking/ must be among some platform's shared checks");
    }

    [Test]
    public void A_check_has_the_name_of_its_file_and_is_explained_on_its_platforms_page()
    {
        Assert.Multiple(() =>
        {
            foreach (var platform in Platforms)
            {
                var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "platforms", $"{platform.Id}.md"));
                foreach (var check in platform.Checks())
                {
                    Assert.That(page, Does.Contain($"`{check.Id}`"), $"docs/platforms/{platform.Id}.md");
                    Assert.That(Directory.GetFiles(Path.Combine(Repository.Root, "src"), $"{check.GetType().Name}.cs", SearchOption.AllDirectories), Has.Length.EqualTo(1));
                }
            }
        });
    }

    private static IEnumerable<string> PiecesOf(Platform platform)
    {
        var type = platform.GetType();
        var folder = type.Namespace!.Split('.')[^1];
        yield return $"src/PlatformAudits/Platforms/{folder}/{type.Name}.cs";
        yield return $"src/PlatformAudits/Platforms/{folder}/README.md";
        yield return $"build/Tasks/{type.Name}.cs";
        yield return $"templates/{platform.Id}.scriban-md";
        yield return $".gitlab/issue_templates/{platform.IssueTemplateName}.md";
        yield return $"docs/platforms/{platform.Id}.md";
    }
}
