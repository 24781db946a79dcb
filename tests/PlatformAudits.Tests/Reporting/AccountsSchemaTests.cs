using System.Text.Json.Nodes;
using NUnit.Framework;

namespace PlatformAudits.Tests.Reporting;

/// <summary>The schema says all there is to say of <c>accounts.json</c>.</summary>
public sealed class AccountsSchemaTests
{
    private const string Full = """
        {
          "schema": 1, "platform": "calendly", "period": "FY27-Q4", "asOf": "2026-11-30T12:00:00Z",
          "seal": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
          "accounts": [{
            "key": "A0123456789ab", "id": "1", "name": "Ada", "address": "ada@example.com", "role": "owner", "privileged": true,
            "state": "active", "created": "2020-01-01", "lastUsed": "2026-10-31",
            "match": {"by": "address", "teammate": {"name": "Ada", "address": "ada@example.com"}, "doubt": "another name"},
            "findings": [{
              "id": "F01234567", "check": "admin-is-expected", "subject": "1", "since": "2026-11-21",
              "waiver": {"until": "2026-12-31", "by": "me", "why": "agreed", "link": "https://requests.example/1"},
              "decision": {"box": "ticked", "written": ["asked"]}
            }]
          }]
        }
        """;

    [Test]
    public void A_file_that_lacks_a_field_has_one_too_many_or_one_of_another_kind_is_refused()
    {
        var accepted = SpoiltJson
            .Of(JsonNode.Parse(Full)!.AsObject(), (_, name) => name is "teammate" or "doubt" or "waiver")
            .Where(spoilt => PublishedSchema.Accounts.FaultsOf(spoilt.Json).Count == 0)
            .Select(spoilt => spoilt.What);
        Assert.That(PublishedSchema.Accounts.FaultsOf(Full), Is.Empty);
        Assert.That(accepted, Is.Empty);
    }

    [TestCase("lastUsed", "null")]
    [TestCase("lastUsed", "\"never\"")]
    [TestCase("privileged", "null")]
    [TestCase("privileged", "false")]
    [TestCase("created", "null")]
    [TestCase("name", "null")]
    [TestCase("name", "\"\"")]
    public void What_nobody_knows_what_is_not_there_and_no_are_three_things(string field, string value) =>
        Assert.That(FaultsOf(field, value), Is.Empty);

    [TestCase("lastUsed", "\"yesterday\"")]
    [TestCase("lastUsed", "false")]
    [TestCase("privileged", "\"unknown\"")]
    [TestCase("created", "\"unknown\"")]
    [TestCase("id", "\"\"")]
    [TestCase("id", "null")]
    [TestCase("key", "\"A1\"")]
    [TestCase("findings/0/since", "\"yesterday\"")]
    [TestCase("findings/0/id", "\"F1\"")]
    [TestCase("findings/0/waiver", "null")]
    [TestCase("findings/0/waiver/until", "\"soon\"")]
    [TestCase("findings/0/decision/box", "\"odd\"")]
    [TestCase("match/by", "\"by chance\"")]
    [TestCase("match/teammate", "null")]
    public void A_value_that_can_not_be_is_refused(string path, string value) => Assert.That(FaultsOf(path, value), Is.Not.Empty);

    private static IReadOnlyList<string> FaultsOf(string path, string value)
    {
        var file = JsonNode.Parse(Full)!;
        SpoiltJson.Put(file, ["accounts", "0", .. path.Split('/')], JsonNode.Parse(value)!);
        return PublishedSchema.Accounts.FaultsOf(file.ToJsonString());
    }
}
