using Newtonsoft.Json;
using PlatformAudits.Foundation;

namespace PlatformAudits.Evaluation;

/// <summary>What people had decided of a finding on the audit issue when the run read it.</summary>
/// <param name="Id">The id that the issue shows; see <see cref="Checking.FindingIds"/>.</param>
/// <param name="Box">The finding's box: <c>empty</c>, <c>ticked</c> or <c>inapplicable</c>.</param>
/// <param name="Written">What people wrote into the cells of the finding.</param>
internal sealed record IssueDecision(
    [property: JsonProperty("id")] string Id,
    [property: JsonProperty("box")] string Box,
    [property: JsonProperty("written")] IReadOnlyList<string> Written
)
{
    /// <summary>Nothing was decided.</summary>
    public static IssueDecision None { get; } = new("", "empty", []);

    /// <summary>Decisions as a snapshot keeps them.</summary>
    public static string TextOf(IReadOnlyList<IssueDecision> decisions) =>
        JsonConvert.SerializeObject(decisions, Formatting.Indented) + "\n";

    /// <summary>Reads what <see cref="TextOf"/> gave.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="AuditException">It is something else.</exception>
    public static IReadOnlyList<IssueDecision> Read(string path)
    {
        try
        {
            return StrictJsonReader.Deserialize<List<IssueDecision>>(new StringReader(RegularFile.ReadAllText(path))) ?? [];
        }
        catch (JsonException error)
        {
            throw new AuditException(
                $"Reading what people had decided, {path}: it is not readable ({error.Message.TrimEnd('.')}). Give the snapshot as it was "
                    + "written.",
                FailureKind.ConfigurationOrInfrastructure,
                error
            );
        }
    }
}
