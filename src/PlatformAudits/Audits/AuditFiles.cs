using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Reporting;
using PlatformAudits.Tracking;

namespace PlatformAudits.Audits;

/// <summary>The files of an audit's output folder, besides its snapshot.</summary>
internal static class AuditFiles
{
    private const string JUnitName = "junit.xml";
    private const string IssueName = "issue.md";
    private const string AccountsCsvName = "accounts.csv";
    private const string FindingsName = "findings.csv";
    private const string ChangesName = "changes.csv";

    /// <summary>The names of the files that an overview leads to besides the page.</summary>
    public static IReadOnlyList<string> Tables { get; } = [FindingsName, AccountsCsvName, ChangesName];

    private static readonly string[] Data = [AccountsCsvName, AccountsJson.FileName, FindingsName, ChangesName];

    /// <summary>The names of the files that a replay gives again to the byte.</summary>
    public static IReadOnlyList<string> Replayed { get; } =
    [AuditReport.FileName, IssueName, HtmlReport.FileName, IssueReview.FileName, JUnitName, .. Data];

    /// <summary>What tells a file from the one that a replay gives, as a clause; null where they are the same.</summary>
    public static string? DifferenceOf(string kept, string replayed)
    {
        var (name, there) = (Path.GetFileName(kept), new FileInfo(kept));
        if (!File.Exists(replayed))
        {
            return there.LinkTarget is null && !there.Exists ? null : $"{name} is not what the evidence gives";
        }

        if (there.LinkTarget is not null || !there.Exists)
        {
            return $"{name} is missing beside it";
        }

        return there.Length == new FileInfo(replayed).Length && File.ReadAllBytes(kept).AsSpan().SequenceEqual(File.ReadAllBytes(replayed))
            ? null
            : $"{name} is not what the evidence gives";
    }

    /// <summary>Takes away what an earlier run wrote.</summary>
    public static void Clear(string folder) =>
        AtomicFile.Clear(folder, [.. Replayed, JobAnnotations.FileName, AuditOutcome.DifferenceName]);

    /// <summary>Writes the report in each of its forms.</summary>
    /// <param name="comparison">What the tables are made of; null when the platform was not evaluated.</param>
    /// <param name="review">What people have done about the findings; null where it was kept nowhere.</param>
    /// <param name="hasNamesInTests">Whether the test report holds names and addresses.</param>
    public static void Write(
        AuditReport report,
        Platform platform,
        Comparison? comparison,
        IssueReview? review,
        string folder,
        bool hasNamesInTests
    )
    {
        ReportJson.Write(report, Path.Combine(folder, AuditReport.FileName));
        JUnitReport.Write(report, platform, comparison, Path.Combine(folder, JUnitName), hasNamesInTests);
        if (review is not null)
        {
            // The page is made of what is in the file, in which a secret of the run is redacted.
            var path = Path.Combine(folder, IssueReview.FileName);
            review.Write(path);
            review = IssueReview.Find(path, report.Platform, report.Period);
        }

        HtmlReport.Write(report, platform, comparison, review, Path.Combine(folder, HtmlReport.FileName));
    }

    /// <summary>Writes the population as data. Where the platform was not evaluated there is none, and so no file.</summary>
    /// <param name="earlier">What earlier runs have left.</param>
    public static void WriteData(AuditReport report, Platform platform, Comparison? comparison, EarlierMemories earlier, string folder)
    {
        if (comparison is null || report.Verdict == Verdict.NotEvaluated)
        {
            return;
        }

        var data = new PopulationData(report, platform, comparison, earlier);
        PopulationTables.WriteAccounts(data, Path.Combine(folder, AccountsCsvName));
        AccountsJson.Write(data, Path.Combine(folder, AccountsJson.FileName));
        PopulationTables.WriteFindings(data, Path.Combine(folder, FindingsName));
        new ChangesTable(data, platform, comparison, earlier.Previous).Write(Path.Combine(folder, ChangesName));
    }

    /// <summary>Writes the issue as a new one would be.</summary>
    public static void Write(AuditReport report, IssueText text, string folder) =>
        AtomicFile.Write(
            Path.Combine(folder, IssueName),
            IssueBody.New(IssueMarks.Issue(report.Platform, report.Period), text.Region, text.PeoplesPart)
        );

    /// <summary>Writes what became of the issue: in a preview the lines that would go and come, in a job of GitLab the link.</summary>
    public static void Write(AuditReport report, AuditIssue issue, AuditRequest request)
    {
        if (issue.Difference.Count > 0)
        {
            AtomicFile.Write(
                Path.Combine(request.OutputFolder, AuditOutcome.DifferenceName),
                string.Concat(issue.Difference.Select(line => line + "\n"))
            );
        }

        if (request.IsGitLabJob && issue.WebUrl is { } url)
        {
            JobAnnotations.Write(report, url, request.OutputFolder);
        }
    }

    /// <summary>Keeps a report that could be evaluated for the periods to come.</summary>
    public static void KeepHistory(AuditRequest request, AuditReport report)
    {
        if (request is { HistoryFolder: { } history, Preview: false } && report.Verdict != Verdict.NotEvaluated)
        {
            ReportHistory.Keep(history, report, Path.Combine(request.OutputFolder, AuditReport.FileName));
        }
    }
}
