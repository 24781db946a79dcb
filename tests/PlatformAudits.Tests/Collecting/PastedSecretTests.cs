using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Credentials;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Collecting;

[NonParallelizable]
public sealed class PastedSecretTests
{
    private static IEnumerable<TestCaseData> Pasted =>
        new[]
        {
            ("\"{0}\"", "it has quotes or brackets around it"),
            ("'{0}'", "it has quotes or brackets around it"),
            ("`{0}`", "it has quotes or brackets around it"),
            ("<{0}>", "it has quotes or brackets around it"),
            ("“{0}”", "another character that no token has"),
            ("Bearer {0}", "which the program adds by itself"),
            ("bearer {0}", "which the program adds by itself"),
            ("Basic {0}", "which the program adds by itself"),
            ("Token token={0}", "which the program adds by itself"),
            ("token={0}", "which the program adds by itself"),
            ("Authorization: Bearer {0}", "which the program adds by itself"),
            ("PRIVATE-TOKEN: {0}", "which the program adds by itself"),
            ("$CALENDLY_TOKEN", "the name of a variable that was not replaced"),
            ("${{CALENDLY_TOKEN}}", "the name of a variable that was not replaced"),
            ("%CALENDLY_TOKEN%", "the name of a variable that was not replaced"),
            ("op://vault/item/token", "the name of a variable that was not replaced"),
            ("[MASKED]", "what a log shows in the place of a secret"),
            ("Bearer [masked]", "what a log shows in the place of a secret"),
            ("[redacted]", "what a log shows in the place of a secret"),
            ("**********", "what a log shows in the place of a secret"),
            ("CALENDLY_TOKEN={0}", "a name and an equals sign before the secret"),
            ("export CALENDLY_TOKEN={0}", "a name and an equals sign before the secret"),
            ("{0} {0}", "it holds a blank"),
            ("{0}\n{0}", "it holds a line break"),
        }.Select(p => new TestCaseData(p.Item1, p.Item2));

    [TestCaseSource(nameof(Pasted))]
    public async Task What_was_pasted_with_something_around_it_is_named_before_it_is_sent(string form, string problem)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var token = audit.Variables["CALENDLY_TOKEN"];
        audit.Variables["CALENDLY_TOKEN"] = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, token);
        var report = (await audit.RunAsync()).Report;
        Assert.Multiple(() =>
        {
            Assert.That(report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(
                report.Reasons.Single(),
                Does.StartWith("Preparing the Calendly audit: reading CALENDLY_TOKEN: ").And.Contain(problem).And.Not.Contain(token)
            );
            Assert.That(audit.Sandbox.Requests.All.Select(r => r.Target), Has.None.StartsWith("/calendly"));
        });
    }

    private static IEnumerable<TestCaseData> Variables =>
        from platform in ConformanceTests.Platforms
        from access in Enumerable.Range(0, platform.Accesses.Count)
        from variable in platform.Accesses[access].Variables
        select new TestCaseData(platform.Id, access, variable.Name);

    [TestCaseSource(nameof(Variables))]
    public async Task Of_every_platform_each_variable_that_was_pasted_with_quotes_is_named(string platform, int access, string variable)
    {
        await using var audit = await SandboxedAudit.StartAsync(platform: platform);
        var accesses = ConformanceTests.Platforms.Single(p => p.Id == platform).Accesses;
        foreach (
            var other in accesses.SelectMany(a => a.Variables).Select(v => v.Name).Except(accesses[access].Variables.Select(v => v.Name))
        )
        {
            audit.Variables.Remove(other);
        }

        foreach (var one in accesses[access].Variables)
        {
            audit.Variables[one.Name] = one.Name == variable ? "\"as-it-was-pasted\"" : "as-it-should-be";
        }

        var report = (await audit.RunAsync()).Report;
        Assert.Multiple(() =>
        {
            Assert.That(report.Reasons.Single(), Does.Contain($" audit: reading {variable}: it has quotes or brackets around it; "));
            Assert.That(audit.Sandbox.Requests.All.Select(r => r.Target), Has.All.StartsWith("/gitlab/"));
        });
    }

    [Test]
    public async Task What_is_wrong_with_GitLabs_token_is_named_before_anything_is_sent()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["GL_TOKEN"] = $"\"{audit.Variables["GL_TOKEN"]}\"";
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
            Assert.That(
                failure.Message,
                Is.EqualTo(
                    "Preparing the Calendly audit: reading GL_TOKEN: it has quotes or brackets around it; set it again without them."
                )
            );
            Assert.That(audit.Sandbox.Requests.All, Is.Empty);
        });
    }

    [TestCase("glpat-12345678901234567890")]
    [TestCase("u+bx-AB_cd12==")]
    [TestCase("eyJhbGciOi.eyJpc3Mi.x-y_z")]
    [TestCase("glrt-dG9rZW4tMTIzNA.0w1x2y3z")]
    [TestCase("Tokenized123")]
    [TestCase("x1y2z3xxxx")]
    public void What_a_token_looks_like_is_taken(string token) => Assert.That(PastedSecret.ProblemIn(token), Is.Null);
}
