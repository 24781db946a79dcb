using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Tracking;

namespace PlatformAudits.Tests.Reporting;

/// <summary>The text of an overview and its page, whatever names people and vendors have chosen.</summary>
public sealed class OverviewTextTests
{
    private static readonly string Templates = Path.Combine(Repository.Root, "templates");

    [Test]
    public void No_text_of_any_kind_does_anything_in_the_issue_or_makes_an_element_of_the_page()
    {
        using var folder = new TemporaryFolder();
        var (acts, shape) = (ActsOf(TextOf("Ada")), ShapeOf("Ada"));
        foreach (var text in HostileNames.Pieces.Concat(HostileNames.Ordinary))
        {
            var written = TextOf(text);
            Assert.Multiple(() =>
            {
                Assert.That(ActsOf(written).Except(acts), Is.Empty, text);
                Assert.That(IssueBody.Parse(written).OpenIds, Is.Empty, text);
                Assert.That(ShapeOf(text), Is.EqualTo(shape), text);
            });
        }

        IReadOnlyList<KeyValuePair<string, int>> ShapeOf(string text)
        {
            var path = folder.File("index.html");
            OverviewPage.Write(OverviewWith(text), hasIssues: true, path);
            using var page = Activity.PageOf(path);
            return Activity.ShapeOf(page);
        }
    }

    [TestCase("Clear Clear", "> [!tip] Nothing is open; 0 settled.", "clear")]
    [TestCase("Clear NotAudited", "> [!note] Nothing is open on the platform that is audited; 0 settled.", "not-evaluated")]
    [TestCase("NotAudited NotAudited", "> [!note] No platform is audited yet.", "not-evaluated")]
    [TestCase("Clear NotEvaluated", "> [!warning] 0 open findings, 0 of high severity, 0 settled.", "not-evaluated")]
    [TestCase("Clear Unknown", "> [!warning] 0 open findings, 0 of high severity, 0 settled.", "not-evaluated")]
    [TestCase("Clear Findings", "> [!warning] 1 open finding, 1 of high severity, 0 settled.", "findings")]
    public void All_is_well_only_where_every_platform_was_evaluated_and_is_clear(string states, string head, string kind)
    {
        using var folder = new TemporaryFolder();
        var overview = OverviewWith("Ada") with
        {
            Platforms =
            [
                .. states
                    .Split(' ')
                    .Select(Enum.Parse<OverviewState>)
                    .Select(state => new OverviewPlatform(state.ToString(), "Calendly", state)
                    {
                        Open = state == OverviewState.Findings ? new Dictionary<Severity, int> { [Severity.High] = 1 } : null,
                    })
                    .Index()
                    .Select(row => row.Item with { Id = row.Index == 0 ? "calendly" : "other" }),
            ],
        };
        OverviewPage.Write(overview, hasIssues: true, folder.File("index.html"));
        using var page = Activity.PageOf(folder.File("index.html"));
        Assert.Multiple(() =>
        {
            Assert.That(
                new OverviewTemplate([Templates]).Render(overview, hasView: false, int.MaxValue).Region,
                Does.StartWith($"{head}\n")
            );
            Assert.That(page.QuerySelector(".verdict")!.ClassName, Is.EqualTo($"verdict {kind}"));
        });
    }

    [Test]
    public void Where_there_is_no_room_people_are_left_out_from_the_end_and_counted()
    {
        var overview = OverviewWith("Ada") with
        {
            People = [.. Enumerable.Range(0, 500).Select(i => new OverviewPerson($"N {i}", $"p{i}@x.example", ["calendly"], 1, 0, true))],
        };
        var text = new OverviewTemplate([Templates]).Render(overview, hasView: false, room: 10_000);
        var shown = Enumerable.Range(0, 500).Count(i => text.Region.Contains($"`p{i}@x.example`", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(text.Region, Has.Length.LessThanOrEqualTo(10_000));
            Assert.That(shown, Is.InRange(30, 499));
            Assert.That(text.Region, Does.Contain($"`p{shown - 1}@x.example`").And.Contain($"… and {500 - shown} more: "));
        });
    }

