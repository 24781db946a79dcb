using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Tests;

namespace PlatformAudits.Sandbox.Tests;

public sealed class CalendlyListingTests
{
    private static IEnumerable<TestCaseData<int, int>> Pages =>
        [new(1, 1), new(10, 3), new(150, 100), new(150, 7), new(Search.Of(1_000, 5_000), 100)];

    [TestCaseSource(nameof(Pages))]
    [Category(Search.Category)]
    public async Task Paging_to_the_end_gives_each_row_once(int size, int count)
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = size });
        var memberships = await client.ListAsync($"organization_memberships?{client.OrganizationQuery}", count);
        Assert.That(
            memberships.Select(row => (string)row["user"]!["uri"]!),
            Is.EqualTo(client.Sandbox.Vendor<CalendlyVendor>().Organization.Accounts.Select(account => account.UserUri))
        );
        Assert.That(memberships.Select(row => (string?)row["uri"]), Is.Unique);
        Assert.That(memberships.Select(row => (string?)row["user"]!["email"]), Is.Unique);
        Assert.That(memberships.Select(row => (string?)row["user"]!["slug"]), Is.Unique);
        var invitations = await client.ListAsync(client.InvitationsPath, count);
        Assert.That(
            invitations.Select(row => (string)row["uri"]!),
            Is.EqualTo(client.Sandbox.Vendor<CalendlyVendor>().Organization.Invitations.Select(invitation => invitation.Uri))
        );
        var groups = await client.ListAsync($"groups?{client.OrganizationQuery}", count);
        Assert.That(groups.Select(row => (string?)row["uri"]), Is.Unique);
        var seats = await client.ListAsync($"group_relationships?{client.OrganizationQuery}", count);
        Assert.That(seats.Select(row => (string?)row["uri"]), Is.Unique);
        Assert.That(groups.Sum(row => (int)row["member_count"]!), Is.EqualTo(seats.Count(row => (string?)row["role"] == "member")));
    }

    [Test]
    public async Task Previous_pages_lead_back_to_the_first()
    {
        await using var client = await SandboxClient.StartAsync();
        var first = await client.GetAsync($"calendly/organization_memberships?{client.OrganizationQuery}&count=10");
        Assert.That(first.Json["pagination"]!["previous_page"]!.Type, Is.EqualTo(JTokenType.Null));
        var second = await client.GetAsync(Local(first, "next_page"));
        var again = await client.GetAsync(Local(second, "previous_page"));
        Assert.That(again.Json["collection"]!.ToString(), Is.EqualTo(first.Json["collection"]!.ToString()));
    }

    [Test]
    public async Task Only_links_to_pages_carry_the_address_that_the_client_used()
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await client.GetAsync($"calendly/organization_memberships?{client.OrganizationQuery}&count=5&role=user");
        var next = new Uri((string)answer.Json["pagination"]!["next_page"]!);
        Assert.That(next.AbsoluteUri, Does.StartWith($"{client.Sandbox.BaseAddress}calendly/organization_memberships?"));
        Assert.That(next.Query, Does.Contain("role=user").And.Contain("count=5").And.Contain("page_token="));
        Assert.That(answer.Json["collection"]!.ToString(), Does.Not.Contain("127.0.0.1"));
        Assert.That(
            (string?)answer.Json.SelectToken("collection[0].uri"),
            Does.StartWith("https://api.calendly.com/organization_memberships/")
        );
    }

    [Test]
    public async Task Filters_keep_only_what_fits()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 150 });
        var account = client.Sandbox.Vendor<CalendlyVendor>().Organization.Accounts.ElementAt(60);
        var organization = client.OrganizationQuery;
        var byEmail = await client.ListAsync($"organization_memberships?{organization}&email={Uri.EscapeDataString(account.Email)}");
        var byUser = await client.ListAsync($"organization_memberships?{organization}&user={Uri.EscapeDataString(account.UserUri)}");
        Assert.That(byEmail.Concat(byUser).Select(row => (string?)row["uri"]), Is.EqualTo([account.MembershipUri, account.MembershipUri]));
        var admins = await client.ListAsync($"organization_memberships?{organization}&role=admin");
        Assert.That(admins.Select(row => (string?)row["role"]).Distinct(), Is.EqualTo(["admin"]));
        Assert.That(
            admins,
            Has.Count.EqualTo(client.Sandbox.Vendor<CalendlyVendor>().Organization.Accounts.Count(one => one.Role == "admin"))
        );
        foreach (var status in new[] { "pending", "accepted", "declined" })
        {
            var invitations = await client.ListAsync($"{client.InvitationsPath}?status={status}");
            Assert.That(invitations.Select(row => (string?)row["status"]).Distinct(), Is.EqualTo([status]));
        }

        var all = await client.ListAsync($"group_relationships?{organization}");
        var group = (string)all[0]["group"]!;
        var ofGroup = await client.ListAsync($"group_relationships?group={Uri.EscapeDataString(group)}");
        Assert.That(
            ofGroup.Select(row => row.ToString()),
            Is.EqualTo(all.Where(row => (string?)row["group"] == group).Select(row => row.ToString()))
        );
        var owner = (string)all[0]["owner"]!["uri"]!;
        var ofOwner = await client.ListAsync($"group_relationships?owner={Uri.EscapeDataString(owner)}");
        Assert.That(
            ofOwner.Select(row => row.ToString()),
            Is.EqualTo(all.Where(row => (string?)row["owner"]!["uri"] == owner).Select(row => row.ToString()))
        );
    }

    [Test]
    public async Task A_group_relationship_belongs_to_a_membership_or_to_an_invitation()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 150 });
        var seats = await client.ListAsync($"group_relationships?{client.OrganizationQuery}");
        Assert.That(
            seats.Select(row => (string?)row["owner"]!["type"]).Distinct(),
            Is.EquivalentTo(["OrganizationMembership", "OrganizationInvitation"])
        );
        Assert.That(
            seats
                .Where(row => (string?)row["role"] == "admin")
                .GroupBy(row => (string?)row["owner"]!["uri"])
                .Any(group => group.Count() == 2),
            "Somebody is admin of two groups."
        );
    }

    [Test]
    public async Task A_fraction_of_a_second_has_no_digits_up_to_six()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 150 });
        var rows = await client.ListAsync($"organization_memberships?{client.OrganizationQuery}");
        var digits = rows.Select(row => ((string)row["created_at"]!).Split('.') is [_, var fraction] ? fraction.Length - 1 : 0).Distinct();
        Assert.That(digits, Is.EquivalentTo([0, 1, 2, 3, 4, 5, 6]));
    }

    [Test]
    public async Task Display_names_are_taken_in_turn_and_arrive_unchanged()
    {
        string[] names = ["", "a\"b\\c\u0000", "\u202E😀 @all", "x\r\ny"];
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 12, DisplayNames = names });
        var rows = await client.ListAsync($"organization_memberships?{client.OrganizationQuery}");
        Assert.That(rows.Select(row => (string)row["user"]!["name"]!).Distinct(), Is.EquivalentTo(names));
    }

    private static string Local(Answer answer, string link) =>
        new Uri((string)answer.Json["pagination"]![link]!).PathAndQuery.TrimStart('/');
}
