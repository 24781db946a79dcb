using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Foundation;

namespace PlatformAudits.Tests.Platforms.Zendesk;

/// <summary>Answers that others recorded or published, where they are at hand (<c>AUDIT_FIXTURES</c>).</summary>
public sealed class ZendeskFixturesTests
{
    private static string Folder =>
        Environment.GetEnvironmentVariable("AUDIT_FIXTURES") is { Length: > 0 } folder
            ? Path.Combine(folder, "zendesk")
            : throw new IgnoreException("skipped: AUDIT_FIXTURES names no folder of recorded answers");

    [Test]
    public async Task The_recorded_users_are_read_except_that_an_end_user_stops_the_audit()
    {
        var users = Read("go-zendesk/users.json")["users"]!;
        await using var staff = new ScriptedZendesk()
            .Answer("users/me", """{"user":{"id":369537351454,"role":"admin"}}""")
            .Answer("users", Page("users", users.Where(u => (string?)u["role"] != "end-user")));
        var population = await staff.ReadAsync();
        await using var all = new ScriptedZendesk().Answer("users", Page("users", users));
        var failure = (await Assert.ThrowsAsync<AuditException>(all.ReadAsync))!;
        Assert.Multiple(() =>
        {
            Assert.That(population.Accounts.Select(a => (a.Id, a.Email)), Is.EqualTo(new[] { ("369537351454", "nukosuke@lavabit.com") }));
            Assert.That(staff.Proofs.Where(p => !p.Holds), Is.Empty);
            Assert.That(failure.Message, Does.Contain("a record's role is end-user"));
        });
    }

    [Test]
    public async Task The_recorded_and_published_lists_are_read()
    {
        await using var zendesk = new ScriptedZendesk()
            .Answer("users/me", _ => Reply.Json(Read("spec-examples/GET_api_v2_users_me_200_default.json").ToString()))
            .Answer("custom_roles", _ => Reply.Json(Read("spec-examples/GET_api_v2_custom_roles_200_default.json").ToString()))
            .Answer("groups", Page("groups", Read("go-zendesk/groups.json")["groups"]!))
            .Answer("group_memberships", Page("group_memberships", Read("go-zendesk/group_memberships.json")["group_memberships"]!))
            .Answer("oauth/clients", Page("clients", Read("spec-examples/GET_api_v2_oauth_clients_200_default.json")["clients"]!))
            .Answer("oauth/tokens", Page("tokens", Read("spec-examples/GET_api_v2_oauth_tokens_200_default.json")["tokens"]!))
            .Answer("users/count", _ => Reply.Json(Read("spec-examples/GET_api_v2_users_count_200_default.json").ToString()));
        var population = await zendesk.ReadAsync();
        Assert.Multiple(() =>
        {
            Assert.That(
                population.Tokens.Select(t => (t.Id, t.Name, t.LastUsed)),
                Is.EqualTo(
                    new (string, string?, DateOnly?)[]
                    {
                        ("oauth_client/41", null, new DateOnly(2010, 1, 22)),
                        ("oauth_client/223443", "Stats Widget", null),
                        ("oauth_client/8678530", "Zendesk Mobile", null),
                    }
                )
            );
            Assert.That(
                zendesk.Proofs.Where(p => !p.Holds).Select(p => p.Figures),
                Has.Some.EqualTo("1 rows, 102 counted, 5 may be missing")
            );
        });
    }

    [Test]
    public async Task The_recorded_429_is_waited_for()
    {
        var recorded = Read("429_text_plain.json");
        var headers = string.Concat(
            ((JObject)recorded["headers"]!)
                .Properties()
                .Where(p => p.Name.StartsWith("x-", StringComparison.Ordinal) || p.Name == "retry-after")
                .Select(p => $"{p.Name}: {p.Value}\r\n")
        );
        await using var zendesk = new ScriptedZendesk();
        zendesk.Answer(
            "custom_roles",
            asked => asked == 0 ? Reply.Text((string)recorded["body_text_inferred"]!, headers, 429) : Reply.Json("""{"custom_roles":[]}""")
        );
        await zendesk.ReadAsync();
        Assert.That(zendesk.Log.Sentences, Has.One.Match("Zendesk Global answered 429; waiting 1(\\.\\d)? s before the next try"));
    }

    private static JObject Read(string file) => JObject.Parse(File.ReadAllText(Path.Combine(Folder, file)));

    private static string Page(string name, IEnumerable<JToken> rows) =>
        ScriptedZendesk.LastPage(name, [.. rows.Select(r => r.ToString(Newtonsoft.Json.Formatting.None))]);
}
