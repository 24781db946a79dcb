using System.Text.RegularExpressions;
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
        "src/PlatformAudits/Platforms/Pretend/*TeamKeys.cs",
        "build/Tasks/Pretend.cs",
        "templates/pretend.scriban-md",
        "templates/texts.yaml",
        ".gitlab/issue_templates/Pretend.md",
        "docs/platforms/pretend.md",
        "src/PlatformAudits.Sandbox/Pretend/*Scenario.cs",
        "docs/platforms/pretend.md: ## Access needed",
        "docs/platforms/pretend.md: ## What is compared",
        "docs/platforms/pretend.md: ## Known limits",
        "docs/platforms/pretend.md: Rate limit",
        "docs/platforms/pretend.md: `PRETEND_TOKEN`",
        "docs/platforms/pretend.md: `account-has-teammate`",
        "docs/platforms/pretend.md: `robot-is-expected`",
        "src/PlatformAudits/Checking/AccountHasTeammate.cs",
        "tests/PlatformAudits.Tests/Platforms/*Tests.cs: AccountHasTeammate",
        "src/PlatformAudits.Sandbox/Pretend/*.cs: \"account-has-teammate\"",
        "src/PlatformAudits/Platforms/Pretend/RobotIsExpected.cs",
        "tests/PlatformAudits.Tests/Platforms/Pretend/*Tests.cs: RobotIsExpected",
        "src/PlatformAudits.Sandbox/Pretend/*.cs: \"robot-is-expected\"",
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
                    "src/PlatformAudits/Platforms/Pretend/PretendTeamKeys.cs" => "src/PlatformAudits/Platforms/Pretend/*TeamKeys.cs",
                    "src/PlatformAudits.Sandbox/Pretend/PretendVendor.cs" =>
                        "src/PlatformAudits.Sandbox/Pretend/*.cs: \"robot-is-expected\"",
                    "tests/PlatformAudits.Tests/Platforms/Pretend/PretendChecksTests.cs" =>
                        "tests/PlatformAudits.Tests/Platforms/Pretend/*Tests.cs: RobotIsExpected",
                    _ => file,
                }
            )
        );
    }

    [Test]
    public void Its_own_policy_counts_until_an_exception_names_another()
    {
        string Policy(string yaml) => Configuration.Read(_root.Write("audits.yaml", yaml), Assemblies).FollowUp.PolicyOf("pretend").Name;
        Assert.That(
            (
                Policy("follow_up: {policy: handbook-2021}"),
                Policy("follow_up: {exceptions: [{platform: pretend, policy: handbook-2021}]}")
            ),
            Is.EqualTo(("operator-fixes", "handbook-2021"))
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
        var (found, report) = (audit.Found().ToList(), await File.ReadAllBytesAsync(audit.Output("report.json")));
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot") };
        await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(audit.Planted, Is.Not.Empty, "else the test proves nothing");
            Assert.That(found, Is.EqualTo(audit.Planted), "every other account is a teammate's by the key in the team file alone");
            Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(report));
            Assert.That(
                File.ReadAllText(Path.Combine(audit.Output("snapshot"), "inputs", "support-team.yaml")),
                Does.Contain("  pretend:\n    id: pretend-1-009\n    badge: { number: 9 }\n")
            );
        });
    }

    [TestCase(
        "audits.yaml",
        "      # No unknown robots.\n      robot-is-expected: true\n",
        "audits.yaml: platforms.pretend.checks.robot-is-expected"
    )]
    [TestCase("docs/platforms/pretend.md", "`robot-is-expected`", "docs/platforms/pretend.md: `robot-is-expected`")]
    [TestCase(
        "src/PlatformAudits.Sandbox/Pretend/PretendVendor.cs",
        "\"robot-is-expected\"",
        "src/PlatformAudits.Sandbox/Pretend/*.cs: \"robot-is-expected\""
    )]
    [TestCase(
        "tests/PlatformAudits.Tests/Platforms/Pretend/PretendChecksTests.cs",
        "RobotIsExpected",
        "tests/PlatformAudits.Tests/Platforms/Pretend/*Tests.cs: RobotIsExpected"
    )]
    public void What_a_new_check_lacks_is_named(string file, string text, string missing)
    {
        WritePieces();
        Assert.That(MissingOfCheck(), Is.Empty);
        var whole = File.ReadAllText(_root.File(file));
        Assert.That(whole, Does.Contain(text), "else the test proves nothing");
        _root.Write(file, whole.Replace(text, "", StringComparison.Ordinal));
        Assert.That(MissingOfCheck(), Is.EqualTo(new[] { missing }));
    }

    [Test]
    public void The_recipe_for_a_platform_names_the_files_that_a_platform_needs()
    {
        var calendly = ConformanceTests.Platforms.Single(p => p.Id == "calendly");
        Assert.That(PathsOfSteps("A new platform").SkipLast(1), Is.EqualTo(Conformance.StepsOf(calendly)));
    }

    [Test]
    public void The_recipe_for_a_check_names_the_files_that_a_check_needs()
    {
        var calendly = ConformanceTests.Platforms.Single(p => p.Id == "calendly");
        var check = calendly.Checks().Single(c => c.Id == "teammate-has-calendly-link");
        Assert.That(PathsOfSteps("A new check"), Is.EqualTo(Conformance.StepsOf(calendly, check)));
    }

    /// <summary>The paths in backticks of each step of a numbered list in CONTRIBUTING.md, in order.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> PathsOfSteps(string section)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "CONTRIBUTING.md"));
        var list = text.Split($"\n## {section}\n")[1].Split("\n## ")[0].Trim().Split("\n\n")[0];
        return
        [
            .. Regex
                .Split(list, @"(?:^|\n)\d+\. ")
                .Skip(1)
                .Select(step =>
                    (IReadOnlyList<string>)
                        [
                            .. Regex
                                .Matches(step, @"`([^`\s]*(?:/[^`\s]*|\.(?:cs|md|yaml|yml|scriban-md)))`")
                                .Select(m => m.Groups[1].Value)
                                .Distinct(),
                        ]
                ),
        ];
    }

    private static IEnumerable<string> Files() => PieceTexts().Select(p => p.Path);

    private static IEnumerable<(string Path, string Text)> PieceTexts()
    {
        foreach (
            var path in Pieces
                .Where(p => !p.Contains(':', StringComparison.Ordinal) && !p.Contains('*', StringComparison.Ordinal))
                .Except(["docs/platforms/pretend.md", "src/PlatformAudits/Checking/AccountHasTeammate.cs"])
                .Append("src/PlatformAudits/Platforms/Pretend/PretendTeamKeys.cs")
        )
        {
            yield return (
                path,
                path.EndsWith("scriban-md", StringComparison.Ordinal)
                    ? "{{~ include '_summary' ~}}\n{{~ if verdict != 'not-evaluated' ~}}\n\n"
                        + "{{~ include '_findings' ~}}\n\n{{ tables.accounts.rows.size }} accounts\n\n"
                        + "{{~ include '_waived' ~}}\n{{~ end ~}}\n\n{{~ include '_evidence' ~}}\n"
                : path.StartsWith(".gitlab/", StringComparison.Ordinal) ? "<!--platform-audits:template 1 pretend-->\n\n## Pretend audit\n"
                : ""
            );
        }

        yield return (
            "docs/platforms/pretend.md",
            "## Access needed\n\n`PRETEND_TOKEN`\n\n## What is compared\n\n`account-has-teammate`, `robot-is-expected`\n\n"
                + "## Known limits\n\n- Rate limit: none.\n"
        );
        yield return ("src/PlatformAudits.Sandbox/Pretend/PretendScenario.cs", "");
        yield return (
            "src/PlatformAudits.Sandbox/Pretend/PretendVendor.cs",
            File.ReadAllText(Path.Combine(Repository.Root, "tests", "PlatformAudits.Tests", "Pretend", "PretendVendor.cs"))
        );
        yield return ("tests/PlatformAudits.Tests/Platforms/Pretend/PretendChecksTests.cs", "AccountHasTeammate RobotIsExpected");
    }

    private void WritePieces()
    {
        foreach (var (path, text) in PieceTexts())
        {
            _root.Write(path, text);
        }

        _root.Write("src/PlatformAudits/Checking/AccountHasTeammate.cs", "");
        _root.Write(
            "templates/texts.yaml",
            File.ReadAllText(Path.Combine(Repository.Root, "templates", "texts.yaml")).TrimEnd()
                + """


                  pretend:
                    robot-is-expected:
                      title: Every robot is an expected one
                      heading: Robots nobody expects
                      remedy: Switch the robot off in {platform}.

                """
        );
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
                    # How much a finding of a check matters.
                    severity:
                      account-has-teammate: high
                      robot-is-expected: medium

                """
        );
    }

    private IReadOnlyList<string> Missing()
    {
        var read = Configuration.Read(_root.File("audits.yaml"), Assemblies);
        return Conformance.MissingOf(_root.Path, read.Platforms.Single(p => p.Id == "pretend"), read.Settings);
    }

    private IReadOnlyList<string> MissingOfCheck()
    {
        var read = Configuration.Read(_root.File("audits.yaml"), Assemblies);
        var pretend = read.Platforms.Single(p => p.Id == "pretend");
        return Conformance.MissingOf(_root.Path, pretend, pretend.Checks().Single(c => c.Id == "robot-is-expected"), read.Settings);
    }
}
