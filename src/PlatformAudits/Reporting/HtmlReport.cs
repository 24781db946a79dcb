using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;

namespace PlatformAudits.Reporting;

/// <summary>
/// Writes <c>report.html</c>, for who reviews an audit without a GitLab account: verdict, figures, every finding and waiver, what shows
/// that the lists are whole, what was asked, the lists themselves, and what people have decided. It leaves nothing out, unlike an issue,
/// and the same report with the same review always gives the same bytes. Rows are written as they are made.
/// </summary>
internal static class HtmlReport
{
    private const string Checks = "checks";
    private const string Waived = "waived";
    private const string Completeness = "completeness";
    private const string Evidence = "evidence";

    /// <summary>The name of the file.</summary>
    public const string FileName = "report.html";

    /// <summary>Writes the file in one step.</summary>
    /// <param name="comparison">What the lists are made of; null when the audit was not evaluated.</param>
    /// <param name="review">What people have done about the findings; null where it was kept nowhere.</param>
    /// <exception cref="AuditException">It can't be written.</exception>
    public static void Write(AuditReport report, Platform platform, Comparison? comparison, IssueReview? review, string path) =>
        AtomicFile.Write(
            path,
            file =>
            {
                using var page = HtmlPage.Begin(file, $"{report.Title} audit {report.Period.Title}");
                List<IssueTable> tables = comparison is null ? [] : [.. platform.Tables(comparison, report)];
                WriteVerdict(page, report);
                page.Contents(ContentsOf(report, tables));
                if (report.Verdict != Verdict.NotEvaluated)
                {
                    new HtmlFindings(page, report, platform, comparison, review).Write();
                    WriteChecks(page, report);
                    WriteWaivers(page, report);
                }

                foreach (var table in tables)
                {
                    WriteList(page, table, report.Verdict);
                }

                WriteCompleteness(page, report);
                WriteEvidence(page, report.Manifest);
                new HtmlReview(page, report, review).Write();
            }
        );

    private static IEnumerable<(string Id, string Title)> ContentsOf(AuditReport report, IEnumerable<IssueTable> tables) =>
        [
            .. report.Verdict == Verdict.NotEvaluated
                ? []
                : new[] { (HtmlFindings.Id, "Findings"), (Checks, "Checks"), (Waived, "Waived") },
            .. tables.Select(table => (IdOf(table), Words(table.Name))),
            (Completeness, CompletenessTitle(report)),
            (Evidence, "Evidence"),
            .. HtmlReview.Sections,
        ];

    private static string CompletenessTitle(AuditReport report) =>
        report.Verdict == Verdict.NotEvaluated ? "How far the reading came" : "Completeness and accuracy of the lists";

    private static string IdOf(IssueTable table) => $"list-{table.Name.Replace('_', '-')}";

    private static void WriteVerdict(HtmlPage page, AuditReport report)
    {
        page.Element(
            "p",
            $"{Day(report.Period.Start)} to {Day(report.Period.End)}. "
                + $"{(report.Verdict == Verdict.NotEvaluated ? "Tried" : "Read")} on {Moment(report.AsOf)} by {report.Manifest.Tool}.",
            "quiet"
        );
        page.Element(
            "p",
            report.Verdict == Verdict.NotEvaluated ? $"Not evaluated: this run could not tell how {report.Title} stands." : report.Summary,
            $"verdict {KebabCase.Of(report.Verdict.ToString())}"
        );
        page.List(report.Reasons);
        if (report.Since is { } since)
        {
            page.Element(
                "p",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Since {since.Period.Title}: {since.New} new, {since.Gone} gone; {since.Findings} then, {since.Waived} waived."
                )
            );
        }

