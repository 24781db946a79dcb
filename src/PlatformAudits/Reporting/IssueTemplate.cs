using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Collecting.Recording;
using PlatformAudits.Evaluation;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Settings;
using Scriban.Runtime;
using static PlatformAudits.Reporting.TemplateModel;

namespace PlatformAudits.Reporting;

/// <summary>
/// Makes an issue's text with templates: <c>PLATFORM.scriban-md</c> and the partials that it includes. Every text that
/// reaches a template is already encoded (see <see cref="MarkdownEncoder"/>), so a template can't forget it. What a template finds is
/// listed in <c>docs/templates.md</c>.
/// </summary>
internal sealed class IssueTemplate
{
    /// <summary>GitLab's limit is 1,048,576 characters (DESCRIPTION_LENGTH_MAX); the rest is left to people's text.</summary>
    internal const int LongestRegion = 900_000;

    /// <summary>How many pages of the vendor an item leads to.</summary>
    private const int MostPages = 3;

    /// <summary>How many people the head of an issue names.</summary>
    private const int MostNamed = 3;

    private static readonly string[] WaivedTexts = ["text"];

    private readonly TemplateFolders _templates;

    /// <summary>The templates of folders.</summary>
    /// <param name="folders">The folders, the one that counts most first.</param>
    public IssueTemplate(IReadOnlyList<string> folders) => _templates = new TemplateFolders(folders, "Writing the issue");

    /// <summary>
    /// Whether people are mentioned on their first open finding. GitLab tells somebody of a mention once, when it first stands in a
    /// description.
    /// </summary>
    public bool Mentions { get; init; }

    /// <summary>What the team and a role are called.</summary>
    public TeamNames Names { get; init; } = TeamNames.Default;

    /// <summary>Where GitLab shows the team file; null where nobody knows.</summary>
    public TeamPages? Team { get; init; }

    /// <summary>By which day the findings are to be decided; null for none.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The issue over all platforms of the period; null where there is none yet.</summary>
    public Uri? Overview { get; init; }

    /// <summary>The API keys that people have written down on the last issue; null for none.</summary>
    public KeyTable? Keys { get; init; }

    /// <summary>The day of the run, in the time zone of the audits.</summary>
    public DateOnly Today { get; init; }

    /// <summary>
    /// Makes the text. Where it would be too long, appendices go first, then the evidence, into a note; findings come last, and only as
    /// many as there is no room for.
    /// </summary>
    /// <param name="comparison">What the tables are made of; null when the audit was not evaluated.</param>
    /// <param name="room">The characters that there are for the region. It is longer only where nothing more can be left out.</param>
    /// <exception cref="AuditException">A template is missing or wrong.</exception>
    public IssueText Render(AuditReport report, Platform platform, Comparison? comparison, int room = int.MaxValue)
    {
        var ids = FindingIds.Of(report);
        var longest = Math.Clamp(room, 0, LongestRegion);

        // Where the findings alone fill the room, making everything once to see that would only cost time and memory.
        var evidenceInNote = !new SizeBudget(longest).Fits(report.Findings.Select(f => new[] { f.Text }));
        for (var estimate = longest; ; )
        {
            MemoryTrimmer.Trim();
            var budget = new SizeBudget(estimate);
            var model = Model(report, platform, comparison, ids, budget, evidenceInNote);
            if (budget.IsUsedUp && !evidenceInNote)
            {
                evidenceInNote = true;
                continue;
            }

            var region = _templates.Render(platform.Id, model);
            if (region.Length <= longest || (estimate == 0 && evidenceInNote))
            {
                return Text(report, ids, model, region, evidenceInNote ? Evidence(model) : null);
            }

            estimate = evidenceInNote ? Math.Max(0, estimate - Math.Max(region.Length - longest, estimate / 50)) : estimate;
            evidenceInNote = true;
        }
    }

