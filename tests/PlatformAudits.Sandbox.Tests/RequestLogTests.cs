using NUnit.Framework;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.Tests;

public sealed class RequestLogTests
{
    private const string Issues = "gitlab/api/v4/projects/sandbox%2Faudits/issues";

    [Test]
    public async Task Every_request_is_logged_as_received_with_status_and_size()
    {
        await using var client = await SandboxClient.StartAsync();
        await client.GetAsync("calendly/users/me?x=%2F");
        var created = await client.SendAsync(HttpMethod.Post, Issues, new { title = "T" });
        await client.GetAsync("nowhere/else");
        var log = client.Sandbox.Requests.All;
        Assert.That(
            log.Select(request => (request.Number, request.Method, request.Target, request.Status)),
            Is.EqualTo([(1L, "GET", "/calendly/users/me?x=%2F", 200), (2L, "POST", "/" + Issues, 201), (3L, "GET", "/nowhere/else", 404)])
        );
        Assert.That(log[1].BytesSent, Is.EqualTo(System.Text.Encoding.UTF8.GetByteCount(created.Body)));
        Assert.That(client.Sandbox.Requests.Writes.Select(request => request.Number), Is.EqualTo([2L]));
    }

    [Test]
    public async Task Looking_into_the_sandbox_leaves_no_trace()
    {
        await using var client = await SandboxClient.StartAsync();
        Assert.That((await client.GetAsync("sandbox/requests")).Body, Is.EqualTo("[]"));
        await client.GetAsync("sandbox/planted");
        await client.GetAsync("sandbox/audits.yaml");
        await client.GetAsync("calendly/users/me");
        var rows = (await client.GetAsync("sandbox/requests")).Rows;
        Assert.That(rows.Select(row => (string?)row["target"]), Is.EqualTo(["/calendly/users/me"]));
    }

    [TestCase("/close", "/close", "")]
    [TestCase("text\n/assign @jdoe1", "/assign @jdoe1", "@jdoe1")]
    [TestCase("/CLOSE", "/CLOSE", "")]
    [TestCase(" /close", "", "")]
    [TestCase("a /close", "", "")]
    [TestCase("/closed", "", "")]
    [TestCase("/etc/passwd", "", "")]
    [TestCase("```\n/close\n@all\n```", "", "")]
    [TestCase("~~~\n/close\n```\n@all\n~~~\n@me", "", "@me")]
    [TestCase("````\n```\n/close\n````\n/reopen", "/reopen", "")]
    [TestCase("```\nnever closed\n/close", "", "")]
    [TestCase("hello @all and @Jane.Doe, @x-y.", "", "@all @Jane.Doe @x-y")]
    [TestCase("`@all` ``a ` @b`` @c", "", "@c")]
    [TestCase("jane@gitlab.com \\@all", "", "")]
    [TestCase("&#64;all &commat;x", "", "@all @x")]
    [TestCase("@\u200Ball", "", "")]
    [TestCase("<!-- @all -->x", "", "")]
    [TestCase("| cell @team |", "", "@team")]
    [TestCase("`unclosed @all", "", "@all")]
    public async Task What_gitlab_would_do_with_a_text_is_logged(string text, string actions, string mentions)
    {
        await using var client = await SandboxClient.StartAsync();
        await client.SendAsync(HttpMethod.Post, Issues, new { title = "T", description = text });
        await client.SendAsync(HttpMethod.Put, $"{Issues}/1", new { description = text });
        await client.SendAsync(HttpMethod.Post, $"{Issues}/1/notes", new { body = text });
        Assert.That(client.Sandbox.Requests.Writes, Has.Count.EqualTo(3));
        foreach (var write in client.Sandbox.Requests.Writes)
        {
            Assert.That(string.Join('\n', write.QuickActions), Is.EqualTo(actions));
            Assert.That(string.Join(' ', write.Mentions), Is.EqualTo(mentions));
        }
    }

