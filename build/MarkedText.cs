using System.Text.RegularExpressions;
using PlatformAudits.Foundation;

namespace PlatformAudits.Build;

/// <summary>
/// A file of which some parts are written by the target <c>Pipeline</c>. Each stands between two comments:
/// <c># begin NAME: written by --target=Pipeline</c> and <c># end NAME</c>, or the same as comments of Markdown.
/// </summary>
/// <param name="Path">Its path below the checkout, as errors name it.</param>
public sealed partial record MarkedText(string Path, string Text)
{
    private const string WrittenBy = "written by --target=Pipeline";

    private string NewLine => Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>Reads a file.</summary>
    /// <exception cref="AuditException">It can't be read.</exception>
    public static MarkedText Read(string root, string path)
    {
        try
        {
            return new MarkedText(path, File.ReadAllText(System.IO.Path.Combine(root, path)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, $"it can't be read ({error.Message.TrimEnd('.')}); restore it");
        }
    }

    /// <summary>The file with its parts replaced. Their lines are indented like their first mark.</summary>
    /// <param name="parts">The lines of every part, by name.</param>
    /// <exception cref="AuditException">A mark is missing, or there is one too many.</exception>
    public MarkedText With(params IReadOnlyList<(string Name, IEnumerable<string> Lines)> parts)
    {
        var written = new List<string>();
        var missing = parts.Select(p => p.Name).ToList();
        string? open = null;
        foreach (var (index, line) in Text.Split(NewLine).Index())
        {
            var mark = Mark().Match(line);
            var name = mark.Groups["name"].Value;
            if (!mark.Success)
            {
                if (open is null)
                {
                    written.Add(line);
                }
            }
            else if (mark.Groups["begin"].Success && open is null && missing.Remove(name))
            {
                open = name;
                written.Add(line);
                written.AddRange(
                    parts.Single(p => p.Name == name).Lines.Select(l => l.Length == 0 ? l : mark.Groups["indentation"].Value + l)
                );
            }
            else if (mark.Groups["end"].Success && open == name)
            {
                open = null;
                written.Add(line);
            }
            else
            {
                throw Wrong($"{Path}:{index + 1}", $"the comment \"{line.Trim()}\" is not expected there; restore or remove it");
            }
        }

        if (open is not null || missing.Count > 0)
        {
            throw Wrong(
                Path,
                $"it lacks the comment \"{(open is null ? $"begin {missing[0]}: {WrittenBy}" : $"end {open}")}\" in a line; restore it"
            );
        }

        return this with
        {
            Text = string.Join(NewLine, written),
        };
    }

    /// <summary>Its lines without the marks.</summary>
    public IEnumerable<string> UnmarkedLines() => Text.TrimEnd().Split(NewLine).Where(line => !Mark().IsMatch(line));

    private static AuditException Wrong(string place, string problem) =>
        new($"Writing what the pipeline repeats for each platform: {place}: {problem}.", FailureKind.ConfigurationOrInfrastructure);

    [GeneratedRegex($@"^(?<indentation>\s*)(#|<!--) ((?<begin>begin) (?<name>[a-z]+): {WrittenBy}|(?<end>end) (?<name>[a-z]+))( -->)?$")]
    private static partial Regex Mark();
}
