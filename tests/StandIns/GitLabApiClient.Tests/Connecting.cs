using GitLabApiClient.Models.Issues.Responses;
using GitLabApiClient.Tests.Wire;
using NUnit.Framework;

namespace GitLabApiClient.Tests;

public sealed class Connecting : WireTest
{
    private const string IssueRequest = "GET /api/v4/projects/3/issues/7";

    [TestCase(20)]
    [TestCase(26)]
    [TestCase(63)]
    public async Task A_token_of_20_to_63_characters_is_a_private_token(int length)
    {
        Answer(Json.Issue);
        string token = new('x', length);

        await new GitLabClient(Server.Address.ToString(), token).Issues.GetAsync(3, 7);

        AssertSent(IssueRequest, $"  PRIVATE-TOKEN: {token}");
    }

    [Test]
    public async Task A_token_of_64_characters_is_a_bearer_token()
    {
        Answer(Json.Issue);
        string token = new('x', 64);

        await new GitLabClient(Server.Address.ToString(), token).Issues.GetAsync(3, 7);

        AssertSent(IssueRequest, $"  Authorization: Bearer {token}");
    }

    [Test]
    public async Task Without_a_token_no_header_is_sent()
    {
        Answer(Json.Issue);

        await new GitLabClient(Server.Address.ToString()).Issues.GetAsync(3, 7);

        AssertSent(IssueRequest);
    }

    [TestCase(1)]
    [TestCase(19)]
    [TestCase(65)]
    [TestCase(100)]
    public void A_token_of_any_other_length_is_refused(int length) =>
        Assert.That(
            () => new GitLabClient(Server.Address.ToString(), new string('x', length)),
            Throws
                .TypeOf<ArgumentException>()
                .With.Message.EqualTo("Unsupported authentication token provide, please private an oauth or private token")
        );

    [TestCase("", "/api/v4/")]
    [TestCase("/", "/api/v4/")]
    [TestCase("/api/v4", "/api/v4/")]
    [TestCase("/api/v4/", "/api/v4/")]
    [TestCase("/API/V4", "/API/V4/")]
    [TestCase("/gitlab", "/gitlab/api/v4/")]
    public async Task The_address_of_the_API_is_completed(string suffix, string path)
    {
        Answer(Json.Issue);
        string root = Server.Address.ToString().TrimEnd('/');
        var client = new GitLabClient(root + suffix, Token);

        await client.Issues.GetAsync(3, 7);

        Assert.That(client.HostUrl, Is.EqualTo(root + path));
        AssertSentInOrder($"GET {path}projects/3/issues/7");
    }

    [Test]
    public async Task A_redirect_takes_the_private_token_to_another_host()
    {
        await using RecordingServer other = await RecordingServer.StartAsync();
        other.Answer = _ => new Reply(Json.Issue);
        Server.Answer = target => new Reply("", 302, "Location", $"http://localhost:{other.Address.Port}{target}");

        Issue issue = await Client.Issues.GetAsync(3, 7);

        AssertSentInOrder(IssueRequest);
        Assert.That(other.Requests, Is.EqualTo([WithToken(IssueRequest)]));
        Assert.That(issue.Iid, Is.EqualTo(7));
    }

    [Test]
    public async Task Requests_go_through_the_given_handler()
    {
        Answer(Json.Issue);
        using var handler = new AddingJobToken();

        await new GitLabClient(Server.Address.ToString(), httpMessageHandler: handler).Issues.GetAsync(3, 7);

        AssertSent(IssueRequest, "  JOB-TOKEN: job");
    }

    private sealed class AddingJobToken() : DelegatingHandler(new HttpClientHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("JOB-TOKEN", "job");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
