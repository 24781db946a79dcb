using NUnit.Framework;

namespace PlatformAudits.Build.Tests;

/// <summary>Templates and texts of a project's own, by <c>--templates</c> or <c>AUDITS_TEMPLATES</c>.</summary>
[Parallelizable(ParallelScope.Children)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OwnTemplatesTests
{
    private const string Texts = """
        checks:
          account-has-teammate:
            title: Jedes Konto gehört jemandem aus dem Team
            heading: Konten von niemandem

        """;

    private string _folder = null!;

    private string Own => Path.Combine(_folder, "own");

    private string Output => Path.Combine(_folder, "out");

    [SetUp]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("platform-audits-templates-").FullName;
        Directory.CreateDirectory(Own);
        File.WriteAllText(Path.Combine(Own, "texts.yaml"), Texts);
        File.WriteAllText(Path.Combine(Own, "_waived.scriban-md"), "Nichts ist ausgenommen.");
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Texts_and_templates_of_an_own_folder_stand_before_the_shipped_ones([Values] bool isVariable)
    {
        var run = await Host.RunWithAsync(
            isVariable ? new() { ["AUDITS_TEMPLATES"] = Own } : [],
            [
                "--target=Calendly",
                "--sandbox",
                "--sandbox-size=10",
                $"--output={Output}",
                .. isVariable ? Array.Empty<string>() : [$"--templates={Own}"],
            ]
        );
        Assert.That(run.ExitCode, Is.EqualTo(0), run.All);
        var issue = await File.ReadAllTextAsync(Path.Combine(Output, "calendly", "issue.md"));
        var page = await File.ReadAllTextAsync(Path.Combine(Output, "calendly", "report.html"));
        Assert.Multiple(() =>
        {
            Assert.That(issue, Does.Contain("\n#### High: Konten von niemandem\n").And.Contain("\nNichts ist ausgenommen.\n"));
            Assert.That(issue, Does.Contain("\n| Jedes Konto gehört jemandem aus dem Team | `account-has-teammate` |"));
            Assert.That(issue, Does.Contain("\n#### Medium: Teammates without an account\n"), "what the folder does not say");
            Assert.That(issue, Does.Not.Contain("Accounts of nobody on the team").And.Not.Contain("Every account belongs to a teammate"));
            Assert.That(page, Does.Contain("<h3>High: Konten von niemandem</h3>"));
        });
    }

    [Test]
    public async Task A_folder_that_is_not_there_is_said_in_one_sentence_and_nothing_is_audited([Values] bool isVariable)
    {
        var missing = Path.Combine(_folder, "missing");
        var run = await Host.RunWithAsync(
            isVariable ? new() { ["AUDITS_TEMPLATES"] = missing } : [],
            ["--target=Calendly", "--sandbox", $"--output={Output}", .. isVariable ? Array.Empty<string>() : [$"--templates={missing}"]]
        );
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
            Assert.That(
                run.All.Trim(),
                Is.EqualTo(
                    isVariable
                        ? $"Error: Reading AUDITS_TEMPLATES: {missing} is no folder; check the path."
                        : $"Error: Reading the command line: --templates={missing} is no folder; check the path "
                            + "(AUDITS_TEMPLATES counts without it)."
                )
            );
            Assert.That(Directory.Exists(Output), Is.False);
        });
    }

    [Test]
    public async Task A_text_that_nothing_asks_for_is_said_with_its_file_and_line()
    {
        await File.AppendAllTextAsync(Path.Combine(Own, "texts.yaml"), "    headng: Konten\n");
        var run = await Host.RunAsync("--target=Calendly", "--sandbox", $"--output={Output}", $"--templates={Own}");
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(1), run.All);
            Assert.That(run.All, Does.Contain($"{Path.Combine(Own, "texts.yaml")}:5:5: ").And.Contain("headng"));
            Assert.That(run.All, Does.Not.Contain("   at "));
        });
    }
}
