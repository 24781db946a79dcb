using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PlatformAudits.Checking;
using PlatformAudits.Evaluation;

namespace PlatformAudits.Tracking;

/// <summary>
/// A note that keeps a memory, or a part of one that is too long for one note (docs/decisions/0022). It is read in every form that
/// GitLab's rich text editor may give it, which rewrites all but what stands in a code block.
/// </summary>
/// <param name="Seal">SHA-256 over the whole memory's text, in hexadecimal digits.</param>
/// <param name="Part">Which part it is, from 1.</param>
/// <param name="Data">The part; null when there is no code block.</param>
internal sealed partial record MemoryNote(
    TrackerNote Note,
    int Version,
    string Platform,
    FiscalPeriod Period,
    string Seal,
    int Part,
    int Parts,
    string? Data
)
{
    /// <summary>GitLab takes notes of 1,000,000 characters; the rest is left to what stands around.</summary>
    public const int LongestPart = 900_000;

    /// <summary>What orders notes by when they were written last; of two at the same time the higher id is the later.</summary>
    public (DateTime Written, long Id) Age => (Note.UpdatedAt, Note.Id);

    /// <summary>The bodies of the notes that keep a memory.</summary>
    /// <param name="longestPart">How many characters of the memory's text a note holds at the most.</param>
    /// <returns>The bodies in their order, and the seal over all.</returns>
    public static (IReadOnlyList<string> Bodies, string Seal) Bodies(AuditMemory memory, int longestPart = LongestPart)
    {
        var text = MemoryJson.Write(memory);
        var seal = SealOf(text);
        var parts = new List<StringBuilder> { new() };
        foreach (var line in text.Split('\n'))
        {
            if (parts[^1].Length > 0 && parts[^1].Length + line.Length + 1 > longestPart)
            {
                parts.Add(new StringBuilder());
            }

            parts[^1].Append(line).Append('\n');
        }

        return ([.. parts.Select((part, index) => Body(memory, seal, $"{index + 1}/{parts.Count}", part))], seal);
    }

    /// <summary>The notes that keep the memory of an audit, among some.</summary>
    public static IReadOnlyList<MemoryNote> Of(IEnumerable<TrackerNote> notes, string platform, FiscalPeriod period) =>
        [.. notes.Select(In).OfType<MemoryNote>().Where(note => note.Platform == platform && note.Period == period)];

    /// <summary>What a note keeps, or null when it is no such note.</summary>
    public static MemoryNote? In(TrackerNote note) =>
        Form().Match(note.Body) is { Success: true } mark && FiscalPeriod.TryParse(mark.Groups["period"].Value, out var period)
            ? new MemoryNote(
                note,
                Number(mark, "version"),
                mark.Groups["platform"].Value,
                period,
                mark.Groups["seal"].Value,
                Number(mark, "part"),
                Number(mark, "parts"),
                Block().Match(note.Body) is { Success: true } block ? block.Groups["data"].Value : null
            )
            : null;

    /// <summary>The memory that the parts of one seal keep.</summary>
    /// <returns>The memory, or why they keep none, as a clause.</returns>
    public static (AuditMemory? Memory, string? Problem) Read(IReadOnlyCollection<MemoryNote> notes)
    {
        var parts = notes.DistinctBy(note => note.Part).OrderBy(note => note.Part).ToList();
        var wanted = parts[0].Parts;
        if (parts.Exists(part => part.Parts != wanted || part.Part > wanted) || parts.Count < wanted)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"only {parts.Count} of its {wanted} parts are there"));
        }

        if (parts.Exists(part => part.Data is null))
        {
            return (null, "its data is gone");
        }

        var text = string.Join(
            '\n',
            parts.SelectMany(part => part.Data!.Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0)
        );
        return SealOf(text) == parts[0].Seal ? MemoryJson.Read(text) : (null, "its seal does not fit its data");
    }

    private static string SealOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Body(AuditMemory memory, string seal, string part, StringBuilder data) =>
        $"<!--platform-audits:memory {MemoryJson.Version} {memory.Platform} {memory.Period} {seal} {part}-->\n\n"
        + "This note is what the next run compares with. Please leave it as it is.\n\n"
        + $"<details><summary>What the last run has read, for the program</summary>\n\n```json\n{data}```\n\n</details>\n";

    private static int Number(Match mark, string group) => int.Parse(mark.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        """
            \A\s*<!--\s*platform-audits:memory\s+(?<version>[0-9]{1,4})\s+(?<platform>[a-z0-9-]{1,60})\s+(?<period>FY[0-9]{2}-Q[1-4])
            \s+(?<seal>[0-9a-f]{64})\s+(?<part>[0-9]{1,4})/(?<parts>[0-9]{1,4})\s*-->
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Form();

    /// <summary>The code block. None of its lines can end it: no line of the text begins with a backtick.</summary>
    [GeneratedRegex(
        @"^[ \t]*(?<fence>`{3,}|~{3,})[ \t]*json[ \t]*\r?\n(?<data>.*?)^[ \t]*\k<fence>[ \t]*\r?$",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex Block();
}
