using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace PlatformAudits.Sandbox.Tests;

public sealed class DeterminismTests
{
    [Test]
    public async Task The_same_options_give_the_same_bytes()
    {
        var one = await ReadAllAsync(5);
        Assert.That(await ReadAllAsync(5), Is.EqualTo(one));
    }

    [Test]
    public async Task Another_seed_gives_another_world()
    {
        var (one, other) = (await ReadAllAsync(5), await ReadAllAsync(6));
        foreach (var (first, second) in one.Zip(other))
        {
            Assert.That(second, Is.Not.EqualTo(first));
        }
    }

    private static async Task<List<string>> ReadAllAsync(int seed)
    {
        await using var client = await SandboxClient.StartAsync(
            new SandboxOptions
            {
                Size = 150,
                Seed = seed,
                Clock = new FakeTimeProvider(),
            }
        );
        string[] targets =
        [
            "gitlab/api/v4/projects/1001/repository/files/data%2Fsupport-team.yaml/raw",
            $"calendly/organization_memberships?{client.OrganizationQuery}",
            $"calendly/{client.InvitationsPath}",
            $"calendly/groups?{client.OrganizationQuery}",
            $"calendly/group_relationships?{client.OrganizationQuery}",
            "sandbox/planted",
        ];
        var bodies = new List<string>();
        foreach (var target in targets)
        {
            bodies.Add(
                (await client.GetAsync(target)).Body.Replace($":{client.Sandbox.BaseAddress.Port}/", ":0/", StringComparison.Ordinal)
            );
        }

        return bodies;
    }
}