    [Test]
    public void People_are_told_apart_by_their_address_in_any_letter_case_and_accounts_without_one_by_platform_and_id()
    {
        var calendly = ReportOf(
            "calendly",
            [Finding("a", "1", Severity.Low, null), Finding("b", "1", Severity.High, null), Finding("a", "2", Severity.High, null)],
            [
                new KeptAccount("1", "Rafael", "R@x.example", null, [("a", "1"), ("b", "1")]),
                new KeptAccount("2", "Robot", null, null, [("a", "2")]),
            ]
        );
        var gitLab = ReportOf(
            "gitlab-com",
            [
                Finding("c", "7#r@X.example", Severity.High, null),
                Finding("c", "8#r@X.example", Severity.High, null),
                Finding("a", "2", Severity.Low, null),
                Finding("d", "anna@x.example", Severity.Low, "anna@x.example"),
                Finding("e", "schedule 5", Severity.High, null),
            ],
            [
                new KeptAccount("2", "Robot", null, null, [("a", "2")]),
                new KeptAccount("3", "Nick", "other@x.example", ("Anna", "ANNA@x.example"), []),
            ]
        );
        var (people, ofThings) = OverviewPerson.In([calendly, gitLab]);
        Assert.Multiple(() =>
        {
            Assert.That(
                people.Select(person =>
                    $"{person.Name} {person.Value} {string.Join('+', person.Platforms)} {person.Findings} {person.High} "
                    + person.IsStranger
                ),
                Is.EqualTo(
                    new[]
                    {
                        "Rafael R@x.example calendly+gitlab-com 4 3 True",
                        "Robot 2 calendly 1 1 True",
                        "Robot 2 gitlab-com 1 0 True",
                        "Anna anna@x.example gitlab-com 1 0 False",
                    }
                )
            );
            Assert.That(ofThings, Is.EqualTo(1), "the schedule");
        });
    }

    private static KeptReportFinding Finding(string check, string subject, Severity severity, string? teammate) =>
        new(check, subject, severity, teammate);

    private static KeptReport ReportOf(string platform, KeptReportFinding[] findings, KeptAccount[] accounts) =>
        new(platform, FiscalPeriod.Parse("FY27-Q4"), DateTimeOffset.UnixEpoch, Verdict.Findings, [], findings, accounts);

    private static string TextOf(string text)
    {
        var issue = new OverviewTemplate([Templates]).Render(OverviewWith(text), hasView: true, int.MaxValue);
        return IssueBody.New("<!--platform-audits:issue 1 overview FY27-Q4-->", issue.Region, issue.PeoplesPart);
    }

    private static IEnumerable<string> ActsOf(string text)
    {
        var written = new WrittenText(text);
        return
        [
            .. written.QuickActions,
            .. written.Mentions,
            .. written.References,
            .. written.Activated.CountBy(what => what).Select(what => what.ToString()),
            .. written.Structure.Select(what => what.ToString()),
        ];
    }

    /// <summary>An overview with a text in every place where one may stand that others chose.</summary>
    private static Overview OverviewWith(string text) =>
        new(
            FiscalPeriod.Parse("FY27-Q4"),
            [
                new OverviewPlatform("calendly", "Calendly", OverviewState.NotEvaluated)
                {
                    Reason = text,
                    Issue = new Uri("https://gitlab.example/sandbox/audits/-/issues/1"),
                    IssueNumber = 1,
                    Open = new Dictionary<Severity, int> { [Severity.High] = 1 },
                    Files = ["report.html", "accounts.csv"],
                },
            ],
            [new OverviewPerson(text, text, ["calendly"], 1, 1, true)]
        )
        {
            AsOf = DateTimeOffset.UnixEpoch,
        };
}
