using Newtonsoft.Json;
using NUnit.Framework;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Tests;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>How many faults are planted and where they are told. That an audit finds just these is tested with the audits.</summary>
public sealed class PlantedFaultsTests
{
    [Test]
    public async Task A_team_of_ten_has_a_fault_of_every_check_that_a_larger_one_has(
        [Values(10, 11, 37)] int size,
        [Values(1, 2, 3, 4, 5, 77, -5)] int seed
    )
    {
        await using var small = await SandboxClient.StartAsync(new SandboxOptions { Size = size, Seed = seed });
        await using var large = await SandboxClient.StartAsync(new SandboxOptions { Size = 150, Seed = seed });
        Assert.That(
            Planted(small).Select(fault => fault.Check).Distinct(),
            Is.EquivalentTo(Planted(large).Select(fault => fault.Check).Distinct()).And.Not.Empty
        );
    }

    [Test]
    [Category(Search.Category)]
    public async Task About_one_person_in_eight_is_part_of_a_fault()
    {
        var size = Search.Of(1_000, 5_000);
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = size });
        Assert.That(Planted(client).Select(fault => fault.Account).Distinct().Count(), Is.InRange(size * 8 / 100, size * 16 / 100));
    }

    [Test]
    public async Task Another_name_on_an_account_plants_no_fault_by_itself()
    {
        await using var plain = await SandboxClient.StartAsync(new SandboxOptions { Size = 10, DisplayNames = ["Zaphod Beeblebrox"] });
        await using var odd = await SandboxClient.StartAsync(
            new SandboxOptions { Size = 10, DisplayNames = ["@all", "", "\u202Eabc", "a\uFFFEb"] }
        );
        Assert.That(Planted(odd), Is.EqualTo(Planted(plain)));
    }

    [Test]
    public async Task A_change_plants_and_removes_the_faults_that_it_brings_about()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 150 });
        var organization = client.Sandbox.Vendor<CalendlyVendor>().Organization;
        var before = Planted(client);
        var (member, removed) = (organization.Accounts.ElementAt(30), organization.Accounts.ElementAt(20));
        organization.Change(member, account => account with { Role = "admin" });
        organization.Remove(removed);
        var stranger = organization.Add("New Person", "new.person@elsewhere.example");
        organization.Invite("nobody@elsewhere.example");
        var planted = Planted(client).Except(before).Select(fault => (fault.Check, fault.Account)).ToList();
        organization.Remove(stranger);
        Assert.Multiple(() =>
        {
            Assert.That(planted, Has.Member(("admin-is-expected", member.UserUri)));
            Assert.That(planted, Has.Member(("account-has-teammate", stranger.UserUri)));
            Assert.That(planted, Has.Member(("teammate-has-account", removed.Email.ToLowerInvariant())));
            Assert.That(planted.Select(fault => fault.Check), Has.Member("invitation-has-teammate"));
            Assert.That(Planted(client).Select(fault => fault.Account), Has.No.Member(stranger.UserUri));
        });
    }

    [Test]
    public async Task The_plant_is_sorted_and_the_same_on_file_over_http_and_in_process()
    {
        await using var client = await SandboxClient.StartAsync();
        var path = Path.Combine(Path.GetTempPath(), $"planted-{Guid.NewGuid():N}.json");
        await client.Sandbox.WritePlantedAsync(path);
        var written = await File.ReadAllTextAsync(path);
        File.Delete(path);
        var rows = JsonConvert.DeserializeObject<List<PlantedFault>>(written)!;
        Assert.That(rows, Is.EqualTo(client.Sandbox.Planted));
        Assert.That(
            rows,
            Is.EqualTo(rows.OrderBy(row => row.Check, StringComparer.Ordinal).ThenBy(row => row.Account, StringComparer.Ordinal))
        );
        Assert.That((await client.GetAsync("sandbox/planted")).Body, Is.EqualTo(written.TrimEnd('\n')));
    }

    private static List<PlantedFault> Planted(SandboxClient client) =>
        [.. client.Sandbox.Planted.Where(fault => fault.Platform == CalendlyVendor.Name)];
}
