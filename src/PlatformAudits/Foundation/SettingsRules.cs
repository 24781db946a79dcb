using System.Globalization;
using YamlDotNet.Core;

namespace PlatformAudits.Foundation;

/// <summary>The YAML of a small file: anything but merges, whose keys are keys like others.</summary>
/// <param name="what">What the file is, for errors, such as <c>the settings</c>.</param>
internal sealed class SettingsRules(string what) : YamlRules
{
    public override string? KeyOf(YamlValue key, FilePlace place) => (key as YamlText)?.Written;

    public override AuditException At(FilePlace place, string problem, string advice) =>
        new($"Reading {what}: {place}: {problem}; {advice}{(advice.EndsWith('?') ? "" : ".")}", FailureKind.ConfigurationOrInfrastructure);

    public override AuditException TooDeep(FilePlace place) =>
        At(place, $"lists and mappings are nested more than {DepthLimit} deep", "mend the brackets or the indentation");

    public override AuditException SecondKey(FilePlace place, string key) => NotYaml(place, $"Duplicate key {key}", null);

    public override AuditException UnknownAlias(FilePlace place, string anchor) =>
        NotYaml(place, $"The anchor '{anchor}' does not exists", null);

    public override AuditException SecondDocument(FilePlace place, Func<int> count) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Reading {what}: {place.File} holds {count()} YAML documents, and one was expected; remove the lines '---'."
            ),
            FailureKind.ConfigurationOrInfrastructure
        );

    public override AuditException NotYaml(Exception error, FilePlace reached) =>
        error is YamlException yaml
            ? NotYaml(new FilePlace(reached.File, (int)yaml.Start.Line, (int)yaml.Start.Column), error.Message, error)
            // YamlDotNet says some malformed inputs this way, such as a list that is never closed or a tag without a name, and then tells
            // no place.
            : new AuditException(
                $"Reading {what}: {reached.File}: this is not YAML: {FirstLine(error.Message)}. "
                    + "Look for a bracket or quote that is not closed.",
                FailureKind.ConfigurationOrInfrastructure,
                error
            );

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('.');

    private AuditException NotYaml(FilePlace place, string reason, Exception? error) =>
        new(
            $"Reading {what}: {place}: this is not YAML: {FirstLine(reason)}. Mend the line.",
            FailureKind.ConfigurationOrInfrastructure,
            error
        );
}
