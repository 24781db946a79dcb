using PlatformAudits.Collecting;
using PlatformAudits.Foundation;

namespace PlatformAudits.Platforms.PagerDuty;

/// <summary>
/// Where a file of the team's project names the schedules, as <c>data/static_data.yaml</c> does. Its layout is not published, so any is
/// taken below the key: each text is an id; the key that it
/// stands under, if any, is its name; a mapping with <c>id</c> is a schedule, with <c>name</c> beside it.
/// </summary>
/// <param name="Key">The key, with dots between levels; null means the whole file.</param>
internal sealed record TeamSchedules(string Path, string? Key)
{
    private const string What = "the schedules of the team's project";
    private const int DepthLimit = 16;
    private const int ValueLimit = 10_000;

    /// <summary>Reads the place of the settings.</summary>
    /// <param name="section">The setting <c>schedules_from</c>.</param>
    /// <exception cref="AuditException">The path is missing, or leads out of the project.</exception>
    public static TeamSchedules Read(SettingsSection section)
    {
        var (path, key) = (section.RequiredValue("path"), section.Text("key"));
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
            var valuesLeft = ValueLimit;
            Gather(Find(SettingsFile.Load(file.Path, What, file.Source), file.Source), null, found, depth: 1, ref valuesLeft);
            return found;
        }
        catch (AuditException wrong) when (wrong.Kind == FailureKind.ConfigurationOrInfrastructure)
        {
            throw new AuditException(wrong.Message, innerException: wrong);
        }
    }

    private YamlValue Find(YamlValue? top, string source)
    {
        var value = top;
        foreach (var name in Key?.Split('.') ?? [])
        {
            value = (value as YamlMapping)?.Entries.GetValueOrDefault(name);
        }

        return value
            ?? throw new AuditException($"Reading {What}: {source} has no {Key ?? "content"}; correct schedules_from in audits.yaml.");
    }

    private static void Gather(YamlValue value, string? name, List<ConfiguredSchedule> found, int depth, ref int valuesLeft)
    {
        // Aliases of aliases may stand for more than any memory holds, or than anybody waits for: also where they hold no schedule.
        if (depth > DepthLimit || --valuesLeft < 0)
        {
            throw Wrong(value, $"the schedules are nested more than {DepthLimit} deep, or there are more than {ValueLimit}");
        }

        switch (value)
        {
            case YamlText { Written: "" or "~" or "null" }:
                break;
            case YamlText { Written: var id }:
                found.Add(
                    new ConfiguredSchedule(
                        IsId(id.Trim()) ? id.Trim() : throw Wrong(value, "a schedule's id has letters and digits only"),
                        name,
                        []
                    )
                );
                break;
            case YamlList list:
                foreach (var item in list.Items)
                {
                    Gather(item, name, found, depth + 1, ref valuesLeft);
                }

                break;
            case YamlMapping record when record.Entries.TryGetValue("id", out var id):
                Gather(
                    id,
                    record.Entries.TryGetValue("name", out var own) ? (own as YamlText)?.Written : name,
                    found,
                    depth + 1,
                    ref valuesLeft
                );
                break;
            case YamlMapping keys:
                foreach (var (key, below) in keys.Pairs)
                {
                    Gather(below, (key as YamlText)?.Written, found, depth + 1, ref valuesLeft);
                }

                break;
            default:
                throw Wrong(value, "this is no schedule");
        }
    }

    private static bool IsId(string text) => text.Length <= 32 && text.All(char.IsAsciiLetterOrDigit);

    private static AuditException Wrong(YamlValue value, string problem) =>
        new($"Reading {What}: {value.Start}: {problem}; correct it, or the key in schedules_from in audits.yaml.");
}
