using Newtonsoft.Json;
using PlatformAudits.Foundation;

namespace PlatformAudits.Evaluation;

/// <summary>
/// The table of API keys that people fill in where a vendor lists none, with which the next period's issue begins. Its cells are plain
/// text.
/// </summary>
/// <param name="Head">The columns; people may have added some.</param>
/// <param name="Rows">The rows in which something stands, each as long as the head.</param>
internal sealed record KeyTable(
    [property: JsonProperty("head")] IReadOnlyList<string> Head,
    [property: JsonProperty("rows")] IReadOnlyList<IReadOnlyList<string>> Rows
)
{
    /// <summary>The table that is in an issue without an earlier one.</summary>
    public static KeyTable Empty { get; } = new(["Name", "Owner", "Purpose", "Created", "Last used", "Expires"], []);

    /// <summary>Whether a head is that of the table: people may add columns, and move them.</summary>
    public static bool IsHead(IReadOnlyCollection<string> cells) => Empty.Head.All(cells.Contains);

    /// <summary>The table as a snapshot keeps it.</summary>
    [JsonIgnore]
    public string Text => JsonConvert.SerializeObject(this, Formatting.Indented) + "\n";

    /// <summary>Reads what <see cref="Text"/> gave.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="AuditException">It is something else.</exception>
    public static KeyTable Read(string path)
    {
        try
        {
            return StrictJsonReader.Deserialize<KeyTable>(new StringReader(RegularFile.ReadAllText(path))) ?? Empty;
        }
        catch (JsonException error)
        {
            throw new AuditException(
                $"Reading the table of API keys, {path}: it is not readable ({error.Message.TrimEnd('.')}). Give the snapshot as it was "
                    + "written.",
                FailureKind.ConfigurationOrInfrastructure,
                error
            );
        }
    }
}
