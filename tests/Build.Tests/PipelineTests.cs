using NUnit.Framework;
using PlatformAudits.Build.Tasks;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.FollowUp.Writing;
using PlatformAudits.Foundation;
using YamlDotNet.RepresentationModel;

namespace PlatformAudits.Build.Tests;

/// <summary>The pipeline has what every audit needs, and is as the target Pipeline writes it.</summary>
public sealed class PipelineTests
{
    private const string Component = "templates/audit/template.yml";
    private const string Example = "tests/pipeline/including/.gitlab-ci.yml";

    private static IReadOnlyList<AuditJob> Audits { get; } = AuditJob.All(Host.Root);

    private static YamlMappingNode Jobs => Documents(Component)[1];

    private static YamlMappingNode Pipeline => Documents(".gitlab-ci.yml")[0];

    [Test]
    public void The_files_are_as_the_target_writes_them()
    {
        var files = PipelineFiles.Of(Host.Root, Audits);
        Assert.That(
            files.Where(file => File.ReadAllText(Path.Combine(Host.Root, file.Key)) != file.Value).Select(file => file.Key),
            Is.Empty,
            "files that differ from what the platforms say; run ./build.sh --target=Pipeline"
        );
    }

    [Test]
    public void One_more_platform_is_written_into_every_file()
    {
        var pretend = new AuditJob(
            "Pretend",
            "pretend",
            "The Pretended",
            [
                new Access(new Variable("PRETEND_ID", "an id", "of anything")),
                new Access(new Variable("PRETEND_TOKEN", "a token", "for reading")),
            ]
        )
        {
            ImageInput = "pretend_image",
            ShownVariables = ["PRETEND_ID"],
        };
        var (before, after) = (PipelineFiles.Of(Host.Root, Audits), PipelineFiles.Of(Host.Root, [.. Audits, pretend]));
        Assert.That(
            before.Keys.ToDictionary(file => file, file => after[file].Split('\n').Except(before[file].Split('\n'))),
            Is.EqualTo(
                new Dictionary<string, string[]>
                {
                    [Component] =
                    [
                        "    - unset PRETEND_ID PRETEND_TOKEN",
                        "audit:Pretend:",
                        "  image: $[[ inputs.pretend_image ]]",
                        "  resource_group: platform-audits/pretend",
                        "    name: platform-audits/pretend",
                        "    AUDIT_JOB: Pretend",
                        "    - if: $AUDIT_TARGET !~ /^(Pretend|All)$/",
                        "      junit: artifacts/pretend/junit.xml",
                        "      annotations: artifacts/pretend/annotations.json",
                        "    - job: audit:Pretend",
                        $"    - if: $AUDIT_TARGET !~ /^({string.Join('|', Audits.Select(a => a.Target))}|Pretend|All)$/",
                    ],
                    [".gitlab-ci.yml"] = ["      - Pretend"],
                    [Example] = ["      - Pretend"],
                    ["docs/pipeline.md"] =
                    [
                        "| `PRETEND_ID` | an id | of anything | visible | `platform-audits/pretend` |",
                        "| or `PRETEND_TOKEN` | a token | for reading | masked and hidden | `platform-audits/pretend` |",
                        "      - Pretend",
                    ],
                    ["README.md"] =
                    [
                        $"It audits {string.Join(", ", Audits.Select(a => $"**{a.Title}**"))} and **The Pretended**.",
                        "| [The Pretended](docs/platforms/pretend.md) | `PRETEND_ID` | an id | of anything |",
                        "|  | or `PRETEND_TOKEN` | a token | for reading |",
                    ],
                }
            )
        );
    }

    [TestCase("a: 1\n  # begin list: written by --target=Pipeline\n  # end list\nb: 2\n")]
    [TestCase("a: 1\n  # begin list: written by --target=Pipeline\n  - old\n\n  - older\n  # end list\nb: 2\n")]
    public void What_stands_outside_of_the_marks_is_left(string text)
    {
        const string Expected = "a: 1\n  # begin list: written by --target=Pipeline\n  - new\n\n  - newer\n  # end list\nb: 2\n";
        string[] lines = ["- new", "", "- newer"];
        Assert.Multiple(() =>
        {
            Assert.That(new MarkedText("x.yml", text).With(("list", lines)).Text, Is.EqualTo(Expected));
            Assert.That(
                new MarkedText("x.yml", text.ReplaceLineEndings("\r\n")).With(("list", lines)).Text,
                Is.EqualTo(Expected.ReplaceLineEndings("\r\n"))
            );
        });
    }

