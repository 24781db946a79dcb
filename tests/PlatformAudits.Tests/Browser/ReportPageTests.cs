using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using PlatformAudits.Checking;

namespace PlatformAudits.Tests.Browser;

/// <summary>The pages as a browser shows them, to whoever clicks, prints or has a small or dark screen.</summary>
public sealed class ReportPageTests : BrowserTest
{
    private const int Phone = 390;
    private const int Desk = 1280;

    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    private AuditPages _pages = null!;

    private static IEnumerable<string> Platforms => SandboxedAudit.Platforms;

    [OneTimeSetUp]
    public async Task MakePagesAsync() => _pages = await AuditPages.MakeAsync();

    [OneTimeTearDown]
    public async Task DisposePagesAsync()
    {
        if (_pages is not null)
        {
            await _pages.DisposeAsync();
        }
    }

    [TestCaseSource(nameof(Platforms))]
    public async Task A_choice_shows_the_findings_that_it_names_and_no_heading_without_one(string platform)
    {
        var report = _pages.Reports[platform];
        var admins = JObject.Parse(await File.ReadAllTextAsync(_pages.FileOf(platform, "accounts.json")))["accounts"]!
            .Where(account => account["privileged"] is { Type: JTokenType.Boolean } privileged && (bool)privileged)
            .SelectMany(account => account["findings"]!)
            .Select(finding => ((string?)finding["check"], (string?)finding["subject"]))
            .ToHashSet();
        await using var opened = await OpenAsync(_pages.PathOf(platform));
        await ChooseAsync("only those of high severity", finding => report.SeverityOf(finding) == Severity.High);
        await ChooseAsync("only of nobody on the team", finding => finding is { Teammate: null, Account: not null });
        await ChooseAsync("only of admins", finding => admins.Contains((finding.Key.Check, finding.Key.Subject)));
        await ChooseAsync("only those that nobody has decided", _ => true);
        await ChooseAsync("all", _ => true);

        async Task ChooseAsync(string choice, Func<Finding, bool> isShown)
        {
            await opened.Page.GetByLabel(choice, new PageGetByLabelOptions { Exact = true }).CheckAsync();
            var shown = await opened.Page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('#findings tr.finding')].filter(row => row.checkVisibility())
                    .map(row => row.cells[0].textContent + ' ' + row.querySelector('code').textContent)
                """
            );
            var headings = await opened.Page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('#findings h3')].filter(h => h.checkVisibility()).map(h => h.textContent)"
            );
            var expected = report.Findings.Where(isShown).ToList();
            Assert.Multiple(() =>
            {
                Assert.That(shown, Is.EquivalentTo(expected.Select(f => $"{f.Text} {f.Key.Subject}")), choice);
                Assert.That(
                    headings,
                    Is.EquivalentTo(
                        report
                            .Checks.Where(check => expected.Exists(f => f.Key.Check == check.Id))
                            .Select(check => $"{check.Severity}: {check.Text.Heading}")
                    ),
                    choice
                );
            });
        }
    }

    [TestCaseSource(typeof(AuditPages), nameof(AuditPages.Names))]
    public async Task Every_link_within_the_page_leads_to_what_is_then_to_be_seen(string name)
    {
        await using var opened = await OpenAsync(_pages.PathOf(name));
        foreach (var link in await opened.Page.Locator("a[href^='#']").AllAsync())
        {
            var aim = (await link.GetAttributeAsync("href"))!;
            await link.ClickAsync();
            Assert.That(
                await opened.Page.EvaluateAsync<string>(
                    """
                    id => {
                        const aim = document.getElementById(id);
                        if (!aim?.checkVisibility({ contentVisibilityAuto: true })) { return 'hidden'; }
                        const { top, height } = aim.getBoundingClientRect();
                        return height > 0 && top < innerHeight && top >= -1 ? 'seen' : `at ${top}, ${height} high`;
                    }
                    """,
                    aim[1..]
                ),
                Is.EqualTo("seen"),
                aim
            );
        }
    }

    [TestCaseSource(typeof(AuditPages), nameof(AuditPages.Names))]
    public async Task A_page_loads_nothing_runs_nothing_and_leads_to_https_alone_without_saying_from_where(string name)
    {
        await using var opened = await OpenAsync(_pages.PathOf(name));
        var links = await opened.Page.EvaluateAsync<string[]>(
            "() => [...document.links].filter(a => !a.getAttribute('href').startsWith('#')).map(a => a.href)"
        );
        var files = links.Where(link => new Uri(link).IsFile).ToList();
        var addresses = links.Except(files).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(opened.Requests, Is.Empty);
            Assert.That(opened.Messages, Is.Empty);
            Assert.That(addresses, Has.All.StartsWith("https://"));
            Assert.That(files.Select(file => new Uri(file).LocalPath), Has.All.Exist, "what lies beside the page");
        });
        foreach (var address in addresses.DistinctBy(address => new Uri(address).Host))
        {
            await opened.Page.Locator($"a[href='{address}']").First.ClickAsync();
            await opened.Page.WaitForURLAsync(address);
            Assert.That(await opened.Requests[^1].HeaderValueAsync("referer"), Is.Null, address);
            await opened.Page.GoBackAsync();
        }
    }

    [Test]
    public async Task Should_a_markup_come_through_it_runs_nothing_and_loads_nothing()
    {
        using var folder = new TemporaryFolder();
        var page = await File.ReadAllTextAsync(_pages.PathOf("40 findings"));
        var spoilt = folder.Write(
            "spoilt.html",
            page.Replace(
                "<h1>",
                "<script>document.title = 'ran'</script><img src=\"https://evil.example/x\" onerror=\"document.title = 'ran'\">"
                    + "<style>body { display: none }</style><form action=\"https://evil.example/\"><button>send</button></form><h1>",
                StringComparison.Ordinal
            )
        );
        await using var opened = await OpenAsync(spoilt);
        var title = await opened.Page.TitleAsync();
        var isVisible = await opened.Page.Locator("h1").IsVisibleAsync();
        await opened.Page.EvaluateAsync("() => document.querySelector('button').click()");
        Assert.Multiple(() =>
        {
            Assert.That(title, Is.EqualTo("Calendly audit FY27 Q1"));
            Assert.That(isVisible, Is.True);
            Assert.That(opened.Messages, Has.Count.GreaterThanOrEqualTo(4));
            Assert.That(opened.Requests, Is.Empty);
        });
    }

    [TestCaseSource(typeof(AuditPages), nameof(AuditPages.Names))]
    public async Task Nothing_is_wider_than_the_window_of_a_phone_or_of_a_desk(string name)
    {
        await using var opened = await OpenAsync(_pages.PathOf(name));
        foreach (var width in new[] { Phone, Desk })
        {
            await opened.Page.SetViewportSizeAsync(width, OpenedPage.Height);
            foreach (var scheme in Schemes)
            {
                await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                await OpenEverythingAsync(opened);
                Assert.That(await opened.OverflowAsync(), Is.LessThanOrEqualTo(0), $"{width} pixels, {scheme}");
            }
        }
    }

    [TestCaseSource(typeof(AuditPages), nameof(AuditPages.Names))]
    public async Task An_id_is_never_broken_over_two_lines_on_a_screen(string name)
    {
        await using var opened = await OpenAsync(_pages.PathOf(name));
        foreach (var width in new[] { Phone, Desk })
        {
            await opened.Page.SetViewportSizeAsync(width, OpenedPage.Height);
            await OpenEverythingAsync(opened);
            Assert.That(
                await opened.Page.EvaluateAsync<string[]>(
                    "() => [...document.querySelectorAll('code')].filter(c => c.getClientRects().length > 1).map(c => c.textContent)"
                ),
                Is.Empty,
                $"{width} pixels"
            );
        }
    }

    [TestCaseSource(typeof(AuditPages), nameof(AuditPages.Names))]
    public async Task On_paper_every_row_is_shown_and_what_only_a_screen_can_do_is_not(string name)
    {
        await using var opened = await OpenAsync(_pages.PathOf(name));
        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await HiddenAsync("tr, h2, h3, pre"), Is.Empty);
            Assert.That(await opened.Page.Locator("nav").IsVisibleAsync(), Is.False);
            Assert.That(await opened.OverflowAsync(), Is.LessThanOrEqualTo(0));
        });

        Task<string[]> HiddenAsync(string selector) =>
            opened.Page.EvaluateAsync<string[]>(
                """
                selector => [...document.querySelectorAll(selector)]
                    .filter(e => !e.checkVisibility({ contentVisibilityAuto: true })).map(e => e.outerHTML)
                """,
                selector
            );
    }

    [Test]
    public async Task A_page_printed_with_a_choice_says_which()
    {
        await using var opened = await OpenAsync(_pages.PathOf("40 findings"));
        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        var choices = opened.Page.Locator("fieldset");
        Assert.That(await choices.IsVisibleAsync(), Is.False, "nothing is left out");
        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        await opened.Page.GetByLabel("only of admins").CheckAsync();
        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.That((await choices.InnerTextAsync()).ReplaceLineEndings(" ").Trim(), Is.EqualTo("Show only of admins"));
    }

    [TestCaseSource(typeof(AuditPages), nameof(AuditPages.ShortNames))]
    public async Task A_screen_reader_and_weak_eyes_find_nothing_serious_in_light_or_dark(string name)
    {
        await using var opened = await OpenAsync(_pages.PathOf(name));
        foreach (var scheme in Schemes)
        {
            await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            var result = await opened.Page.RunAxe(
                new AxeRunOptions
                {
                    ResultTypes = new HashSet<ResultType> { ResultType.Violations },
                    RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
                }
            );
            Assert.That(
                result
                    .Violations.Where(violation => violation.Impact is "serious" or "critical")
                    .Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"),
                Is.Empty,
                $"{scheme}"
            );
            Assert.That(result.Passes.Select(rule => rule.Id), Has.Member("color-contrast"), "else nothing was looked at");
        }
    }

    private static Task OpenEverythingAsync(OpenedPage opened) =>
        opened.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => { details.open = true; })");
}
