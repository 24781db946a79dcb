using System.IO.Compression;
using System.Text.RegularExpressions;
using NUnit.Framework;
using PlatformAudits.Tests;

namespace PlatformAudits.Build.Tests;

/// <summary>
/// Which packages <c>build.sh</c> takes, that no other bytes get in, and what it says of advisories: this checkout's own build files
/// around a small program, with a folder in place of the registry.
/// </summary>
[Platform(Include = "Linux,MacOsX")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.Children)]
public sealed class PackagesTests : IDisposable
{
    private const string Lacking =
        @"\AUpstreamPackages=auto: the registry lacks Cake\.Frosting \S+ and GitLabApiClient \S+, or what they need \(NU1101\); "
        + @"the stand-ins in src/StandIns are taken\.\nBuilding the host\. The first time this takes about two minutes …\n\z";

    private const string Having =
        @"\AUpstreamPackages=auto: the registry has Cake\.Frosting \S+ and GitLabApiClient \S+; they are taken\.\n"
        + @"Building the host\. The first time this takes about two minutes …\n\z";

    private const string NotAsked =
        @"\nStarting: asking the registry for Cake\.Frosting \S+ and GitLabApiClient \S+ failed; see above\. "
        + @"With UpstreamPackages=false it is not asked\.\n\z";

    private static readonly string[] BuildFiles =
    [
        "build.sh",
        "global.json",
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Packages.props",
    ];

    private static readonly string[] Program =
    [
        "PlatformAudits.Build.dll",
        "Cake.Frosting.dll",
        "GitLabApiClient.dll",
        "Cake.Core.dll",
        "Cake.Common.dll",
        "Cake.Cli.dll",
    ];

    private static readonly string[] StoodIn = ["Cake.Frosting", "GitLabApiClient"];

    private readonly string _root = Directory.CreateTempSubdirectory("platform-audits-packages-").FullName;