    [TestCase("#12 group/project!3 $4 x&5 x &5", "#12 group/project!3 $4 x&5 &5")]
    [TestCase("%12 %\"v 1\" ~bug ~\"a b\" *iteration:3 ^alert#4", "%12 %\"v 1\" ~bug ~\"a b\" *iteration:3 ^alert#4")]
    [TestCase("[issue:3] GL-4 gitlab-org/gitlab> 9ba12248", "[issue:3] GL-4 gitlab-org/gitlab> 9ba12248")]
    [TestCase("&#35;12 &num;13 \\#14 `#15` <!-- #16 -->", "#12 #13")]
    [TestCase("`9ba12248` `#12` &#35;`12` `group/project#12` &#126;`4000265`", "")]
    [TestCase("#\u206012 R&D 100 % C# 1 ~ 2", "")]
    public async Task A_reference_is_logged_also_behind_a_character_reference(string text, string references)
    {
        await using var client = await SandboxClient.StartAsync();
        await client.SendAsync(HttpMethod.Post, Issues, new { title = "T", description = text });
        Assert.That(string.Join(' ', client.Sandbox.Requests.Writes.Single().References), Is.EqualTo(references));
    }

    [TestCase("[a](https://x.example) ![b](c.png) <https://y.example>", "link image link")]
    [TestCase("https://x.example www.y.example a@z.example", "link link link")]
    [TestCase("https&#58;//x.example a&#64;z.example", "link link")]
    [TestCase("https&#58;\u2060//x.example a&#64;\u2060z.example www&#46;\u2060y.example", "")]
    [TestCase("<b>x</b> &lt;b&gt; \\<b>", "html html")]
    [TestCase(
        "**a** *b* _c_ ~~d~~ $`e`$ $f$ {+ g +} :tada: [^1]",
        "emphasis emphasis emphasis emphasis formula formula inline emoji footnote"
    )]
    [TestCase("&#36;`e`&#36; &#36;`f`", "formula")]
    [TestCase("`@all` `https://x.example` `a@b.example` `9ba12248` `:tada:` \"`x`\" &#36;`e`", "")]
    [TestCase("10:00:30 a:tada:b (:tada:)", "emoji")]
    [TestCase("a_b_c 2 * 3 * 4 ~ 5 \\*x\\* $ 5", "")]
    [TestCase("| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n| 1 | x\\|y |", "row")]
    [TestCase("text\n<!-- never closed\n@all", "comment")]
    [TestCase("```\nnever closed", "code")]
    public async Task What_is_no_plain_text_is_logged(string text, string kinds)
    {
        await using var client = await SandboxClient.StartAsync();
        await client.SendAsync(HttpMethod.Post, Issues, new { title = "T", description = text });
        Assert.That(
            client.Sandbox.Requests.Writes.Single().Activated.Select(a => a.Split(' ')[0]).Order(),
            Is.EqualTo(kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order())
        );
    }

    [Test]
    public async Task Blocks_are_counted_by_kind()
    {
        await using var client = await SandboxClient.StartAsync();
        await client.SendAsync(
            HttpMethod.Post,
            Issues,
            new
            {
                title = "T",
                description = "# A\n\n- x\n- [ ] y\n  1. z\n\n> q\n\n| a |\n| --- |\n"
                    + "| 1 |\n\n```mermaid\ngraph TD\n```\n\nB\n===\n\n---\n",
            }
        );
        Assert.That(
            client.Sandbox.Requests.Writes.Single().Structure.Select(s => $"{s.Key} {s.Value}"),
            Is.EqualTo(new[] { "code mermaid 1", "h1 2", "item 3", "quote 1", "row 2", "rule 1", "table 1", "task 1" })
        );
    }

    [Test]
    public async Task Requests_side_by_side_are_each_logged_once()
    {
        await using var client = await SandboxClient.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.GetAsync("calendly/users/me")));
        Assert.That(
            client.Sandbox.Requests.All.Select(request => request.Number),
            Is.EqualTo(Enumerable.Range(1, 200).Select(number => (long)number))
        );
        Assert.That(client.Sandbox.Requests.All.Select(request => request.Status), Is.All.EqualTo(200));
        Assert.That(client.Sandbox.Requests.NotKept, Is.Zero);
    }

    [Test]
    public void A_full_log_keeps_the_first_requests_and_counts_the_rest()
    {
        var log = new RequestLog(TimeProvider.System);
        for (var number = 1; number <= RequestLog.Capacity + 5; number++)
        {
            log.Add("GET", "/");
        }

        Assert.That((log.All.Count, log.All[^1].Number, log.Received, log.NotKept), Is.EqualTo((100_000, 100_000L, 100_005L, 5L)));
    }
}
