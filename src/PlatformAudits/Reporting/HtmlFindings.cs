using PlatformAudits.Checking;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;

namespace PlatformAudits.Reporting;

/// <summary>
/// Writes the findings into a page: by check, the gravest first, and below each remedy the rows that it is for. Those that a waiver
/// accepts stand among them, and those that are no longer found come last; each row says how it stands.
/// </summary>
internal sealed class HtmlFindings
{
    /// <summary>The section's id.</summary>
    public const string Id = "findings";

    private static readonly string[] Columns = ["What is wrong", "Account", "State", "Where to look"];

    private readonly HtmlPage _page;
    private readonly AuditReport _report;
    private readonly Platform _platform;
    private readonly Comparison? _comparison;
    private readonly HashSet<Account> _admins;
    private readonly Dictionary<string, Severity> _severities;
    private readonly Dictionary<string, FindingReview> _reviews;
    private readonly IReadOnlyList<FindingReview> _ended;
    private readonly bool _isKnown;

    /// <param name="review">What people have done about them; null where nobody knows.</param>
    public HtmlFindings(HtmlPage page, AuditReport report, Platform platform, Comparison? comparison, IssueReview? review)
    {
        (_page, _report, _platform, _comparison) = (page, report, platform, comparison);
        _isKnown = review is { Unknown: null };
        _admins = AdminsOf(report, platform, comparison);
        _severities = report.Checks.ToDictionary(check => check.Id, check => check.Severity, StringComparer.Ordinal);
        _reviews = (review?.Findings ?? [])
            .Where(finding => finding.Digits is not null)
            .DistinctBy(finding => finding.Digits, StringComparer.Ordinal)
            .ToDictionary(finding => finding.Digits!, StringComparer.Ordinal);
        var known = report
            .Findings.Concat(report.Waived.Select(waived => waived.Finding))
            .Select(finding => finding.Key.Digits)
            .ToHashSet(StringComparer.Ordinal);
        _ended = [.. _reviews.Values.Where(finding => finding.State == RememberedState.Gone && !known.Contains(finding.Digits!))];
    }

    /// <summary>Writes the section.</summary>
    public void Write()
    {
        _page.BeginSection(Id, "Findings", isOfRows: true);
        if (_report.Findings.Count + _report.Waived.Count + _ended.Count == 0)
        {
            _page.Element("p", "None.");
        }
        else
        {
            _page.Choices(
                "Show",
                ("all", "all"),
                ("only-open", "only those that nobody has decided"),
                ("only-high", "only those of high severity"),
                ("only-strangers", "only of nobody on the team"),
                ("only-admins", "only of admins")
            );
            if (!_isKnown)
            {
                _page.Element("p", "Nobody knows which of them people have decided.", "quiet");
            }
        }

        var rows = _report
            .Findings.Select(finding => (Finding: finding, Waiver: (Waiver?)null))
            .Concat(_report.Waived.Select(waived => (waived.Finding, Waiver: (Waiver?)waived.Waiver)))
            .ToLookup(row => row.Finding.Key.Check, StringComparer.Ordinal);
        foreach (
            var check in _report
                .Checks.Where(check => rows.Contains(check.Id))
                .OrderBy(check => check.Severity)
                .ThenBy(check => check.Id, StringComparer.Ordinal)
        )
        {
            _page.BeginBlock("check");
            _page.Element("h3", $"{check.Severity}: {check.Text.Heading}");
            foreach (var remedy in rows[check.Id].GroupBy(row => _report.RemedyOf(row.Finding), StringComparer.Ordinal))
            {
                _page.BeginBlock("remedy");
                _page.Element("p", remedy.Key);
                _page.Table(Columns, remedy.Select(row => RowOf(row.Finding, row.Waiver)));
                _page.EndBlock();
            }

            _page.EndBlock();
        }

        WriteEnded();
        _page.EndSection();
    }

    /// <summary>The accounts with findings that manage the platform; what a finding has in an account's place is none of them.</summary>
    private static HashSet<Account> AdminsOf(AuditReport report, Platform platform, Comparison? comparison)
    {
        if (comparison is null)
        {
            return [];
        }

        var detailsOf = platform.DetailsIn(comparison);
        var found = report
            .Findings.Concat(report.Waived.Select(waived => waived.Finding))
            .Select(finding => finding.Account)
            .OfType<Account>()
            .ToHashSet<Account>(ReferenceEqualityComparer.Instance);
        return comparison
            .Population.Accounts.Where(account => found.Contains(account) && detailsOf(account).IsPrivileged is true)
            .ToHashSet<Account>(ReferenceEqualityComparer.Instance);
    }

    private void WriteEnded()
    {
        if (_ended.Count > 0)
        {
            _page.BeginBlock("check");
            _page.Element("h3", "No longer found");
            _page.Table(
                ["What was wrong", "Check", "State"],
                _ended.Select(finding =>
                    (
                        new[] { finding.Text, HtmlCell.Code(finding.Check), HtmlReview.StandingOf(finding) },
                        (string?)KindOf(finding.Check, isDecided: true)
                    )
                )
            );
            _page.EndBlock();
        }
    }

    private (HtmlCell[] Cells, string? Kind) RowOf(Finding finding, Waiver? waiver)
    {
        var review = _reviews.GetValueOrDefault(finding.Key.Digits);
        var isStranger = finding is { Teammate: null, Account: not null };
        var isAdmin = finding.Account is { } account && _admins.Contains(account);
        var isDecided = waiver is not null || review is { IsDecided: true } or { Waived: not null } or { State: RememberedState.Gone };
        return (
            [
                finding.Text,
                HtmlCell.Code(finding.Key.Subject),
                waiver is not null ? $"waived {waiver.Acceptance}"
                : review is null ? "open"
                : HtmlReview.StandingOf(review),
                HtmlCell.Links(PagesOf(finding)),
            ],
            KindOf(finding.Key.Check, isDecided) + (isStranger ? " stranger" : "") + (isAdmin ? " admin" : "")
        );
    }

    private string KindOf(string? check, bool isDecided) =>
        "finding"
        + (check is not null && _severities.TryGetValue(check, out var severity) ? $" {KebabCase.Of(severity.ToString())}" : "")
        + (isDecided ? " decided" : "");

    private IEnumerable<VendorPage> PagesOf(Finding finding) =>
        new[]
        {
            finding.Account is { } account && _comparison is not null ? _platform.PageOf(account, _comparison.Population) : null,
            finding.Teammate is { } teammate ? TeamPages.ProfileOf(teammate) : null,
        }.OfType<VendorPage>();
}
