using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Checking;
using PlatformAudits.Platforms;
using PlatformAudits.Sandbox;

namespace PlatformAudits.Tests;

/// <summary>One more platform needs its own files and nothing else; whatever of them is missing is named.</summary>
public sealed class SeventhPlatformTests
{
    private static readonly System.Reflection.Assembly[] Assemblies = [typeof(Platform).Assembly, typeof(Pretend.Pretend).Assembly];

    private static readonly string[] Pieces =
    [
        "src/PlatformAudits/Platforms/Pretend/Pretend.cs",
        "src/PlatformAudits/Platforms/Pretend/README.md",
        "build/Tasks/Pretend.cs",
        "templates/pretend.scriban-md",
        ".gitlab/issue_templates/Pretend.md",
        "docs/platforms/pretend.md",
        "src/PlatformAudits.Sandbox/Pretend/*Scenario.cs",
        "docs/platforms/pretend.md: ## Access needed",
        "docs/platforms/pretend.md: ## What is compared",
        "docs/platforms/pretend.md: ## Known limits",
        "docs/platforms/pretend.md: `PRETEND_TOKEN`",
        "docs/platforms/pretend.md: `account-has-teammate`",
        "docs/platforms/pretend.md: `robot-is-expected`",
        "src/PlatformAudits/Checking/AccountHasTeammate.cs",
        "src/PlatformAudits/Platforms/Pretend/RobotIsExpected.cs",
        "audits.yaml: platforms.pretend",
    ];

    private TemporaryFolder _root = null!;

    [SetUp]
    public void SetUp() => _root = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _root.Dispose();

    [Test]
    public void Whatever_it_lacks_is_named_with_its_path()
    {
        _root.Write("audits.yaml", File.ReadAllText(Path.Combine(Repository.Root, "audits.yaml")));
        Assert.That(Missing(), Is.EquivalentTo(Pieces));
    }

    [Test]
    public void With_its_pieces_nothing_is_missing()
    {
        WritePieces();
        Assert.That(Missing(), Is.Empty);
    }

    [Test]
    public void Each_piece_that_is_taken_away_again_is_named([ValueSource(nameof(Files))] string file)
    {
        WritePieces();
        File.Delete(_root.File(file));
        Assert.That(
            Missing(),
            Has.Some.StartsWith(
                file switch
                {
                    "src/PlatformAudits.Sandbox/Pretend/PretendScenario.cs" => "src/PlatformAudits.Sandbox/Pretend/*Scenario.cs",
                    "src/PlatformAudits/Platforms/Pretend/RobotIsExpected.cs" => "src/PlatformAudits/Platforms/Pretend/RobotIsExpected.cs",
                    _ => file,
                }
            )
        );
    }

    [Test]
    public async Task It_is_audited_like_any_other_and_replayed_to_the_byte()
    {
        WritePieces();
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Size = 10 }, "pretend", Assemblies);
        var teammate = audit.Sandbox.World.TeammateAt(0)!.Email.Trim();
        await using var server = new ScriptedServer(
            (_, _) =>
                Reply.Json(
                    $$"""{"collection": [{"id": "2", "email": "robot@pretend.example"}, {"id": "1", "email": "{{teammate}}"}], "pagination": {"next_page": null} }"""
                )
        );
        audit.Variables["PRETEND_URL"] = server.Address.AbsoluteUri;
        audit.Variables["PRETEND_TOKEN"] = "a-token";
        audit.Request = audit.Request with { TemplatesFolder = _root.File("templates") };
        var outcome = await audit.RunAsync();
        var (report, issue) = (
            await File.ReadAllBytesAsync(audit.Output("report.json")),
            await File.ReadAllBytesAsync(audit.Output("issue.md"))
        );
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot") };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.Findings));
            Assert.That(
                outcome.Report.Findings.Select(f => f.Key.ToString()),
                Is.EqualTo(new[] { "account-has-teammate:2", "robot-is-expected:2" })
            );
            Assert.That(audit.Issues.Single().Title, Does.StartWith("Pretend audit FY"));
            Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(report));
            Assert.That(File.ReadAllBytes(audit.Output("issue.md")), Is.EqualTo(issue));
        });
    }

    [Test]
    public async Task Its_sandbox_is_a_folder_of_its_own_wherever_that_is()
    {
        WritePieces();
        var options = new SandboxOptions { Size = 10, Assemblies = [typeof(SandboxServer).Assembly, typeof(Pretend.Pretend).Assembly] };
        await using var audit = await SandboxedAudit.StartAsync(options, "pretend", Assemblies);
        audit.Request = audit.Request with { TemplatesFolder = _root.File("templates") };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Planted, Is.Not.Empty, "else the test proves nothing");
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
            Assert.That(
                File.ReadAllText(Path.Combine(audit.Output("snapshot"), "inputs", "support-team.yaml")),
                Does.Contain("  pretend:\n    id: pretend-1-009\n    badge: { number: 9 }\n")
            );
        });
    }

    private static IEnumerable<string> Files() => PieceTexts().Select(p => p.Path);

    private static IEnumerable<(string Path, string Text)> PieceTexts()
    {
        foreach (var path in Pieces.Take(4).Append(".gitlab/issue_templates/Pretend.md"))
        {
            yield return (
                path,
                path.EndsWith("scriban-md", StringComparison.Ordinal)
                    ? "{{~ include '_summary' ~}}\n{{~ if verdict != 'not-evaluated' ~}}\n\n{{~ include '_findings' ~}}\n\n{{ tables.accounts.rows.size }} accounts\n\n{{~ include '_waived' ~}}\n{{~ end ~}}\n\n{{~ include '_evidence' ~}}\n"
                    : ""
            );
        }

        yield return (
            "docs/platforms/pretend.md",
            "## Access needed\n\n`PRETEND_TOKEN`\n\n## What is compared\n\n`account-has-teammate`, `robot-is-expected`\n\n## Known limits\n"
        );
        yield return ("src/PlatformAudits.Sandbox/Pretend/PretendScenario.cs", "");
        yield return ("src/PlatformAudits/Platforms/Pretend/RobotIsExpected.cs", "");
    }

    private void WritePieces()
    {
        foreach (var (path, text) in PieceTexts())
        {
            _root.Write(path, text);
        }

        _root.Write("src/PlatformAudits/Checking/AccountHasTeammate.cs", "");
        foreach (var partial in Directory.GetFiles(Path.Combine(Repository.Root, "templates"), "_*"))
        {
            _root.Write($"templates/{Path.GetFileName(partial)}", File.ReadAllText(partial));
        }

        _root.Write(
            "audits.yaml",
            File.ReadAllText(Path.Combine(Repository.Root, "audits.yaml")).TrimEnd()
                + """

                  # The platform of the tests.
                  pretend:
                    # Ids of robots that are meant to be there.
                    robots: []
                    # The least number of accounts.
                    minimum_accounts: 1
                    # What the identity of the credential must hold.
                    credential:
                    # Any check can be switched off.
                    checks:
                      # Every account is somebody's.
                      account-has-teammate: true
                      # No unknown robots.
                      robot-is-expected: true

                """
        );
    }

    private IReadOnlyList<string> Missing()
    {
        var read = Configuration.Read(_root.File("audits.yaml"), Assemblies);
        return Conformance.MissingOf(_root.Path, read.Platforms.Single(p => p.Id == "pretend"), read.Settings);
    }
}
