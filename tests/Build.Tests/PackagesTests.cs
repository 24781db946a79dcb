using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace PlatformAudits.Build.Tests;

/// <summary>
/// Which packages <c>build.sh</c> takes, that no other bytes get in, and what it says of advisories: this checkout's own build files around a small program, with a folder in place of the registry.
/// </summary>
[Platform(Include = "Linux,MacOsX")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Parallelizable(ParallelScope.Children)]
public sealed class PackagesTests : IDisposable
{
    private static readonly string[] StoodIn = ["Cake.Frosting", "GitLabApiClient"];

    private readonly string _root = Directory.CreateTempSubdirectory("platform-audits-packages-").FullName;

    public PackagesTests()
    {
        foreach (var file in new[] { "build.sh", "global.json", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
        {
            File.Copy(Path.Combine(Host.Root, file), Path.Combine(_root, file));
        }

        Write(".editorconfig", "root = true\n");
        Write("build/Build.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><AssemblyName>PlatformAudits.Build</AssemblyName></PropertyGroup>
              <ItemGroup><UpstreamReference Include="Cake.Frosting;GitLabApiClient" /></ItemGroup>
            </Project>
            """);
        Write("build/Program.cs", """
            #if TAKES_PACKAGE
            Console.Write("package");
            #else
            Console.Write("stand-in");
            #endif
            """);
        foreach (var name in StoodIn)
        {
            Write($"src/StandIns/{name}/{name}.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        }

        LinkCakeTool();
    }

    private static string CakeToolVersion =>
        Regex.Match(File.ReadAllText(Path.Combine(Host.Root, "Directory.Build.targets")), "<CakeToolVersion>([^<]*)<").Groups[1].Value;

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
            Assert.That(first.Error, Does.Match(
                @"\AUpstreamPackages=auto: the registry lacks Cake\.Frosting \S+ and GitLabApiClient \S+, or what they need \(NU1101\); the stand-ins in src/StandIns are taken\.\nBuilding the host …\n\z"));
            Assert.That((second.Output, second.Error), Is.EqualTo(("stand-in", "Building the host …\n")));
            Assert.That(
                Directory.GetFiles(Path.Combine(_root, ".build/host-default/bin/Build/release"), "*.dll").Select(Path.GetFileName),
                Is.EquivalentTo(new[] { "PlatformAudits.Build.dll", "Cake.Frosting.dll", "GitLabApiClient.dll", "Cake.Core.dll", "Cake.Common.dll", "Cake.Cli.dll" }),
                "of the tool package only what is used");
        });
    }

    [Test]
    public async Task With_the_packages_they_are_taken_until_another_version_is_wanted_that_is_not_there()
    {
        PackUpstream();
        var first = await StartAsync("auto");
        var second = await StartAsync("Auto");
        var props = Path.Combine(_root, "Directory.Packages.props");
        await File.WriteAllTextAsync(props, (await File.ReadAllTextAsync(props)).Replace("GitLabApiClient\" Version=\"", "GitLabApiClient\" Version=\"9", StringComparison.Ordinal));
        var third = await StartAsync("auto");
        Assert.Multiple(() =>
        {
            Assert.That(first.Output, Is.EqualTo("package"), first.Error);
            Assert.That(first.Error, Does.Match(@"\AUpstreamPackages=auto: the registry has Cake\.Frosting \S+ and GitLabApiClient \S+; they are taken\.\nBuilding the host …\n\z"));
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
            Assert.That(run.Error, Does.Contain("NU1301").And.Match(@"\nStarting: asking the registry for Cake\.Frosting \S+ and GitLabApiClient \S+ failed; see above\. With UpstreamPackages=false it is not asked\.\n\z"));
            Assert.That(Path.Combine(_root, ".build/upstream-packages"), Does.Not.Exist);
        });
    }

    [Test]
    public void Every_project_names_the_bytes_of_its_packages() => Assert.That(
        Directory.EnumerateFiles(Host.Root, "*.csproj", SearchOption.AllDirectories).Where(p => !File.Exists(Path.Combine(Path.GetDirectoryName(p)!, "packages.lock.json"))),
        Is.Empty);

    [Test]
    public async Task Another_word_than_true_false_and_auto_is_refused()
    {
        var run = await StartAsync("yes");
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((1, "Starting: UpstreamPackages is 'yes'; give true, false or auto.\n")));
    }

    [Test]
    public async Task An_advisory_is_a_warning_at_every_start_and_stops_nothing()
    {
        using var source = new HttpListener();
        var address = $"http://127.0.0.1:{FreePort()}/";
        source.Prefixes.Add(address);
        source.Start();
        var answers = Task.Run(() => AdviseAsync(source, address));
        Write("nuget.config", $"""
            <configuration>
              <auditSources><clear /><add key="advisories" value="{address}index.json" allowInsecureConnections="true" /></auditSources>
            </configuration>
            """);
        UseSmall();
        var first = await StartAsync("false");

        // The build has written the first lock files, which count as inputs.
        File.SetLastWriteTimeUtc(Path.Combine(_root, ".build/host-default/host.stamp"), DateTime.UtcNow);
        var second = await StartAsync("false");
        source.Stop();
        await answers;
        const string Warning = "Warning: NU1903: Package 'Small' 1.0.0 has a known high severity vulnerability, https://example.com/advisory\n";
        Assert.Multiple(() =>
        {
            Assert.That((first.Output, first.Error), Is.EqualTo(("stand-in", "Building the host …\n" + Warning)));
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
        var metadata = Path.Combine(_root, "packages/cake.tool", CakeToolVersion, ".nupkg.metadata");
        await File.WriteAllTextAsync(metadata, (await File.ReadAllTextAsync(metadata)).Replace("contentHash\": \"", "contentHash\": \"x", StringComparison.Ordinal));
        var pinned = await StartAsync("false");
        Assert.Multiple(() =>
        {
            Assert.That(first.Output, Is.EqualTo("stand-in"), first.Error);
            Assert.That((locked.ExitCode, pinned.ExitCode), Is.EqualTo((1, 1)));
            Assert.That(locked.Error, Does.Contain("NU1403").And.Contains("Small"));
            Assert.That(pinned.Error, Does.Contain("holds another package than Cake.Tool").And.Contains("Remove that folder, and restore from a source that you trust."));
        });
    }

    /// <summary>Answers as a registry does that knows of one advisory (learn.microsoft.com/nuget/api/vulnerability-info).</summary>
    private static async Task AdviseAsync(HttpListener source, string address)
    {
        while (source.IsListening)
        {
            try
            {
                var context = await source.GetContextAsync();
                await using var body = new StreamWriter(context.Response.OutputStream);
                await body.WriteAsync(context.Request.Url!.AbsolutePath switch
                {
                    "/index.json" => $$"""{"version": "3.0.0", "resources": [{"@id": "{{address}}pages.json", "@type": "VulnerabilityInfo/6.7.0"}]}""",
                    "/pages.json" => $$"""[{"@name": "base", "@id": "{{address}}base.json", "@updated": "2026-01-01T00:00:00Z"}]""",
                    _ => """{"small": [{"url": "https://example.com/advisory", "severity": 2, "versions": "[1.0.0, 2.0.0)"}]}""",
                });
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException && !source.IsListening)
            {
                return;
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>NUGET_PACKAGES has no slash at its end, as in jobs that cache packages.</summary>
    private Task<Host.Result> StartAsync(string upstreamPackages) => Host.StartAsync(
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
        _root);

    /// <summary>Puts packages of the names and versions that stand-ins have into the feed; what builds with both of them says so.</summary>
    private void PackUpstream()
    {
        foreach (var name in StoodIn)
        {
            var taken = $"Takes{name.Replace(".", "", StringComparison.Ordinal)}";
            Pack(name, VersionOf(name), $"""
                <PropertyGroup>
                  <{taken}>true</{taken}>
                  <DefineConstants Condition="'$(TakesCakeFrosting)' == 'true' And '$(TakesGitLabApiClient)' == 'true'">$(DefineConstants);TAKES_PACKAGE</DefineConstants>
                </PropertyGroup>
                """);
        }
    }

    /// <summary>Lets the program use a package of the test's own.</summary>
    private void UseSmall()
    {
        Write("build/Directory.Build.targets", """
            <Project>
              <Import Project="../Directory.Build.targets" />
              <ItemGroup><PackageReference Include="Small" VersionOverride="1.0.0" /></ItemGroup>
            </Project>
            """);
        Pack("Small", "1.0.0", "");
    }

    /// <summary>Makes a package that only adds to the properties of whoever builds with it.</summary>
    private void Pack(string name, string version, string properties)
    {
        var path = Path.Combine(Feed, $"{name}.{version}.nupkg");
        File.Delete(path);
        using var package = ZipFile.Open(path, ZipArchiveMode.Create);
        Add($"{name}.nuspec", $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{name}</id><version>{version}</version><authors>Test</authors><description>Test</description></metadata>
            </package>
            """);
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
        Regex.Match(File.ReadAllText(Path.Combine(Host.Root, "Directory.Packages.props")), $"Include=\"{Regex.Escape(package)}\" Version=\"([^\"]*)\"").Groups[1].Value;

    private void Write(string path, string text)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