    public PackagesTests()
    {
        foreach (var file in BuildFiles)
        {
            File.Copy(Path.Combine(Host.Root, file), Path.Combine(_root, file));
        }

        Write(".editorconfig", "root = true\n");
        Write(
            "build/Build.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><AssemblyName>PlatformAudits.Build</AssemblyName></PropertyGroup>
              <ItemGroup><UpstreamReference Include="Cake.Frosting;GitLabApiClient" /></ItemGroup>
            </Project>
            """
        );
        Write(
            "build/Program.cs",
            """
            #if TAKES_PACKAGE
            Console.Write("package");
            #else
            Console.Write("stand-in");
            #endif
            """
        );
        foreach (var name in StoodIn)
        {
            Write($"src/StandIns/{name}/{name}.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        }

        LinkCakeTool();
    }

    private static string CakeToolVersion => Find("Directory.Build.targets", "<CakeToolVersion>([^<]*)<");

    private string Feed => Directory.CreateDirectory(Path.Combine(_root, "feed")).FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task Without_the_packages_the_stand_ins_are_taken_with_a_line_that_says_so_and_the_registry_is_not_asked_again()
    {
        var first = await StartAsync("auto");
        Directory.Delete(Feed, recursive: true);
        Write("src/StandIns/GitLabApiClient/Code.cs", "");
        var second = await StartAsync("auto");
        Assert.Multiple(() =>
        {
            Assert.That(first.Output, Is.EqualTo("stand-in"), first.Error);
            Assert.That(first.Error, Does.Match(Lacking));
            Assert.That((second.Output, second.Error), Is.EqualTo(("stand-in", "Building the host, because the code has changed …\n")));
            Assert.That(
                Directory.GetFiles(Path.Combine(_root, ".build/host-default/bin/Build/release"), "*.dll").Select(Path.GetFileName),
                Is.EquivalentTo(Program),
                "of the tool package only what is used"
            );
        });
    }

    [Test]
    public async Task With_the_packages_they_are_taken_until_another_version_is_wanted_that_is_not_there()
    {
        PackUpstream();
        var first = await StartAsync("auto");
        var second = await StartAsync("Auto");
        await ReplaceAsync("Directory.Packages.props", "GitLabApiClient\" Version=\"", "GitLabApiClient\" Version=\"9");
        var third = await StartAsync("auto");
        Assert.Multiple(() =>
        {
            Assert.That(first.Output, Is.EqualTo("package"), first.Error);
            Assert.That(first.Error, Does.Match(Having));
            Assert.That((second.Output, second.Error), Is.EqualTo(("package", "")));
            Assert.That(third.Output, Is.EqualTo("stand-in"), third.Error);
            Assert.That(third.Error, Does.Contain("or what they need (NU1102); the stand-ins in src/StandIns are taken."));
        });
    }

    [Test]
    public async Task A_registry_that_can_not_be_asked_is_a_failure_and_nothing_is_taken()
    {
        Directory.Delete(Feed, recursive: true);
        var run = await StartAsync("auto");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.Error, Does.Contain("NU1301").And.Match(NotAsked));
            Assert.That(Path.Combine(_root, ".build/upstream-packages"), Does.Not.Exist);
        });
    }

    [Test]
    public async Task The_stand_in_finds_Cakes_engine_in_either_kind_of_build([Values("true", "false")] string upstreamPackages)
    {
        var project = Path.Combine(Host.Root, "src", "StandIns", "Cake.Frosting", "Cake.Frosting.csproj");
        string[] arguments = ["msbuild", project, "-getItem:PackageDownload,Reference"];
        var items = await Host.StartAsync("dotnet", arguments, new() { ["UpstreamPackages"] = upstreamPackages }, _root);
        Assert.That(items.Output, Does.Contain("\"Cake.Tool\"").And.Contains("Cake.Core.dll"), items.All);
    }

    [Test]
    public void Every_project_names_the_bytes_of_its_packages() =>
        Assert.That(
            Directory
                .EnumerateFiles(Host.Root, "*.csproj", SearchOption.AllDirectories)
                .Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"))),
            Is.Empty
        );

    [Test]
    public async Task Another_word_than_true_false_and_auto_is_refused()
    {
        var run = await StartAsync("yes");
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((1, "Starting: UpstreamPackages is 'yes'; give true, false or auto.\n")));
    }

    [Test]
    public async Task An_advisory_is_a_warning_at_every_start_and_stops_nothing()
    {
        Uri address = null!;
        await using var source = new ScriptedServer((path, _) => Advise(path, address));
        address = source.Address;
        Write(
            "nuget.config",
            $"""
            <configuration>
              <auditSources><clear /><add key="advisories" value="{address}index.json" allowInsecureConnections="true" /></auditSources>
            </configuration>
            """
        );
        UseSmall();
        var first = await StartAsync("false");

        // The build has written the first lock files, which count as inputs.
        File.SetLastWriteTimeUtc(Path.Combine(_root, ".build/host-default/host.stamp"), DateTime.UtcNow);
        var second = await StartAsync("false");
        const string Warning =
            "Warning: NU1903: Package 'Small' 1.0.0 has a known high severity vulnerability, https://example.com/advisory\n";
        Assert.Multiple(() =>
        {
            Assert.That(
                (first.Output, first.Error),
                Is.EqualTo(("stand-in", "Building the host. The first time this takes about two minutes …\n" + Warning))
            );
            Assert.That((second.Output, second.Error), Is.EqualTo(("stand-in", Warning)));
        });
    }

    [Test]
    public async Task A_package_with_other_bytes_is_refused()
    {
        UseSmall();
        var first = await StartAsync("false");
        var (package, kept) = (Path.Combine(Feed, "Small.1.0.0.nupkg"), Path.Combine(_root, "kept"));
        File.Move(package, kept);
        Pack("Small", "1.0.0", "<!-- other bytes -->");
        Directory.Delete(Path.Combine(_root, "packages/small"), recursive: true);
        Write("build/Code.cs", "");
        var locked = await StartAsync("false");
        File.Move(kept, package, overwrite: true);
        Directory.Delete(Path.Combine(_root, "packages/small"), recursive: true);
        await ReplaceAsync($"packages/cake.tool/{CakeToolVersion}/.nupkg.metadata", "contentHash\": \"", "contentHash\": \"x");
        var pinned = await StartAsync("false");
        Assert.Multiple(() =>
        {
            Assert.That(first.Output, Is.EqualTo("stand-in"), first.Error);
            Assert.That((locked.ExitCode, pinned.ExitCode), Is.EqualTo((1, 1)));
            Assert.That(locked.Error, Does.Contain("NU1403").And.Contains("Small"));
            Assert.That(pinned.Error, Does.Contain("holds another package than Cake.Tool"));
            Assert.That(pinned.Error, Does.Contain("Remove that folder, and restore from a source that you trust."));
        });
    }

    /// <summary>Answers as a registry does that knows of one advisory (learn.microsoft.com/nuget/api/vulnerability-info).</summary>
    private static Reply Advise(string path, Uri address) =>
        Reply.Json(
            path switch
            {
                "/index.json" =>
                    $$"""{"version": "3.0.0", "resources": [{"@id": "{{address}}pages.json", "@type": "VulnerabilityInfo/6.7.0"}]}""",
                "/pages.json" => $$"""[{"@name": "base", "@id": "{{address}}base.json", "@updated": "2026-01-01T00:00:00Z"}]""",
                _ => """{"small": [{"url": "https://example.com/advisory", "severity": 2, "versions": "[1.0.0, 2.0.0)"}]}""",
            }
        );

    /// <summary>NUGET_PACKAGES has no slash at its end, as in jobs that cache packages.</summary>
    private async Task<Host.Result> StartAsync(string upstreamPackages)
    {
        var result = await Host.StartAsync(
            "bash",
            [Path.Combine(_root, "build.sh")],
            new()
            {
                ["UpstreamPackages"] = upstreamPackages,
                ["NUGET_PACKAGES"] = Path.Combine(_root, "packages"),
                ["NUGET_HTTP_CACHE_PATH"] = Path.Combine(_root, "http"),
                ["RestoreSources"] = Path.Combine(_root, "feed"),
                ["MSBUILDDISABLENODEREUSE"] = "1",
            },
            _root
        );

        // How long a build takes is the machine's affair.
        return result with
        {
            Error = Regex.Replace(result.Error, "(?m)^  still building after .*\n", ""),
        };
    }

    /// <summary>
    /// Puts packages of the names and versions that stand-ins have into the feed; what builds with both of them says so.
    /// </summary>
    private void PackUpstream()
    {
        foreach (var name in StoodIn)
        {
            var taken = $"Takes{name.Replace(".", "", StringComparison.Ordinal)}";
            Pack(
                name,
                VersionOf(name),
                $"""
                <PropertyGroup>
                  <{taken}>true</{taken}>
                </PropertyGroup>
                <PropertyGroup Condition="'$(TakesCakeFrosting)' == 'true' And '$(TakesGitLabApiClient)' == 'true'">
                  <DefineConstants>$(DefineConstants);TAKES_PACKAGE</DefineConstants>
                </PropertyGroup>
                """
            );
        }
    }

    /// <summary>Lets the program use a package of the test's own.</summary>
    private void UseSmall()
    {
        Write(
            "build/Directory.Build.targets",
            """
            <Project>
              <Import Project="../Directory.Build.targets" />
              <ItemGroup><PackageReference Include="Small" VersionOverride="1.0.0" /></ItemGroup>
            </Project>
            """
        );
        Pack("Small", "1.0.0", "");
    }

    /// <summary>Makes a package that only adds to the properties of whoever builds with it.</summary>
    private void Pack(string name, string version, string properties)
    {
        var path = Path.Combine(Feed, $"{name}.{version}.nupkg");
        File.Delete(path);
        using var package = ZipFile.Open(path, ZipArchiveMode.Create);
        Add(
            $"{name}.nuspec",
            $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{name}</id><version>{version}</version><authors>Test</authors><description>Test</description></metadata>
            </package>
            """
        );
        Add("lib/net10.0/_._", "");
        Add($"build/{name}.props", $"<Project>{properties}</Project>");

        void Add(string file, string text)
        {
            using var writer = new StreamWriter(package.CreateEntry(file).Open());
            writer.Write(text);
        }
    }

    /// <summary>Puts Cake.Tool, from where this machine keeps packages, into the feed.</summary>
    private void LinkCakeTool()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var package = Path.Combine(packages, "cake.tool", CakeToolVersion, $"cake.tool.{CakeToolVersion}.nupkg");
        if (!File.Exists(package))
        {
            Assert.Ignore($"{package} does not exist: these tests are built with the packages themselves.");
        }

        File.CreateSymbolicLink(Path.Combine(Feed, Path.GetFileName(package)), package);
    }

    private static string VersionOf(string package) =>
        Find("Directory.Packages.props", $"Include=\"{Regex.Escape(package)}\" Version=\"([^\"]*)\"");

    /// <summary>What a file of the checkout holds at the first group of a pattern.</summary>
    private static string Find(string file, string pattern) =>
        Regex.Match(File.ReadAllText(Path.Combine(Host.Root, file)), pattern).Groups[1].Value;

    private async Task ReplaceAsync(string path, string found, string with)
    {
        var file = Path.Combine(_root, path);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace(found, with, StringComparison.Ordinal));
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
