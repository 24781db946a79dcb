using System.Globalization;
using System.Text;
using PlatformAudits.Foundation;
using PlatformAudits.Reporting;

namespace PlatformAudits.FollowUp.Planning;

/// <summary>Writes a forecast as a table in Markdown.</summary>
public static class ForecastTable
{
    /// <summary>The table.</summary>
    public static string Of(IReadOnlyList<ForecastEntry> entries)
    {
        if (entries.Count == 0)
        {
            return "Nothing is due.\n";
        }

        var table = new StringBuilder("| When (UTC) | Audit | Who | What |\n| --- | --- | --- | --- |\n");
        foreach (var entry in entries)
        {
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {entry.At.UtcDateTime.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} | "
                    + $"[{MarkdownEncoder.Encode(entry.Audit.Name)}]({entry.Audit.WebUrl}) | "
                    + $"{(entry.Who.Count == 0 ? "nobody" : Sentence.List([.. entry.Who.Select(MarkdownEncoder.Encode)]))} | "
                    + $"{MarkdownEncoder.Encode(entry.What)} |\n"
            );
        }

        return table.ToString();
    }
}
