using System.Globalization;
using PlatformAudits.Collecting;
using PlatformAudits.Foundation;
using YamlDotNet.RepresentationModel;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>
/// Where a file of the team's project names the schedules, as <c>data/static_data.yaml</c> does. Its layout is not published, so any is
/// taken below the key: each text is an id; the key that it
/// stands under, if any, is its name; a mapping with <c>id</c> is a schedule, with <c>name</c> beside it.
/// </summary>
/// <param name="Key">The key, with dots between levels; null means the whole file.</param>
public sealed record TeamSchedules(string Path, string? Key)
{
    private const string What = "the schedules of the team's project";
    private const int DepthLimit = 16;
    private const int CountLimit = 10_000;

    /// <summary>Reads the place of the settings.</summary>
    /// <param name="section">The setting <c>schedules_from</c>.</param>
    /// <exception cref="AuditException">The path is missing, or leads out of the project.</exception>
    public static TeamSchedules Read(SettingsSection section)
    {
        var (path, key) = (section.RequiredText("path").Trim(), section.Text("key"));
        return path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal) || path.Split('/').Contains("..")
            ? throw section.Wrong("path", "must be a path inside the team's project, such as data/static_data.yaml")
            : new TeamSchedules(path, key);
    }

    /// <summary>Reads the schedules.</summary>
    /// <exception cref="AuditException">The file can't be read, has no such key, or something there is no schedule.</exception>
    public async Task<IReadOnlyList<ConfiguredSchedule>> CollectAsync(Collector collector, CancellationToken cancellationToken)
    {
        var file = await collector.ReadTeamProjectAsync(Path, cancellationToken);
        try
        {
            var found = new List<ConfiguredSchedule>();
            Gather(Find(SettingsFile.Load(file.Path, What, file.Source), file.Source), null, file.Source, found, depth: 1);
            return found;
        }
        catch (AuditException wrong) when (wrong.Kind == FailureKind.ConfigurationOrInfrastructure)
        {
            throw new AuditException(wrong.Message, innerException: wrong);
        }
    }

    private YamlNode Find(YamlNode? top, string source)
    {
        var node = top;
        foreach (var name in Key?.Split('.') ?? [])
        {
            node = node is YamlMappingNode keys && keys.Children.TryGetValue(new YamlScalarNode(name), out var child) ? child : null;
        }

        return node
            ?? throw new AuditException($"Reading {What}: {source} has no {Key ?? "content"}; correct schedules_from in audits.yaml.");
    }

    private static void Gather(YamlNode node, string? name, string source, List<ConfiguredSchedule> found, int depth)
    {
        // An anchor may stand for itself, or for more than any memory holds.
        if (depth > DepthLimit || found.Count > CountLimit)
        {
            throw Wrong(node, source, $"the schedules are nested more than {DepthLimit} deep, or there are more than {CountLimit}");
        }

        switch (node)
        {
            case YamlScalarNode { Value: null or "" or "~" or "null" }:
                break;
            case YamlScalarNode { Value: { } id }:
                found.Add(
                    new ConfiguredSchedule(
                        IsId(id.Trim()) ? id.Trim() : throw Wrong(node, source, "a schedule's id has letters and digits only"),
                        name,
                        []
                    )
                );
                break;
            case YamlSequenceNode list:
                foreach (var item in list.Children)
                {
                    Gather(item, name, source, found, depth + 1);
                }

                break;
            case YamlMappingNode record when record.Children.TryGetValue(new YamlScalarNode("id"), out var id):
                Gather(
                    id,
                    record.Children.TryGetValue(new YamlScalarNode("name"), out var own) ? (own as YamlScalarNode)?.Value : name,
                    source,
                    found,
                    depth + 1
                );
                break;
            case YamlMappingNode keys:
                foreach (var (key, value) in keys.Children)
                {
                    Gather(value, (key as YamlScalarNode)?.Value, source, found, depth + 1);
                }

                break;
            default:
                throw Wrong(node, source, "this is no schedule");
        }
    }

    private static bool IsId(string text) => text.Length <= 32 && text.All(char.IsAsciiLetterOrDigit);

    private static AuditException Wrong(YamlNode node, string source, string problem) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Reading {What}: {source}:{node.Start.Line}:{node.Start.Column}: {problem}; correct it, or the key in "
                    + $"schedules_from in audits.yaml."
            )
        );
}
