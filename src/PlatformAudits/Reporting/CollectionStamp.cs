using System.Globalization;
using System.Text.RegularExpressions;
using PlatformAudits.Checking;

namespace PlatformAudits.Reporting;

/// <summary>
/// What a reading of a platform came to, as a hidden mark in the follow-up's first note keeps it for the evidence at the end: when, the
/// seal over the snapshot, and how many there were of what.
/// </summary>
/// <param name="AsOf">When the population was read, UTC.</param>
/// <param name="Seal">The snapshot's seal, 64 hexadecimal digits; empty where there is none.</param>
/// <param name="Counts">How many there were of what, in the report's order.</param>
internal sealed partial record CollectionStamp(DateTimeOffset AsOf, string Seal, IReadOnlyList<PopulationCount> Counts)
{
    internal const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The mark.</summary>
    public string Mark =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<!--platform-audits:reading {IssueMarks.Version} {AsOf.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture)} "
                + $"seal={Seal}{string.Concat(Counts.Select(c => $" {NotOfWord().Replace(c.What, "_")}={c.Count}"))}-->"
        );

    /// <summary>The first mark in a text, or null.</summary>
    public static CollectionStamp? In(string text) =>
        HiddenMark.In(text).Select(mark => mark.Stamp).FirstOrDefault(stamp => stamp is not null);

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NotOfWord();
}
