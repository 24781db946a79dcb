using System.Globalization;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using Scriban.Runtime;
using static PlatformAudits.Reporting.TemplateModel;

namespace PlatformAudits.Reporting;

/// <summary>
/// Makes the text of the overview issue with <c>overview.scriban-md</c>. Like those of an audit, every text that reaches the template is
/// encoded; what it finds is listed in <c>docs/templates.md</c>.
/// </summary>
internal sealed class OverviewTemplate(IReadOnlyList<string> folders)
{
    /// <summary>The name of the template, and what takes a platform's place in the mark of the issue.</summary>
    public const string Name = "overview";

    private const string Unknown = "–";

    private readonly TemplateFolders _templates = new(folders, "Writing the overview");

    /// <summary>The title of the issue of a period.</summary>
    public static string TitleOf(FiscalPeriod period) => TitleEncoder.Encode($"{Words} {period.Title}");

    /// <summary>Words that the issues of every period hold.</summary>
    public static string Words => "Access audits";

    /// <summary>Makes the text, with as many people as there is room for.</summary>
    /// <param name="hasView">Whether the GitLab of the issue shows a view of issues in a description.</param>
    /// <param name="room">The characters that there are for the region.</param>
    /// <exception cref="AuditException">A template is missing or wrong.</exception>
    public IssueText Render(Overview overview, bool hasView, int room)
    {
        var longest = Math.Clamp(room, 0, IssueTemplate.LongestRegion);
        for (var estimate = longest; ; )
        {
            var model = Model(overview, hasView, new SizeBudget(estimate));
            var region = _templates.Render(Name, model);
            if (region.Length <= longest || estimate == 0)
            {
                return new IssueText(TitleOf(overview.Period), region, _templates.Render("_overview_people", model), Notice: null);
            }

            estimate = Math.Max(0, estimate - Math.Max(region.Length - longest, estimate / 50));
        }
    }

    private static ScriptObject Model(Overview overview, bool hasView, SizeBudget budget)
    {
        var links = overview.Platforms.ToDictionary(platform => platform.Id, LinkOf, StringComparer.Ordinal);
        var platforms = Array(overview.Platforms, platform => PlatformModel(platform, links[platform.Id]));
        var people = budget.Take(overview.People, person => PersonModel(person, links), null, out var leftOut);
        return Record(
            ("period", overview.Period.Title),
            ("as_of", overview.AsOf.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
            ("job", overview.Job is { } job ? MarkdownEncoder.Link(job, "this job") : null),
            ("findings", overview.Open),
            ("high", overview.OpenOf(Severity.High)),
            ("settled", overview.Platforms.Sum(platform => platform.Settled ?? 0)),
            ("due", overview.Due),
            ("audited", overview.Platforms.Count - overview.CountOf(OverviewState.NotAudited)),
            ("not_evaluated", overview.CountOf(OverviewState.NotEvaluated) + overview.CountOf(OverviewState.Unknown)),
            ("platforms", platforms),
            ("people", people),
            ("people_left_out", leftOut),
            ("of_things", overview.OfThings),
            ("without_files", Array(overview.WithoutFiles, platform => MarkdownEncoder.Encode(platform.Title))),
            (
                "issues",
                hasView
                    ? Array(
                        overview.Platforms.Where(platform => platform.IssueNumber is not null).OrderBy(platform => platform.IssueNumber),
                        platform => platform.IssueNumber!.Value.ToString(CultureInfo.InvariantCulture)
                    )
                    : new ScriptArray()
            ),
            ("run", Record(("mark", IssueMarks.Run)))
        );
    }

    private static ScriptObject PlatformModel(OverviewPlatform platform, string link) =>
        Record(
            ("id", platform.Id),
            ("title", MarkdownEncoder.Encode(platform.Title)),
            ("link", link),
            ("state", KebabCase.Of(platform.State.ToString())),
            ("verdict", platform.Verdict),
            ("reason", MarkdownEncoder.Encode(platform.Reason)),
            ("high", CountOf(platform, Severity.High)),
            ("medium", CountOf(platform, Severity.Medium)),
            ("low", CountOf(platform, Severity.Low)),
            ("settled", platform.Settled?.ToString(CultureInfo.InvariantCulture) ?? Unknown),
            ("oldest", platform.Oldest is { Length: > 0 } oldest ? oldest : Unknown),
            ("due", platform.Due ?? Unknown),
            ("last_good", platform.LastGoodDay(Unknown)),
            ("trend", platform.TrendText(Unknown))
        );

    private static ScriptObject PersonModel(OverviewPerson person, Dictionary<string, string> links) =>
        Record(
            ("name", MarkdownEncoder.Encode(person.Name)),
            ("value", CodeEncoder.Encode(person.Value)),
            ("is_stranger", person.IsStranger),
            ("where", string.Join(", ", person.Platforms.Select(id => links[id]))),
            ("findings", person.Findings),
            ("high", person.High)
        );

    private static string LinkOf(OverviewPlatform platform) =>
        platform.Issue is { } issue
            ? MarkdownEncoder.Link(issue, MarkdownEncoder.Encode(platform.Title))
            : MarkdownEncoder.Encode(platform.Title);

    private static string CountOf(OverviewPlatform platform, Severity severity) =>
        platform.Open is { } open ? open.GetValueOrDefault(severity).ToString(CultureInfo.InvariantCulture) : Unknown;
}
