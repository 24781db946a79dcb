using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;

namespace PlatformAudits.Reporting;

/// <summary>
/// Writes <c>index.html</c>: a row a platform, and a row a person or account over all platforms, with links to what lies beside it. It
/// leaves nobody out, unlike an issue.
/// </summary>
internal static class OverviewPage
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "index.html";

    private const string Platforms = "platforms";
    private const string People = "people";
    private const string Unknown = "unknown";

    /// <summary>Writes the file in one step.</summary>
    /// <param name="hasIssues">Whether what only the issues know was asked.</param>
    /// <exception cref="AuditException">It can't be written.</exception>
    public static void Write(Overview overview, bool hasIssues, string path) =>
        AtomicFile.Write(
            path,
            file =>
            {
                using var page = HtmlPage.Begin(file, $"Access audits {overview.Period.Title}");
                WriteHead(page, overview, hasIssues);
                WritePlatforms(page, overview);
                WritePeople(page, overview);
            }
        );

    private static void WriteHead(HtmlPage page, Overview overview, bool hasIssues)
    {
        var (failed, unknown, missing) = (
            overview.CountOf(OverviewState.NotEvaluated),
            overview.CountOf(OverviewState.Unknown),
            overview.CountOf(OverviewState.NotAudited)
        );
        page.Element(
            "p",
            $"{Day(overview.Period.Start)} to {Day(overview.Period.End)}. Made on "
                + $"{overview.AsOf.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}.",
            "quiet"
        );
        page.Element(
            "p",
            $"{Sentence.Count(overview.Open, "open finding")}, {overview.OpenOf(Severity.High)} of high severity."
                + (failed > 0 ? $" {Sentence.Count(failed, "platform")} could not be evaluated." : "")
                + (unknown > 0 ? $" Of {Sentence.Count(unknown, "platform")} nothing is known here." : "")
                + (missing > 0 ? $" {Sentence.Count(missing, "platform")} not audited yet." : ""),
            $"verdict {(overview.Open > 0 ? "findings" : failed + unknown + missing > 0 ? "not-evaluated" : "clear")}"
        );
        if (!hasIssues)
        {
            page.Element("p", "Made from the files beside this page alone: what only the issues know is unknown here.");
        }

        page.Contents([(Platforms, "Platforms"), (People, "People")]);
    }

    private static void WritePlatforms(HtmlPage page, Overview overview)
    {
        page.BeginSection(Platforms, "Platforms");
        page.LabelledTable(
            [
                "Platform",
                "Verdict",
                "#High",
                "#Medium",
                "#Low",
                "#Settled",
                "Oldest",
                "Due",
                "Last good reading",
                "Last four periods",
                "Issue and files",
            ],
            overview.Platforms.Select(platform =>
                new[]
                {
                    NameOf(platform),
                    HtmlCell.Verdict(
                        platform.Verdict + (platform.Reason is { } reason ? $": {reason}" : ""),
                        KebabCase.Of(platform.State.ToString())
                    ),
                    CountOf(platform, Severity.High),
                    CountOf(platform, Severity.Medium),
                    CountOf(platform, Severity.Low),
                    platform.Settled,
                    platform.Oldest is null ? Unknown
                    : platform.Oldest.Length == 0 ? "–"
                    : platform.Oldest,
                    HtmlCell.Whole(platform.Due ?? (platform.Settled is null ? Unknown : "–")),
                    platform.LastGoodDay(platform.State == OverviewState.NotAudited ? "–" : Unknown),
                    platform.TrendText(platform.State == OverviewState.NotAudited ? "–" : Unknown),
                    HtmlCell.Together([
                        .. IssueOf(platform),
                        .. platform
                            .Files.Where(name => name != HtmlReport.FileName)
                            .Select(name => HtmlCell.Beside($"{platform.Id}/{name}", name)),
                    ]),
                }
            )
        );
        page.EndSection();
    }

    private static void WritePeople(HtmlPage page, Overview overview)
    {
        var names = overview.Platforms.ToDictionary(platform => platform.Id, NameOf, StringComparer.Ordinal);
        page.BeginSection(People, "People");
        List<string> without = [.. overview.WithoutFiles.Select(platform => platform.Title)];
        if (without.Count > 0)
        {
            page.Element(
                "p",
                $"The findings of {Sentence.List(without)} are not in this table: there is no verdict, or no file of theirs is here."
            );
        }

        page.LabelledTable(
            ["Who", "Address or id", "Where", "#Findings", "#High", ""],
            overview.People.Select(person =>
                new[]
                {
                    person.Name,
                    HtmlCell.Code(person.Value),
                    HtmlCell.Together([.. person.Platforms.Select(id => names[id])]),
                    person.Findings,
                    person.High,
                    person.IsStranger ? "on no team file" : "",
                }
            ),
            "Nobody has an open finding."
        );
        if (overview.OfThings > 0)
        {
            page.Element(
                "p",
                $"{Sentence.Count(overview.OfThings, "more finding")} about no person: schedules, groups, tokens and the like."
            );
        }

        page.EndSection();
    }

    private static HtmlCell NameOf(OverviewPlatform platform) =>
        platform.Files.Contains(HtmlReport.FileName)
            ? HtmlCell.Beside($"{platform.Id}/{HtmlReport.FileName}", platform.Title)
            : platform.Title;

    private static IEnumerable<HtmlCell> IssueOf(OverviewPlatform platform) =>
        platform is { Issue: { } issue, IssueNumber: { } number }
            ? [HtmlCell.Link(issue.AbsoluteUri, string.Create(CultureInfo.InvariantCulture, $"#{number}"))]
            : [];

    private static HtmlCell CountOf(OverviewPlatform platform, Severity severity) =>
        platform.Open is { } open ? (long?)open.GetValueOrDefault(severity) : null;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
