using System.Globalization;
using System.Text.RegularExpressions;
using PlatformAudits.Checking;

namespace PlatformAudits.Reporting;

/// <summary>What a reading of a platform came to, as a hidden mark in the issue keeps it for the evidence at the end: when, the seal over the snapshot, and how many there were of what.</summary>
/// <param name="AsOf">When the population was read, UTC.</param>
/// <param name="Seal">The snapshot's seal, 64 hexadecimal digits; empty where there is none.</param>
/// <param name="Counts">How many there were of what, in the report's order.</param>
public sealed partial record CollectionStamp(DateTimeOffset AsOf, string Seal, IReadOnlyList<PopulationCount> Counts)
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The mark.</summary>
    public string Mark =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<!-- platform-audits:reading {IssueMarks.Version} {AsOf.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)} seal={Seal}{string.Concat(Counts.Select(c => $" {NotOfWord().Replace(c.What, "_")}={c.Count}"))} -->"
        );

    /// <summary>The reading of a report.</summary>
    public static CollectionStamp Of(AuditReport report) => new(report.AsOf, report.Manifest.Seal, report.Population);

    /// <summary>The first mark in a text, or null.</summary>
    public static CollectionStamp? In(string text) =>
        Form().Match(text) is { Success: true } mark
        && DateTimeOffset.TryParseExact(
            mark.Groups["time"].ValueSpan,
            TimeForm,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? new CollectionStamp(
                time,
                mark.Groups["seal"].Value,
                [
                    .. mark.Groups["what"]
                        .Captures.Zip(
                            mark.Groups["count"].Captures,
                            (what, count) =>
                                new PopulationCount(
                                    what.Value.Replace('_', ' '),
                                    long.Parse(count.ValueSpan, CultureInfo.InvariantCulture)
                                )
                        ),
                ]
            )
            : null;

    [GeneratedRegex(
        "<!-- platform-audits:reading 1 (?<time>[0-9T:-]{19}Z) seal=(?<seal>[0-9a-f]{64}|)(?: (?<what>[A-Za-z0-9_]{1,60})=(?<count>[0-9]{1,9}))* -->"
    )]
    private static partial Regex Form();

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NotOfWord();
}
