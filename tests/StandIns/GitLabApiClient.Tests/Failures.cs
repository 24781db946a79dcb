using System.Net;
using GitLabApiClient.Models.Issues.Requests;
using GitLabApiClient.Tests.Wire;
using Newtonsoft.Json;
using NUnit.Framework;

namespace GitLabApiClient.Tests;

public sealed class Failures : WireTest
{
    [TestCase(401, """{"message":"401 Unauthorized"}""")]
    [TestCase(404, """{"message":"404 Not found"}""")]
    [TestCase(500, "<html>oops</html>")]
    public void A_status_that_is_no_success_carries_the_raw_body(int status, string body)
    {
        Answer(body, status);

        Assert.That(
            async () => await Client.Issues.GetAsync(3, 7),
            Throws
                .TypeOf<GitLabException>()
                .With.Message.EqualTo(body)
                .And.Property(nameof(GitLabException.HttpStatusCode))
                .EqualTo((HttpStatusCode)status)
        );
    }

    [Test]
    public void A_rate_limit_is_an_error_at_once_and_not_retried()
    {
        Server.Answer = _ => new Reply("Retry later", 429, "Retry-After", "1");

        Assert.That(
            async () => await Client.Issues.GetAsync(3, 7),
            Throws
                .TypeOf<GitLabException>()
                .With.Message.EqualTo("Retry later")
                .And.Property(nameof(GitLabException.HttpStatusCode))
                .EqualTo(HttpStatusCode.TooManyRequests)
        );
        AssertSentInOrder("GET /api/v4/projects/3/issues/7");
    }

    [Test]
    public void A_page_of_HTML_with_a_success_status_is_a_JSON_error()
    {
        Answer("<html>sign in</html>");

        Assert.That(
            async () => await Client.Issues.GetAsync(3, 7),
            Throws
                .TypeOf<JsonReaderException>()
                .With.Message.EqualTo("Unexpected character encountered while parsing value: <. Path '', line 0, position 0.")
        );
    }

    [Test]
    public void An_unknown_state_of_an_issue_is_a_JSON_error()
    {
        Answer("""{"iid":7,"state":"locked"}""");

        Assert.That(
            async () => await Client.Issues.GetAsync(3, 7),
            Throws
                .TypeOf<JsonSerializationException>()
                .With.Message.StartsWith(
                    "Error converting value \"locked\" to type "
                        + "'GitLabApiClient.Models.Issues.Responses.IssueState'. Path 'state', line 1, position "
                )
        );
    }

    [Test]
    public void An_id_beyond_32_bits_is_a_JSON_error_although_the_issue_was_opened()
    {
        Answer("""{"id":2284136723,"iid":7,"state":"opened"}""", 201);

        Assert.That(
            async () => await Client.Issues.CreateAsync(3, new CreateIssueRequest("T")),
            Throws
                .TypeOf<JsonReaderException>()
                .With.Message.EqualTo("JSON integer 2284136723 is too large or small for an Int32. Path 'id', line 1, position 16.")
        );
        Assert.That(Server.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_request_ends_at_the_given_timeout()
    {
        using var never = new NeverAnswering();
        var client = new GitLabClient(Server.Address.ToString(), Token, never, TimeSpan.FromMilliseconds(50));

        Assert.That(
            async () => await client.Issues.GetAsync(3, 7),
            Throws
                .TypeOf<TaskCanceledException>()
                .With.Message.EqualTo("The request was canceled due to the configured HttpClient.Timeout of 0.05 seconds elapsing.")
        );
        Assert.That(Server.Requests, Is.Empty);
    }

    private sealed class NeverAnswering : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("The wait has no end.");
        }
    }
}
