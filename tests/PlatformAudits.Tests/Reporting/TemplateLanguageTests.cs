using NUnit.Framework;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Reporting;

/// <summary>What templates rely on in Scriban, and that all of its language is there.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class TemplateLanguageTests
{
    [TestCase("a\n{{~ if true ~}}\nb\n{{~ end ~}}\nc", "a\nb\nc", TestName = "A tilde takes the line of a statement away")]
    [TestCase("a\n\n{{- if true -}}\n\n b \n{{- end }}\nc", "ab\nc", TestName = "A hyphen takes all white space away")]
    [TestCase("- x\n  {{ \"one\\ntwo\" }}\n", "- x\n  one\n  two", TestName = "The lines of a value are indented like its first")]
    [TestCase(
        "{{ for n in 1..5000 }}{{ end }}{{ '.' | string.pad_right 2000000 | string.size }}",
        "2000000",
        TestName = "Many people and long texts are no limit"
    )]
    [TestCase(
        "{{ func twice(x); ret x * 2; end; capture text; [3, 1, 2] | array.sort | array.each @twice | array.join ','; end }}"
            + "{{ case text; when '2,4,6'; regex.replace text '[0-9]' '#'; end }}",
        "#,#,#",
        TestName = "Functions, pipes, captures, cases and regular expressions can be used"
    )]
    public async Task A_template_renders(string template, string expected)
    {
        await using var audit = await WithTemplateAsync(template);
        await audit.RunAsync();
        Assert.That(await File.ReadAllTextAsync(audit.Output("issue.md")), Does.Contain($"-->\n\n{expected}\n\n<!--"));
    }

    [TestCase(
        "{{ while true }}{{ end }}",
        "calendly.scriban-md:1:4: Exceeding number of iteration limit `1000000` for loop statement",
        TestName = "An endless loop ends"
    )]
    [TestCase("{{ include '_again' }}", "Exceeding number of recursive depth limit", TestName = "A partial that includes itself ends")]
    [TestCase(
        "{{ include '_slip' }}",
        "_slip.scriban-md:2:4: The variable or function `nope` was not found",
        TestName = "A slip in a partial is shown in the partial"
    )]
    public async Task A_template_that_can_not_be_rendered_is_one_sentence(string template, string expected)
    {
        await using var audit = await WithTemplateAsync(template);
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.That(failure.Message, Does.StartWith("Writing the issue: ").And.Contains(expected).And.Contains(". Mend the template."));
    }

    private static async Task<SandboxedAudit> WithTemplateAsync(string template)
    {
        var audit = await SandboxedAudit.StartAsync();
        audit.Write("templates/calendly.scriban-md", template);
        audit.Write("templates/_again.scriban-md", "{{ include '_again' }}");
        audit.Write("templates/_slip.scriban-md", "ok\n{{ nope }}");
        audit.Request = audit.Request with
        {
            OwnTemplatesFolder = Path.GetDirectoryName(audit.Write("templates/_people.scriban-md", ""))!,
        };
        return audit;
    }
}
