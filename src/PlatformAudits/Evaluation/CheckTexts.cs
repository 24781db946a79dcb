using System.Globalization;
using System.Text.RegularExpressions;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;

namespace PlatformAudits.Evaluation;

/// <summary>
/// What people read of the checks, from the files <c>texts.yaml</c> beside the templates. A text stands below
/// <c>platforms.PLATFORM.CHECK</c>, or below <c>checks.CHECK</c> for every platform that has none of its own. A file of an earlier folder
/// may hold only the texts that differ from those of a later one.
/// </summary>
internal sealed partial class CheckTexts
{
    /// <summary>The name of a file.</summary>
    public const string FileName = "texts.yaml";

    private const string What = "the texts";

    private readonly Dictionary<(string Platform, string Check), CheckText> _texts = [];

    private CheckTexts(IReadOnlyList<string> folders, IReadOnlyList<Platform> platforms)
    {
        List<TextFile> files =
        [
            .. folders
                .Select(folder => Path.Combine(folder, FileName))
                .Where((path, place) => place == folders.Count - 1 || File.Exists(path))
                .Select(path => new TextFile(SettingsFile.Read(path, What, FileName))),
        ];
        foreach (var platform in platforms)
        {
            foreach (var check in platform.EveryCheck())
            {
                var places = files.SelectMany(file => file.PlacesOf(platform, check)).ToList();
                _texts[(platform.Id, check.Id)] = new CheckText(
                    Text("title"),
                    Text("heading"),
                    Text("remedy"),
                    check.RemedyCases.ToDictionary(name => name, name => Text($"remedy-{name}"), StringComparer.Ordinal)
                );

                string Text(string key)
                {
                    // Each place is asked, so that a text that another one goes before is no unknown key.
                    var found = places.ConvertAll(section => (Section: section, Text: section.Text(key)));
                    return found.Find(place => place.Text is not null) is ({ } section, { } text)
                        ? Filled(text, section, key, platform, check)
                        : throw new AuditException(
                            $"Reading {What}: {Path.Combine(folders[^1], FileName)} has no {key} for the check {check.Id} of "
                                + $"{platform.Title}. Add it below checks.{check.Id} or platforms.{platform.Family}.{check.Id}.",
                            FailureKind.ConfigurationOrInfrastructure
                        );
                }
            }
        }

        files.ForEach(file => file.EnsureAllRead());
    }

    /// <summary>Reads the files of folders.</summary>
    /// <param name="folders">The folders of templates, the one that counts most first; the last one has all texts.</param>
    /// <param name="platforms">The platforms whose checks need texts.</param>
    /// <exception cref="AuditException">A file is missing or wrong, lacks a text, or holds one that nothing asks for.</exception>
    public static CheckTexts Read(IReadOnlyList<string> folders, IReadOnlyList<Platform> platforms) => new(folders, platforms);

    /// <summary>The texts of a check of a platform.</summary>
    public CheckText Of(Platform platform, Check check) => _texts[(platform.Id, check.Id)];

    private static string Filled(string text, SettingsSection place, string key, Platform platform, Check check) =>
        Placeholder()
            .Replace(
                text,
                name =>
                    name.Value switch
                    {
                        "{platform}" => platform.Title,
                        "{days}" when check.Days is { } days => days.ToString(CultureInfo.InvariantCulture),
                        _ => throw place.Wrong(
                            key,
                            $"holds {name.Value}, which nobody fills in",
                            check.Days is null ? "only {platform} is known here" : "only {platform} and {days} are known here"
                        ),
                    }
            );

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Placeholder();

    /// <summary>A file, of which each mapping is asked for once, so that it knows all keys that were asked for in it.</summary>
    private sealed class TextFile(SettingsSection file)
    {
        private readonly SettingsSection _general = file.Section("checks");
        private readonly SettingsSection _platforms = file.Section("platforms");
        private readonly Dictionary<string, SettingsSection> _ofPlatform = new(StringComparer.Ordinal);
        private readonly Dictionary<(SettingsSection Above, string Check), SettingsSection> _ofCheck = [];

        /// <summary>Where the texts of a check may stand, the place that counts most first.</summary>
        public IEnumerable<SettingsSection> PlacesOf(Platform platform, Check check) =>
            new[] { OfPlatform(platform.Id), OfPlatform(platform.Family), _general }.Distinct().Select(above => OfCheck(above, check.Id));

        /// <exception cref="AuditException">It holds a text that nothing asks for.</exception>
        public void EnsureAllRead() => file.EnsureAllRead();

        private SettingsSection OfPlatform(string name) =>
            _ofPlatform.TryGetValue(name, out var known) ? known : _ofPlatform[name] = _platforms.Section(name);

        private SettingsSection OfCheck(SettingsSection above, string check) =>
            _ofCheck.TryGetValue((above, check), out var known) ? known : _ofCheck[(above, check)] = above.Section(check);
    }
}