    private IssueText Text(AuditReport report, FindingIds ids, ScriptObject model, string region, string? appendix) =>
        new(
            IssueTemplate.TitleOf(report.Title, report.Period),
            region,
            _templates.Render("_people", model),
            report.Verdict == Verdict.NotEvaluated ? _templates.Render("_not_evaluated", model) : null
        )
        {
            Appendix = appendix,
            Now = new FindingsNow(
                report.Findings.Select(f => ids.Of(f.Key)).ToHashSet(StringComparer.Ordinal),
                report
                    .Waived.DistinctBy(w => w.Finding.Key)
                    .ToDictionary(w => ids.Of(w.Finding.Key), w => MarkdownEncoder.Encode(w.Waiver.Acceptance), StringComparer.Ordinal),
                report.Run
            ),
        };

    private string Evidence(ScriptObject model)
    {
        model["evidence_in_note"] = false;
        return _templates.Render("_evidence", model);
    }

    private ScriptObject Model(
        AuditReport report,
        Platform platform,
        Comparison? comparison,
        FindingIds ids,
        SizeBudget budget,
        bool evidenceInNote
    )
    {
        var checks = report.Checks.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var groups = FindingGroup.Of(report);
        var (sections, findingsLeftOut) = Sections(groups, report, platform, comparison, ids, checks, budget);
        var tableModels = new ScriptObject();
        foreach (var table in (comparison is null ? [] : platform.Tables(comparison, report)).OrderBy(t => t.IsAppendix))
        {
            // Of a large team's appendix not a row is made into a model that there is no room for in the end.
            var isLeftOut = table.IsAppendix && !budget.Fits(table.Rows.Select(row => row.Cells.Values));
            var (rows, rowsLeftOut) = (new ScriptArray(), 0);
            if (!isLeftOut)
            {
                rows = budget.Take(table.Rows, row => RowModel(row, ids), null, out rowsLeftOut, counts: !table.IsAppendix);
                isLeftOut = table.IsAppendix && rowsLeftOut > 0;
            }

            tableModels[table.Name] = Record(
                ("rows", isLeftOut ? new ScriptArray() : rows),
                ("left_out", isLeftOut ? table.Rows.Count() : rowsLeftOut),
                (
                    "waived",
                    isLeftOut ? 0 : rows.Count(row => row is ScriptObject cells && cells.Contains("waived") && cells["waived"] is not "")
                ),
                ("without", MarkdownEncoder.Encode(table.Without))
            );
        }

        var manifest = report.Manifest;
        return Record(
            ("platform", report.Platform),
            ("title", report.Title),
            (
                "names",
                Record(
                    ("team", MarkdownEncoder.Encode(Names.Team)),
                    ("team_in_sentences", MarkdownEncoder.Encode(Names.TeamInSentences)),
                    ("manager", MarkdownEncoder.Encode(Names.Manager))
                )
            ),
            ("period", report.Period.Title),
            ("period_start", Day(report.Period.Start)),
            ("period_end", Day(report.Period.End)),
            ("as_of", AsOf(report)),
            ("verdict", KebabCase.Of(report.Verdict.ToString())),
            ("summary", MarkdownEncoder.Encode(report.Summary)),
            ("reasons", Array(report.Reasons, MarkdownEncoder.Encode)),
            ("notices", Array(report.Notices, n => MarkdownEncoder.Encode(n) + (n == report.PeriodNotice ? $" {IssueMarks.Run}" : ""))),
            ("switched_off", Array(report.SwitchedOff, check => check)),
            ("population", Array(report.Population, c => Record(("what", c.What), ("count", Digits(c.Count))))),
            (
                "completeness",
                Array(
                    report.Completeness,
                    p =>
                        Record(
                            ("statement", MarkdownEncoder.Encode(p.Statement)),
                            ("holds", p.Holds),
                            ("figures", MarkdownEncoder.Encode(p.Figures)),
                            ("is_of_the_run", p.IsOfTheRun)
                        )
                )
            ),
            (
                "lists",
                Array(
                    report.Manifest.Lists,
                    l =>
                        Record(
                            (
                                "what",
                                MarkdownEncoder.Encode(
                                    l.Reading == 1 ? l.What : string.Create(CultureInfo.InvariantCulture, $"{l.What}, reading {l.Reading}")
                                )
                            ),
                            ("pages", l.Pages),
                            ("closed", l.IsClosed),
                            ("rows", l.Rows),
                            ("ids", l.Ids),
                            ("total", report.TotalOf(l).Total),
                            ("drift", report.TotalOf(l).Drift)
                        )
                )
            ),
            (
                "credentials",
                Array(
                    report.Manifest.Systems,
                    s =>
                        Record(
                            ("system", MarkdownEncoder.Encode(s.Name)),
                            ("variable", MarkdownEncoder.Encode(s.CredentialVariable)),
                            ("identity", s.CredentialIdentity is { } identity ? MarkdownEncoder.Encode(identity) : null)
                        )
                )
            ),
            (
                "last_good",
                report.LastGood is { } lastGood
                    ? lastGood.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
                    : null
            ),
            ("last_good_mark", IssueMarks.AsOf),
            (
                "checks",
                Array(
                    report.Checks,
                    c =>
                        Record(
                            ("id", c.Id),
                            ("title", c.Text.Title),
                            ("severity", KebabCase.Of(c.Severity.ToString())),
                            ("subjects", c.Subjects),
                            ("findings", c.Findings),
                            ("waived", c.Waived),
                            ("before", c.Before)
                        )
                )
            ),
            ("head", HeadModel(report, groups, checks)),
            ("trend", Array(report.Trend, t => Record(("period", t.Period.Title), ("findings", t.Findings)))),
            ("findings_now", report.Findings.Count),
            ("previous", PreviousModel(report.Since)),
            ("sections", sections),
            ("findings_left_out", findingsLeftOut),
            ("waived", budget.Take(report.Waived, w => WaivedModel(w, ids, checks), WaivedTexts, out var waivedLeftOut)),
            ("waived_left_out", waivedLeftOut),
            ("waiver_remarks", Array(report.WaiverWarnings, RemarkModel)),
            ("tables", tableModels),
            ("api_keys", platform.KeysAreShownIn is { } place ? KeysModel(place) : null),
            ("evidence_in_note", evidenceInNote),
            ("gone_mark", IssueMarks.Gone),
            (
                "run",
                Record(
                    ("mark", IssueMarks.Run),
                    ("tool", manifest.Tool),
                    ("requests", Digits(manifest.Totals.Requests)),
                    ("rows", Digits(manifest.Totals.Rows)),
                    ("bytes", Digits(manifest.Totals.BytesReceived)),
                    ("seal", manifest.Seal)
                )
            ),
            ("notice_mark", IssueMarks.Notice)
        );
    }

