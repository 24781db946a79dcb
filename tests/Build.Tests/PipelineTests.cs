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
                    [".gitlab-ci.yml"] = ["      - Pretend", "    - unset PRETEND_ID PRETEND_TOKEN"],
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

    [Test]
    public void The_preview_of_a_merge_request_is_given_no_credential()
    {
        var lines = ((YamlSequenceNode)Pipeline["preview"]["script"]).Select(n => ((YamlScalarNode)n).Value!).ToList();
        var taken = lines.Where(l => l.StartsWith("unset ", StringComparison.Ordinal)).SelectMany(l => l.Split(' ')[1..]).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(
                Audits
                    .SelectMany(a => a.Accesses)
                    .SelectMany(a => a.Variables)
                    .Select(v => v.Name)
                    .Concat(["GL_TOKEN", SlackClient.TokenVariable, SlackClient.WebhookVariable])
                    .Except(taken),
                Is.Empty,
                "variables that the job preview does not take away"
            );
            Assert.That(lines[^1], Does.Contain("--sandbox").And.Contain("--preview"));
        });
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
