using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Platforms.GitLabCom;

/// <summary>The lists of what programs sign in with, as GitLab may answer.</summary>
public sealed class GitLabKeysTests
{
    private const string Tokens = "groups/900/access_tokens";
    private const string DeployTokens = "groups/900/deploy_tokens";

    [Test]
    public async Task Every_page_is_read_and_what_was_revoked_or_has_ended_is_left_out_where_GitLab_lists_it_all_the_same()
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.StartsWith(Tokens, StringComparison.Ordinal)
                ? path.Contains("&page=2", StringComparison.Ordinal)
                    ? ScriptedGitLab.List([Token(3), Token(4, "\"revoked\":true,\"active\":false,")], "x-next-page: \r\nx-total: 4\r\n")
                    : ScriptedGitLab.List([Token(1), Token(2, "\"active\":false,")], "x-next-page: 2\r\nx-total: 4\r\n")
                : path.StartsWith(DeployTokens, StringComparison.Ordinal)
                    ? ScriptedGitLab.Members(Deploy(5), Deploy(6, "\"expired\":true,"), Deploy(7, "\"revoked\":true,"))
                    : null
        );
        var population = await gitLab.CollectAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                population.Keys!.Keys.Select(key => key.Id),
                Is.EqualTo(new[] { "access_token/1", "access_token/3", "deploy_token/5" })
            );
            Assert.That(population.Keys.Unread, Is.Empty);
            Assert.That(gitLab.Platform.CompletenessOf(population).All(assertion => assertion.Holds));
        });
    }

    [Test]
    public async Task A_list_that_is_shorter_than_GitLab_counts_is_no_whole_list()
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.StartsWith(Tokens, StringComparison.Ordinal) ? ScriptedGitLab.List([Token(1)], "x-next-page: \r\nx-total: 3\r\n") : null
        );
        var assertions = await gitLab.AssertedAsync();
        Assert.That(
            assertions.Where(assertion => !assertion.Holds).Select(assertion => assertion.Statement),
            Is.EqualTo(new[] { "Every list has as many rows as GitLab counts" })
        );
    }

    [TestCase(401, "as to who is not an Owner there")]
    [TestCase(403, "as to who is not an Owner there")]
    [TestCase(404, "as where the plan has none")]
    public async Task A_list_that_is_refused_is_unknown_and_those_of_its_projects_are_not_asked_for(int status, string why)
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.StartsWith(Tokens, StringComparison.Ordinal) ? Reply.Json("""{"message":"no"}""", status: status)
            : path.StartsWith("groups/900/projects", StringComparison.Ordinal)
                ? ScriptedGitLab.Members("""{"id":8,"path_with_namespace":"acme/support/pages"}""")
            : null
        );
        var population = await gitLab.CollectAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                population.Keys!.Unread.Select(list => $"{list.What}: {list.Why}"),
                Is.EqualTo(
                    new[]
                    {
                        $"the access tokens of acme/support: GitLab.com answered {status}, {why}",
                        "the access tokens of acme/support/pages: they were not asked for, because those of the group are refused",
                    }
                )
            );
            Assert.That(gitLab.Requests, Has.None.Contains("projects/8/access_tokens").And.Some.Contains("projects/8/deploy_tokens"));
            Assert.That(gitLab.Platform.CompletenessOf(population).All(assertion => assertion.Holds));
            Assert.That(population.Notices, Has.Some.StartsWith("The group access tokens of acme/support are unknown, "));
        });
    }

    [Test]
    public async Task A_list_that_fails_is_no_answer()
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.StartsWith(DeployTokens, StringComparison.Ordinal) ? Reply.Json("{}", status: 500) : null
        );
        Assert.That(
            async () => await gitLab.CollectAsync(),
            Throws.InstanceOf<AuditException>().With.Message.StartsWith("Reading the deploy tokens of acme/support (GET ")
        );
    }

    [Test]
    public async Task What_GitLab_does_not_say_is_unknown_and_not_never()
    {
        await using var gitLab = new ScriptedGitLab(path =>
            path.StartsWith(Tokens, StringComparison.Ordinal)
                ? ScriptedGitLab.Members("""{"id":1,"user_id":7,"scopes":["api"]}""", Token(2))
                : null
        );
        var keys = (await gitLab.CollectAsync()).Keys!.Keys;
        Assert.Multiple(() =>
        {
            Assert.That(keys[0], Has.Property("TellsUse").False.And.Property("Created").Null.And.Property("Access").Null);
            Assert.That(keys[0].Label, Is.EqualTo("The group access token access_token/1 of acme/support"));
            Assert.That(keys[1], Has.Property("TellsUse").True.And.Property("LastUsed").Null);
            Assert.That(keys[1].Label, Is.EqualTo("The group access token \"t2\" (access_token/2) of acme/support"));
        });
    }

    [Test]
    public async Task The_tokens_of_a_service_account_stand_beside_it_and_change_nothing_but_by_what_they_may_do()
    {
        async Task<(TokenTraits Traits, string? Remark)> ReadAsync(params string[] tokens)
        {
            await using var gitLab = new ScriptedGitLab(path =>
                path.StartsWith("groups/acme%2Fsupport/members", StringComparison.Ordinal)
                    ? ScriptedGitLab.Members(ScriptedGitLab.Member(7))
                : path.StartsWith("groups/acme/service_accounts?", StringComparison.Ordinal)
                    ? ScriptedGitLab.Members(
                        """{"id":7,"username":"sa","name":"Robot"}""",
                        """{"id":9,"username":"other","name":"Other"}"""
                    )
                : path.StartsWith("groups/acme/service_accounts/7/", StringComparison.Ordinal) ? ScriptedGitLab.Members(tokens)
                : null
            );
            var population = await gitLab.CollectAsync();
            Assert.That(population.Keys!.Elsewhere, Is.EqualTo(1));
            return population.Keys.Keys.Single() is var key ? (key.Traits, key.Remark) : default;
        }

        var (none, one, rotated, more) = (
            await ReadAsync(),
            await ReadAsync(Token(1)),
            await ReadAsync(Token(2), Token(3)),
            await ReadAsync(Token(1).Replace("read_api", "api", StringComparison.Ordinal))
        );
        Assert.Multiple(() =>
        {
            Assert.That((none.Remark, one.Remark), Is.EqualTo(("without a token", "with 1 token, the last of which ends on 2027-01-31")));
            Assert.That(rotated.Traits.DifferFrom(one.Traits), Is.False);
            Assert.That(none.Traits.DifferFrom(one.Traits), Is.False, "fewer is no change");
            Assert.That(more.Traits.DifferFrom(one.Traits), Is.True);
        });
    }

    private static string Token(int id, string more = "") =>
        $$"""{"id":{{id}},"name":"t{{id}}",{{more}}"scopes":["read_api"],"user_id":{{id}},"created_at":"2026-01-20T22:11:48.151Z","last_used_at":null,"expires_at":"2027-01-31","access_level":40}""";

    private static string Deploy(int id, string more = "") =>
        $$"""{"id":{{id}},"name":"d{{id}}",{{more}}"username":"gitlab+deploy-token-{{id}}","expires_at":null,"scopes":["read_repository"]}""";
}