    /// <summary>The title of the issue of a platform and period.</summary>
    /// <param name="title">The platform's title.</param>
    public static string TitleOf(string title, FiscalPeriod period) => TitleEncoder.Encode($"{title} audit {period.Title}");

    /// <summary>Words that the issues of a platform hold, whatever their period.</summary>
    /// <param name="title">The platform's title.</param>
    public static string WordsOf(string title) => TitleEncoder.Encode($"{title} audit");

    private static string AsOf(AuditReport report) =>
        report.AsOf.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>
    /// The mention of the finding's teammate, once for each; empty when mentions are off, or nobody knows the GitLab user name.
    /// </summary>
    private string MentionOf(Finding finding, HashSet<string> mentioned) =>
        Mentions && finding.Teammate?.GitLabUsername is { } name && GitLabNames.IsUser(name) && mentioned.Add(name) ? $"@{name} " : "";

    /// <summary>
    /// What is to be done: a section for each kind of gravest finding, in it the accounts and teammates below what is to be done about
    /// them, and below each its findings.
    /// </summary>
    /// <returns>The sections, and how many findings there was no room for.</returns>
    private (ScriptArray Sections, int LeftOut) Sections(
        IReadOnlyList<FindingGroup> groupsOfAll,
        AuditReport report,
        Platform platform,
        Comparison? comparison,
        FindingIds ids,
        Dictionary<string, CheckSummary> checks,
        SizeBudget budget
    )
    {
        var mentioned = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var sections = new ScriptArray();
        var leftOut = 0;
        foreach (var section in groupsOfAll.GroupBy(group => group.Findings[0].Key.Check, StringComparer.Ordinal))
        {
            var parts = new List<RemedyPart>();
            foreach (var group in section)
            {
                var (who, links) = (MarkdownEncoder.Encode(group.Who), LinksOf(group, platform, comparison));
                var cost = links.Length + (group.Findings.Count > 1 ? who.Length : 0);
                var items = new List<RemedyPart>();
                foreach (var finding in group.Findings)
                {
                    var text = MarkdownEncoder.Encode(finding.Text);
                    if (leftOut > 0 || !budget.TryTake(cost + text.Length))
                    {
                        leftOut++;
                        continue;
                    }

                    cost = 0;
                    var remedy = KeyValuePair.Create(finding.Key.Check, report.RemedyOf(finding));
                    RemedyPart.Add(items, [remedy], FindingModel(finding, text, ids, checks, MentionOf(finding, mentioned)));
                }

                foreach (var item in items)
                {
                    RemedyPart.Add(parts, item.Remedies, Record(("who", who), ("links", links), ("findings", item.Members)));
                }
            }

            if (parts.Count > 0)
            {
                var check = checks[section.Key];
                sections.Add(
                    Record(
                        ("check", check.Id),
                        ("severity", KebabCase.Of(check.Severity.ToString())),
                        ("heading", check.Text.Heading),
                        (
                            "parts",
                            Array(
                                parts,
                                part =>
                                    Record(
                                        (
                                            "remedies",
                                            Array(
                                                part.Remedies.DistinctBy(r => r.Value),
                                                r =>
                                                    Record(
                                                        ("heading", r.Key == check.Id ? "" : checks[r.Key].Text.Heading),
                                                        ("text", r.Value)
                                                    )
                                            )
                                        ),
                                        ("groups", part.Members)
                                    )
                            )
                        )
                    )
                );
            }
        }

        return (sections, leftOut);
    }