    [TestCase("a: 1\n", "x.yml: it lacks the comment \"begin list: written by --target=Pipeline\" in a line; restore it.")]
    [TestCase("# begin list: written by --target=Pipeline\na: 1\n", "x.yml: it lacks the comment \"end list\" in a line; restore it.")]
    [TestCase("a: 1\n# end list\n", "x.yml:2: the comment \"# end list\" is not expected there; restore or remove it.")]
    [TestCase(
        "<!-- begin table: written by --target=Pipeline -->\n<!-- end table -->\n",
        "x.yml:1: the comment \"<!-- begin table: written by --target=Pipeline -->\" is not expected there; restore or remove it."
    )]
    public void A_file_whose_marks_are_damaged_is_not_written(string text, string sentence) =>
        Assert.That(
            () => new MarkedText("x.yml", text).With(("list", ["- new"])),
            Throws.TypeOf<AuditException>().With.Message.EqualTo($"Writing what the pipeline repeats for each platform: {sentence}")
        );

    [TestCaseSource(nameof(Audits))]
    public void Every_audit_has_its_own_job_and_credentials(AuditJob audit)
    {
        Assert.That(Jobs.Children.ContainsKey($"audit:{audit.Target}"), Is.True, $"{Component} has no job audit:{audit.Target}");
        var job = (YamlMappingNode)Jobs[$"audit:{audit.Target}"];
        var inputs = (YamlMappingNode)Documents(Component)[0]["spec"]["inputs"];
        Assert.Multiple(() =>
        {
            Assert.That(Text(job, "variables", "AUDIT_JOB"), Is.EqualTo(audit.Target));
            Assert.That(Text(job, "resource_group"), Is.EqualTo($"platform-audits/{audit.Platform}"));
            Assert.That(Text(job, "environment", "name"), Is.EqualTo($"platform-audits/{audit.Platform}"));
            Assert.That(Text(job, "artifacts", "reports", "junit"), Is.EqualTo($"artifacts/{audit.Platform}/junit.xml"));
            Assert.That(Text(job, "artifacts", "reports", "annotations"), Is.EqualTo($"artifacts/{audit.Platform}/annotations.json"));
            Assert.That(Text((YamlMappingNode)job["rules"][0], "if"), Is.EqualTo($"$AUDIT_TARGET !~ /^({audit.Target}|All)$/"));
            Assert.That(inputs.Children.ContainsKey(audit.ImageInput ?? "image"), Is.True, $"{Component} has no input {audit.ImageInput}");
        });
    }

    [Test]
    public void Every_choice_has_a_job()
    {
        var jobs = Jobs.Children.Keys.Select(key => ((YamlScalarNode)key).Value!).ToList();
        Assert.That(Options(Pipeline).Where(option => option != nameof(All) && !jobs.Contains($"audit:{option}")), Is.Empty);
        Assert.That(Options(Pipeline), Is.EqualTo(Options(Documents(Example)[0])));
    }

    [Test]
    public void Every_job_that_audits_keeps_to_the_same_rules()
    {
        var audits = Jobs.Children.Where(pair =>
            ((YamlScalarNode)pair.Key).Value is { } name
            && name.StartsWith("audit:", StringComparison.Ordinal)
            && name is not ("audit:build" or "audit:reports")
        );
        Assert.That(audits.Select(pair => Text((YamlMappingNode)pair.Value, "extends")), Has.All.EqualTo(".audit:run"));
        var (all, run) = ((YamlMappingNode)Jobs[".audit"], (YamlMappingNode)Jobs[".audit:run"]);
        Assert.Multiple(() =>
        {
            Assert.That(Text(all, "interruptible"), Is.EqualTo("false"));
            Assert.That(
                ((YamlSequenceNode)all["retry"]["when"]).Select(n => ((YamlScalarNode)n).Value),
                Has.None.Contains("script").And.None.EqualTo("always")
            );
            Assert.That(
                ((YamlSequenceNode)run["allow_failure"]["exit_codes"]).Select(n => ((YamlScalarNode)n).Value),
                Is.EqualTo(new[] { "2" })
            );
            Assert.That(Text(run, "artifacts", "access"), Is.EqualTo("$[[ inputs.snapshot_access ]]"));
            Assert.That(Text(Documents(Component)[0], "spec", "inputs", "snapshot_access", "default"), Is.EqualTo("maintainer"));
            Assert.That(Text(run, "artifacts", "expire_in"), Is.EqualTo("$[[ inputs.snapshot_expiry ]]"));
            Assert.That(
                Text(Documents(Component)[0], "spec", "inputs", "snapshot_expiry", "default"),
                Is.EqualTo("1 year 3 months"),
                "the retention of access reviews"
            );
            Assert.That(run["script"].ToString() + all["variables"], Does.Not.Contain("TOKEN").And.Not.Contain("SECRET"));
        });
    }