        page.List(report.Notices);
    }

    private static void WriteChecks(HtmlPage page, AuditReport report)
    {
        var most = report.Checks.Select(c => c.Findings).DefaultIfEmpty().Max();
        page.BeginSection(Checks, "Checks");
        page.Table(
            ["What must hold", "Check", "#Looked at", "#Before", "#Findings", "#Waived", ""],
            report.Checks.Select(c =>
                new[] { c.Text.Title, HtmlCell.Code(c.Id), c.Subjects, c.Before, c.Findings, c.Waived, HtmlCell.Bar(c.Findings, most) }
            )
        );
        if (report.SwitchedOff.Count > 0)
        {
            page.Element("p", $"Switched off, so not checked: {Sentence.List(report.SwitchedOff)}.");
        }

        page.EndSection();
    }

    private static void WriteWaivers(HtmlPage page, AuditReport report)
    {
        page.BeginSection(Waived, "Waived");
        page.Table(
            ["What", "Check", "Reason", "Owner", "Request", "Until"],
            report.Waived.Select(w =>
                new[]
                {
                    w.Finding.Text,
                    HtmlCell.Code(w.Finding.Key.Check),
                    w.Waiver.Reason,
                    w.Waiver.Owner,
                    HtmlCell.Link(w.Waiver.Link, w.Waiver.Link),
                    Day(w.Waiver.Expires),
                }
            )
        );
        if (report.WaiverWarnings.Count > 0)
        {
            page.Element("h3", "Waivers to look at");
            page.Table(
                ["Account", "Check", "Owner", "The waiver"],
                report.WaiverWarnings.Select(r =>
                    new[] { r.Waiver.Key.Subject, HtmlCell.Code(r.Waiver.Key.Check), r.Waiver.Owner, r.Text }
                )
            );
        }

        page.EndSection();
    }

    private static void WriteCompleteness(HtmlPage page, AuditReport report)
    {
        page.BeginSection(Completeness, CompletenessTitle(report));
        if (report.Verdict == Verdict.NotEvaluated)
        {
            page.Element("p", "There is no verdict, so nothing here shows that any list was read to its end.");
        }

        page.Table(
            ["What must hold", "Holds", "Figures"],
            report.Completeness.Select(p => new[] { p.Statement, HtmlCell.YesOrNo(p.Holds), p.Figures }),
            "Nothing was proved."
        );
        page.Table(
            ["What was read", "#How many"],
            report.Population.Select(c => new HtmlCell[] { c.What, (long)c.Count }),
            "Nothing could be counted."
        );
        page.EndSection();
    }

    private static void WriteEvidence(HtmlPage page, Manifest manifest)
    {
        page.BeginSection(Evidence, "Evidence");
        page.Element(
            "p",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{manifest.Totals.Requests} requests, {manifest.Totals.Rows} rows, {manifest.Totals.BytesReceived} "
                    + $"bytes, from {Moment(manifest.Started)} to {Moment(manifest.Ended)}. Every answer is in the "
                    + $"snapshot, with its SHA-256 in manifest.json."
            )
        );
        page.Element("p", "SHA-256 over the manifest, its own digits left out:");
        page.Element("pre", manifest.Seal);
        page.Element(
            "p",
            (manifest.SigningKey is { } key ? $"Signed by the key {key}. " : "Unsigned. ")
                + (
                    manifest is { PreviousPeriod: { } period, PreviousSeal: { } seal }
                        ? $"It continues the run of {period} with the seal {seal}."
                        : "It continues no sealed run of an earlier period."
                )
        );
        page.Table(
            ["System", "Address", "Credential", "Belongs to"],
            manifest.Systems.Select(s =>
                new[] { s.Name, HtmlCell.Code(s.BaseUrl), HtmlCell.Code(s.CredentialVariable), s.CredentialIdentity ?? "not asked" }
            ),
            "No system was asked."
        );
        page.Table(
            ["System", "List", "#Requests", "#Rows", "The first request", "From", "To"],
            manifest
                .Exchanges.GroupBy(e => (e.System, e.List))
                .Select(list =>
                    new[]
                    {
                        list.Key.System,
                        list.Key.List,
                        list.Count(),
                        list.Sum(e => (long?)e.Rows),
                        HtmlCell.Code($"{list.First().Method} {list.First().Path}"),
                        Moment(list.Min(e => e.At)),
                        Moment(list.Max(e => e.At)),
                    }
                ),
            "No request was made."
        );
        page.Table(
            ["File", "Where it came from", "#Bytes", "SHA-256"],
            manifest.Inputs.Select(i => new[] { HtmlCell.Code(i.File), i.Source, i.Bytes, HtmlCell.Code(i.Sha256) }),
            "No file was given."
        );
        page.EndSection();
    }

    /// <summary>The rows of a table have the same cells, so the first one names the columns.</summary>
    private static void WriteList(HtmlPage page, IssueTable table, Verdict verdict)
    {
        page.BeginFolded(IdOf(table), Words(table.Name));
        if (verdict == Verdict.NotEvaluated)
        {
            page.Element("p", "There is no verdict: this is what was read, and nobody knows what is missing.", "quiet");
        }

        using var rows = table.Rows.GetEnumerator();
        if (!rows.MoveNext())
        {
            page.Element("p", verdict == Verdict.NotEvaluated ? "No row." : table.Without);
            page.EndFolded();
            return;
        }

        string[] columns = [.. rows.Current.Cells.Keys];
        page.Table([.. columns.Select(Words)], Remaining());
        page.EndFolded();

        IEnumerable<HtmlCell[]> Remaining()
        {
            do
            {
                var cells = rows.Current.Cells;
                yield return [.. columns.Select(name => (HtmlCell)cells.GetValueOrDefault(name))];
            } while (rows.MoveNext());
        }
    }

    /// <summary>A name in snake case as words: <c>not_in_team</c> as "Not in team".</summary>
    private static string Words(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ')}");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
