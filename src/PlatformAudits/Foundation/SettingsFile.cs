using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PlatformAudits.Foundation;

/// <summary>
/// A small YAML file that people tune. It is read through <see cref="SettingsSection"/>s; a key that nothing has asked for is an error that names the
/// nearest one, so a slip of the pen does not pass silently.
/// </summary>
public static class SettingsFile
{
    private const long ByteLimit = 4 * 1024 * 1024;

    /// <summary>Reads a file's top level.</summary>
    /// <param name="what">What it is, for errors, such as <c>the settings</c>.</param>
    /// <exception cref="AuditException">It is missing, too large, no YAML, or no mapping of keys.</exception>
    public static SettingsSection Read(string path, string what) =>
        Load(path, what) switch
        {
            YamlMappingNode keys => new SettingsSection(path, what, "", keys),
            null or YamlScalarNode { Value: "" or null } => new SettingsSection(path, what, "", []),
            var other => throw SettingsSection.Wrong(path, what, other, "the top level must be a mapping of keys"),
        };

    /// <summary>Reads a file's only document, or null when there is none.</summary>
    /// <param name="name">What the file is called in errors; by default its path.</param>
    /// <exception cref="AuditException">It is missing, too large, or no YAML.</exception>
    internal static YamlNode? Load(string path, string what, string? name = null)
    {
        name ??= path;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > ByteLimit } file)
            {
                throw new AuditException(
                    $"Reading {what}: {name} has {file.Length / 1024 / 1024} MiB, and such a file has {ByteLimit / 1024 / 1024} at the most; check the path.",
                    FailureKind.ConfigurationOrInfrastructure
                );
            }

            using var reader = new StreamReader(path);
            var stream = new YamlStream();
            stream.Load(reader);
            return stream.Documents.Count > 1
                    ? throw new AuditException(
                        $"Reading {what}: {name} holds {stream.Documents.Count} YAML documents, and one was expected; remove the lines '---'.",
                        FailureKind.ConfigurationOrInfrastructure
                    )
                : stream.Documents.Count == 0 ? null
                : stream.Documents[0].RootNode;
        }
        catch (YamlException error)
        {
            throw new AuditException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Reading {what}: {name}:{error.Start.Line}:{error.Start.Column}: this is not YAML: {error.Message.Split('\n')[0].TrimEnd('.')}. Mend the line."
                ),
                FailureKind.ConfigurationOrInfrastructure,
                error
            );
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet says some malformed inputs this way, such as a list that is never closed or a tag without a name, and then tells no place.
            throw new AuditException(
                $"Reading {what}: {name}: this is not YAML: {error.Message.Split('\n')[0].TrimEnd('.')}. Look for a bracket or quote that is not closed.",
                FailureKind.ConfigurationOrInfrastructure,
                error
            );
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
