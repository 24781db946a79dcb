using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Sandbox.Calendly;
using PlatformAudits.Tests;
using YamlDotNet.Serialization;

namespace PlatformAudits.Sandbox.Tests;

/// <summary>
/// The specification of Calendly's plant: the six checks, written out naively from what the sandbox serves over HTTP.
/// </summary>
public sealed class PlantTests
{
    private static readonly string[] Checks =
    [
        "account-has-teammate",
        "admin-is-expected",
        "invitation-has-teammate",
        "link-matches-account",
        "teammate-has-account",
        "teammate-has-calendly-link",
    ];

    private static IEnumerable<int> Sizes => Search.Of<int[]>([1, 2, 10, 150], [1, 2, 10, 150, 433, 5_000]);

    [Test]
    [Category(Search.Category)]
    public async Task The_plant_is_what_the_served_data_says([ValueSource(nameof(Sizes))] int size, [Values(1, 2, 77, -5)] int seed)
    {
        await using var visitor = await Visitor.ArriveAsync(new SandboxOptions { Size = size, Seed = seed });
        Assert.That(Planted(visitor), Is.EqualTo(await FindNaivelyAsync(visitor)));
    }

    [Test]
    public async Task The_plant_stays_exact_whatever_the_display_names_are()
    {
        await using var plain = await Visitor.ArriveAsync();
        string[] names =
        [
            "@all",
            "/close",
            "",
            "| `x` <b>",
            "\u202Eabc",
            "  ",
            plain.Sandbox.World.TeammateAt(3)!.Name.ToUpperInvariant(),
            "a\nb",
            "😀",
            "a\uFFFEb",
        ];
        await using var visitor = await Visitor.ArriveAsync(new SandboxOptions { Size = 150, DisplayNames = names });
        Assert.That(Planted(visitor), Is.EqualTo(await FindNaivelyAsync(visitor)));
    }

    [Test]
    public async Task The_plant_follows_every_change()
    {
        await using var visitor = await Visitor.ArriveAsync(new SandboxOptions { Size = 150 });
        var organization = visitor.Sandbox.Vendor<CalendlyVendor>().Organization;
        var before = Planted(visitor);
        organization.Remove(organization.Accounts.ElementAt(20));
        organization.Change(organization.Accounts.ElementAt(30), account => account with { Role = "admin" });
        organization.Add("New Person", "new.person@elsewhere.example");
        organization.Add("New Person", "second.person@elsewhere.example", "admin");
        organization.Invite("nobody@elsewhere.example");
        var lacking = Enumerable
            .Range(0, 150)
            .Select(index => visitor.Sandbox.World.TeammateAt(index)!)
            .First(person => before.Contains(new("calendly", "teammate-has-account", person.Email)));
        organization.Add(lacking.Name, "found.by.name@gitlab.com");
        organization.Add(lacking.Name, "not.found.by.name@elsewhere.example");
        visitor.Sandbox.World.Change(40, teammate => teammate.With("calendly", "https://calendly.com/changed: \"#x"));
        visitor.Sandbox.World.Remove(50);
        var after = Planted(visitor);
        Assert.That(after, Is.EqualTo(await FindNaivelyAsync(visitor)));
        Assert.That(after.Except(before).Count(), Is.GreaterThanOrEqualTo(7));
    }

    [Test]
    public async Task Every_check_has_a_fault_from_ten_people_on([Values(10, 11, 37, 150)] int size, [Range(1, 5)] int seed)
    {
        await using var visitor = await Visitor.ArriveAsync(new SandboxOptions { Size = size, Seed = seed });
        Assert.That(Planted(visitor).Select(fault => fault.Check).Distinct(), Is.EquivalentTo(Checks));
    }

    [Test]
    [Category(Search.Category)]
    public async Task About_one_person_in_ten_is_part_of_a_fault()
    {
        var size = Search.Of(1_000, 5_000);
        await using var visitor = await Visitor.ArriveAsync(new SandboxOptions { Size = size });
        Assert.That(Planted(visitor).Select(fault => fault.Account).Distinct().Count(), Is.InRange(size * 8 / 100, size * 14 / 100));
    }

    [Test]
    public async Task The_plant_is_sorted_and_the_same_on_file_over_http_and_in_process()
    {
        await using var visitor = await Visitor.ArriveAsync();
        var path = Path.Combine(Path.GetTempPath(), $"planted-{Guid.NewGuid():N}.json");
        await visitor.Sandbox.WritePlantedAsync(path);
        var written = await File.ReadAllTextAsync(path);
        File.Delete(path);
        var rows = JsonConvert.DeserializeObject<List<PlantedFault>>(written)!;
        Assert.That(rows, Is.EqualTo(visitor.Sandbox.Planted));
        Assert.That(
            rows,
            Is.EqualTo(rows.OrderBy(row => row.Check, StringComparer.Ordinal).ThenBy(row => row.Account, StringComparer.Ordinal))
        );
        Assert.That((await visitor.GetAsync("sandbox/planted")).Body, Is.EqualTo(written.TrimEnd('\n')));
    }

    private static List<PlantedFault> Planted(Visitor visitor) =>
        [.. visitor.Sandbox.Planted.Where(fault => fault.Platform == CalendlyVendor.Name)];

