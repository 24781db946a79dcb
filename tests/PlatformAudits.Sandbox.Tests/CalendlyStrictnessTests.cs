using System.Net;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using PlatformAudits.Sandbox.Calendly;

namespace PlatformAudits.Sandbox.Tests;

public sealed class CalendlyStrictnessTests
{
    private const string Denied = """{"title":"Permission Denied","message":"You do not have permission to access this resource."}""";
    private const string NotFound = """{"title":"Resource Not Found","message":"The server could not find the requested resource."}""";

    [TestCase(null)]
    [TestCase("wrong")]
    [TestCase(CalendlyVendor.OwnerToken + "x")]
    public async Task A_wrong_or_missing_token_is_refused_everywhere(string? token)
    {
        await using var client = await SandboxClient.StartAsync();
        client.CalendlyToken = token;
        foreach (var path in new[] { "users/me", "organization_memberships", "nothing" })
        {
            var answer = await client.GetAsync($"calendly/{path}");
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(answer.Body, Is.EqualTo("""{"title":"Unauthenticated","message":"The access token is invalid"}"""));
        }
    }

    [TestCase("0")]
    [TestCase("101")]
    [TestCase("-1")]
    [TestCase("x")]
    [TestCase("1.5")]
    [TestCase("99999999999999999999")]
    public async Task A_count_outside_1_to_100_is_refused(string count)
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await client.GetAsync($"calendly/organization_memberships?{client.OrganizationQuery}&count={count}");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((string?)answer.Json["title"], Is.EqualTo("Invalid Argument"));
        Assert.That((string?)answer.Json.SelectToken("details[0].parameter"), Is.EqualTo("count"));
    }

    [Test]
    public async Task A_page_has_twenty_rows_unless_asked_otherwise()
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await client.GetAsync($"calendly/organization_memberships?{client.OrganizationQuery}");
        Assert.That(answer.Json["collection"]!.Count(), Is.EqualTo(20));
        Assert.That((int)answer.Json["pagination"]!["count"]!, Is.EqualTo(20));
    }

    [TestCase("organization_memberships", "", 400)]
    [TestCase("organization_memberships", "organization=AAAA", 400)]
    [TestCase("organization_memberships", "organization=https://api.calendly.com/organizations/AAAAAAAAAAAAAAAA", 403)]
    [TestCase("organization_memberships", "user=https://api.calendly.com/users/AAAAAAAAAAAAAAAA", 403)]
    [TestCase("groups", "", 400)]
    [TestCase("groups", "organization=https://api.calendly.com/organizations/AAAAAAAAAAAAAAAA", 403)]
    [TestCase("group_relationships", "", 400)]
    [TestCase("group_relationships", "group=https://api.calendly.com/groups/AAAAAAAAAAAAAAAA", 400)]
    [TestCase("organizations/AAAAAAAAAAAAAAAA/invitations", "", 404)]
    [TestCase("organization_memberships/AAAAAAAAAAAAAAAA", "", 404)]
    [TestCase("users/AAAAAAAAAAAAAAAA", "", 404)]
    [TestCase("groups/AAAAAAAAAAAAAAAA", "", 404)]
    [TestCase("scheduled_events", "", 404)]
    public async Task A_wrong_organization_or_id_is_refused(string path, string query, int status)
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await client.GetAsync($"calendly/{path}?{query}");
        Assert.That((int)answer.Status, Is.EqualTo(status), answer.Body);
        if (status == 404)
        {
            Assert.That(answer.Body, Is.EqualTo(NotFound));
        }
    }

    [TestCase("role=boss")]
    [TestCase("status=open")]
    public async Task A_filter_with_an_unknown_value_is_refused(string filter)
    {
        await using var client = await SandboxClient.StartAsync();
        var path = filter.StartsWith("role", StringComparison.Ordinal) ? "organization_memberships" : client.InvitationsPath;
        var answer = await client.GetAsync($"calendly/{path}?{client.OrganizationQuery}&{filter}");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_page_token_is_bound_to_its_listing_and_filters_and_to_every_letter()
    {
        await using var client = await SandboxClient.StartAsync();
        var memberships = $"calendly/organization_memberships?{client.OrganizationQuery}";
        var token = (string)(await client.GetAsync($"{memberships}&count=5")).Json["pagination"]!["next_page_token"]!;
        Assert.That((await client.GetAsync($"{memberships}&count=7&page_token={token}")).Status, Is.EqualTo(HttpStatusCode.OK));
        string[] wrong =
        [
            $"{memberships}&role=user&page_token={token}",
            $"calendly/group_relationships?{client.OrganizationQuery}&page_token={token}",
            $"{memberships}&page_token={token[..^1]}",
            $"{memberships}&page_token={(token[0] == 'B' ? 'C' : 'B')}{token[1..]}",
            $"{memberships}&page_token=2",
        ];
        foreach (var target in wrong)
        {
            var answer = await client.GetAsync(target);
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.BadRequest), target);
            Assert.That((string?)answer.Json.SelectToken("details[0].parameter"), Is.EqualTo("page_token"));
        }
    }

    [Test]
    public async Task A_page_token_expires_after_ten_minutes()
    {
        var clock = new FakeTimeProvider();
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 30, Clock = clock });
        var first = await client.GetAsync($"calendly/organization_memberships?{client.OrganizationQuery}&count=5");
        var next = new Uri((string)first.Json["pagination"]!["next_page"]!).PathAndQuery.TrimStart('/');
        clock.Advance(TimeSpan.FromMinutes(9.9));
        Assert.That((await client.GetAsync(next)).Status, Is.EqualTo(HttpStatusCode.OK));
        clock.Advance(TimeSpan.FromMinutes(0.2));
        var late = await client.GetAsync(next);
        Assert.That(late.Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((string?)late.Json.SelectToken("details[0].message"), Is.EqualTo("has expired"));
    }

    [Test]
    public async Task A_plain_user_sees_only_themselves()
    {
        await using var client = await SandboxClient.StartAsync();
        client.CalendlyToken = CalendlyVendor.UserToken;
        var me = (await client.GetAsync("calendly/users/me")).Json["resource"]!;
        var owner = client.Sandbox.Vendor<CalendlyVendor>().Organization.Accounts.First();
        Assert.That((string)me["uri"]!, Is.Not.EqualTo(owner.UserUri));
        Assert.That(
            (await client.GetAsync($"calendly/users/{((string)me["uri"]!).Split('/')[^1]}")).Status,
            Is.EqualTo(HttpStatusCode.OK)
        );
        var own = await client.GetAsync($"calendly/organization_memberships?user={me["uri"]}");
        Assert.That((string?)own.Json.SelectToken("collection[0].user.uri"), Is.EqualTo((string)me["uri"]!));
        string[] denied =
        [
            $"users/{owner.UserUri.Split('/')[^1]}",
            $"organization_memberships?{client.OrganizationQuery}",
            $"organization_memberships?user={owner.UserUri}",
            $"organization_memberships/{owner.MembershipUri.Split('/')[^1]}",
            client.InvitationsPath,
            $"groups?{client.OrganizationQuery}",
            $"group_relationships?{client.OrganizationQuery}",
        ];
        foreach (var path in denied)
        {
            var answer = await client.GetAsync($"calendly/{path}");
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden), path);
            Assert.That(answer.Body, Is.EqualTo(Denied), path);
        }
    }

    [Test]
    public async Task The_activity_log_needs_another_plan()
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await client.GetAsync($"calendly/activity_log_entries?{client.OrganizationQuery}");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(
            answer.Body,
            Is.EqualTo(
                """
                {"title":"Permission Denied","message":"Please upgrade your Calendly account to Enterprise. You do not have permission to access this resource."}
                """
            )
        );
    }

    [Test]
    public async Task A_member_can_be_removed_but_not_the_owner_and_not_by_a_plain_user()
    {
        await using var client = await SandboxClient.StartAsync();
        var (owner, member) = (
            client.Sandbox.Vendor<CalendlyVendor>().Organization.Accounts.First(),
            client.Sandbox.Vendor<CalendlyVendor>().Organization.Accounts.ElementAt(5)
        );
        string Target(Account account) => $"calendly/organization_memberships/{account.MembershipUri.Split('/')[^1]}";
        client.CalendlyToken = CalendlyVendor.UserToken;
        Assert.That((await client.SendAsync(HttpMethod.Delete, Target(member))).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        client.CalendlyToken = CalendlyVendor.OwnerToken;
        Assert.That((await client.SendAsync(HttpMethod.Delete, Target(owner))).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await client.SendAsync(HttpMethod.Delete, Target(member))).Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await client.GetAsync(Target(member))).Status, Is.EqualTo(HttpStatusCode.NotFound));
        var rows = await client.ListAsync($"organization_memberships?{client.OrganizationQuery}");
        Assert.That(rows.Select(row => (string?)row["uri"]), Has.None.EqualTo(member.MembershipUri));
    }

    [Test]
    public async Task Over_the_limit_there_is_a_429_that_tells_the_seconds_to_wait()
    {
        var clock = new FakeTimeProvider();
        await using var client = await SandboxClient.StartAsync(
            new SandboxOptions
            {
                Size = 1,
                RequestsPerMinute = 2,
                Clock = clock,
            }
        );
        Assert.That((await client.GetAsync("calendly/users/me")).Header("X-RateLimit-Remaining"), Is.EqualTo("1"));
        clock.Advance(TimeSpan.FromSeconds(20));
        await client.GetAsync("calendly/users/me");
        var refused = await client.GetAsync("calendly/users/me");
        Assert.That(refused.Status, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(refused.Body, Is.EqualTo("{}"));
        Assert.That(
            (
                refused.Header("X-RateLimit-Limit"),
                refused.Header("X-RateLimit-Remaining"),
                refused.Header("X-RateLimit-Reset"),
                refused.Header("Retry-After")
            ),
            Is.EqualTo(("2", "0", "40", (string?)null))
        );
        client.CalendlyToken = CalendlyVendor.UserToken;
        Assert.That((await client.GetAsync("calendly/users/me")).Status, Is.EqualTo(HttpStatusCode.OK));
        client.CalendlyToken = CalendlyVendor.OwnerToken;
        clock.Advance(TimeSpan.FromSeconds(40));
        Assert.That((await client.GetAsync("calendly/users/me")).Status, Is.EqualTo(HttpStatusCode.OK));
    }
}
