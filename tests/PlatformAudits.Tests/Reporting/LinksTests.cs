using NUnit.Framework;
using PlatformAudits.Checking;
using PlatformAudits.Foundation;
using PlatformAudits.Platforms;
using PlatformAudits.Platforms.GitLabCom;
using PlatformAudits.Platforms.OnePassword;
using PlatformAudits.Platforms.PagerDuty;
using PlatformAudits.Reporting;
using PlatformAudits.Team;

namespace PlatformAudits.Tests.Reporting;

/// <summary>
/// Links are made of validated parts: whatever an id, a user name or a host of a vendor or of the team file holds, a link leads to the
/// vendor's own page or is not made. AUDIT_NAMES says how many are tried.
/// </summary>
public sealed class LinksTests
{
    private static readonly Uri Site = new("https://acme.pagerduty.com/");

    [Test]
    [Category(Search.Category)]
    public void No_name_does_anything_in_a_link_or_leads_elsewhere()
    {
#pragma warning disable CA5394 // The names must come again from their seed; nothing is secured by them.
        var random = new Random(17);
#pragma warning restore CA5394
        var platforms = ConformanceTests.Platforms.ToDictionary(platform => platform.Id, StringComparer.Ordinal);
        var made = 0;
        for (var index = 0; index < HostileNames.Count; index++)
        {
            var piece = HostileNames.Pieces.ElementAtOrDefault(index) ?? HostileNames.Next(random);
            foreach (var name in new[] { piece, $"ada{piece}", $"{piece}\n" })
            {
                foreach (var (page, form) in PagesOf(name, platforms))
                {
                    made++;
                    Assert.That(page.Address.AbsoluteUri, Does.Match(form), EncodedTextTests.Shown(name));
                    Assert.That(
                        MarkdownEncoder.Link(page.Address, MarkdownEncoder.Encode(page.Title)),
                        Does.Match(@"^\[[a-z ]+\]\(https://[^()\s<>]+\)\z"),
                        EncodedTextTests.Shown(name)
                    );
                    Assert.That(
                        HtmlCell.Links([page]).Html,
                        Does.Match(@"^<a href=""https://[^""<>\s]+"" rel=""noreferrer noopener"">[a-z ]+</a>\z"),
                        EncodedTextTests.Shown(name)
                    );
                }
            }
        }

        Assert.That(made, Is.GreaterThan(HostileNames.Count / 100), "else nothing was tried");
    }

    [TestCase("ada", true)]
    [TestCase("ada\n", false)]
    [TestCase("ada/", false)]
    [TestCase("../ada", false)]
    [TestCase("ada?x", false)]
    [TestCase("", false)]
    public void A_user_name_of_GitLab_is_one_part_of_a_path(string name, bool isOne) =>
        Assert.Multiple(() =>
        {
            Assert.That(GitLabNames.IsUser(name), Is.EqualTo(isOne));
            Assert.That(GitLabNames.IsPath($"group/{name}"), Is.EqualTo(isOne));
        });

    /// <summary>The links that are made where a text stands in every place that decides where one leads.</summary>
    private static IEnumerable<(VendorPage Page, string Form)> PagesOf(string text, Dictionary<string, Platform> platforms)
    {
        var user = new PagerDutyAccount { Id = text, Site = Site };
        var users = new PagerDutyList<PagerDutyAccount>("users", [user], account => account.Id, null);
        return new (VendorPage? Page, string Form)[]
        {
            (
                platforms["gitlab-com"].PageOf(new GitLabAccount { Id = text, Username = text }, null!),
                @"^https://gitlab\.com/[A-Za-z0-9_][A-Za-z0-9_.-]*\z"
            ),
            (
                TeamPages.ProfileOf(
                    new Teammate
                    {
                        Name = text,
                        Email = text,
                        GitLabUsername = text,
                    }
                ),
                @"^https://gitlab\.com/[A-Za-z0-9_][A-Za-z0-9_.-]*\z"
            ),
            (
                platforms["1password"]
                    .PageOf(
                        new OnePasswordAccount { Id = text },
                        new OnePasswordPopulation([], [], []) { Identity = new OnePasswordIdentity($"{text}.1password.com", null, null) }
                    ),
                @"^https://[a-z0-9.-]+\.1password\.com/people\z"
            ),
            (
                platforms["pagerduty"].PageOf(user, new PagerDutyPopulation(null, [], users, null, null, null)),
                @"^https://acme\.pagerduty\.com/users/[A-Za-z0-9]*\z"
            ),
        }
            .Where(made => made.Page is not null)
            .Select(made => (made.Page!, made.Form));
    }
}