    private static async Task<List<PlantedFault>> FindNaivelyAsync(Visitor visitor)
    {
        var team = await ReadTeamAsync(visitor);
        var settings = new Deserializer().Deserialize<Dictionary<string, Dictionary<object, object>>>(
            (await visitor.GetAsync("sandbox/audits.yaml")).Body
        );
        var calendly = (Dictionary<object, object>)settings["platforms"]["calendly"];
        var admins = ((List<object>)calendly["expected_admins"]).Cast<string>().ToList();
        var groupAdmins = ((List<object>)calendly["expected_group_admins"]).Cast<string>().ToList();
        var memberships = await visitor.ListAsync($"organization_memberships?{visitor.OrganizationQuery}");
        var invitations = await visitor.ListAsync(visitor.InvitationsPath);
        var relationships = await visitor.ListAsync($"group_relationships?{visitor.OrganizationQuery}");

        // The three rules in turn; each sees whom the earlier ones found.
        var found = new Dictionary<string, Person>();
        var byEmail = memberships.ToDictionary(Uri, membership => team.FirstOrDefault(person => person.Key == Email(membership)));
        Keep(byEmail);
        var byLink = memberships
            .Where(NotFound)
            .ToDictionary(
                Uri,
                membership =>
                    Single(
                        team.Where(person =>
                            !found.ContainsValue(person) && SameLink(person.Link, (string)membership["user"]!["scheduling_url"]!)
                        )
                    )
            );
        Keep(byLink);
        var domains = team.Select(person => person.Key.Split('@')[1]).ToList();
        var left = memberships.Where(NotFound).Where(membership => domains.Contains(Email(membership).Split('@')[1])).ToList();
        var byName = left.ToDictionary(
            Uri,
            membership =>
                left.Count(other => Name(other) == Name(membership)) == 1
                && Single(team.Where(person => Plain(person.Name) == Name(membership))) is { } one
                && !found.ContainsValue(one)
                    ? one
                    : null
        );
        Keep(byName);

        var faults = new List<PlantedFault>();
        void Add(string check, string account) => faults.Add(new PlantedFault("calendly", check, account));
        foreach (var person in team)
        {
            if (string.IsNullOrWhiteSpace(person.Link))
            {
                Add("teammate-has-calendly-link", person.Key);
            }

            if (!found.ContainsValue(person))
            {
                Add("teammate-has-account", person.Key);
            }
        }

        foreach (var membership in memberships)
        {
            var uri = Uri(membership);
            if (NotFound(membership))
            {
                Add("account-has-teammate", uri);
            }
            else if (
                !string.IsNullOrWhiteSpace(found[uri].Link) && !SameLink(found[uri].Link, (string)membership["user"]!["scheduling_url"]!)
            )
            {
                Add("link-matches-account", uri);
            }

            var isGroupAdmin = relationships.Any(seat =>
                (string?)seat["role"] == "admin" && (string?)seat["owner"]!["user"]?["uri"] == uri
            );
            var isAdmin = (string?)membership["role"] is "owner" or "admin";
            var expected = admins.Contains(Email(membership));
            if ((isAdmin && !expected) || (isGroupAdmin && !expected && !groupAdmins.Contains(Email(membership))))
            {
                Add("admin-is-expected", uri);
            }
        }

        foreach (var invitation in invitations.Where(row => (string?)row["status"] == "pending"))
        {
            var email = ((string)invitation["email"]!).Trim().ToLowerInvariant();
            if (team.All(person => person.Key != email))
            {
                Add("invitation-has-teammate", (string)invitation["uri"]!);
            }
        }

        return [.. faults.OrderBy(fault => fault.Check, StringComparer.Ordinal).ThenBy(fault => fault.Account, StringComparer.Ordinal)];

        static string Uri(JObject membership) => (string)membership["user"]!["uri"]!;
        static string Email(JObject membership) => ((string)membership["user"]!["email"]!).Trim().ToLowerInvariant();
        static string Name(JObject membership) => Plain((string)membership["user"]!["name"]!);
        bool NotFound(JObject membership) => !found.ContainsKey(Uri(membership));
        void Keep(Dictionary<string, Person?> matches)
        {
            foreach (var (uri, person) in matches)
            {
                if (person is not null)
                {
                    found.Add(uri, person);
                }
            }
        }
    }

    private static async Task<List<Person>> ReadTeamAsync(Visitor visitor)
    {
        var yaml = (
            await visitor.GetAsync("gitlab/api/v4/projects/sandbox%2Fsupport-team/repository/files/data%2Fsupport-team.yaml/raw?ref=main")
        ).Body;
        return
        [
            .. new Deserializer()
                .Deserialize<List<Dictionary<string, object?>>>(yaml)
                .Select(entry => new Person(
                    ((string)entry["email"]!).Trim().ToLowerInvariant(),
                    (string)entry["name"]!,
                    entry.GetValueOrDefault("calendly") as string
                )),
        ];
    }

    private static Person? Single(IEnumerable<Person> people) => people.ToList() is [var one] ? one : null;

    private static string Plain(string name)
    {
        var letters = name.Replace("\uFFFE", "", StringComparison.Ordinal)
            .Normalize(NormalizationForm.FormKD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark);
        return string.Join(' ', string.Concat(letters).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool SameLink(string? one, string other) => !string.IsNullOrWhiteSpace(one) && BareLink(one) == BareLink(other);

    private static string BareLink(string link)
    {
        var bare = link.Trim().ToLowerInvariant().Split('?', '#')[0];
        foreach (var start in new[] { "http://", "https://", "www." })
        {
            bare = bare.StartsWith(start, StringComparison.Ordinal) ? bare[start.Length..] : bare;
        }

        return bare.EndsWith('/') ? bare[..^1] : bare;
    }

    private sealed record Person(string Key, string Name, string? Link);
}
