using NUnit.Framework;
using PlatformAudits.Sandbox.Http;

namespace PlatformAudits.Sandbox.Tests;

public sealed class RequestLogTests
{
    private const string Issues = "gitlab/api/v4/projects/sandbox%2Faudits/issues";

    [Test]
    public async Task Every_request_is_logged_as_received_with_status_and_size()
    {
        await using var visitor = await Visitor.ArriveAsync();
        await visitor.GetAsync("calendly/users/me?x=%2F");
        var created = await visitor.SendAsync(HttpMethod.Post, Issues, new { title = "T" });
        await visitor.GetAsync("nowhere/else");
        var log = visitor.Sandbox.Requests.All;
        Assert.That(log.Select(request => (request.Number, request.Method, request.Target, request.Status)), Is.EqualTo([
            (1L, "GET", "/calendly/users/me?x=%2F", 200), (2L, "POST", "/" + Issues, 201), (3L, "GET", "/nowhere/else", 404),
        ]));
        Assert.That(log[1].BytesSent, Is.EqualTo(System.Text.Encoding.UTF8.GetByteCount(created.Body)));
        Assert.That(visitor.Sandbox.Requests.Writes.Select(request => request.Number), Is.EqualTo([2L]));
    }

    [Test]
    public async Task Looking_into_the_sandbox_leaves_no_trace()
    {
        await using var visitor = await Visitor.ArriveAsync();
        Assert.That((await visitor.GetAsync("sandbox/requests")).Body, Is.EqualTo("[]"));
        await visitor.GetAsync("sandbox/planted");
        await visitor.GetAsync("sandbox/audits.yaml");
        await visitor.GetAsync("calendly/users/me");
        var rows = (await visitor.GetAsync("sandbox/requests")).Rows;
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
        await using var visitor = await Visitor.ArriveAsync();
        await visitor.SendAsync(HttpMethod.Post, Issues, new { title = "T", description = text });
        await visitor.SendAsync(HttpMethod.Put, $"{Issues}/1", new { description = text });
        await visitor.SendAsync(HttpMethod.Post, $"{Issues}/1/notes", new { body = text });
        Assert.That(visitor.Sandbox.Requests.Writes, Has.Count.EqualTo(3));
        foreach (var write in visitor.Sandbox.Requests.Writes)
        {
            Assert.That(string.Join('\n', write.QuickActions), Is.EqualTo(actions));
            Assert.That(string.Join(' ', write.Mentions), Is.EqualTo(mentions));
        }
    }

    [Test]
    public async Task Requests_side_by_side_are_each_logged_once()
    {
        await using var visitor = await Visitor.ArriveAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => visitor.GetAsync("calendly/users/me")));
        Assert.That(visitor.Sandbox.Requests.All.Select(request => request.Number), Is.EqualTo(Enumerable.Range(1, 200).Select(number => (long)number)));
        Assert.That(visitor.Sandbox.Requests.All.Select(request => request.Status), Is.All.EqualTo(200));
        Assert.That(visitor.Sandbox.Requests.NotKept, Is.Zero);
    }

    [Test]
    public void A_full_log_keeps_the_first_requests_and_counts_the_rest()
    {
        var log = new RequestLog();
        for (var number = 1; number <= RequestLog.Capacity + 5; number++)
        {
            log.Add("GET", "/");
        }

        Assert.That((log.All.Count, log.All[^1].Number, log.Received, log.NotKept), Is.EqualTo((100_000, 100_000L, 100_005L, 5L)));
    }
}
