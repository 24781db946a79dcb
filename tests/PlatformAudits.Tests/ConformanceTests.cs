using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;

namespace PlatformAudits.Tests;

/// <summary>What a platform needs besides its class. A missing piece is named with its path.</summary>
public sealed class ConformanceTests
{
    internal static IReadOnlyList<Platform> Platforms => Configuration.Read(Path.Combine(Repository.Root, "audits.yaml")).Platforms;

    [Test]
    public void Every_folder_of_platforms_holds_a_platform() =>
        Assert.That(Conformance.EmptyFolders(Repository.Root, Platforms), Is.Empty);

    [Test]
    public void Every_platform_has_all_its_pieces()
    {
        var read = Configuration.Read(Path.Combine(Repository.Root, "audits.yaml"));
        Assert.That(read.Platforms.SelectMany(p => Conformance.MissingOf(Repository.Root, p, read.Settings)), Is.Empty);
    }

    [Test]
    public void Every_key_of_the_settings_is_in_the_file_and_explained_there()
    {
        var settings = Configuration.Read(Path.Combine(Repository.Root, "audits.yaml")).Settings;
        Assert.That(Conformance.Unexplained(Repository.Root, settings, below: ""), Is.Empty);
    }

    [Test]
    public void Every_check_class_is_found_by_its_platform()
    {
        var found = Platforms.SelectMany(p => p.CheckIds).ToHashSet(StringComparer.Ordinal);
        var classes = typeof(Check).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Check)) && !t.IsAbstract);
        Assert.That(
            classes.Where(c => !found.Contains(KebabCase.Of(c.Name))),
            Is.Empty,
            "a check in Checking/ must be among some platform's shared checks"
        );
    }
}
