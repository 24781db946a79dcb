using NUnit.Framework;
using PlatformAudits.Foundation;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Tests.FollowUp;

namespace PlatformAudits.Tests.Tracking;

/// <summary>What GitLab refuses is told by what it means, and with what to do.</summary>
public sealed class TrackerRefusalTests
{
    private const string Looking = "Looking for the audit issues in sandbox/audits: ";
    private const string Writing = "Writing a note on the audit issue in sandbox/audits: ";

    [TestCase(
        RefusalKind.ExpiredToken,
        Looking
            + "GitLab answered 401 (Token is expired. You can either do re-authorization or token refresh.). The token in GL_TOKEN has "
            + "expired: put a new one there, and let it end later. To rotate a token before it ends keeps its account."
    )]
    [TestCase(
        RefusalKind.RevokedToken,
        Looking
            + "GitLab answered 401 (Token was revoked. You have to re-authorize from the user.). The token in GL_TOKEN was revoked: put a "
            + "new one there."
    )]
    [TestCase(
        RefusalKind.Blocked,
        Looking
            + "GitLab answered 403 (403 Forbidden - Your account has been blocked.). GitLab shuts the account of GL_TOKEN out: ask an "
            + "administrator to let it in again, or put the token of another account there, and the number of the old one into "
            + "tracker.accounts."
    )]
    [TestCase(
        RefusalKind.NoMember,
        Looking
            + "GitLab answered 404 (404 Project Not Found). GitLab shows no such project to the account of GL_TOKEN: check "
            + "tracker.project in audits.yaml, and give the account the role Reporter there."
    )]
    [TestCase(
        RefusalKind.Archived,
        Writing
            + "GitLab answered 403 (403 Forbidden). The project is archived, so nobody can write there: unarchive it (Settings > "
            + "General > Advanced), or write another project as tracker.project into audits.yaml."
    )]
    [TestCase(
        RefusalKind.LostRole,
        Writing
            + "GitLab answered 403 (403 Forbidden). The account of GL_TOKEN has the role Guest in the project, and needs Reporter: give "
            + "it that role."
    )]
    public async Task Each_kind_has_its_sentence(RefusalKind kind, string sentence)
    {
        using var fixture = new FollowUpFixture(points: [(4, "A.")]);
        fixture.Sandbox.GitLab.Refusals.Add(kind);
        fixture.Go("2026-02-02T08:15:00Z");
        await AssertFailsAsync(fixture, null, sentence);
        Assert.That(fixture.Notes, Is.Empty);
        fixture.Sandbox.GitLab.Refusals.Clear();
        Assert.That((await fixture.RunAsync()).Single().Notes, Has.Count.EqualTo(2), "when the cause is gone");
    }

    [TestCase("""{"message":"403 Forbidden"}""", """{"issues_access_level":"disabled"}""", "403 Forbidden", "Issues are switched off")]
    [TestCase(
        """{"message":"403 Forbidden"}""",
        """{"issues_access_level":"private","permissions":{"project_access":null,"group_access":null}}""",
        "403 Forbidden",
        "The account of GL_TOKEN has no role in the project, and needs Reporter: give it that role."
    )]
    [TestCase(
        """{"message":"403 Forbidden"}""",
        """{"permissions":{"project_access":{"access_level":10},"group_access":{"access_level":30}}}""",
        "403 Forbidden",
        "The account of GL_TOKEN has the role Developer in the project, which is enough: look at the scopes"
    )]
    [TestCase(
        """{"message":"403 Forbidden"}""",
        "[]",
        "403 Forbidden",
        "GL_TOKEN needs the scope api and the role Reporter in the project."
    )]
    [TestCase(
        """{"error":"insufficient_granular_scope","error_description":"It requires [create_note]."}""",
        "{}",
        "It requires [create_note].",
        "The token in GL_TOKEN is a fine-grained one: give it the permission that GitLab names."
    )]
    [TestCase("<html>Forbidden</html>", "{}", null, "GL_TOKEN needs the scope api and the role Reporter in the project.")]
    public async Task A_refused_write_is_told_by_what_the_project_says(string answer, string project, string? said, string advice)
    {
        using var fixture = new FollowUpFixture(points: [(4, "A.")]);
        fixture.Go("2026-02-02T08:15:00Z");
        var isRefused = false;
        using var refusing = new AlteringHandler(
            fixture.Sandbox.NewHandler(),
            request =>
            {
                isRefused |= request.Method == HttpMethod.Post;
                return request.Method == HttpMethod.Post ? (403, answer)
                    : isRefused && request.RequestUri!.AbsolutePath.EndsWith("/projects/sandbox%2Faudits", StringComparison.Ordinal)
                        ? (200, project)
                    : null;
            }
        );
        await AssertFailsAsync(fixture, refusing, $"{Writing}GitLab answered 403{(said is null ? "" : $" ({said})")}. {advice}");
    }

    [Test]
    public async Task What_is_taken_for_spam_is_for_an_administrator()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Sandbox.GitLab.Refusals.Add(RefusalKind.Spam);
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.ConfigurationOrInfrastructure));
            Assert.That(
                failure.Message,
                Does.StartWith("Opening the audit issue in sandbox/audits: GitLab answered 409 (")
                    .And.EndsWith(
                        "GitLab takes the text for spam, and asks for a captcha that no program can solve: ask an administrator to trust "
                            + "the account of GL_TOKEN (Admin > Users, \"Trust user\"), and run again."
                    )
            );
            Assert.That(audit.Issues, Is.Empty);
        });
    }

    [Test]
    public async Task A_project_that_was_moved_is_told_with_its_new_path()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Sandbox.GitLab.Tracker.MoveTo("support/access/audits");
        var failure = (await Assert.ThrowsAsync<AuditException>(audit.RunAsync))!;
        Assert.That(
            failure.Message,
            Is.EqualTo(
                "Opening the audit issue in sandbox/audits: GitLab answered 405 (Non GET methods are not allowed for moved projects). The "
                    + "project was moved or renamed, and GitLab takes nothing by its old path: write support/access/audits as "
                    + "tracker.project into audits.yaml."
            )
        );
    }

    [Test]
    public async Task A_lock_that_passes_is_waited_for()
    {
        await using var audit = await SandboxedAudit.StartAsync();
        audit.Sandbox.GitLab.Refusals.Add(RefusalKind.ResourceLock, times: 2);
        await audit.RunAsync();
        Assert.That(audit.Issues, Has.Count.EqualTo(1));
        Assert.That(
            audit.Log.Sentences.Where(step =>
                step.Contains("GitLab answered 409 (409 Conflict: Resource lock); waiting", StringComparison.Ordinal)
            ),
            Has.Exactly(2).Items
        );
    }

    private static Task AssertFailsAsync(FollowUpFixture fixture, HttpMessageHandler? transport, string sentence) =>
        Assert.ThatAsync(
            () => fixture.RunAsync(transport),
            Throws
                .TypeOf<AuditException>()
                .With.Message.StartsWith(sentence)
                .And.Property("Kind")
                .EqualTo(FailureKind.ConfigurationOrInfrastructure)
        );
}
