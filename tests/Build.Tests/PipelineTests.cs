using NUnit.Framework;
using PlatformAudits.Audits;
using PlatformAudits.Build.Tasks;
using YamlDotNet.RepresentationModel;

namespace PlatformAudits.Build.Tests;

/// <summary>The pipeline holds a job for every audit that there is. A missing piece is named.</summary>
public sealed class PipelineTests
{
    private const string Component = "templates/audit/template.yml";
    private const string Example = "tests/pipeline/including/.gitlab-ci.yml";

    private static IReadOnlyList<AuditTask> Audits { get; } =
    [
        .. typeof(AuditTask)
            .Assembly.GetExportedTypes()
            .Where(t => t.IsSubclassOf(typeof(AuditTask)) && !t.IsAbstract)
            .Select(t => (AuditTask)Activator.CreateInstance(t)!),
    ];

    private static YamlMappingNode Jobs => Documents(Component)[1];

    private static YamlMappingNode Pipeline => Documents(".gitlab-ci.yml")[0];

    [TestCaseSource(nameof(Audits))]
    public void Every_audit_has_its_job_in_the_component(AuditTask audit)
    {
        var name = audit.GetType().Name;
        Assert.That(Jobs.Children.ContainsKey($"audit:{name}"), Is.True, $"{Component} has no job audit:{name}");
        var job = (YamlMappingNode)Jobs[$"audit:{name}"];
        Assert.Multiple(() =>
        {
            Assert.That(Text(job, "variables", "AUDIT_JOB"), Is.EqualTo(name));
            Assert.That(Text(job, "resource_group"), Is.EqualTo($"platform-audits/{audit.Platform}"));
            Assert.That(Text(job, "environment", "name"), Is.EqualTo($"platform-audits/{audit.Platform}"));
            Assert.That(Text(job, "artifacts", "reports", "junit"), Is.EqualTo($"artifacts/{audit.Platform}/junit.xml"));
            Assert.That(Text(job, "artifacts", "reports", "annotations"), Is.EqualTo($"artifacts/{audit.Platform}/annotations.json"));
            Assert.That(Text((YamlMappingNode)job["rules"][0], "if"), Is.EqualTo($"$AUDIT_TARGET !~ /^({name}|All)$/"));
        });
    }

    [TestCaseSource(nameof(Audits))]
    public void Every_audit_can_be_chosen_and_its_reports_are_gathered(AuditTask audit)
    {
        var name = audit.GetType().Name;
        Assert.Multiple(() =>
        {
            Assert.That(Options(Pipeline), Does.Contain(name), ".gitlab-ci.yml");
            Assert.That(Options(Documents(Example)[0]), Does.Contain(name), Example);
            Assert.That(
                ((YamlSequenceNode)Jobs["audit:reports"]["needs"]).Select(need => Text((YamlMappingNode)need, "job")),
                Does.Contain($"audit:{name}")
            );
            Assert.That(Text((YamlMappingNode)Jobs["audit:reports"]["rules"][0], "if"), Does.Match($@"[(|]{name}[|)]"));
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
        var platforms = Configuration.Read(Path.Combine(Host.Root, "audits.yaml")).Platforms;
        Assert.Multiple(() =>
        {
            Assert.That(
                platforms.SelectMany(p => p.Accesses).SelectMany(a => a.Variables).Select(v => v.Name).Append("GL_TOKEN").Except(taken),
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

    [Test]
    public void The_guide_shows_the_tested_example_and_names_every_credential()
    {
        var guide = File.ReadAllText(Path.Combine(Host.Root, "docs", "pipeline.md"));
        var platforms = Configuration.Read(Path.Combine(Host.Root, "audits.yaml")).Platforms;
        Assert.Multiple(() =>
        {
            Assert.That(guide, Does.Contain($"```yaml\n{File.ReadAllText(Path.Combine(Host.Root, Example))}```\n"));
            Assert.That(
                platforms
                    .SelectMany(p => p.Accesses)
                    .SelectMany(a => a.Variables)
                    .Select(v => v.Name)
                    .Append("GL_TOKEN")
                    .Where(v => !guide.Contains($"`{v}`", StringComparison.Ordinal)),
                Is.Empty
            );
            Assert.That(
                Audits.Select(a => $"platform-audits/{a.Platform}").Where(e => !guide.Contains(e, StringComparison.Ordinal)),
                Is.Empty
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
