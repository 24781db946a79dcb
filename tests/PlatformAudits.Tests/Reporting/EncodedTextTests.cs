using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;
using PlatformAudits.Reporting;
using PlatformAudits.Sandbox;
using PlatformAudits.Sandbox.GitLab;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Tests.Reporting;

/// <summary>
/// Hostile names in every place where a name may stand, judged by the sandbox's GitLab. <see cref="HostileNames.Count"/> says how many are
/// tried.
/// </summary>
public sealed partial class EncodedTextTests
{
    private const int NamesAtOnce = 250;

    [Test]
    [Category(Search.Category)]
    public async Task No_name_does_anything_in_any_place_of_an_issue()
    {
        await using var sandbox = SandboxServer.Unplugged(new SandboxOptions { Size = 1 });
        using var http = Client(sandbox);
        sandbox.GitLab.Tracker.Open(sandbox.GitLab.Bot, "T");
        var plain = await WriteAsync(http, sandbox, Enumerable.Repeat("Ada", NamesAtOnce));
#pragma warning disable CA5394 // The names must come again from their seed; nothing is secured by them.
        var random = new Random(20261121);
#pragma warning restore CA5394
        for (var done = 0; done < HostileNames.Count; done += NamesAtOnce)
        {
            var names = Enumerable
                .Range(0, NamesAtOnce)
                .Select(i => done + i < HostileNames.Pieces.Length ? HostileNames.Pieces[done + i] : HostileNames.Next(random))
                .ToList();
            if (Activity.Difference(await WriteAsync(http, sandbox, names), plain) is not null)
            {
                var alone = await WriteAsync(http, sandbox, ["Ada"]);
                foreach (var name in names)
                {
                    Assert.That(Activity.Difference(await WriteAsync(http, sandbox, [name]), alone), Is.Null, Shown(name));
                }

                Assert.Fail("together, and not one by one: " + Shown(string.Join('\n', names)));
            }
        }
    }

    [TestCaseSource(typeof(HostileNames), nameof(HostileNames.Ordinary))]
    public void An_ordinary_name_looks_as_typed_and_can_be_searched_for_in_the_source(string name) =>
        Assert.That(MarkdownEncoder.Encode(name), Is.EqualTo(name));

    [TestCaseSource(typeof(HostileNames), nameof(HostileNames.Ordinary))]
    public void An_ordinary_name_looks_as_typed_everywhere_else(string name) =>
        Assert.Multiple(() =>
        {
            Assert.That(TitleEncoder.Encode(name).Replace("\u2060", "", StringComparison.Ordinal), Is.EqualTo(name));
            Assert.That(LogEncoder.Encode(name), Is.EqualTo(name));
            Assert.That(XmlEncoder.Encode(name), Is.EqualTo(name));
            Assert.That(WebUtility.HtmlDecode(HtmlEncoder.Encode(name)), Is.EqualTo(name));
        });

    [Test]
    public void A_hostile_name_reads_as_typed_once_GitLab_shows_it([Range(0, 400, 7)] int piece)
    {
        var name = HostileNames.Pieces[piece % HostileNames.Pieces.Length];
        var shown = MarkdownEncoder.Decode(MarkdownEncoder.Encode(name));
        Assert.That(
            Numbers().Replace(shown, ""),
            Is.EqualTo(string.Concat(name.EnumerateRunes().Where(r => !shown.Contains($"U+{r.Value:X4}", StringComparison.Ordinal))))
        );
    }

    [Test]
    [Category(Search.Category)]
    public void No_name_does_anything_in_a_log_a_page_a_test_report_or_a_title() =>
        Assert.Multiple(() =>
        {
#pragma warning disable CA5394 // The names must come again from their seed; nothing is secured by them.
            var random = new Random(7);
#pragma warning restore CA5394
            for (var i = 0; i < HostileNames.Count; i++)
            {
                var name = i < HostileNames.Pieces.Length ? HostileNames.Pieces[i] : HostileNames.Next(random);
                Assert.That(LogEncoder.Encode(name).Any(char.IsControl), Is.False, Shown(name));
                Assert.That(
                    TitleEncoder.Encode(name),
                    Does.Not.Match(@"[@#!~%&$^*\[:/][A-Za-z0-9_""+-]").And.Not.Match(@"[\u0000-\u001f\u202a-\u202e\u2066-\u2069]"),
                    Shown(name)
                );
                var page = XDocument
                    .Parse($"<p title=\"{HtmlEncoder.Encode(XmlEncoder.Encode(name))}\">{HtmlEncoder.Encode(XmlEncoder.Encode(name))}</p>")
                    .Root!;
                Assert.That((page.Elements().Count(), page.Attributes().Count()), Is.EqualTo((0, 1)), Shown(name));
                Assert.That(new XElement("p", XmlEncoder.Encode(name)).ToString(), Is.Not.Empty, Shown(name));
            }
        });

