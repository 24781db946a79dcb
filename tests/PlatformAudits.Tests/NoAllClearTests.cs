using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Sandbox.Faults;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests;

/// <summary>
/// What keeps a platform from being judged, and what a person has to put right first: never an all-clear, always a sentence.
/// </summary>
public sealed class NoAllClearTests
{
    [TestCase("CALENDLY_TOKEN", "wrong", TestName = "An_audit_that_read_nothing_does_not_say_that_anything_was_read_to_its_end")]
    [TestCase(null, null, TestName = "An_audit_that_read_half_does_not_say_that_anything_was_read_to_its_end")]
    public async Task Evidence_without_a_verdict(string? variable, string? value)
    {
        await using var audit = await SandboxedAudit.StartAsync(
            new SandboxOptions { Size = 10, Faults = Fault.Parse(variable is null ? ["calendly /groups#1 403"] : []) }
        );
        if (variable is not null)
        {
            audit.Variables[variable] = value!;
        }

        var outcome = await audit.RunAsync();
        var description = audit.Issues.Single().Description!.Split('\n');
        var page = await File.ReadAllTextAsync(audit.Output("report.html"));
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(description, Has.None.Contains("Every page of every list"));
            Assert.That(description, Has.None.Contains("Completeness and accuracy"));
            Assert.That(description, Has.Some.StartsWith("There is no verdict, so nothing here shows that any list was read to its end."));
            Assert.That(
                description
                    .Index()
                    .Where(line => line.Item.StartsWith("| ---", StringComparison.Ordinal))
                    .Select(l => description[l.Index + 1]),
                Has.All.StartsWith("| "),
                "no table is empty"
            );
            Assert.That(page, Does.Contain("nothing here shows that any list was read to its end").And.Not.Contain("Completeness and"));
            Assert.That(page, Does.Contain(" Tried on "));
        });
    }

    [Test]
    public async Task A_token_of_a_plain_member_is_no_all_clear()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["CALENDLY_TOKEN"] = CalendlyVendor.UserToken;
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(
                outcome.Report.Reasons.Single(),
                Does.Contain("Calendly answered 403")
                    .And.EndsWith(
                        "CALENDLY_TOKEN must belong to an owner or admin of the organization and have the scopes users:read, "
                            + "organizations:read and groups:read."
                    )
            );
            Assert.That((string?)audit.Report()["verdict"], Is.EqualTo("not-evaluated"));
            Assert.That(File.ReadAllText(audit.Output("junit.xml")), Does.Contain("<error message="));
        });
    }

    [Test]
    public async Task A_wrong_token_is_no_all_clear_and_is_asked_once()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["CALENDLY_TOKEN"] = "some-other-token";
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                outcome.Report.Reasons.Single(),
                Does.EndWith(
                    "Calendly answered 401 (Unauthenticated: The access token is invalid). Put a "
                        + "valid personal access token into CALENDLY_TOKEN."
                )
            );
            Assert.That(audit.Sandbox.Requests.All.Count(r => r.Target.Contains("/users/me", StringComparison.Ordinal)), Is.EqualTo(1));
        });
    }

    [TestCase(
        "GL_TOKEN,CALENDLY_TOKEN",
        "CALENDLY_TOKEN and GL_TOKEN are not set. CALENDLY_TOKEN: a Calendly personal access token of an organization owner or admin, "
            + "with the scopes users:read, organizations:read and groups:read. GL_TOKEN: a GitLab project or group access token with "
            + "the scope api and the role Reporter in the tracker's project, and read_api and Reporter in the team file's."
    )]
    [TestCase(
        "GL_TOKEN",
        "GL_TOKEN is not set. GL_TOKEN: a GitLab project or group access token with the scope api and the role Reporter in the "
            + "tracker's project, and read_api and Reporter in the team file's."
    )]
    public async Task Every_missing_variable_is_named_at_once_with_what_it_needs(string missing, string sentence)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        foreach (var name in missing.Split(','))
        {
            audit.Variables.Remove(name);
        }

        Assert.That(
            audit.RunAsync,
            Throws
                .TypeOf<AuditException>()
                .With.Message.EqualTo($"Preparing the Calendly audit: {sentence} To try the audit without any credential, add --sandbox.")
                .And.Property("Kind")
                .EqualTo(FailureKind.ConfigurationOrInfrastructure)
        );
    }

    [TestCase("")]
    [TestCase(null)]
    public async Task A_missing_or_empty_variable_of_a_vendor_is_told_in_the_issue_and_no_old_report_stays(string? value)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var good = await audit.RunAsync();
        await File.WriteAllTextAsync(audit.Output("annotations.json"), "{}");
        audit.Variables.Remove("CALENDLY_TOKEN");
        if (value is not null)
        {
            audit.Variables["CALENDLY_TOKEN"] = value;
        }

        var (asked, rows) = (audit.Sandbox.Requests.All.Count, Rows(audit));
        var outcome = await audit.RunAsync();
        var report = await File.ReadAllBytesAsync(audit.Output("report.json"));
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(
                outcome.Report.Reasons.Single(),
                Does.StartWith("Preparing the Calendly audit: CALENDLY_TOKEN is not set. CALENDLY_TOKEN: a Calendly personal access token")
            );
            Assert.That(
                audit.Issues.Single().Description,
                Does.Contain("**Not evaluated")
                    .And.Contain("TOKEN is not set")
                    .And.Contain($"of {good.Report.AsOf.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
            );
            Assert.That(Rows(audit), Is.EqualTo(rows).And.GreaterThan(0), "the last rows stay");
            Assert.That((string?)audit.Report()["verdict"], Is.EqualTo("not-evaluated"));
            Assert.That(File.ReadAllText(audit.Output("junit.xml")), Does.Contain("CALENDLY_TOKEN is not set"));
            Assert.That(audit.Output("annotations.json"), Does.Not.Exist, "it is of the run before");
            Assert.That(
                audit.Sandbox.Requests.All.Skip(asked).Select(r => r.Target),
                Has.None.StartsWith("/calendly/").And.None.Contains("/repository/"),
                "there is nothing to compare with"
            );
        });
        audit.Request = audit.Request with { ReplayFolder = audit.Output("snapshot"), OutputFolder = audit.Output("replayed") };
        await audit.RunAsync();
        Assert.That(File.ReadAllBytes(audit.Output("report.json")), Is.EqualTo(report));

        static int Rows(SandboxedAudit audit) =>
            System.Text.RegularExpressions.Regex.Count(audit.Issues.Single().Description!, "(?m)^- \\[.\\] `F");
    }

    [TestCase("GL_TOKEN")]
    [TestCase("AUDITS")]
    public async Task Where_an_audit_can_not_even_begin_no_old_report_stays_in_the_folder(string missing)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        audit.Variables.Remove(missing);
        audit.Request = audit.Request with
        {
            SettingsPath = missing == "AUDITS" ? audit.Write("wrong.yaml", "trakcer: {}\n") : audit.Request.SettingsPath,
        };
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
            foreach (
                var name in new[]
                {
                    "report.json",
                    "report.html",
                    "review.json",
                    "junit.xml",
                    "issue.md",
                    "accounts.csv",
                    "accounts.json",
                    "findings.csv",
                    "changes.csv",
                }
            )
            {
                Assert.That(audit.Output(name), Does.Not.Exist);
            }
        });
    }

    [Test]
    public async Task A_read_only_tracker_token_fails_the_run_but_keeps_the_report()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["GL_TOKEN"] = GitLabVendor.ReadOnlyToken;
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
            Assert.That(
                failure.Message,
                Does.StartWith("Opening the audit issue in sandbox/audits: GitLab answered 403")
                    .And.EndsWith("The token in GL_TOKEN may not do that by its scopes: put one with the scope api there.")
            );
            Assert.That(audit.Found(), Is.EqualTo(audit.Planted));
        });
    }

    [TestCase(
        "team:\n  project: sandbox/nowhere\n",
        "GitLab answered 404 (404 Project Not Found). Check team.project, team.path and team.ref in audits.yaml, and that GL_TOKEN may "
            + "read the repository (role Reporter, scope read_api)."
    )]
    [TestCase("team:\n  project: sandbox/support-team\n  ref: nowhere\n", "GitLab answered 404")]
    [TestCase("team:\n  project: sandbox/support-team\n  ref: main\n  path: data/nowhere.yaml\n", "GitLab answered 404")]
    public async Task A_team_file_that_is_not_there_is_no_all_clear(string team, string sentence)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Request = audit.Request with { SettingsPath = audit.Write("other.yaml", team + "tracker: {project: sandbox/audits}\n") };
        var outcome = await audit.RunAsync();
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Report.Verdict, Is.EqualTo(Verdict.NotEvaluated));
            Assert.That(outcome.Report.Reasons.Single(), Does.Contain(sentence));
        });
    }

    [TestCase("/")]
    [TestCase("/api/v4")]
    [TestCase("/api/v4/")]
    public async Task GitLabs_address_may_be_given_with_the_path_of_its_API(string ending)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables["GITLAB_URL"] += ending;
        var outcome = await audit.RunAsync();
        Assert.That((outcome.Report.Verdict, outcome.Issue?.Change), Is.EqualTo((Verdict.Findings, IssueChange.Opened)));
    }

    [TestCase("GITLAB_URL", "gitlab.example.com")]
    [TestCase("CALENDLY_URL", "https://me:secret@calendly.example")]
    [TestCase("CALENDLY_URL", "ftp://calendly.example")]
    public async Task An_address_that_is_none_is_refused_without_repeating_it(string variable, string value)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Variables[variable] = value;
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.Multiple(() =>
        {
            Assert.That(
                failure.Message,
                Does.StartWith($"Reading {variable}: it must be an address such as https://")
                    .And.EndsWith(", without a user, a query or a fragment.")
            );
            Assert.That(failure.Message, Does.Not.Contain("secret"));
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
        });
    }

    [Test]
    public async Task A_bad_team_file_is_named_as_people_know_it()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        var path = audit.Write("team.yaml", "- name: Ada\n  email: [x]\n");
        audit.Request = audit.Request with { TeamPath = path };
        var outcome = await audit.RunAsync();
        Assert.That(outcome.Report.Reasons.Single(), Does.Contain($"{path}:2:10:"));
    }

    [Test]
    public async Task A_team_file_inside_the_last_snapshot_is_refused_before_the_snapshot_is_replaced()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        await audit.RunAsync();
        var path = Path.Combine(audit.Output("snapshot"), "inputs", "support-team.yaml");
        audit.Request = audit.Request with { TeamPath = path };
        Assert.Multiple(() =>
        {
            Assert.That(
                audit.RunAsync,
                Throws
                    .TypeOf<AuditException>()
                    .With.Message.Contains($"{path} lies in {audit.Output("snapshot")}, which this run replaces.")
            );
            Assert.That(path, Does.Exist);
        });
    }

    [TestCase("ok\n{{ for x in }}\n", "2:13", "  {{ for x in }}\n              ^")]
    [TestCase("ok\n\t{{ nope }}\n", "2:5", "  \t{{ nope }}\n  \t   ^")]
    [TestCase("ok\n{{ title +", "2:11", "  {{ title +\n            ^")]
    public async Task A_template_with_a_slip_is_shown_with_its_line_and_a_caret(string template, string place, string shown)
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Write("templates/calendly.scriban-md", template);
        audit.Request = audit.Request with
        {
            OwnTemplatesFolder = Path.GetDirectoryName(audit.Write("templates/_people.scriban-md", ""))!,
        };
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.That(
            failure.Message,
            Does.Match(
                $"^Writing the issue: .*templates/calendly\\.scriban-md:{place}: .*\\. Mend the template\\.\n"
                    + $"{System.Text.RegularExpressions.Regex.Escape(shown)}$"
            )
        );
    }

    [Test]
    public async Task An_implausibly_small_population_is_no_answer()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Change("  calendly:\n", "  calendly:\n    minimum_accounts: 1000\n");
        var outcome = await audit.RunAsync();
        Assert.That(
            outcome.Report.Reasons,
            Is.EqualTo(
                new[]
                {
                    "The list of accounts is not implausibly small: this does not hold "
                        + $"({audit.Sandbox.Vendor<CalendlyVendor>().Organization.Accounts.Count()} accounts, at "
                        + "least 1000 expected). Look whether the token sees everybody; if the platform has "
                        + "shrunk, lower its minimum_accounts in audits.yaml.",
                }
            )
        );
    }
}
