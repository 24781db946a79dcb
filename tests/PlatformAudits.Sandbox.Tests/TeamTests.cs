using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using NUnit.Framework;
using PlatformAudits.Tests;
using YamlDotNet.Serialization;

namespace PlatformAudits.Sandbox.Tests;

public sealed class TeamTests
{
    private const string Repository = "gitlab/api/v4/projects/sandbox%2Fsupport-team/repository";
    private const string File = $"{Repository}/files/data%2Fsupport-team.yaml";

    private static IEnumerable<int> Sizes => [1, 150, Search.Of(1_000, 5_000)];

    [TestCaseSource(nameof(Sizes))]
    [Category(Search.Category)]
    public async Task Each_person_has_an_email_and_ids_of_their_own_and_a_chain_of_managers_up_to_the_head(int size)
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = size });
        var people = await ReadAsync(client);
        Assert.That(people, Has.Count.EqualTo(size));
        Assert.That(people.Select(person => ((string)person["email"]!).Trim().ToLowerInvariant()), Is.Unique);
        foreach (var (outer, inner) in new[] { ("gitlab", "id"), ("gitlab", "username"), ("slack", "id"), ("pagerduty", "id") })
        {
            Assert.That(
                people
                    .Select(person => (person.GetValueOrDefault(outer) as Dictionary<object, object>)?.GetValueOrDefault(inner))
                    .OfType<object>(),
                Is.Unique,
                outer
            );
        }

        var byName = people.ToLookup(person => (string)person["name"]!);
        foreach (var person in people)
        {
            var (current, steps) = (person, 0);
            while (current.TryGetValue("reports_to", out var manager))
            {
                current = byName[(string)manager!].Single();
                Assert.That(++steps, Is.LessThan(10));
            }

            Assert.That(current, Is.SameAs(people[0]));
        }
    }

    [Test]
    public async Task All_fields_of_the_schema_and_a_removed_one_occur()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 150 });
        var keys = (await ReadAsync(client)).SelectMany(person => person.Keys).Distinct();
        Assert.That(
            keys,
            Is.EquivalentTo([
                "name",
                "email",
                "title",
                "entity",
                "working_hours",
                "reports_to",
                "region",
                "start_date",
                "calendly",
                "languages",
                "modules",
                "pagerduty",
                "rotations",
                "focuses",
                "zendesk",
                "gitlab",
                "slack",
                "knowledge_areas",
                "tzdata_timezone",
            ])
        );
    }

    [Test]
    public async Task Names_have_accents_apostrophes_hyphens_and_other_scripts_and_two_share_one()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 1000 });
        var names = (await ReadAsync(client)).Select(person => (string)person["name"]!).ToList();
        Assert.That(names, Has.Some.Contains("é").And.Some.Contains("'").And.Some.Contains("-"));
        Assert.That(names.Count(name => name.EnumerateRunes().All(letter => letter.Value > 0x36F || letter.Value == ' ')), Is.EqualTo(40));
        Assert.That(names.GroupBy(name => name).Count(group => group.Count() == 2), Is.EqualTo(20));
    }

    [Test]
    public async Task Only_those_meant_to_share_a_name_do_also_without_accents_and_letter_case([Range(1, 6)] int seed)
    {
        const int Size = 20_000;
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = Size, Seed = seed });
        var names = Enumerable.Range(0, Size).Select(index => sandbox.World.TeammateAt(index)!.Name.Normalize(NormalizationForm.FormKD));
        var plain = names.Select(name =>
            string.Concat(name.Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark))
                .ToUpperInvariant()
        );
        Assert.That(
            plain.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Count()),
            Is.EqualTo(Enumerable.Repeat(2, Size / 50))
        );
    }

    [Test]
    public async Task The_file_as_json_is_the_raw_file_in_base64_with_its_checksums()
    {
        await using var client = await SandboxClient.StartAsync(new SandboxOptions { Size = 300 });
        var raw = await client.GetAsync($"{File}/raw?ref=main");
        var json = (await client.GetAsync($"{File}?ref=main")).Json;
        var bytes = Convert.FromBase64String((string)json["content"]!);
        Assert.That(Encoding.UTF8.GetString(bytes), Is.EqualTo(raw.Body));
        Assert.That(bytes, Has.Length.GreaterThan(100_000));
        Assert.That((long)json["size"]!, Is.EqualTo(bytes.Length));
        Assert.That((string?)json["content_sha256"], Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
        Assert.That((string?)json["blob_id"], Has.Length.EqualTo(40));
        Assert.That((string?)json["encoding"], Is.EqualTo("base64"));
        Assert.That((string?)json["file_path"], Is.EqualTo("data/support-team.yaml"));
        Assert.That((string?)json["last_commit_id"], Is.EqualTo(raw.Header("X-Gitlab-Last-Commit-Id")));
    }

    [TestCase("files/data%2Fother.yaml/raw?ref=main", 404, """{"message":"404 File Not Found"}""")]
    [TestCase("files/data%2Fagents%2Fa1.yaml/raw?ref=main", 404, """{"message":"404 File Not Found"}""")]
    [TestCase("files/data%2Fsupport-team.yaml/raw?ref=master", 404, """{"message":"404 Commit Not Found"}""")]
    [TestCase("files/data%2Fsupport-team.yaml?ref=v1", 404, """{"message":"404 Commit Not Found"}""")]
    [TestCase("files/data%2Fsupport-team.yaml", 400, """{"error":"ref is missing, ref is empty"}""")]
    [TestCase("files/data/support-team.yaml/raw?ref=main", 404, """{"error":"404 Not Found"}""")]
    [TestCase("tree?ref=v1", 404, """{"message":"404 Tree Not Found"}""")]
    [TestCase("tree?path=nothing", 404, """{"message":"404 invalid revision or path Not Found"}""")]
    public async Task A_file_or_reference_that_does_not_exist_is_refused(string path, int status, string body)
    {
        await using var client = await SandboxClient.StartAsync();
        var answer = await client.GetAsync($"{Repository}/{path}");
        Assert.That(((int)answer.Status, answer.Body), Is.EqualTo((status, body)));
    }

    [Test]
    public async Task A_folder_of_one_file_a_person_holds_the_same_people()
    {
        await using var file = await SandboxClient.StartAsync(new SandboxOptions { Size = 120 });
        await using var folder = await SandboxClient.StartAsync(new SandboxOptions { Size = 120, TeamAsFolder = true });
        var first = await folder.GetAsync($"{Repository}/tree?path=data/agents&ref=main&per_page=100");
        var second = await folder.GetAsync($"{Repository}/tree?path=data%2Fagents&ref=main&per_page=100&page=2");
        Assert.That((first.Header("x-total"), first.Header("x-next-page"), second.Header("x-next-page")), Is.EqualTo(("120", "2", "")));
        var paths = first.Rows.Concat(second.Rows).Select(entry => (string)entry["path"]!).ToList();
        Assert.That(paths, Is.Unique.And.Ordered.Using((System.Collections.IComparer)StringComparer.Ordinal));
        var people = new List<string>();
        foreach (var path in paths)
        {
            var yaml = await folder.GetAsync($"{Repository}/files/{Uri.EscapeDataString(path)}/raw?ref=main");
            people.Add((string)new Deserializer().Deserialize<Dictionary<string, object?>>(yaml.Body)["email"]!);
        }

        Assert.That(people, Is.EquivalentTo((await ReadAsync(file)).Select(person => (string)person["email"]!)));
        Assert.That((await folder.GetAsync($"{File}/raw")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("tree", new[] { "data" })]
    [TestCase("tree?path=data", new[] { "data/static_data.yaml", "data/support-team.yaml" })]
    [TestCase("tree?recursive=true", new[] { "data", "data/static_data.yaml", "data/support-team.yaml" })]
    public async Task A_folder_lists_what_is_in_it(string path, string[] expected)
    {
        await using var client = await SandboxClient.StartAsync();
        Assert.That((await client.GetAsync($"{Repository}/{path}")).Rows.Select(entry => (string)entry["path"]!), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_change_of_the_team_is_a_new_commit()
    {
        await using var client = await SandboxClient.StartAsync();
        var before = await client.GetAsync($"{File}/raw");
        client.Sandbox.World.Change(7, person => person.With("calendly", "it's: a #link"));
        client.Sandbox.World.Remove(8);
        var after = await client.GetAsync($"{File}/raw");
        Assert.That(after.Header("X-Gitlab-Commit-Id"), Is.Not.EqualTo(before.Header("X-Gitlab-Commit-Id")));
        var people = await ReadAsync(client);
        Assert.That(people, Has.Count.EqualTo(29));
        Assert.That(people[7]["calendly"], Is.EqualTo("it's: a #link"));
    }

    [Test]
    public async Task A_user_is_found_by_name_in_any_letter_case()
    {
        await using var client = await SandboxClient.StartAsync();
        var handle = client.Sandbox.World.TeammateAt(12)!.Handle;
        var found = (await client.GetAsync($"gitlab/api/v4/users?username={handle.ToUpperInvariant()}")).Rows;
        Assert.That(found.Select(user => (long)user["id"]!), Is.EqualTo([client.Sandbox.GitLab.UserOf(12).Id]));
        Assert.That((await client.GetAsync($"gitlab/api/v4/users?username=x{handle}")).Rows, Is.Empty);
        Assert.That(
            (await client.GetAsync("gitlab/api/v4/users?per_page=50")).Header("x-total"),
            Is.EqualTo(38.ToString(CultureInfo.InvariantCulture))
        );
    }

    private static async Task<List<Dictionary<string, object?>>> ReadAsync(SandboxClient client) =>
        new Deserializer().Deserialize<List<Dictionary<string, object?>>>((await client.GetAsync($"{File}/raw?ref=main")).Body);
}
