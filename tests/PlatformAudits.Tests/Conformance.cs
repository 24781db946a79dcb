using PlatformAudits.Checking;
using PlatformAudits.Platforms;
using PlatformAudits.Settings;

namespace PlatformAudits.Tests;

/// <summary>What a platform needs besides its class, as functions of a checkout and its platforms. Each gives what is missing, with its path; none when all is there.</summary>
public static class Conformance
{
    /// <summary>The pieces that a platform lacks.</summary>
    /// <param name="settings">The settings from which all platforms have been made.</param>
    public static IReadOnlyList<string> MissingOf(string root, Platform platform, AuditSettings settings)
    {
        var sandbox = $"src/PlatformAudits.Sandbox/{FolderOf(platform)}";
        return
        [
            .. PiecesOf(platform).Where(path => !File.Exists(Path.Combine(root, path))),
            .. FilesIn(root, sandbox, "*Scenario.cs").Any() ? (string[])[] : [$"{sandbox}/*Scenario.cs"],
            .. UndocumentedOf(root, platform),
            .. platform.Checks().Select(FileOf).Where(path => !File.Exists(Path.Combine(root, path))),
            .. Unexplained(root, settings, $"platforms.{platform.Id}"),
        ];
    }

    /// <summary>Folders of platforms in which there is none.</summary>
    public static IReadOnlyList<string> EmptyFolders(string root, IReadOnlyList<Platform> platforms) =>
        [
            .. Directory
                .GetDirectories(Path.Combine(root, "src", "PlatformAudits", "Platforms"))
                .Select(folder => Path.GetFileName(folder))
                .Except(platforms.Select(FolderOf))
                .Select(folder => $"src/PlatformAudits/Platforms/{folder}/*.cs"),
        ];

    /// <summary>
    /// Keys of the settings that the program asks for and the file does not hold, be it as an example in a comment, and those without a comment in the line above.
    /// Of a mapping that the file does not hold, only the mapping itself is named; keys in lists are explained with the list.
    /// </summary>
    /// <param name="settings">The settings from which all platforms have been made.</param>
    /// <param name="below">The key to look at, with all below; empty for the whole file.</param>
    public static IReadOnlyList<string> Unexplained(string root, AuditSettings settings, string below)
    {
        var lines = File.ReadAllLines(Path.Combine(root, "audits.yaml"));
        var asked = settings.Asked().Where(a => !a.Path.Contains('[', StringComparison.Ordinal)).ToList();
        var absent = asked.Where(a => a.Line is null).Select(a => a.Path + ".").ToList();
        return
        [
            .. asked
                .Where(a => below.Length == 0 || a.Path == below || a.Path.StartsWith(below + ".", StringComparison.Ordinal))
                .Where(a => !absent.Any(key => a.Path.StartsWith(key, StringComparison.Ordinal)))
                .Select(a =>
                    a.Line switch
                    {
                        null => lines.Any(l => l.Trim().StartsWith($"# {KeyOf(a.Path)}:", StringComparison.Ordinal))
                            ? null
                            : $"audits.yaml: {a.Path}",
                        { } line => line > 1 && lines[line - 2].TrimStart().StartsWith('#')
                            ? null
                            : $"audits.yaml:{line}: a comment above {a.Path}",
                    }
                )
                .OfType<string>(),
        ];
    }

    private static IEnumerable<string> PiecesOf(Platform platform)
    {
        var type = platform.GetType().Name;
        yield return $"src/PlatformAudits/Platforms/{FolderOf(platform)}/{type}.cs";
        yield return $"src/PlatformAudits/Platforms/{FolderOf(platform)}/README.md";
        yield return $"build/Tasks/{type}.cs";
        yield return $"templates/{platform.Id}.scriban-md";
        yield return $".gitlab/issue_templates/{platform.IssueTemplateName}.md";
        yield return $"docs/platforms/{platform.Id}.md";
    }

    private static IEnumerable<string> UndocumentedOf(string root, Platform platform)
    {
        var page = $"docs/platforms/{platform.Id}.md";
        var path = Path.Combine(root, page);
        var text = File.Exists(path) ? File.ReadAllText(path) : "";
        string[] wanted =
        [
            "## Access needed",
            "## What is compared",
            "## Known limits",
            .. platform.Accesses.SelectMany(a => a.Variables).Select(v => $"`{v.Name}`"),
            .. platform.CheckIds.Select(id => $"`{id}`"),
        ];
        return wanted.Where(w => !text.Contains(w, StringComparison.Ordinal)).Select(w => $"{page}: {w}");
    }

    private static IEnumerable<string> FilesIn(string root, string folder, string pattern)
    {
        var path = Path.Combine(root, folder);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories) : [];
    }

    private static string FolderOf(Platform platform) => platform.GetType().Namespace!.Split('.')[^1];

    private static string FileOf(Check check) =>
        check.GetType().Namespace!.Split('.')[^1] is var folder && folder == nameof(Checking)
            ? $"src/PlatformAudits/Checking/{check.GetType().Name}.cs"
            : $"src/PlatformAudits/Platforms/{folder}/{check.GetType().Name}.cs";

    private static string KeyOf(string path) => path[(path.LastIndexOf('.') + 1)..];
}
