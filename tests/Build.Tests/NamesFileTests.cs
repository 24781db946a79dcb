using System.Text;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Tests.Reporting;

namespace PlatformAudits.Build.Tests;

/// <summary><c>--sandbox-names=FILE</c>, with whatever a file may hold.</summary>
[Parallelizable(ParallelScope.Children)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NamesFileTests
{
    private string _output = null!;

    [SetUp]
    public void SetUp() => _output = Directory.CreateTempSubdirectory("platform-audits-names-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_output, recursive: true);

    [Test]
    public async Task With_hostile_names_every_audit_finds_the_same_and_GitLab_acts_on_nothing()
    {
        // A line can't hold what ends one, nor a file what is no character.
        var names = HostileNames
            .Pieces.SelectMany(piece => piece.Split(['\n', '\r']))
            .Where(line => line.Length > 0 && !line.Any(char.IsSurrogate));
        var file = Write(Encoding.UTF8.GetBytes(string.Join('\n', names)));
        using var sandbox = await ServedSandbox.StartAsync($"--sandbox-names={file}", "--sandbox-size=200", $"--output={_output}");
        var run = await Host.RunWithAsync(sandbox.Variables, "--target=All", $"--output={_output}");
        var requests = await sandbox.RequestsAsync();
        var writes = requests
            .Where(r => (string?)r["method"] != "GET" && ((string)r["target"]!).Contains("/issues", StringComparison.Ordinal))
            .ToList();
        var opened = writes.Count(w => ((string)w["target"]!).EndsWith("/issues", StringComparison.Ordinal));
        var planted = JArray.Parse(await File.ReadAllTextAsync(Path.Combine(_output, "sandbox", "planted.json")));
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.Zero, run.All);
            Assert.That(
                opened,
                Is.EqualTo(planted.Select(p => (string?)p["platform"]).Distinct().Count() + 1),
                "one a platform, and the overview"
            );
            Assert.That(
                writes.SelectMany(w => new[] { "quick_actions", "mentions", "references" }.SelectMany(kind => w[kind]!)),
                Is.Empty
            );
            Assert.That(run.All.Where(c => char.IsControl(c) && c != '\n'), Is.Empty, "the log");
            foreach (var folder in Directory.GetDirectories(_output).Where(f => File.Exists(Path.Combine(f, "report.json"))))
            {
                var report = JObject.Parse(File.ReadAllText(Path.Combine(folder, "report.json")));
                Assert.That(
                    report["findings"]!.Count(),
                    Is.EqualTo(planted.Count(p => (string?)p["platform"] == (string?)report["platform"])),
                    folder
                );
                Assert.That(
                    XDocument.Load(Path.Combine(folder, "junit.xml")).Descendants("failure").Count(),
                    Is.EqualTo(report["findings"]!.Count()),
                    folder
                );
            }
        });
    }

    [Test]
    public async Task Names_of_a_hundred_thousand_characters_and_with_NUL_are_names()
    {
        var file = Write([.. Encoding.UTF8.GetBytes(new string('|', 100_000)), (byte)'\n', 0, 0, (byte)'x', 0, (byte)'\n', (byte)'\n']);
        var run = await Host.RunAsync("--target=All", "--sandbox", "--sandbox-size=10", $"--sandbox-names={file}", $"--output={_output}");
        Assert.That(run.ExitCode, Is.Zero, run.All);
    }

    private static IEnumerable<TestCaseData> OddFiles()
    {
        yield return new TestCaseData(Array.Empty<byte>(), " is empty; put one name a line into it.").SetArgDisplayNames("nothing");
        yield return new TestCaseData(new byte[] { 0xEF, 0xBB, 0xBF }, " is empty; put one name a line into it.").SetArgDisplayNames(
            "a byte order mark alone"
        );
        yield return new TestCaseData(
            new[] { (byte)'a', (byte)'\n', (byte)0xC3, (byte)'(', (byte)'\n' },
            ":2 is not UTF-8; save the file as UTF-8."
        ).SetArgDisplayNames("Latin 1");
        yield return new TestCaseData(
            Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("Ada")).ToArray(),
            ":1 is not UTF-8; save the file as UTF-8."
        ).SetArgDisplayNames("UTF-16");
        yield return new TestCaseData(
            Encoding.UTF8.GetBytes("a\n" + new string('x', 100_001)),
            ":2 has 100001 characters, and a name may have 100000; shorten it."
        ).SetArgDisplayNames("a huge line");
    }

    [TestCaseSource(nameof(OddFiles))]
    public async Task A_file_that_holds_no_names_is_said_in_a_sentence(byte[] content, string sentence)
    {
        var file = Write(content);
        var run = await Host.RunAsync("--target=All", "--sandbox", $"--sandbox-names={file}", $"--output={_output}");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1));
            Assert.That(run.All, Does.Contain($"--sandbox-names={file}{sentence}"));
        });
    }

    [Test]
    [Platform(Include = "Linux,MacOsX")]
    public async Task A_file_that_never_ends_is_said_in_a_sentence()
    {
        var run = await Host.RunAsync("--target=All", "--sandbox", "--sandbox-names=/dev/zero", $"--output={_output}");
        Assert.That(run.All, Does.Contain("--sandbox-names=/dev/zero is larger than 64 MiB; give a smaller one."));
    }

    private string Write(byte[] content)
    {
        var path = Path.Combine(_output, "names.txt");
        File.WriteAllBytes(path, content);
        return path;
    }
}
