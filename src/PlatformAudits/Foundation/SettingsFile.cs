namespace PlatformAudits.Foundation;

/// <summary>
/// A small YAML file that people tune. It is read through <see cref="SettingsSection"/>s; a key that nothing has asked for is an error
/// that names the nearest one, so a slip of the pen does not pass silently.
/// </summary>
internal static class SettingsFile
{
    private const long ByteLimit = 4 * 1024 * 1024;

    /// <summary>Reads a file's top level.</summary>
    /// <param name="what">What it is, for errors, such as <c>the settings</c>.</param>
    /// <param name="called">What it is called in notices, wherever it lies: a replay reads a copy.</param>
    /// <exception cref="AuditException">It is missing, too large, no YAML, or no mapping of keys.</exception>
    public static SettingsSection Read(string path, string what, string called) =>
        Load(path, what) switch
        {
            YamlMapping keys => new SettingsSection(what, "", keys, new ReadingNotices(what, called)),
            null or YamlText { Written: "" } => Empty(what, path, called),
            var other => throw SettingsSection.Wrong(what, other, "the top level must be a mapping of keys"),
        };

    /// <summary>The top level of a file that says nothing.</summary>
    /// <param name="what">What it is, for errors, such as <c>the settings</c>.</param>
    /// <param name="called">What it is called in notices.</param>
    public static SettingsSection Empty(string what, string path, string called) =>
        new(what, "", YamlMapping.EmptyAt(new FilePlace(path, 1, 1)), new ReadingNotices(what, called));

    /// <summary>Reads a file's only document, or null when there is none.</summary>
    /// <param name="name">What the file is called in errors; by default its path.</param>
    /// <exception cref="AuditException">It is missing, too large, or no YAML.</exception>
    internal static YamlValue? Load(string path, string what, string? name = null)
    {
        name ??= path;
        var rules = new SettingsRules(what);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > ByteLimit } file)
            {
                throw new AuditException(
                    $"Reading {what}: {name} has {file.Length / 1024 / 1024} MiB, and such a file has "
                        + $"{ByteLimit / 1024 / 1024} at the most; check the path.",
                    FailureKind.ConfigurationOrInfrastructure
                );
            }

            if (RegularFile.IsIrregular(path))
            {
                throw new AuditException(
                    $"Reading {what}: {name} is no regular file. A pipe can be read only once, so write it into a file first.",
                    FailureKind.ConfigurationOrInfrastructure
                );
            }

            using var text = new StreamReader(RegularFile.OpenRead(path));
            return new YamlReader(text, name, rules).ReadDocument();
        }
        catch (ArgumentException error)
        {
            throw rules.NotYaml(error, new FilePlace(name, 1, 1));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AuditException(
                $"Reading {what}: {name} can't be read ({error.Message.TrimEnd('.')}); check the path.",
                FailureKind.ConfigurationOrInfrastructure,
                error
            );
        }
    }
}
