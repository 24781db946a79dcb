using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// Writes <c>accounts.json</c>, an account a line; its schema is <c>docs/accounts.schema.json</c>. Null is what nobody knows, and what is
/// absent is not there.
/// </summary>
internal static class AccountsJson
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "accounts.json";

    /// <summary>The version of the schema.</summary>
    public const int SchemaVersion = 1;

    private const int BufferSize = 16 * 1024;

    /// <summary>Writes the file in one step, account by account.</summary>
    /// <exception cref="AuditException">It can't be written.</exception>
    public static void Write(PopulationData data, string path) =>
        AtomicFile.Write(
            path,
            file =>
            {
                using var text = new StreamWriter(file, new UTF8Encoding(false), BufferSize, leaveOpen: true);
                using var json = new JsonTextWriter(text) { Culture = CultureInfo.InvariantCulture, CloseOutput = false };
                json.WriteStartObject();
                Property(json, "schema", SchemaVersion);
                Property(json, "platform", data.Report.Platform);
                Property(json, "period", data.Report.Period.ToString());
                Property(json, "asOf", data.Report.AsOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                Property(json, "seal", data.Report.Manifest.Seal);
                json.WritePropertyName("accounts");
                json.WriteStartArray();
                foreach (var row in data.Accounts)
                {
                    json.WriteWhitespace("\n");
                    Write(json, row);
                }

                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteWhitespace("\n");
            }
        );

    private static void Write(JsonTextWriter json, AccountRow row)
    {
        json.WriteStartObject();
        Property(json, "key", row.Key);
        Property(json, "id", row.Account.Id);
        Property(json, "name", row.Account.Name);
        Property(json, "address", row.Account.Email);
        Property(json, "role", row.Details.Role);
        Property(json, "privileged", row.Details.IsPrivileged);
        Property(json, "state", row.Details.State);
        Property(json, "created", PopulationTables.Day(row.Details.Created));
        Property(json, "lastUsed", row.Details.LastUse.IsNever ? "never" : PopulationTables.Day(row.Details.LastUse.Day));
        json.WritePropertyName("match");
        json.WriteStartObject();
        Property(json, "by", row.MatchedBy);
        if (row.Teammate is { } teammate)
        {
            json.WritePropertyName("teammate");
            json.WriteStartObject();
            Property(json, "name", teammate.Name);
            Property(json, "address", teammate.Email);
            json.WriteEndObject();
        }

        if (row.Doubt is { } doubt)
        {
            Property(json, "doubt", doubt);
        }

        json.WriteEndObject();
        json.WritePropertyName("findings");
        json.WriteStartArray();
        foreach (var finding in row.Findings)
        {
            Write(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(JsonTextWriter json, FindingRow row)
    {
        json.WriteStartObject();
        Property(json, "id", row.Id);
        Property(json, "check", row.Finding.Key.Check);
        Property(json, "subject", row.Finding.Key.Subject);
        Property(json, "since", row.Since);
        if (row.Waiver is { } waiver)
        {
            json.WritePropertyName("waiver");
            json.WriteStartObject();
            Property(json, "until", PopulationTables.Day(waiver.Expires));
            Property(json, "by", waiver.Owner);
            Property(json, "why", waiver.Reason);
            Property(json, "link", waiver.Link);
            json.WriteEndObject();
        }

        json.WritePropertyName("decision");
        Write(json, row.Decision);
        json.WriteEndObject();
    }

    private static void Write(JsonTextWriter json, IssueDecision? decision)
    {
        if (decision is null)
        {
            json.WriteNull();
            return;
        }

        json.WriteStartObject();
        Property(json, "box", decision.Box);
        json.WritePropertyName("written");
        json.WriteStartArray();
        foreach (var text in decision.Written)
        {
            json.WriteValue(text);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Property(JsonTextWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }
}