    [TestCase("test")]
    [TestCase("preview")]
    [TestCase("search")]
    [TestCase("audit:build")]
    public void A_job_that_runs_what_somebody_may_have_changed_is_given_no_credential(string job)
    {
        var script = (YamlSequenceNode)(Jobs.Children.TryGetValue(job, out var shared) ? shared : Pipeline[job])["script"];
        Assert.Multiple(() =>
        {
            Assert.That(script[0].Tag.Value, Is.EqualTo("!reference"), "before anything else");
            Assert.That(
                ((YamlSequenceNode)script[0]).Select(n => ((YamlScalarNode)n).Value),
                Is.EqualTo(new[] { ".without-credentials", "script" })
            );
        });
    }

    [Test]
    public void Every_credential_is_taken_from_a_job_without_credentials()
    {
        var taken = ((YamlSequenceNode)Jobs[".without-credentials"]["script"])
            .SelectMany(n => ((YamlScalarNode)n).Value!.Split(' ')[1..])
            .ToList();
        Assert.That(
            Audits
                .SelectMany(a => a.Accesses)
                .SelectMany(a => a.Variables)
                .Select(v => v.Name)
                .Concat(["GL_TOKEN", SlackClient.TokenVariable, SlackClient.WebhookVariable, "AUDITS_SIGNING_KEY"])
                .Except(taken),
            Is.Empty
        );
    }

    [Test]
    public void The_preview_of_a_merge_request_writes_nothing_and_asks_no_vendor() =>
        Assert.That(
            ((YamlScalarNode)((YamlSequenceNode)Pipeline["preview"]["script"]).Children[^1]).Value,
            Does.Contain("--sandbox").And.Contain("--preview")
        );

