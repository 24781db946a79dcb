using System.Text.RegularExpressions;
using PlatformAudits.Checking;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.FollowUp.Reading;

/// <summary>What the description of an audit issue says: its findings, whether the last run could evaluate the platform, and what it read.</summary>
public sealed partial class IssueFindings
{
    private const int LongestText = 2_000;
    private const int LongestDetail = 300;

    private IssueFindings(IReadOnlyList<TrackedFinding> items, bool isEvaluated, CollectionStamp? reading)
    {
        Findings = items;
        IsEvaluated = isEvaluated;
        Reading = reading;
    }

    /// <summary>The findings, open ones first, in the order of the issue.</summary>
    public IReadOnlyList<TrackedFinding> Findings { get; }

    /// <summary>Whether the rows are those of the last run, and not of an earlier one that could still look.</summary>
    public bool IsEvaluated { get; }

    /// <summary>The reading that the rows come from; null in an issue of an older program.</summary>
    public CollectionStamp? Reading { get; }

    /// <summary>Reads a description.</summary>
    /// <param name="waivers">The platform's waivers that count today: they end an item before the next run says so.</param>
    public static IssueFindings Read(string description, IReadOnlyList<Waiver> waivers)
    {
        var lines = IssueBody.Parse(description).RegionLines;
        var typed = lines
            .SelectMany(RegionLine.Cells)
            .Where(cell => cell.Typed.Length > 0)
            .ToLookup(cell => cell.Key, cell => cell.Typed, StringComparer.Ordinal);
        var waived = waivers.ToLookup(waiver => waiver.Key.Digits, StringComparer.Ordinal);
        var items = new Dictionary<string, TrackedFinding>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (RegionLine.OpenKey(line) is { } open)
            {
                var waiver = waived[open].FirstOrDefault();
                var written = string.Join("; ", typed[open]);
                var (state, detail) =
                    waiver is not null
                        ? (FindingState.Waived, $"{waiver.Owner} answers for it until {waiver.Expires:yyyy-MM-dd}: {waiver.Reason}")
                    : written.Length > 0 ? (FindingState.Justified, written)
                    : RegionLine.IsTicked(line) ? (FindingState.Ticked, "")
                    : (FindingState.Open, "");
                items.TryAdd(open, Of(line, open, state, detail));
            }
            else if (RegionLine.GoneKey(line) is { } gone)
            {
                var end = End().Match(line);
                items.TryAdd(
                    gone,
                    Of(
                        end.Success ? line[..end.Index] : line,
                        gone,
                        end.Groups["waived"].Success ? FindingState.Waived : FindingState.Gone,
                        end.Groups["run"].Value,
                        FindingSubject.In(line)
                    )
                );
            }
        }

        return new IssueFindings(
            [.. items.Values],
            !lines.Any(line => line.Contains(IssueMarks.Notice, StringComparison.Ordinal)),
            CollectionStamp.In(string.Join('\n', lines))
        );
    }

    /// <summary>An item of a line. People may have changed the line, so nothing of it is passed on that was not made inert here.</summary>
    private static TrackedFinding Of(string line, string key, FindingState state, string detail, FindingSubject? subject = null)
    {
        subject ??= FindingSubject.In(line);
        var text = Mark().Replace(Box().Replace(line, ""), "").Trim().Trim('~').Trim();
        return new TrackedFinding(
            key,
            MarkdownEncoder.Within(MarkdownEncoder.Decode(Mention().Replace(text, "")), LongestText) is { Length: > 0 } inert
                ? inert
                : MarkdownEncoder.Encode($"finding {key}"),
            state
        )
        {
            Person = subject?.Person,
            Manager = subject?.Manager,
            LastSignIn = subject?.LastSignIn,
            Detail = MarkdownEncoder.Within(MarkdownEncoder.Decode(detail.Replace("`", "", StringComparison.Ordinal)), LongestDetail),
        };
    }

    [GeneratedRegex("^\\s*[-*+] (\\[[ xX]\\] )?")]
    private static partial Regex Box();

    /// <summary>The mention that a line begins with where <c>tracker.mention</c> is on.</summary>
    [GeneratedRegex("^@[A-Za-z0-9_.-]+ ")]
    private static partial Regex Mention();

    [GeneratedRegex("<!--.*?-->")]
    private static partial Regex Mark();

    // Text that was made inert holds no tilde.
    [GeneratedRegex("~~ (?:(?<waived>Waived since)|Fixed: no longer found on) (?<run>[^<]*?)\\.(?: Written beside it:| <!-- g:)")]
    private static partial Regex End();
}
