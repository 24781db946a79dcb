using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Sandbox.Calendly;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>The answers have the fields that published examples have (<c>Shapes/</c> lists their paths).</summary>
public sealed class ShapeTests
{
    [TestCase("users/me")]
    [TestCase("organization_memberships")]
    [TestCase("organization_memberships/{membership}")]
    [TestCase("organizations/{organization}/invitations?status=accepted")]
    [TestCase("organizations/{organization}/invitations/{invitation}")]
    [TestCase("groups")]
    [TestCase("groups/{group}")]
    [TestCase("group_relationships")]
    public async Task A_calendly_answer_has_every_field_of_the_published_example(string shape)
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 150 });
        var organization = client.Sandbox.Vendor<CalendlyVendor>().Organization;
        var groups = await client.ListAsync($"groups?{client.OrganizationQuery}");
        var path = shape
            .Replace("{membership}", organization.Accounts.First().MembershipUri.Split('/')[^1], StringComparison.Ordinal)
            .Replace("{organization}", organization.Uri.Split('/')[^1], StringComparison.Ordinal)
            .Replace(
                "{invitation}",
                organization.Invitations.First(invitation => invitation.Status == "accepted").Uri.Split('/')[^1],
                StringComparison.Ordinal
            )
            .Replace("{group}", ((string)groups[0]["uri"]!).Split('/')[^1], StringComparison.Ordinal);
        var answer = await client.GetAsync(
            $"calendly/{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{client.OrganizationQuery}&count=100"
        );
        Assert.That(Paths(answer.Json), Is.SupersetOf(Expected("calendly", shape)));
    }

    [Test]
    public async Task A_list_of_calendly_has_no_field_that_the_published_example_lacks()
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await client.GetAsync($"calendly/organization_memberships?{client.OrganizationQuery}");
        Assert.That(Paths(answer.Json), Is.EquivalentTo(Expected("calendly", "organization_memberships")));
    }

    [TestCase("issue", "gitlab/api/v4/projects/sandbox%2Faudits/issues/1")]
    [TestCase("note", "gitlab/api/v4/projects/sandbox%2Faudits/issues/1/notes/2284136724")]
    [TestCase("token", "gitlab/api/v4/personal_access_tokens/self")]
    public async Task A_gitlab_answer_has_every_field_of_the_published_example(string shape, string target)
    {
        await using var client = await SandboxClient.StartAsync();
        var tracker = client.Sandbox.GitLab.Tracker;
        var person = client.Sandbox.GitLab.UserOf(3);
        tracker.Open(person, "An issue", issue => issue with { Assignees = [person], Labels = issue.Labels.Add("audit") });
        var note = tracker.Comment(person, 1, "A note");
        var answer = await client.GetAsync(target.Replace("2284136724", $"{note.Id}", StringComparison.Ordinal));
        var paths = Paths(answer.Json);
        Assert.That(paths, Is.SupersetOf(Expected("gitlab", shape).Except(["scopes"])));
    }

    private static string[] Expected(string vendor, string shape) =>
        JObject.Parse(File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Shapes", $"{vendor}.json")))[
            shape
        ]!.ToObject<string[]>()!;

    private static HashSet<string> Paths(JToken token, string path = "") =>
        token switch
        {
            JObject { Count: > 0 } parent =>
            [
                .. parent
                    .Properties()
                    .SelectMany(property => Paths(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}")),
            ],
            JArray { Count: > 0 } list => [.. list.SelectMany(item => Paths(item, $"{path}[]"))],
            JArray => [$"{path}[]"],
            _ => [path],
        };
}
