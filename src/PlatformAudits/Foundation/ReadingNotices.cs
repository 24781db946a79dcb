using System.Globalization;

namespace PlatformAudits.Foundation;

/// <summary>What was read in another way than it is written in a file, for people to put right.</summary>
/// <param name="what">What the file is, such as <c>the settings</c>.</param>
internal sealed class ReadingNotices(string what)
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
            _shown.Add($"Reading {what}: {place}: {path} is read without {Sentence.List(removed)}, which nobody sees; type it anew.");
        }

        return clean;
    }
}