    [TestCase("main", true)]
    [TestCase("--upload-pack=./evil", false)]
    [TestCase("--exec=./evil", false)]
    [TestCase("-u./evil", false)]
    [TestCase("--output-dir=x;touch was-run", false)]
    public async Task A_version_that_looks_like_an_option_is_none(string version, bool isFetched)
    {
        var folder = Directory.CreateTempSubdirectory("platform-audits-fetch-");
        var program = Path.Combine(folder.FullName, "support", "program.git");
        var script = ((YamlSequenceNode)Jobs["audit:build"]["script"])
            .OfType<YamlScalarNode>()
            .Select(n => n.Value!)
            .Single(line => line.Contains("git init", StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "run.sh"),
            $$"""
            set -e
            git init --quiet --initial-branch=main "{{program}}"
            git -C "{{program}}" -c user.name=Test -c user.email=t@example.com commit --quiet --allow-empty --message=Test
            mkdir -p work/.platform-audits && cd work
            printf '#!/bin/sh\ntouch "{{folder.FullName}}/was-run"\nexit 1\n' > .platform-audits/evil
            chmod +x .platform-audits/evil
            {{script}}
            """
        );
        var run = await Host.StartAsync(
            "bash",
            ["run.sh"],
            new Dictionary<string, string>
            {
                ["CI_SERVER_URL"] = $"file://{folder.FullName}",
                ["AUDIT_PROGRAM"] = "support/program",
                ["AUDIT_VERSION"] = version,
            },
            folder.FullName
        );
        var wasRun = folder.EnumerateFiles("was-run", SearchOption.AllDirectories).Any();
        folder.Delete(recursive: true);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode == 0, Is.EqualTo(isFetched), run.All);
            Assert.That(wasRun, Is.False, "the input ran a program");
        });
    }

    [Test]
    public void Only_the_job_that_gathers_the_reports_keeps_the_overview_and_one_pipeline_at_a_time()
    {
        var job = Jobs["audit:reports"];
        Assert.Multiple(() =>
        {
            Assert.That(Text(job, "resource_group"), Is.EqualTo("platform-audits/overview"));
            Assert.That(Text(job, "environment", "name"), Is.EqualTo("platform-audits/overview"), "it gets GL_TOKEN");
            Assert.That(Text(job, "environment", "action"), Is.EqualTo("access"));
            Assert.That(
                Jobs.Children.Where(other => other.Value.ToString().Contains("--target=Report", StringComparison.Ordinal))
                    .Select(other => ((YamlScalarNode)other.Key).Value),
                Is.EqualTo(new[] { "audit:reports" })
            );
        });
    }

    [TestCase("printf page > artifacts/index.html", 0, "calendly index.html")]
    [TestCase("exit 1", 1, "calendly")]
    [TestCase(null, 127, "calendly", Description = "The program was not built.")]
    public async Task The_reports_are_gathered_whatever_becomes_of_the_page_over_them(string? program, int code, string gathered)
    {
        var folder = Directory.CreateTempSubdirectory("platform-audits-reports-");
        var script = string.Join('\n', ((YamlSequenceNode)Jobs["audit:reports"]["script"]).Select(n => ((YamlScalarNode)n).Value));
        if (program is not null)
        {
            var host = folder.CreateSubdirectory(".platform-audits/.build/host-default");
            await File.WriteAllTextAsync(Path.Combine(host.FullName, "host.stamp"), "");
            var start = Path.Combine(folder.FullName, ".platform-audits", "build.sh");
            await File.WriteAllTextAsync(start, $"#!/bin/sh\n{program}\n");
        }

        var snapshot = folder.CreateSubdirectory("artifacts/calendly/snapshot");
        await File.WriteAllTextAsync(Path.Combine(snapshot.FullName, "manifest.json"), "{}");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "artifacts", "calendly", "report.json"), "{}");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "run.sh"),
            $"chmod +x .platform-audits/build.sh || true\nset -eo pipefail\n{script}"
        );
        var run = await Host.StartAsync("bash", ["run.sh"], [], folder.FullName);
        var reports = new DirectoryInfo(Path.Combine(folder.FullName, "reports"));
        var (found, below) = (Names(reports), Names(new DirectoryInfo(Path.Combine(reports.FullName, "calendly"))));
        folder.Delete(recursive: true);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(code), run.All);
            Assert.That(found, Is.EqualTo(gathered));
            Assert.That(below, Is.EqualTo("report.json"), "and no evidence");
        });

        static string Names(DirectoryInfo folder) =>
            string.Join(' ', folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Test]
    public void Images_are_named_once_with_their_full_version()
    {
        string[] files = [".gitlab-ci.yml", Component, Example, "docs/pipeline.md"];
        var image = Text(Jobs, ".image", "variables", "AUDIT_IMAGE");
        var named = files
            .SelectMany(file =>
                File.ReadLines(Path.Combine(Host.Root, file))
                    .Where(line => line.Contains("mcr.microsoft.com/", StringComparison.Ordinal))
                    .Select(line => (file, line: line.Trim()))
            )
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(image, Does.Match(@"^mcr\.microsoft\.com/dotnet/sdk:10\.\d+\.\d{3}$"));
            Assert.That(named, Is.EqualTo(new[] { (Component, $"AUDIT_IMAGE: {image}"), ("docs/pipeline.md", $"FROM {image}") }));
            Assert.That(
                files[..3]
                    .SelectMany(file => Documents(file))
                    .SelectMany(document => document.Children.Values)
                    .Select(job => Text(job, "image"))
                    .OfType<string>(),
                Has.All.Match(@"^\$\[\[ inputs\.(onepassword_)?image \]\]$")
            );
            Assert.That(
                new[] { "image", "onepassword_image" }.Select(input => Text(Documents(Component)[0], "spec", "inputs", input, "default")),
                Has.All.EqualTo("$AUDIT_IMAGE")
            );
        });
    }

    private static IEnumerable<string> Options(YamlMappingNode pipeline) =>
        ((YamlSequenceNode)pipeline["variables"]["AUDIT_TARGET"]["options"]).Select(n => ((YamlScalarNode)n).Value!);

    private static string? Text(YamlNode node, params string[] path)
    {
        foreach (var key in path)
        {
            if (node is not YamlMappingNode mapping || !mapping.Children.TryGetValue(key, out node!))
            {
                return null;
            }
        }

        return (node as YamlScalarNode)?.Value;
    }

    private static IReadOnlyList<YamlMappingNode> Documents(string file)
    {
        using var reader = new StreamReader(Path.Combine(Host.Root, file));
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents.Select(d => (YamlMappingNode)d.RootNode)];
    }
}
