using System.Security;
using PlatformAudits.Foundation;

namespace PlatformAudits.Team;

/// <summary>
/// The team file: one YAML file that holds a list of people, or a folder of YAML files that hold one person each. Both layouts are in use:
/// the older <c>data/support-team.yaml</c> and the newer <c>data/agents/</c>. Keys that no audit needs are passed over, however deep; so
/// are the keys that were removed from the layout and may still be met in old files. Anchors, aliases and merges work, within limits that
/// no team file needs to reach.
/// </summary>
internal static class TeamFile
{
    /// <summary>The most bytes of YAML that a team may have by default: 64 MiB, room for more than 100,000 people.</summary>
    public const long DefaultByteLimit = 64L * 1024 * 1024;

    /// <summary>Reads a team.</summary>
    /// <param name="nameOf">
    /// What a file or the folder is called in messages, from its path; by default its path. It is for files that were downloaded.
    /// </param>
    /// <param name="byteLimit">
    /// The most bytes that the file, or all YAML files of the folder together, may have. What is larger is refused unread.
    /// </param>
    /// <param name="format">What is read of every person; by default the keys that every team has.</param>
    /// <exception cref="AuditException">
    /// It can't be read, or what it says can't be right. The first error is told, with file, line and column.
    /// </exception>
    public static Roster Read(
        string path,
        Func<string, string>? nameOf = null,
        long byteLimit = DefaultByteLimit,
        TeamFormat? format = null
    )
    {
        var name = nameOf ?? (file => file);
        var people = new TeammateReader(format ?? TeamFormat.Plain);
        if (Directory.Exists(path))
        {
            ReadFolder(path, name, byteLimit, people);
        }
        else
        {
            ReadList(path, name(path), byteLimit, people);
        }

        var roster = new Roster(people.Teammates);
        ReportingLines.EnsureSound(roster, people.ReportsToPlaces);
        roster.Notices = [.. people.Notices, .. ReportingLines.NoticesOf(roster, people.ReportsToPlaces)];
        return roster;
    }

    /// <summary>Reads a team that stays where it is.</summary>
    /// <param name="format">What is read of every person.</param>
    /// <exception cref="AuditException">As <see cref="Read"/> and <see cref="Regular"/>.</exception>
    public static Roster ReadRegular(string path, TeamFormat format)
    {
        Regular(path);
        return Read(path, format: format);
    }

    /// <summary>
    /// The files of a folder that hold a person each, in the ordinal order of their names. Sub-folders are not looked into.
    /// </summary>
    public static IReadOnlyList<string> FilesOf(string folder) =>
        [.. Directory.EnumerateFiles(folder).Where(IsYaml).OrderBy(file => Path.GetFileName(file), StringComparer.Ordinal)];

    /// <summary>
    /// The files that a team lies in, when each is a regular file and all are small enough to be kept. None of them is opened.
    /// </summary>
    /// <param name="path">The file, or a folder of one file per person.</param>
    /// <exception cref="AuditException">One is not there, or is a pipe or a device, or they have too many bytes.</exception>
    public static IReadOnlyList<string> Regular(string path) =>
        Reachable(
            path,
            () =>
            {
                var files = Directory.Exists(path) ? FilesOf(path) : [path];
                if (files.Count == 0)
                {
                    throw WithoutFiles(path);
                }

                var bytes = 0L;
                foreach (var file in files)
                {
                    bytes += RegularFile.LengthOf(file) switch
                    {
                        null or 0 when RegularFile.IsIrregular(file) => throw Irregular(file),
                        null => throw Missing(file),
                        0 => throw Empty(file),
                        { } length => length,
                    };
                }

                return bytes <= DefaultByteLimit ? files : throw TeamFileError.TooLarge(path, DefaultByteLimit);
            }
        );

    /// <summary>Whether a file is one of those: its name ends in <c>.yaml</c> or <c>.yml</c> and does not start with a dot.</summary>
    public static bool IsYaml(string path) =>
        Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML" && !Path.GetFileName(path).StartsWith('.');

    private static void ReadList(string file, string name, long byteLimit, TeammateReader people) =>
        Open(
            file,
            name,
            byteLimit,
            yaml =>
            {
                var place = yaml.Place;
                if (!yaml.TryEnterList())
                {
                    throw TeamFileError.At(
                        place,
                        "a team file must be a list of people, and this is none",
                        "start each person with '- name: …', or give the folder when each person has a file"
                    );
                }

                while (yaml.ReadItem() is { } entry)
                {
                    people.Add(entry);
                }

                if (people.Teammates.Count == 0)
                {
                    throw TeamFileError.At(place, "the list of people is empty", "check the path, or put the team into it");
                }
            }
        );

    private static void ReadFolder(string folder, Func<string, string> nameOf, long byteLimit, TeammateReader people)
    {
        var files = Reachable(nameOf(folder), () => FilesOf(folder));
        if (files.Count == 0)
        {
            throw WithoutFiles(nameOf(folder));
        }

        if (Reachable(nameOf(folder), () => files.Sum(file => new FileInfo(file).Length)) > byteLimit)
        {
            throw TeamFileError.TooLarge(nameOf(folder), byteLimit);
        }

        foreach (var file in files)
        {
            Open(
                file,
                nameOf(file),
                byteLimit,
                yaml =>
                {
                    var place = yaml.Place;
                    people.Add(
                        yaml.TryEnterList()
                            ? throw TeamFileError.At(
                                place,
                                "a file in a team folder must hold one person, and this is a list",
                                "give the path of this file if it is the whole team, or else move it out of the folder"
                            )
                            : yaml.ReadDocument()!
                    );
                }
            );
        }
    }

    private static void Open(string file, string name, long byteLimit, Action<YamlReader> read) =>
        Reachable(
            name,
            () =>
            {
                if (!File.Exists(file))
                {
                    throw Missing(name);
                }

                if (new FileInfo(file).Length > byteLimit)
                {
                    throw TeamFileError.TooLarge(name, byteLimit);
                }

                if (RegularFile.IsIrregular(file))
                {
                    throw Irregular(name);
                }

                using var text = new Utf8Reader(
                    new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0),
                    name,
                    byteLimit
                );
                var yaml = new YamlReader(text, name, new TeamFileRules());
                read(yaml.IsEmpty ? throw Empty(name) : yaml);
                return true;
            }
        );

    private static T Reachable<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(name, error);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or SecurityException)
        {
            throw TeamFileError.Of(name, "may not be read by this user", "check its permissions", error);
        }
        catch (IOException error)
        {
            throw TeamFileError.Of(name, $"can't be read ({error.Message.TrimEnd('.')})", "check the path", error);
        }
    }

    private static AuditException Empty(string name) => TeamFileError.Of(name, "is empty", "check the path, or put the team into it");

    private static AuditException Irregular(string name) =>
        TeamFileError.Of(name, "is no regular file", "a pipe can be read only once and is no evidence, so write it into a file first");

    private static AuditException WithoutFiles(string name) =>
        TeamFileError.Of(name, "has no .yaml or .yml file", "check the path; sub-folders are not looked into");

    private static AuditException Missing(string name, Exception? cause = null) =>
        TeamFileError.Of(name, "does not exist", "check the path", cause);
}