    /// <summary>Where a reviewer looks: the vendor's page of the account, the teammate's profile and entry; empty for none.</summary>
    private string LinksOf(FindingGroup group, Platform platform, Comparison? comparison)
    {
        var pages = group
            .Findings.Select(f =>
                f.Account is { } account && comparison is not null ? platform.PageOf(account, comparison.Population) : null
            )
            .OfType<VendorPage>()
            .Distinct()
            .Take(MostPages);
        VendorPage?[] ofTeammate = group.Findings[0].Teammate is { } teammate
            ? [TeamPages.ProfileOf(teammate), Team?.EntryOf(teammate)]
            : [];
        return string.Concat(
            pages
                .Concat(ofTeammate)
                .OfType<VendorPage>()
                .DistinctBy(page => page.Address)
                .Select(page => $" · {MarkdownEncoder.Link(page.Address, MarkdownEncoder.Encode(page.Title))}")
        );
    }

    private static ScriptObject FindingModel(
        Finding finding,
        string text,
        FindingIds ids,
        Dictionary<string, CheckSummary> checks,
        string mention = ""
    ) =>
        Record(
            ("check", finding.Key.Check),
            ("check_title", checks[finding.Key.Check].Text.Title),
            ("mention", mention),
            ("text", text),
            ("id", $"`{ids.Of(finding.Key)}`")
        );

    private static ScriptObject WaivedModel(WaivedFinding waived, FindingIds ids, Dictionary<string, CheckSummary> checks)
    {
        var model = FindingModel(waived.Finding, MarkdownEncoder.Encode(waived.Finding.Text), ids, checks);
        model["reason"] = MarkdownEncoder.Encode(waived.Waiver.Reason);
        model["owner"] = MarkdownEncoder.Encode(waived.Waiver.Owner);
        model["expires"] = Day(waived.Waiver.Expires);
        model["link"] = MarkdownEncoder.Link(new Uri(waived.Waiver.Link), "request");
        return model;
    }

    private static ScriptObject RemarkModel(WaiverWarning remark) =>
        Record(
            ("check", remark.Waiver.Key.Check),
            ("account", MarkdownEncoder.Encode(remark.Waiver.Key.Subject)),
            ("owner", MarkdownEncoder.Encode(remark.Waiver.Owner)),
            ("expires", Day(remark.Waiver.Expires)),
            ("text", MarkdownEncoder.Encode(remark.Text))
        );

