using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms.GitLabCom;
using static PlatformAudits.Tests.Platforms.GitLabCom.ScriptedGitLab;

namespace PlatformAudits.Tests.Platforms.GitLabCom;

/// <summary>Answers that a client library keeps for its tests, where the folder with them is at hand (<c>AUDIT_FIXTURES</c>).</summary>
public sealed class RecordedAnswersTests
{
    [TestCase("group_members_TestGetGroupMemberAll_8.json", "2", "aaaName", "Developer", null)]
    [TestCase("group_members_TestGetGroupMemberCustomRole_7.json", "1", "test", "TestingCustomRole (custom role on Developer)", null)]
    [TestCase("group_members_TestListGroupMembersWithEmail_4.json", "1", "raymond_smith", "Developer", "john@example.com")]
    [TestCase("group_members_TestListGroupMembersWithoutEmail_3.json", "1", "raymond_smith", "Developer", null)]
    [TestCase("group_members_TestListGroupMembersWithSAML_6.json", "2", "john_doe", "Developer", null)]
    [TestCase("group_members_TestListGroupMembersWithoutSAML_5.json", "1", "raymond_smith", "Developer", null)]
    public async Task A_recorded_member_is_read(string file, string id, string username, string access, string? email)
    {
        var rows =
            JObject.Parse(await File.ReadAllTextAsync(Fixture(file)))["body"] is var body && body is JArray list
                ? list.Select(r => r.ToString())
                : [body!.ToString()];
        await using var gitLab = new ScriptedGitLab(path =>
            path.EndsWith("/members?per_page=100", StringComparison.Ordinal) ? Members([.. rows]) : null
        );
        var member = (await gitLab.CollectAsync()).Memberships.Single();
        Assert.That(
            (member.Account.Id, member.Account.Username, member.Access.Name, member.Account.Email),
            Is.EqualTo((id, username, access, email))
        );
    }

    [TestCase("list_personal_access_tokens_single.json", "api")]
    [TestCase("get_group_access_token.json", "api,read_api,read_repository,write_repository")]
    public async Task A_recorded_token_is_read(string file, string scopes)
    {
        var body = await File.ReadAllTextAsync(Fixture(file));
        await using var gitLab = new ScriptedGitLab(path => path == "personal_access_tokens/self" ? Reply.Json(body) : null);
        Assert.That((await gitLab.AssertedAsync())[0].Figures, Is.EqualTo($"active, scopes {Sentence.List(scopes.Split(','))}"));
    }

    [Test]
    public async Task A_recorded_account_is_read()
    {
        var body = await File.ReadAllTextAsync(Fixture("get_user_admin.json"));
        await using var gitLab = new ScriptedGitLab(path => path == "user" ? Reply.Json(body) : null);
        Assert.That((await gitLab.CollectAsync()).Self, Is.EqualTo(new GitLabSelf("1", "john_smith")));
    }

    private static string Fixture(string file)
    {
        if (Environment.GetEnvironmentVariable("AUDIT_FIXTURES") is not { Length: > 0 } folder)
        {
            Assert.Ignore("skipped: AUDIT_FIXTURES names no folder");
            throw new InvalidOperationException();
        }

        return Path.Combine(folder, "gitlab", "go-gitlab", file);
    }
}
