using System.Globalization;

namespace PlatformAudits.Foundation;

/// <summary>What was read in another way than it is written in a file, for people to put right.</summary>
/// <param name="what">What the file is, such as <c>the settings</c>.</param>
/// <param name="file">
/// What the file is called in notices, wherever it lies, so that a replay from its copy says the same; null for its name in errors.
/// </param>
internal sealed class ReadingNotices(string what, string? file = null)
{
    /// <summary>Notices that are told one by one; a file may have been pasted as a whole.</summary>
    private const int MostShown = 20;

    private readonly HashSet<(FilePlace, string)> _known = [];
    private readonly List<string> _shown = [];

    /// <summary>The notices, a sentence each.</summary>
    public IReadOnlyList<string> Sentences =>
        _known.Count <= MostShown
            ? _shown
            :
            [
                .. _shown,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Reading {what}: {_known.Count - MostShown:N0} more values are read without characters that nobody sees."
                ),
            ];

    /// <summary>The text of a value, read without characters that nobody sees.</summary>
    /// <param name="path">The value's key, as errors name it.</param>
    public string? Clean(YamlText value, FilePlace place, string path)
    {
        var clean = PastedValue.Clean(value.Written, out var removed);
        if (removed.Count > 0 && _known.Add((place, path)) && _known.Count <= MostShown)
        {
            var shown = file is null ? place : place with { File = file };
            _shown.Add($"Reading {what}: {shown}: {path} is read without {Sentence.List(removed)}, which nobody sees; type it anew.");
        }

        return clean;
    }
}