    /// <summary>What people look at first: how many decisions there are, how grave, and who has most of them.</summary>
    private ScriptObject HeadModel(AuditReport report, IReadOnlyList<FindingGroup> groups, Dictionary<string, CheckSummary> checks)
    {
        var counts = groups.CountBy(g => report.SeverityOf(g.Findings[0])).ToDictionary();
        var busiest = groups
            .Where(g => g.Findings is [{ Teammate: not null }, _, ..])
            .OrderByDescending(g => g.Findings.Count)
            .Take(MostNamed);
        return Record(
            ("groups", groups.Count),
            ("high", counts.GetValueOrDefault(Severity.High)),
            ("job", report.Manifest.Job is { } job ? MarkdownEncoder.Link(job, "this job") : null),
            ("report", ArtifactOf(report, "file", HtmlReport.FileName, "Report")),
            ("evidence", ArtifactOf(report, "browse", Snapshot.FolderName, "Evidence")),
            ("overview", Overview is { } overview ? MarkdownEncoder.Link(overview, $"All platforms in {report.Period.Title}") : null),
            ("due", Due is { } due ? Day(due) : null),
            ("is_overdue", Due < Today),
            ("is_repeated", report.Progress is not null),
            ("new", report.Progress?.New ?? 0),
            ("settled", report.Progress?.Settled ?? 0),
            (
                "rows",
                Array(
                    Enum.GetValues<Severity>(),
                    severity =>
                        Record(
                            ("severity", KebabCase.Of(severity.ToString())),
                            ("groups", counts.GetValueOrDefault(severity)),
                            ("settled", SettledOf(severity)),
                            (
                                "what",
                                string.Join(
                                    "; ",
                                    report
                                        .Checks.Where(c => c.Severity == severity && c.Findings > 0)
                                        .OrderByDescending(c => c.Findings)
                                        .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Text.Heading}: {c.Findings}"))
                                )
                            )
                        )
                )
            ),
            (
                "busiest",
                Array(busiest, g => Record(("who", MarkdownEncoder.Encode(g.Findings[0].Teammate!.Name)), ("count", g.Findings.Count)))
            )
        );

        // Null where nobody knows, because what the last reading has left is not believed.
        int? SettledOf(Severity severity) =>
            report.Progress is { } progress
                ? progress.SettledByCheck.Where(c => checks.TryGetValue(c.Key, out var of) && of.Severity == severity).Sum(c => c.Value)
            : report.IsFirstReading ? 0
            : null;
    }

    /// <summary>
    /// A file or folder among the artifacts of the job that ran (docs.gitlab.com/ci/jobs/job_artifacts); null for a run elsewhere.
    /// </summary>
    /// <param name="view">How GitLab shows it.</param>
    private static string? ArtifactOf(AuditReport report, string view, string name, string text) =>
        report.Manifest.Job is { } job
            ? MarkdownEncoder.Link(new Uri($"{job.AbsoluteUri.TrimEnd('/')}/artifacts/{view}/artifacts/{report.Platform}/{name}"), text)
            : null;

    private ScriptObject KeysModel(string place)
    {
        var table = Keys ?? KeyTable.Empty;
        return Record(
            ("shown_in", MarkdownEncoder.Encode(place)),
            ("is_carried", Keys is not null),
            ("head", Array(table.Head, MarkdownEncoder.Encode)),
            ("rows", Array(table.Rows, row => Array(row, MarkdownEncoder.Encode)))
        );
    }

    private static ScriptObject? PreviousModel(SinceLastPeriod? since) =>
        since is null
            ? null
            : Record(
                ("period", since.Period.Title),
                ("findings", since.Findings),
                ("waived", since.Waived),
                ("new", since.New),
                ("gone", since.Gone)
            );

    private static ScriptObject RowModel(IssueRow row, FindingIds ids)
    {
        var model = Record([.. row.Cells.Select(c => (c.Key, (object?)MarkdownEncoder.Encode(c.Value)))]);
        foreach (var (name, address) in row.Links)
        {
            model[name] = address is null ? "" : MarkdownEncoder.Link(address, MarkdownEncoder.Encode(address.IdnHost));
        }

        model["finding"] = row.Key is { } key ? $"`{ids.Of(key)}`" : "";
        return model;
    }

    /// <summary>A number in groups of three digits, because GitLab takes seven in a row for a commit.</summary>
    private static string Digits(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
