using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>The files that repeat something for each platform: the component, the pipelines that use it, and their pages.</summary>
public static class PipelineFiles
{
    private const string Component = "templates/audit/template.yml";
    private const string Pipeline = ".gitlab-ci.yml";
    private const string Example = "tests/pipeline/including/.gitlab-ci.yml";
    private const string Guide = "docs/pipeline.md";
    private const string Readme = "README.md";

    /// <summary>The text that each of them should have, by its path below the checkout; outside of the marks, what stands there.</summary>
    /// <param name="jobs">The audits, in the order in which they are listed.</param>
    /// <exception cref="AuditException">A file can't be read, or lacks a mark.</exception>
    public static IReadOnlyDictionary<string, string> Of(string root, IReadOnlyList<AuditJob> jobs)
    {
        var component = MarkedText
            .Read(root, Component)
            .With(
                ("unset", jobs.Select(job => $"- unset {string.Join(' ', VariablesOf(job).Select(v => v.Name).Distinct())}")),
                ("jobs", jobs.SelectMany((job, place) => place == 0 ? JobOf(job) : ["", .. JobOf(job)])),
                ("needs", jobs.SelectMany(job => (string[])[$"- job: audit:{job.Target}", "  optional: true"])),
                ("rule", [$"- if: $AUDIT_TARGET !~ /^({string.Join('|', jobs.Select(job => job.Target))}|All)$/", "  when: never"])
            );
        var pipeline = MarkedText.Read(root, Pipeline).With(("options", OptionsOf(jobs)));
        var example = MarkedText.Read(root, Example).With(("options", OptionsOf(jobs)));
        var guide = MarkedText
            .Read(root, Guide)
            .With(("credentials", Apart(CredentialsOf(jobs))), ("example", Apart(["```yaml", .. example.UnmarkedLines(), "```"])));
        var readme = MarkedText
            .Read(root, Readme)
            .With(
                ("platforms", Apart([$"It audits {Sentence.List([.. jobs.Select(job => $"**{job.Title}**")])}."])),
                ("variables", Apart(AccessNeededBy(jobs)))
            );
        return new[] { component, pipeline, example, guide, readme }.ToDictionary(
            file => file.Path,
            file => file.Text,
            StringComparer.Ordinal
        );
    }

    private static IEnumerable<string> JobOf(AuditJob job) =>
        [
            $"audit:{job.Target}:",
            "  extends: .audit:run",
            .. job.ImageInput is { } input ? (string[])[$"  image: $[[ inputs.{input} ]]"] : [],
            $"  resource_group: {job.Environment}",
            "  environment:",
            $"    name: {job.Environment}",
            "    action: access",
            "  variables:",
            $"    AUDIT_JOB: {job.Target}",
            "  rules:",
            $"    - if: $AUDIT_TARGET !~ /^({job.Target}|All)$/",
            "      when: never",
            "    - !reference [.audit, rules]",
            "  artifacts:",
            "    reports:",
            $"      junit: artifacts/{job.Platform}/junit.xml",
            $"      annotations: artifacts/{job.Platform}/annotations.json",
        ];

    private static IEnumerable<string> OptionsOf(IReadOnlyList<AuditJob> jobs) =>
        jobs.Select(job => job.Target)
            .Append(nameof(Tasks.FollowUp))
            .Order(StringComparer.Ordinal)
            .Prepend(nameof(Tasks.All))
            .Select(target => $"- {target}");

    private static IEnumerable<string> CredentialsOf(IReadOnlyList<AuditJob> jobs) =>
        [
            "| variable | what it is | the least that it must be allowed | visibility | environment |",
            "| --- | --- | --- | --- | --- |",
            .. jobs.SelectMany(job =>
                VariablesOf(job)
                    .Select(v =>
                        $"| {v.Before}`{v.Name}` | {v.Purpose} | {v.Permission} | "
                        + $"{(job.ShownVariables.Contains(v.Name) ? "visible" : "masked and hidden")} | `{job.Environment}` |"
                    )
            ),
        ];

    private static IEnumerable<string> AccessNeededBy(IReadOnlyList<AuditJob> jobs) =>
        [
            "| platform | variable | what it is | the least it must be allowed |",
            "| --- | --- | --- | --- |",
            .. jobs.SelectMany(job =>
                VariablesOf(job)
                    .Select(v =>
                        $"| {(v.Before.Length == 0 ? $"[{job.Title}](docs/platforms/{job.Platform}.md)" : "")} | "
                        + $"{v.Before}`{v.Name}` | {v.Purpose} | {v.Permission} |"
                    )
            ),
        ];

    /// <summary>All variables of an audit, and the word before each: <c>or</c> begins another way to get at the platform.</summary>
    private static IEnumerable<(string Before, string Name, string Purpose, string Permission)> VariablesOf(AuditJob job) =>
        job.Accesses.SelectMany(
            (access, way) =>
                access.Variables.Select(
                    (variable, place) =>
                        (
                            (way, place) is (0, 0) ? ""
                            : place == 0 ? "or "
                            : "and ",
                            variable.Name,
                            variable.Purpose,
                            variable.Permission
                        )
                )
        );

    /// <summary>Between empty lines, as Markdown wants it beside a comment.</summary>
    private static IEnumerable<string> Apart(IEnumerable<string> lines) => ["", .. lines, ""];
}
