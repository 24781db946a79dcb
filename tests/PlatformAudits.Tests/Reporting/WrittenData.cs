using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace PlatformAudits.Tests.Reporting;

/// <summary>The population as an audit has written it, after <c>accounts.json</c> was held against its schema.</summary>
internal sealed class WrittenData
{
    public WrittenData(SandboxedAudit audit)
    {
        var json = File.ReadAllText(audit.Output("accounts.json"));
        Assert.That(PublishedSchema.Accounts.FaultsOf(json), Is.Empty);
        Json = [.. JObject.Parse(json)["accounts"]!.Cast<JObject>()];
        Accounts = [.. new CsvFile(audit.Output("accounts.csv")).Rows];
        Findings = [.. new CsvFile(audit.Output("findings.csv")).Rows];
        Changes = [.. new CsvFile(audit.Output("changes.csv")).Rows];
    }

    public IReadOnlyList<JObject> Json { get; }

    public IReadOnlyList<Dictionary<string, string?>> Accounts { get; }

    public IReadOnlyList<Dictionary<string, string?>> Findings { get; }

    public IReadOnlyList<Dictionary<string, string?>> Changes { get; }

    /// <summary>The account with an address.</summary>
    public Dictionary<string, string?> AccountOf(string address) => Accounts.Single(row => row["address"] == address);

    /// <summary>The changes as <c>CHANGE what subject field before now</c>, of which those that nobody knows are <c>?</c>.</summary>
    public IEnumerable<string> ChangeLines =>
        Changes.Select(row =>
            string.Join(' ', new[] { "change", "what", "subject", "field", "before", "now" }.Select(column => row[column] ?? "?"))
                .TrimEnd()
        );
}