    [Test]
    [Category(Search.Category)]
    public void No_name_does_anything_at_the_end_of_a_page_and_each_comes_back_from_its_file()
    {
        using var folder = new TemporaryFolder();
        var (path, file) = (folder.File("report.html"), folder.File("review.json"));
        var report = HtmlReportTests.ReportOf("Ada");
        var plain = ShapeOf([.. Enumerable.Repeat("Ada", NamesAtOnce)]);
#pragma warning disable CA5394 // The names must come again from their seed; nothing is secured by them.
        var random = new Random(20261130);
#pragma warning restore CA5394
        for (var done = 0; done < HostileNames.Count; done += NamesAtOnce)
        {
            var names = Enumerable
                .Range(0, NamesAtOnce)
                .Select(i => done + i < HostileNames.Pieces.Length ? HostileNames.Pieces[done + i] : HostileNames.Next(random))
                .Select(name => name.Replace('\ud800', 'x'))
                .ToList();
            Assert.That(ShapeOf(names), Is.EqualTo(plain), Shown(string.Join('\n', names)));
            var review = NamedReview.Of(names);
            review.Write(file);
            Assert.That(
                IssueReview.Find(file, report.Platform, report.Period)!.Findings.SelectMany(finding => finding.Written),
                Is.EqualTo(review.Findings.SelectMany(finding => finding.Written))
            );
        }

        IReadOnlyList<KeyValuePair<string, int>> ShapeOf(List<string> names)
        {
            HtmlReport.Write(report, ConformanceTests.Platforms[0], null, NamedReview.Of(names), path);
            using var page = Activity.PageOf(path);
            return Activity.ShapeOf(page);
        }
    }

    /// <summary>
    /// An issue's text with names in every place: a paragraph, a heading, list items, a quote, tables, code and within words of ours.
    /// </summary>
    private static string Places(IEnumerable<string> names)
    {
        var text = new StringBuilder("| Name | Code | Note |\n| --- | --- | --- |\n");
        var encoded = names.Select(name => (Text: MarkdownEncoder.Encode(name), Code: CodeEncoder.Encode(name))).ToList();
        foreach (var (name, code) in encoded)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {code} | {name} ({name}) <!-- c:0123456789abcdef -->  |\n");
        }

        foreach (var (name, _) in encoded)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n### {name}\n\n{name}\n\n- {name}\n- [ ] {name} is {name}. <!-- f:0123456789abcdef -->\n\n"
                    + $"> - {name} <!-- x -->\n\nThis is {name}, and\n{name}\n"
            );
        }

        return text.ToString();
    }

    internal static HttpClient Client(SandboxServer sandbox)
    {
        var http = new HttpClient(sandbox.NewHandler()) { BaseAddress = sandbox.BaseAddress };
        http.DefaultRequestHeaders.Add("PRIVATE-TOKEN", GitLabVendor.BotToken);
        return http;
    }

    internal static async Task<LoggedRequest> WriteAsync(HttpClient http, SandboxServer sandbox, IEnumerable<string> names)
    {
        using var response = await http.PutAsJsonAsync("gitlab/api/v4/projects/1002/issues/1", new { description = Places(names) });
        response.EnsureSuccessStatusCode();
        var logged = sandbox.Requests.All[^1];
        return logged;
    }

    internal static string Shown(string name) =>
        string.Concat(name.Select(c => char.IsAscii(c) && !char.IsControl(c) ? c.ToString() : $"\\u{(int)c:x4}"));

    [GeneratedRegex(@"\[U\+[0-9A-F]{4,6}\]")]
    private static partial Regex Numbers();
}
