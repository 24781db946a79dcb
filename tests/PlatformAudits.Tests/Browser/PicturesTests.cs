using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NUnit.Framework;
using PlatformAudits.Sandbox;

namespace PlatformAudits.Tests.Browser;

/// <summary>
/// The pictures of the docs, which <c>docs/images/make.sh</c> takes anew: the first screen of the issue and of the page of the sandbox's
/// Calendly audit, and of the page over all audits, of a fixed seed and day.
/// </summary>
public sealed partial class PicturesTests : BrowserTest
{
    private const string Variable = "UPDATE_PICTURES";

    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "images");

    [Test]
    public async Task The_pictures_of_the_docs_are_there_and_are_taken_anew_where_that_is_asked_for()
    {
        if (Environment.GetEnvironmentVariable(Variable) == "1")
        {
            await TakeAsync();
        }

        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        var shown = Shown().Matches(readme).Select(match => match.Groups[1].Value).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(shown, Has.Count.EqualTo(2));
            Assert.That(shown.Select(name => Path.Combine(Folder, name)), Has.All.Exist);
        });
    }

    private async Task TakeAsync()
    {
        var clock = new ScriptedClock(new DateTimeOffset(2026, 11, 16, 9, 0, 0, TimeSpan.Zero));
        await using var audit = await SandboxedAudit.StartAsync(new SandboxOptions { Clock = clock });
        var results = await audit.RunAllAsync();
        Assert.That(results.Select(result => result.Failure), Has.All.Null);
        var overview = await audit.OverviewAsync(request => request with { IssuesLast = false });
        using var folder = new TemporaryFolder();
        var issue = audit.Issues.Single(one => one.Title.StartsWith("Calendly audit", StringComparison.Ordinal));
        await TakeAsync(folder.Write("issue.html", IssuePage.Of(issue)), "calendly-issue.png");
        await TakeAsync(audit.Output("report.html"), "calendly-report.png");
        await TakeAsync(overview.Page, "overview.png");
    }

    private async Task TakeAsync(string page, string picture)
    {
        await using var opened = await OpenAsync(page);
        await opened.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, picture) });
    }

    [GeneratedRegex(@"\]\(docs/images/([a-z-]+\.png)\)")]
    private static partial Regex Shown();
}
