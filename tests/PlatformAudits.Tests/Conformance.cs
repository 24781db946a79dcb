using PlatformAudits.Checking;
using PlatformAudits.Platforms;
using PlatformAudits.Reporting;
using PlatformAudits.Settings;

namespace PlatformAudits.Tests;

/// <summary>
/// What a platform needs besides its class, as functions of a checkout and its platforms. Each gives what is missing, with its path; none
/// when all is there.
/// </summary>
public static class Conformance
{
    /// <summary>The pieces that a platform lacks.</summary>
    /// <param name="settings">The settings from which all platforms have been made.</param>
    public static IReadOnlyList<string> MissingOf(string root, Platform platform, AuditSettings settings)
    {
        return
        [
            .. StepsOf(platform).SelectMany(step => step).Where(path => !FilesOf(root, path).Any()),
            .. UndocumentedOf(root, platform),
            .. UnmarkedOf(root, platform),
            .. Unexplained(root, settings, $"platforms.{platform.Id}"),
            .. platform.Checks().SelectMany(check => PartsMissingOf(root, platform, check)),
        ];
    }

    /// <summary>The pieces that a check lacks.</summary>
    /// <param name="settings">The settings from which all platforms have been made.</param>
    public static IReadOnlyList<string> MissingOf(string root, Platform platform, Check check, AuditSettings settings)
    {
        var page = PageOf(platform);
        return
        [
            .. PartsMissingOf(root, platform, check),
            .. Unexplained(root, settings, $"platforms.{platform.Id}.checks.{check.Id}"),
            .. TextOf(root, page).Contains($"`{check.Id}`", StringComparison.Ordinal) ? (string[])[] : [$"{page}: `{check.Id}`"],
        ];
    }

    /// <summary>
    /// The files of a platform, as the steps of "A new platform" in CONTRIBUTING.md name them, step by step; <c>*</c> is for any name.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> StepsOf(Platform platform)
    {
        var type = platform.GetType().Name;
        var folder = $"src/PlatformAudits/Platforms/{FolderOf(platform)}";
        return
        [
            [$"{folder}/{type}.cs", $"{folder}/README.md", .. platform.TeamKeys.Count > 0 ? (string[])[$"{folder}/*TeamKeys.cs"] : []],
            [$"build/Tasks/{type}.cs"],
            [$"templates/{platform.Id}.scriban-md", "templates/texts.yaml"],
            [$".gitlab/issue_templates/{platform.IssueTemplateName}.md"],
            [PageOf(platform)],
            [$"src/PlatformAudits.Sandbox/{FolderOf(platform)}/*Scenario.cs"],
            ["audits.yaml"],
        ];
    }

    /// <summary>
    /// The files of a check, as the steps of "A new check" in CONTRIBUTING.md name them, step by step; <c>*</c> is for any name.
    /// The line in the change log and the reviewed issue are for people to remember.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> StepsOf(Platform platform, Check check) =>
        [
            [FileOf(check)],
            ["templates/texts.yaml"],
            [TestsOf(check)],
            [PlantOf(platform)],
            ["audits.yaml"],
            [PageOf(platform)],
            ["CHANGELOG.md"],
            [$"tests/PlatformAudits.Tests/Golden/{platform.Id}-issue.md"],
        ];

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
    /// Keys of the settings that the program asks for and the file does not hold, be it as an example in a comment, and those without a
    /// comment in the line above.
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
                        // What a check asks is said once, where it is switched on or off.
                        { } when a.Path.Contains(".severity.", StringComparison.Ordinal) => null,
                        { } line => line > 1 && lines[line - 2].TrimStart().StartsWith('#')
                            ? null
                            : $"audits.yaml:{line}: a comment above {a.Path}",
                    }
                )
                .OfType<string>(),
        ];
    }

    /// <summary>What a check lacks in the code: its class, its test and its plant in the sandbox.</summary>
    private static IEnumerable<string> PartsMissingOf(string root, Platform platform, Check check)
    {
        if (!File.Exists(Path.Combine(root, FileOf(check))))
        {
            yield return FileOf(check);
        }

        foreach (var (files, word) in new[] { (TestsOf(check), check.GetType().Name), (PlantOf(platform), $"\"{check.Id}\"") })
        {
            if (!FilesOf(root, files).Any(file => File.ReadAllText(file).Contains(word, StringComparison.Ordinal)))
            {
                yield return $"{files}: {word}";
            }
        }
    }

    private static IEnumerable<string> UndocumentedOf(string root, Platform platform)
    {
        var page = PageOf(platform);
        var text = TextOf(root, page);
        string[] wanted =
        [
            "## Access needed",
            "## What is compared",
            "## Known limits",
            "Rate limit",
            .. platform.Accesses.SelectMany(a => a.Variables).Select(v => $"`{v.Name}`"),
            .. platform.CheckIds.Select(id => $"`{id}`"),
        ];
        return wanted.Where(w => !text.Contains(w, StringComparison.Ordinal)).Select(w => $"{page}: {w}");
    }

    /// <summary>The files of a path whose last part may hold <c>*</c>; those in folders below as well.</summary>
    private static IEnumerable<string> FilesOf(string root, string path)
    {
        var folder = Path.Combine(root, Path.GetDirectoryName(path)!);
        var depth = path.Contains('*', StringComparison.Ordinal) ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, Path.GetFileName(path), depth) : [];
    }

    /// <summary>Without its mark, nobody knows an issue that is opened from the platform's issue template.</summary>
    private static IEnumerable<string> UnmarkedOf(string root, Platform platform)
    {
        var path = Path.Combine(root, $".gitlab/issue_templates/{platform.IssueTemplateName}.md");
        var mark = IssueMarks.Template(platform.Id);
        return File.Exists(path) && !File.ReadAllText(path).StartsWith($"{mark}\n\n", StringComparison.Ordinal)
            ? [$".gitlab/issue_templates/{platform.IssueTemplateName}.md: {mark} on its first line, and an empty one below"]
            : [];
    }

    private static string TextOf(string root, string path) =>
        Path.Combine(root, path) is var file && File.Exists(file) ? File.ReadAllText(file) : "";

    private static string PageOf(Platform platform) => $"docs/platforms/{platform.Id}.md";

    private static string PlantOf(Platform platform) => $"src/PlatformAudits.Sandbox/{FolderOf(platform)}/*.cs";

    private static string FolderOf(Platform platform) => platform.GetType().Namespace!.Split('.')[^1];

    private static string FileOf(Check check) =>
        IsShared(check)
            ? $"src/PlatformAudits/Checking/{check.GetType().Name}.cs"
            : $"src/PlatformAudits/Platforms/{FolderOf(check)}/{check.GetType().Name}.cs";

    /// <summary>The tests of its platform; of a check that any platform can have, those of all.</summary>
    private static string TestsOf(Check check) =>
        IsShared(check)
            ? "tests/PlatformAudits.Tests/Platforms/*Tests.cs"
            : $"tests/PlatformAudits.Tests/Platforms/{FolderOf(check)}/*Tests.cs";

    private static bool IsShared(Check check) => FolderOf(check) == nameof(Checking);

    private static string FolderOf(Check check) => check.GetType().Namespace!.Split('.')[^1];

    private static string KeyOf(string path) => path[(path.LastIndexOf('.') + 1)..];
}
