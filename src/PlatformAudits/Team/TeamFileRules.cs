using PlatformAudits.Foundation;
using YamlDotNet.Core;

namespace PlatformAudits.Team;

/// <summary>The team file's YAML: anchors, aliases and merges work, within limits that no team file needs to reach.</summary>
internal sealed class TeamFileRules : YamlRules
{
    public override int AnchorLimit => 1_000;

    public override int ValueLimit => 10_000;

    public override bool HasMerges => true;

    public override string KeyOf(YamlValue key, FilePlace place) =>
        (key as YamlText)?.Text ?? throw At(place, "a key must be a text", "mend the brackets, the indentation or a '?' at its start");

    public override AuditException At(FilePlace place, string problem, string advice) => TeamFileError.At(place, problem, advice);

    public override AuditException TooDeep(FilePlace place) =>
        At(
            place,
            $"lists and mappings are nested more than {DepthLimit} deep",
            "a person's entry needs three levels; mend the brackets or the indentation"
        );

    public override AuditException TooManyValues(FilePlace place) =>
        At(
            place,
            FormattableString.Invariant($"a person's entry has more than {ValueLimit:N0} keys and values"),
            "mend the indentation, or start each person with '- '"
        );

    public override AuditException SecondKey(FilePlace place, string key) =>
        At(place, $"the key {TeamFileError.Shown(key)} is there twice in one mapping", "keep one of the two");

    public override AuditException UnknownAlias(FilePlace place, string anchor) =>
        At(place, $"no value above it is marked {TeamFileError.Shown($"&{anchor}")}", "mark one, or write the value out");

    public override AuditException SecondDocument(FilePlace place, Func<int> count) =>
        At(place, "a second YAML document begins here", "keep one, and remove the line '---'");

    public override AuditException NotYaml(Exception error, FilePlace reached)
    {
        // Some errors of the scanner come with the start of the file instead of their place, others with none.
        var place = error is YamlException { Start: { Index: not 0 } start }
            ? reached with
            {
                Line = (int)start.Line,
                Column = (int)start.Column,
            }
            : reached;
        var reason = error is YamlException ? $" ({error.Message.Replace("  ", " ", StringComparison.Ordinal).TrimEnd('.')})" : "";
        return TeamFileError.At(
            place,
            $"this is not YAML{reason}",
            "mend it here or just above: close brackets and quotes, quote texts with ': ' or ' #' in them, and indent with spaces",
            error
        );
    }
}
