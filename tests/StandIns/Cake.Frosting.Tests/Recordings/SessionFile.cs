using System.Globalization;
using System.Text.RegularExpressions;

namespace Cake.Frosting.Tests.Recordings;

/// <summary>Reads the recorded sessions in <c>Vectors/</c>.</summary>
public static class SessionFile
{
    private const string OutputPrefix = "out| ";
    private const string ErrorPrefix = "ERR| ";
    private const string ExitPrefix = "exit=";

    private static readonly Regex Heading = new(@"^=+ (?:\$ build|lifetime) (?<arguments>.*)$", RegexOptions.CultureInvariant);
    private static readonly Regex Word = new(
        """
        "(?<word>[^"]*)"|(?<word>\S+)
        """,
        RegexOptions.CultureInvariant
    );

    /// <summary>Sessions with both streams, each line marked with its stream.</summary>
    public static IEnumerable<Session> Separate(Sample sample, string fileName) =>
        Read(sample, fileName, (lines, exitCode) => new Transcript([.. Of(OutputPrefix, lines)], [.. Of(ErrorPrefix, lines)], exitCode));

    /// <summary>Sessions with both streams in one, in the order of printing.</summary>
    public static IEnumerable<Session> Merged(Sample sample, string fileName) =>
        Read(sample, fileName, (lines, exitCode) => new Transcript(lines, [], exitCode));

    private static IEnumerable<Session> Read(Sample sample, string fileName, Func<IReadOnlyList<string>, int, Transcript> transcript)
    {
        var arguments = "";
        var lines = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", fileName)))
        {
            if (Heading.Match(line) is { Success: true } heading)
            {
                arguments = heading.Groups["arguments"].Value;
            }
            else if (line.StartsWith(ExitPrefix, StringComparison.Ordinal))
            {
                var exitCode = int.Parse(line[ExitPrefix.Length..], CultureInfo.InvariantCulture);
                yield return new Session(
                    sample,
                    $"{sample} {arguments}".TrimEnd(),
                    [.. Word.Matches(arguments).Select(match => match.Groups["word"].Value)],
                    transcript([.. lines], exitCode)
                );
                lines.Clear();
            }
            else
            {
                lines.Add(line);
            }
        }
    }

    private static IEnumerable<string> Of(string prefix, IEnumerable<string> lines) =>
        lines.Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line[prefix.Length..]);
}
